"""The text messages, and the two formats they come in."""

import csv
import hashlib
import io
import zipfile
from dataclasses import replace

import numpy as np
import pandas
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gradelib import data
from gradelib.data import DataError, messages
from gradelib.data.kinds import classes
from gradelib.data.messages import letters, parse, read_archive

label = st.sampled_from(["ham", "spam"])
any_text = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def sms():
    return data.sms()


def parts(dataset):
    return [dataset.train, dataset.valid, dataset.test]


def test_it_is_the_packaged_collection(sms):
    assert sum(map(len, parts(sms))) == 4862
    assert sum((part.labels == "ham").sum() for part in parts(sms)) == 4220
    for part in parts(sms):
        assert isinstance(part.labels, np.ndarray)
        assert part.labels.shape == (len(part),) == (len(part.texts),)
        assert set(part.labels) == {"ham", "spam"}
        assert all(isinstance(text, str) and text for text in part.texts)


def test_texts_and_labels_are_those_another_reader_finds(sms):
    source = io.BytesIO(messages.PACKAGED.read())
    rows = pandas.read_csv(source, sep="\t", header=None, keep_default_na=False)
    ours = [pair for part in parts(sms) for pair in zip(part.labels, part.texts, strict=True)]
    assert sorted(ours) == sorted(zip(rows[0], rows[1], strict=True))


def test_copies_are_on_one_side(sms):
    seen = [{letters(text) for text in part.texts} for part in parts(sms)]
    assert not seen[0] & seen[1] and not seen[0] & seen[2] and not seen[1] & seen[2]


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        ("WIN £100 now! call 0871", "Win £2000 now, call 0908..", True),
        ("Ok", "ok...", True),
        ("call me", "call mum", False),
    ],
)
def test_what_a_copy_is(one, other, copies):
    assert (letters(one) == letters(other)) is copies


def test_every_call_gives_new_arrays(sms):
    again = data.sms()
    again.train.labels[:] = "spam"
    again.train.texts.clear()
    fresh = data.sms()
    assert fresh.train.texts == sms.train.texts
    assert (fresh.train.labels == sms.train.labels).all()


def test_it_shows_itself_in_a_line(sms):
    assert repr(sms.test) == "Texts(487: 421 ham, 66 spam)"
    assert len(repr(sms)) < 200


@given(st.lists(st.tuples(label, any_text), min_size=1))
@example([("ham", '"')])
@example([("ham", 'say "hi"\tand\nbye\r')])
def test_quoted_messages_come_back_as_they_were(records):
    file = io.StringIO(newline="")
    csv.writer(file, "excel-tab").writerows(records)
    found = parse(file.getvalue().encode(), quoted=True)
    assert list(zip(found.labels, found.texts, strict=True)) == records


@given(st.lists(st.tuples(label, any_text.filter(lambda text: "\n" not in text)), min_size=1))
@example([("spam", '"one lone quotation mark')])
@example([("ham", "")])
@example([("ham", "a\tb\x85c\u2028d\r")])
def test_unquoted_messages_come_back_as_they_were(records):
    raw = "".join(f"{tag}\t{text}\n" for tag, text in records).encode()
    found = parse(raw, quoted=False)
    assert list(zip(found.labels, found.texts, strict=True)) == records


@given(st.binary(), st.booleans())
@example(b"\xff", True)
@example(b"\xff", False)
@example(b'ham\t"open', True)
@example(b'ham\t"a"b', True)
@example(b"", False)
def test_other_bytes_are_refused_or_read_but_never_crash(raw, quoted):
    try:
        found = parse(raw, quoted)
    except DataError:
        return
    assert set(found.labels) <= {"ham", "spam"}
    assert len(found.labels) == len(found)


@pytest.mark.parametrize("line", [b"ham", b"egg\ttext", b"", b"Ham\ttext"])
def test_a_line_that_is_no_message_is_named(line):
    with pytest.raises(DataError, match="Message 2 is not"):
        parse(b"ham\tfirst\n" + line + b"\n" + b"spam\tlast\n", quoted=False)


def archive(path, ham, spam):
    """Write an archive as the collection's, with invented messages."""
    lines = [f'ham\t"Lunch no. {i}?\n' for i in range(ham)] + ["spam\tWIN NOW\n"] * spam
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("readme", "About the collection")
        file.writestr("SMSSpamCollection", "".join(lines))
    return path


def test_an_archive_is_compared_with_what_was_published(tmp_path):
    path = archive(tmp_path / "sms.zip", ham=3, spam=2)
    assert classes(read_archive(path, {"ham": 3, "spam": 2})) == {"ham": 3, "spam": 2}
    with pytest.raises(DataError, match=r"'ham': 3, 'spam': 2.*but.*'ham': 2.*were published"):
        read_archive(path, {"ham": 2, "spam": 3})


def test_the_full_collection_is_downloaded_verified_and_cut(tmp_path, server, cache, monkeypatch):
    server.body = archive(tmp_path / "sms.zip", ham=4827, spam=747).read_bytes()
    sha256 = hashlib.sha256(server.body).hexdigest()
    local = replace(messages.CANONICAL, url=server.url("whole"), sha256=sha256)
    monkeypatch.setattr(messages, "CANONICAL", local)
    full = data.sms(full=True)
    assert sum(map(len, parts(full))) == 5574
    assert sum((part.labels == "spam").sum() for part in parts(full)) == 747
    monkeypatch.setattr(messages, "CANONICAL", replace(local, url=server.url("missing")))
    assert data.sms(full=True).test.texts == full.test.texts


def test_a_full_collection_that_is_another_file_is_refused(server, cache, monkeypatch):
    local = replace(messages.CANONICAL, url=server.url("whole"))
    monkeypatch.setattr(messages, "CANONICAL", local)
    with pytest.raises(DataError, match="not the expected file"):
        data.sms(full=True)
    assert list(cache.iterdir()) == []
