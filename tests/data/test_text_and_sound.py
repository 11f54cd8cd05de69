"""Letters, the Bible, names, tones and speech."""

from importlib.util import find_spec

import numpy as np
import pytest

from gradelib import data
from gradelib.data import DataError, fonts, scripture, sounds, voices

needs_speech = pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="optional package")


def parts(dataset):
    return [dataset.train, dataset.valid, dataset.test]


# Letters


@pytest.mark.parametrize(("size", "levels"), [(8, 17), (28, 256)])
def test_letters_look_like_digits(size, levels):
    letters = data.letters(size=size)
    for part in parts(letters):
        assert part.images.shape == (len(part), size, size) and part.images.dtype == np.uint8
        assert part.levels == levels and part.images.max() == levels - 1
        assert set(part.labels) <= set(range(26))
        assert (part.images.max(axis=(1, 2)) > 0).all()
    assert set(letters.train.labels) == set(range(26))


def test_a_letter_of_unknown_size_is_refused():
    with pytest.raises(DataError, match=r"no letters of size 16.*8 and 28"):
        data.letters(size=16)


def test_a_scan_counts_the_inside_and_leaves_out_the_hole():
    def square(low, high, turn):
        corners = [(low, low), (high, low), (high, high), (low, high)][::turn]
        return [(corners[i], corners[(i + 1) % 4]) for i in range(4)]

    ring = np.array(square(0.0, 1.0, 1) + square(0.25, 0.75, -1))
    found = fonts.scan(ring, 8)
    expected = np.full((8, 8), 16)
    expected[2:6, 2:6] = 0
    assert (found == expected).all()


def test_a_scan_shades_a_pixel_by_the_share_that_is_inked():
    half = np.array([[(0, 0), (1, 0)], [(1, 0), (1, 0.0625)], [(1, 0.0625), (0, 0.0625)]])
    half = np.concatenate([half, [[(0, 0.0625), (0, 0)]]])  # the upper half of the first row
    assert (fonts.scan(half, 8)[0] == 8).all() and not fonts.scan(half, 8)[1:].any()


# The Bible


@pytest.fixture(scope="module")
def bible():
    return data.bible()


def test_it_begins_at_the_beginning_and_is_plain(bible):
    assert bible.train.startswith("In the beginning God created the heaven and the earth.")
    for part in parts(bible):
        assert part.isascii() and part.endswith("\n")
        assert not set("[]\t") & set(part) and "  " not in part and "\n\n" not in part


def test_no_book_is_in_two_parts_and_two_books_are_in_none(bible):
    whole = [*parts(bible), data.bible_kept_back()]
    books = scripture.read_books(scripture.PACKAGED.read())
    assert sorted(books) == list(range(1, 67))
    assert sum(map(len, whole)) == sum(map(len, books.values()))
    for book in books.values():
        assert sum(book in part for part in whole) == 1
    assert whole[3].startswith("Now after the death of Joshua")


def test_a_piece_is_cut_from_the_beginnings(bible):
    piece = data.bible(characters=1000)
    assert [len(part) for part in parts(piece)] == [800, 100, 100]
    for small, large in zip(parts(piece), parts(bible), strict=True):
        assert large.startswith(small)


@pytest.mark.parametrize("characters", [-1, 0, 9, 10_000_000])
def test_an_impossible_piece_says_what_is_possible(characters):
    with pytest.raises(DataError, match=r"ask for 10 to 3,9\d\d,\d\d\d characters"):
        data.bible(characters=characters)


def test_the_most_that_is_possible_is_possible():
    assert len(data.bible(characters=3_900_000).valid) == 390_000


def test_a_million_characters_do_not_fill_a_notebook(bible):
    assert repr(bible).startswith("DataSet(train=<3,127,281 characters>, valid=<")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("and darkness [was] upon", "and darkness was upon\n"),
        ("the king’s Ænon", "the king's Aenon\n"),
        ("Casluhim, ( out of whom", "Casluhim, (out of whom\n"),
        ("their sin—; and", "their sin; and\n"),
        ("\n one \n\n two", "one\ntwo\n"),
    ],
)
def test_what_is_tidied(before, after):
    assert scripture.tidy(before) == after


# Names


