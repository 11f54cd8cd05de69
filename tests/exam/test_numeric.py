"""Evidence as numbers."""

import numpy as np
import pytest
import torch
from exam_helpers import plain_values, quick
from hypothesis import given
from hypothesis import strategies as st

from gradelib.exam.numeric import close_elements, dtypes, numeric, unmatched_row


@quick
@given(plain_values)
def test_any_value_is_numbers_or_none(value):
    array = numeric(value)
    assert array is None or array.dtype.kind in "biufcO"


@quick
@given(st.lists(st.integers() | st.integers(-(2**80), 2**80) | st.booleans()))
def test_whole_numbers_stay_exact(numbers):
    assert numeric(numbers).tolist() == numbers


def test_rows_are_stacked_when_they_are_equally_long():
    assert numeric([(1, 2), np.array([3.0, 4.0]), torch.tensor([5, 6])]).tolist() == [
        [1, 2],
        [3, 4],
        [5, 6],
    ]
    assert numeric([[1], [2, 3]]) is None
    assert numeric([1, None]) is None
    assert numeric([]).shape == (0,)


@pytest.mark.parametrize("value", [None, "1", {}, {1}, ["1"], np.array(["1"]), [[], 1]])
def test_other_things_are_no_numbers(value):
    assert numeric(value) is None


def test_dtypes():
    assert dtypes((np.ones(1, np.float32), [torch.ones(1)])) == {"float32"}
    assert dtypes([1, 2.0, "a"]) == {"int", "float", "str"}


def test_close_elements():
    got = np.array([1.0, 1.1, np.nan, np.inf, 1e-9])
    wanted = np.array([1.00001, 1.0, np.nan, np.inf, 0.0])
    assert close_elements(got, wanted, 1e-4, 1e-6).tolist() == [True, False, True, True, True]
    huge = np.array([10**400, 10**400 + 1, 2, None], object)[:3]
    assert close_elements(huge, huge[::-1], 0, 0).tolist() == [False, True, False]
    assert close_elements(huge[:2], huge[1::-1], 1e-9, 0).all()
    assert not close_elements(huge[:1], np.array([np.inf]), 1e-4, 1e-6).any()


def test_a_row_is_matched_once_only():
    rows = np.array([[1.0, 2.0], [1.0, 2.0], [3.0, 4.0]])
    assert unmatched_row(rows[::-1], rows, 0, 0) is None
    assert unmatched_row(rows[[0, 2, 2]], rows, 0, 0) == 1
    assert unmatched_row(np.array([1.0, 2.0]), np.array([2.0, 3.0]), 0, 0) == 1
