"""The fixed cut into train, valid and test."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradelib.data.split import split


@given(st.lists(st.integers(0, 30)))
def test_every_item_is_in_one_part_and_copies_stay_together(keys):
    parts = split(keys)
    assert sorted(np.concatenate(parts)) == list(range(len(keys)))
    sides = [{keys[i] for i in part} for part in parts]
    assert not sides[0] & sides[1] and not sides[0] & sides[2] and not sides[1] & sides[2]


@given(st.integers(0, 300))
def test_without_copies_the_shares_are_exact(n):
    train, valid, test = split(range(n))
    assert (len(train), len(valid)) == (n * 8 // 10, n * 9 // 10 - n * 8 // 10)
    assert len(test) == n - len(train) - len(valid)


@given(st.lists(st.integers(0, 30)))
def test_with_copies_a_part_is_off_by_less_than_a_group(keys):
    largest = max((keys.count(key) for key in keys), default=1)
    shares = [len(keys) * 8 // 10, len(keys) * 9 // 10]
    train, valid, _ = split(keys)
    assert 0 <= len(train) - shares[0] < largest
    assert 0 <= len(train) + len(valid) - shares[1] < largest


def test_parts_are_shuffled():
    train, _, _ = split(range(1000))
    assert (np.diff(train) < 0).mean() == pytest.approx(0.5, abs=0.1)


def test_the_cut_is_the_same_everywhere_and_disturbs_nothing():
    np.random.seed(7)
    expected = np.random.RandomState(7).rand()
    joined = np.concatenate(split(range(1000))).astype("<i8").tobytes()
    assert np.random.rand() == expected
    assert hashlib.sha256(joined).hexdigest() == (
        "7529a2ef246ed293277aedc4f9dbbd5694811b49ef92687bba59c3ca2fe19aa5"
    )