def test_names_are_letters_and_each_is_there_once():
    names = data.names()
    everyone = [name for part in parts(names) for name in part]
    assert len(everyone) == len(set(everyone)) == 91_910
    assert set("".join(everyone)) == set("abcdefghijklmnopqrstuvwxyz")
    assert {"smith", "mary", "john"} <= set(everyone)
    assert repr(names) == (
        "DataSet(train=<73,528 strings>, valid=<9,191 strings>, test=<9,191 strings>)"
    )


# Tones


def test_a_tone_has_the_pitch_of_its_label():
    notes = data.tones(seconds=0.5, each=2)
    for part in parts(notes):
        assert part.waves.dtype == np.float32 and part.waves.shape == (len(part), 4000)
        for wave, pitch in zip(part.waves, part.labels, strict=True):
            spectrum = np.abs(np.fft.rfft(wave))
            assert abs(np.argmax(spectrum) * 2 - pitch) <= 2  # bins are 2 Hz apart


def test_tones_are_levels_of_16_bits_within_range():
    waves = data.tones(each=3).train.waves
    assert np.abs(waves).max() <= 0.9
    assert (waves * 32768 == np.round(waves * 32768)).all()


def test_the_seed_decides():
    one, same, other = (data.tones(each=2, seed=seed).train.waves for seed in (1, 1, 2))
    assert (one == same).all() and not (one == other).all()


@pytest.mark.parametrize(
    "wrong", [{"seconds": 0}, {"rate": 1000}, {"each": 0}, {"seconds": -1.0}], ids=str
)
def test_a_tone_that_cannot_be_is_refused(wrong):
    with pytest.raises(DataError, match="no tones of"):
        data.tones(**wrong)


def test_rounding_to_16_bits_stays_in_range():
    found = sounds.to_16_bits(np.array([-2.0, -1.0, 1e-9, 0.5, 1.0]))
    assert found.tolist() == [-1.0, -1.0, 0.0, 0.5, 32767 / 32768]


# Speech


@needs_speech
def test_words_are_spoken_by_every_voice_and_the_same_every_time():
    said = data.speech(words=["yes", "no"], voices=["en", "en+f2"], rate=4000)
    labels = np.concatenate([part.labels for part in parts(said)])
    assert sorted(labels) == ["no"] * 6 + ["yes"] * 6
    waves = np.concatenate([part.waves for part in parts(said)])
    assert waves.shape[0] == 12 and 0.15 < waves.shape[1] / 4000 < 1.5
    assert 0.05 < np.abs(waves).max() <= 1 and len({wave.tobytes() for wave in waves}) == 12
    again = data.speech(words=["yes", "no"], voices=["en", "en+f2"], rate=4000)
    assert (again.train.waves == said.train.waves).all()


@needs_speech
def test_an_unknown_voice_is_named():
    with pytest.raises(DataError, match=r"no voice 'xx'.*en-us"):
        data.speech(voices=["xx"])


@pytest.mark.parametrize("wrong", [{"words": []}, {"voices": []}, {"rate": 44_100}], ids=str)
def test_speech_that_cannot_be_is_refused(wrong):
    with pytest.raises(DataError, match="at least one word, one voice"):
        data.speech(**wrong)


def test_without_the_package_the_message_installs_it(monkeypatch):
    monkeypatch.setattr(voices, "find_spec", lambda name: None)
    with pytest.raises(DataError, match=r'not installed.*pip install "espeakng-loader==') as caught:
        data.speech()
    assert "GPLv3" in str(caught.value)


def test_a_damaged_package_is_named(tmp_path, monkeypatch):
    (tmp_path / "espeakng_loader").mkdir()
    (tmp_path / "espeakng_loader" / "libespeak-ng.so").write_bytes(b"no library")
    (tmp_path / "espeakng_loader" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(DataError, match=r"does not start: .*--force-reinstall"):
        data.speech()


def test_resampling_keeps_a_tone_and_drops_what_the_rate_cannot_hold():
    time = np.arange(2205) / 22_050
    low, high = np.sin(2 * np.pi * 440 * time), np.sin(2 * np.pi * 6000 * time)
    found = voices.resample(low + high, 22_050, 8000)
    assert found == pytest.approx(np.sin(2 * np.pi * 440 * np.arange(800) / 8000), abs=1e-9)


def test_silence_is_trimmed_at_the_ends_only():
    assert voices.trim(np.array([0, 0.001, 0.5, 0, -0.5, 0.001])).tolist() == [0.5, 0, -0.5]
    assert len(voices.trim(np.zeros(5))) == 5
