"""How an answer differs, in words."""

import numpy as np
import pytest

from gradelib.exam import close, exact
from gradelib.exam.plain import Raised


def text(answer, reference, rule=None):
    return (rule or close()).difference(answer, reference).text


@pytest.mark.parametrize(
    ("answer", "reference", "kind_", "told"),
    [
        (2.0, 1.0, "value", "2 instead of 1"),
        (1.001, 1.0, "value", "1.001 instead of 1"),
        (float("nan"), 1.0, "value", "nan instead of 1"),
        (1.0, float("nan"), "value", "1 instead of nan"),
        (float("inf"), float("-inf"), "value", "inf instead of -inf"),
        (1e300, float("inf"), "value", "1e+300 instead of inf"),
        (False, True, "value", "False instead of True"),
        (1 + 1j, 1, "value", "1+1j instead of 1"),
        (10**400, 2 * 10**400, "value", "1·10^400 instead of 2·10^400"),
        ([1, 5, 3], [1, 2, 3], "value", "5 instead of 2 at [1]; 1 of 3 values differ"),
        (np.eye(2)[None], -np.eye(2)[None], "value", "1 instead of -1 at [0, 0, 0]; 2 of 4 values"),
        ("1", 1, "type", "'1' came back instead of a number"),
        (1, "1", "type", "1 came back instead of text"),
        (None, np.zeros(2), "type", "None came back instead of an array. Is a `return` missing?"),
        (0, None, "type", "0 came back instead of None"),
        ("abc", [1, 2], "type", "'abc' came back instead of an array"),
        ({"a": 1}, [1], "type", "{'a': 1} came back instead of an array"),
        ([1], {"a": 1}, "type", "[1] came back instead of a dict"),
        ([[1]], {1}, "value", "the item 1 is missing and the item (1,) is not asked for"),
        ([{}], {1}, "type", "[{}] came back instead of a set"),
        ([1, "x"], np.array([1, 2]), "type", "'x' came back at [1] instead of a number"),
        ([[1, 2], [3]], np.ones((2, 2)), "value", "2 instead of 1 at [0][1]; 1 of 2 values differ"),
        ([1, 2], [1, 2, 3], "shape", "the shape should be (3,), but it is (2,)"),
        (np.ones((3, 2)), np.ones((2, 3)), "shape", "the shape should be (2, 3), but it is (3, 2)"),
        (["a"], ["a", "b"], "shape", "2 items should come back, not 1"),
        (["a", "b"], ["a"], "shape", "1 item should come back, not 2"),
        (["a", "c"], ["a", "b"], "value", "'c' came back at [1] instead of 'b'"),
        (
            {"a": 1, "c": 2, "d": 3},
            {"a": 1, "b": 2},
            "value",
            "the key 'b' is missing and the key ",
        ),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, "value", "2 instead of 3 at ['a']['b'][1]"),
        ({"a": None}, {"a": "x"}, "type", "None came back at ['a'] instead of text"),
        ({1, 2}, {1, 3}, "value", "the item 3 is missing and the item 2 is not asked for"),
        ({(1, 2)}, {1}, "value", "the item 1 is missing"),
    ],
    ids=lambda value: None if isinstance(value, str) else repr(value)[:30],
)
def test_what_does_not_pass_and_why(answer, reference, kind_, told):
    difference = close().difference(answer, reference)
    assert difference.kind == kind_
    assert difference.text.startswith(told)


def test_long_texts_are_shown_where_they_differ():
    told = text("a" * 300 + "x" + "b" * 300, "a" * 300 + "y" + "b" * 300)
    assert "ax" in told and "ay" in told and "from character 301" in told
    assert len(told) < 250


def test_close_numbers_are_shown_with_the_digits_that_differ():
    assert text(0.1 + 0.2, 0.3, exact()) == "0.30000000000000004 instead of 0.29999999999999999"
    assert text(1.00005, 1.0, exact()) == "1.00005 instead of 1"


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (Raised("KeyError", "'a'"), "it raised KeyError: 'a'"),
        (Raised("Stop"), "it raised Stop"),
        (Raised("NotImplementedError"), "it is not written yet"),
        (
            Raised("TimeUp", "it was stopped after 2 s"),
            "it takes too long: it was stopped after 2 s",
        ),
        (Raised("RecursionError"), "it calls itself too deeply"),
        (Raised("Lost", "gone"), "the process it ran in was lost: gone"),
        (Raised("E\x1b[31m", "two\nlines \ud800"), "it raised E�[31m: two lines �"),
    ],
)
def test_exceptions_are_told_in_words(raised, told):
    assert text(raised, 1) == told
