"""The key: evidence without code, for one seed, that survives its file or is refused."""

import zlib

import numpy as np
import pytest
from exam_helpers import KNOWN, key_of, quick, same, spread, variance
from hypothesis import given
from hypothesis import strategies as st

from gradelib.exam import ask, exercise, right
from gradelib.exam.key import FILE_NAME, key_from_bytes, key_to_bytes, load_key, make_key


def key(seed=0):
    return make_key({"spread": spread}, {"spread": variance}, KNOWN, seed)


DATA = key_to_bytes(key())


def test_the_key_holds_the_evidence_of_reference_and_misconceptions():
    made = key().exercises["spread"]
    assert made.names == ["typical", "shifted", "one row", "all the same"]
    assert [q.replayable for q in made.questions] == [False, False, False, True]
    assert [m.name for m in made.misconceptions] == [known.name for known in KNOWN]
    assert [m.hint for m in made.misconceptions] == [known.hint for known in KNOWN]
    typical = made.questions[0].reference
    assert np.allclose(made.misconceptions[0].evidence[0], np.sqrt(typical))


def test_right_answers_are_not_in_the_key():
    other = right(spread)(lambda table: np.var(table, axis=1))
    made = make_key({"spread": spread}, {"spread": variance}, [*KNOWN, other], 0)
    assert key_to_bytes(made) == DATA


def test_the_key_is_the_same_every_time_and_another_for_another_seed():
    assert key_to_bytes(key()) == DATA
    assert key(5).seed == 5
    assert not same(*(key(s).exercises["spread"].questions[0].reference for s in (0, 5)))


def test_the_key_survives_its_bytes():
    again = key_from_bytes(DATA)
    assert key_to_bytes(again) == DATA
    assert again.exercises["spread"].names == key().exercises["spread"].names


def test_the_key_holds_no_code():
    for word in (b"def ", b"lambda", b"sqrt", b"keepdims", b"import"):
        assert word not in zlib.decompress(DATA)


@quick
@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_a_damaged_key_is_refused(place, change):
    flipped = bytearray(DATA)
    flipped[place] ^= change
    for damaged in (bytes(flipped), DATA[:place], DATA[:place] + b"\0" + DATA[place:]):
        with pytest.raises(ValueError, match="no key file"):
            key_from_bytes(damaged)


@quick
@given(st.binary(max_size=99))
def test_other_bytes_are_refused(data):
    with pytest.raises(ValueError, match="no key file"):
        key_from_bytes(data)


def test_a_bomb_is_refused():
    with pytest.raises(ValueError, match="no key file"):
        key_from_bytes(zlib.compress(bytes(130 * 2**20), 1))


def test_loading_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="own week's folder"):
        load_key(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(DATA[:-9])
    with pytest.raises(ValueError, match=r"is damaged\. Fetch the week's folder again"):
        load_key(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(DATA)
    assert load_key(tmp_path).seed == 0


def exam(*names, values=None):
    @exercise(points=1)
    def some(answer, rng):
        x = rng.normal()
        for name in names:
            yield ask(name, lambda: answer(x))

    return some


def raising(error):
    def reference(x):
        raise error

    return reference


@exercise(points=1)
def changing(answer, rng):
    for i in range(rng.integers(1, 9)):
        yield ask(f"{i}", lambda: answer(rng))


@exercise(points=1)
def dying(answer, rng):
    x = rng.normal()
    yield ask("first", lambda: answer(x))
    raise LookupError("no such table")


@pytest.mark.parametrize(
    ("some", "reference", "told"),
    [
        (exam("a"), lambda x: 3, "a fixed value could pass every question"),
        (exam(), abs, "it needs questions"),
        (exam("a", "a"), abs, "each with a name of its own"),
        (changing, abs, "not the same for every seed|the reference gives"),
        (dying, abs, "it stops: LookupError: no such table"),
        (exam("a"), lambda x: (i for i in "ab"), "at “a” the reference gives a generator"),
        (exam("a"), raising(NameError("y")), "fails at “a”: it raised NameError: y"),
        (exam("a"), raising(NotImplementedError()), "fails at “a”: it is not written yet"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_exam_that_cannot_be_marked_is_told_to_its_author(some, reference, told):
    with pytest.raises(ValueError, match=f"^The exam of `{some.name}` cannot be used: .*({told})"):
        key_of(some, reference)


def test_exercises_of_a_week_stand_side_by_side():
    week = {"spread": spread, "some": exam("a")}
    made = make_key(week, {"spread": variance, "some": abs}, KNOWN, 3)
    again = key_from_bytes(key_to_bytes(made))
    assert list(again.exercises) == ["spread", "some"]
    assert again.exercises["some"].misconceptions == ()
