"""Plain relations are seen in values that nobody listed, and only where they hold."""

import math

import numpy as np
import pytest
from exam_helpers import quick
from hypothesis import assume, given
from hypothesis import strategies as st

from gradelib.exam.relations import Pair, recognise_relation

HOLDS = {
    "the sign is flipped (× −1)": lambda x: -x,
    "twice the right value (× 2)": lambda x: 2 * x,
    "half the right value (× ½)": lambda x: x / 2,
    "in nats instead of bits (× ln 2)": lambda x: x * math.log(2),
    "in bits instead of nats (× 1/ln 2)": lambda x: x / math.log(2),
    "summed instead of averaged (× the length of an axis)": lambda x: x * x.shape[0],
    "averaged instead of summed (÷ the length of an axis)": lambda x: x / x.shape[1],
    "transposed": lambda x: x.T,
    "summed over an axis too many": lambda x: x.sum(1),
    "averaged over an axis too many": lambda x: x.mean(0),
    "squared": np.square,
    "the square root of the right value": np.sqrt,
    "exponentiated": np.exp,
    "the logarithm of the right value": np.log,
    "one minus the right value": lambda x: 1 - x,
    "one over the right value": lambda x: 1 / x,
    "off by a constant (-1.234)": lambda x: x - 1.234,
}


def tables(seed, count, low=0.1, high=3.0):
    rng = np.random.default_rng(seed)
    return [rng.uniform(low, high, size=(3 + i, 5 + i)) for i in range(count)]


def name_of(pairs):
    relation = recognise_relation(pairs)
    return relation and relation.name


@pytest.mark.parametrize("name", HOLDS)
@quick
@given(seed=st.integers(0, 2**32), count=st.integers(1, 3))
def test_a_relation_is_recognised_for_random_values(name, seed, count):
    change = HOLDS[name]
    pairs = [Pair(np.float32(change(x)), x, x.shape) for x in tables(seed, count)]
    assert name_of(pairs) == name


@pytest.mark.parametrize(
    "name", [n for n in HOLDS if "axis too many" not in n and n != "transposed"]
)
def test_a_relation_between_vectors(name):
    x = tables(1, 1)[0]
    got, wanted = HOLDS[name](x).ravel(), x.ravel()
    assert name_of([Pair(got, wanted, x.shape)]) == name


def test_relations_of_shape():
    x = tables(0, 1)[0]
    assert name_of([Pair(x, x.sum(0))]) == "not summed over an axis"
    assert name_of([Pair(x, x.mean(1))]) == "not averaged over an axis"
    assert name_of([Pair(x[0, ::-1], x[0])]) == "in reverse order"
    assert name_of([Pair(np.arange(1, 6), np.arange(5))]) == "off by a constant (+1)"


@quick
@given(st.integers(0, 2**32))
def test_unrelated_values_are_given_no_relation(seed):
    pairs = [
        Pair(other, x, x.shape)
        for other, x in zip(tables(seed, 3), tables(seed + 1, 3), strict=True)
    ]
    assert name_of(pairs) is None


@quick
@given(
    st.lists(st.sampled_from([0.0, 1.0, -1.0, 0.5, 2.0, 4.0, np.nan, np.inf]), max_size=6),
    st.booleans(),
)
def test_a_right_value_is_never_given_a_relation(values, column):
    wanted = np.array(values)
    got = wanted[:, None] if column else wanted * (1 + 1e-7)
    assert name_of([Pair(got, wanted, (2, 4))]) is None


@quick
@given(st.integers(0, 2**32), st.sampled_from([0.0, 1.0, -3.0, math.inf, math.nan]))
def test_a_constant_answer_is_given_no_relation(seed, constant):
    assert (
        name_of([Pair(np.full(x.shape, constant), x) for x in tables(seed, 2, -900, -800)]) is None
    )


def test_small_whole_numbers_alone_tell_nothing():
    assert name_of([Pair(np.array(2), np.array(4))]) is None
    assert name_of([Pair(np.array([2, 4]), np.array([1, 2]))]) is None
    assert (
        name_of([Pair(np.array([2, 4, 6]), np.array([1, 2, 3]))]) == "twice the right value (× 2)"
    )


def test_the_relation_that_explains_most_is_named():
    """× 2 and × the length of an axis are the same for tables of two rows."""
    two, five = np.array([0.3, 0.7]), np.linspace(0.1, 0.9, 5)
    assert name_of([Pair(2 * two, two)]) == "twice the right value (× 2)"
    summed = [Pair(2 * two, two), Pair(5 * five, five)]
    assert name_of(summed) == "summed instead of averaged (× the length of an axis)"
    assert name_of([Pair(2 * two, two), Pair(2 * five, five)]) == "twice the right value (× 2)"


def test_the_first_question_and_half_of_them_must_be_explained():
    x, other = tables(0, 1)[0], tables(1, 1)[0]
    right, wrong = Pair(-x, x), Pair(other, x)
    assert name_of([right, wrong]) == "the sign is flipped (× −1)"
    assert name_of([right, None]) == "the sign is flipped (× −1)"
    assert name_of([wrong, right, right]) is None
    assert name_of([None, right]) is None
    assert name_of([right, wrong, None]) is None
    assert name_of([]) is None


def test_infinities_take_part_but_do_not_decide():
    wanted = np.array([0.5, np.inf, -np.inf])
    assert name_of([Pair(-wanted, wanted)]) == "the sign is flipped (× −1)"
    assert name_of([Pair(np.array([np.inf, np.inf]), np.array([800.5, 900.5]))]) is None
    assert name_of([Pair(np.array([np.nan, 1.0]), np.array([np.nan, 0.5]))]) is None


@quick
@given(st.integers(0, 2**32), st.floats(-5, 5))
def test_a_constant_is_found_in_single_numbers_of_several_questions(seed, constant):
    assume(abs(constant) > 0.01)
    numbers = np.random.default_rng(seed).normal(size=(3, 1)) * 10
    pairs = [Pair(x + constant, x) for x in numbers]
    assert name_of(pairs) == f"off by a constant ({constant:+.4g})"
    assert "constant" not in (name_of(pairs[:1]) or "")  # one number alone says nothing


def test_every_relation_has_a_hint():
    x = tables(0, 1)[0]
    hints = [recognise_relation([Pair(change(x), x, x.shape)]).hint for change in HOLDS.values()]
    assert all(len(hint) > 20 and hint[-1] in "?." for hint in hints)


def test_two_single_numbers_off_by_the_same_are_no_relation():
    """Questions may share what is wrong: the same counts twice, for instance."""
    wanted = [3.25, 7.5, 7.5 + 1e-12, 2.125]
    shifted = [Pair(np.array(w + 0.5), np.array(w)) for w in wanted]
    assert name_of(shifted) == "off by a constant (+0.5)"
    assert name_of(shifted[:3]) is None


def test_numbers_that_were_rounded_are_not_off_by_a_constant():
    wanted = -np.random.default_rng(0).uniform(1, 5, size=21)
    assert name_of([Pair(wanted.round(4), wanted)]) is None
    one_wrong = np.where(np.arange(21) == 3, wanted - 0.001, wanted)
    assert name_of([Pair(one_wrong, wanted)]) is None
    assert name_of([Pair(wanted - 0.001, wanted)]) == "off by a constant (-0.001)"
