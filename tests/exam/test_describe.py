"""Values in a few words: short, whatever the value."""

import time

import numpy as np
import pytest
import torch
from exam_helpers import evidence, quick
from hypothesis import given

from gradelib.exam.describe import (
    MAX_TEXT,
    describe,
    in_words,
    kind_of,
    number_text,
    printable,
)


@quick
@given(evidence)
def test_every_value_is_described_in_one_short_printable_line(value):
    told = describe(value)
    assert 0 < len(told) <= MAX_TEXT
    assert told.isprintable()
    assert kind_of(value) in (
        *("None", "text", "a number", "an array", "a tensor"),
        *("a list", "a tuple", "a dict", "a set"),
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "None"),
        (True, "True"),
        (1 / 3, "0.333333"),
        (123456, "123456"),
        (-(256**1500), "-2.291·10^3612"),
        (1 + 2j, "1+2j"),
        ("it's", '"it\'s"'),
        ("x" * 200, "'" + "x" * 160 + "'…"),
        (np.array("ham"), "'ham'"),
        (np.array(2.5), "2.5"),
        (np.zeros((2, 3)), "array (2, 3) [[0, 0, 0], [0, 0, 0]]"),
        (np.array([123456, 7]), "array (2,) [123456, 7]"),
        (np.array([True, False]), "array (2,) [True, False]"),
        (np.arange(9) / 3, "array (9,) [0, 0.3333, 0.6667, 1, 1.333, 1.667, 2, 2.333, 2.667]"),
        (
            np.arange(24).reshape(3, 8) % 2,
            "array (3, 8) [" + ", ".join(["[0, 1, 0, 1, 0, 1, 0, 1]"] * 3) + "]",
        ),
        (np.arange(25), "array (25,) [0, 1, 2, 3, 4, 5, 6, …]"),
        (np.zeros((1, 1, 1, 2)), "array (1, 1, 1, 2) [0, 0]"),
        (torch.ones(2).bfloat16(), "tensor (2,) [1, 1]"),
        (np.zeros((0, 3)), "array (0, 3) []"),
        ([], "[]"),
        ((1,), "(1,)"),
        (set(), "set()"),
        ({"b", "a"}, "{'a', 'b'}"),
        ({"a": [1, 2, 3, 4], "b": {}}, "{'a': [1, 2, 3, …], 'b': {}}"),
        ([[[[[1]]]]], "[[[[…]]]]"),
        (list(range(9)), "[0, 1, 2, 3, 4, 5, 6, …]"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_descriptions(value, told):
    assert describe(value) == told


def test_a_wide_and_deep_value_is_described_quickly():
    value = 1.5
    for _ in range(15):
        value = [value] * 20
    start = time.perf_counter()
    assert len(describe(value)) <= MAX_TEXT
    assert time.perf_counter() - start < 0.1


def test_numbers_with_more_digits():
    assert number_text(0.1, 17) == "0.10000000000000001"
    assert number_text(np.int64(10**12)) == "1000000000000"


def test_printable():
    assert printable("a\nb\tc\x1b\x00\ud800é") == "a b c���é"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("takes_the_mean", "takes the mean"),
        ("TakesTheMean", "takes the mean"),
        ("WithoutAFullPast", "without a full past"),
        ("takesTheMean", "takesTheMean"),
    ],
)
def test_names_are_read_as_words(name, words):
    assert in_words(name) == words
