"""The rules: what passes, what does not, and the sentence that says why."""

import numpy as np
import pytest
import torch
from exam_helpers import arrays, evidence, plain_values, quick
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gradelib.exam import at_least, at_most, between, close, exact, holds, unordered
from gradelib.exam.plain import Raised, Unfit

RULES = [
    close(),
    close(shape=False),
    close(dtype="float32"),
    exact(),
    unordered(),
    at_least(0),
    between(-1, 1),
    holds(lambda answer, reference: answer == reference),
]


def kind(rule, answer, reference):
    difference = rule.difference(answer, reference)
    return difference and difference.kind


def text(answer, reference, rule=None):
    return (rule or close()).difference(answer, reference).text


@quick
@given(plain_values)
def test_every_value_passes_beside_itself(value):
    for rule in (close(), close(shape=False), exact(), unordered()):
        assert rule.difference(value, value) is None


@quick
@given(evidence, evidence)
def test_any_evidence_can_be_compared_and_told(answer, reference):
    for rule in RULES:
        difference = rule.difference(answer, reference)
        assert difference is None or 0 < len(difference.text) < 600
        assert rule.alike(answer, answer)
        rule.alike(answer, reference)


@quick
@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=4), elements=st.floats(-9, 9)))
def test_the_container_does_not_matter(array):
    rows = [tuple(row) if array.ndim == 2 else row for row in array.tolist()]
    forms = [array, torch.from_numpy(array), array.tolist(), rows, list(array), np.float32(array)]
    for answer in forms:
        for reference in forms:
            assert close().difference(answer, reference) is None


@quick
@given(arrays)
def test_axes_of_length_one_may_be_there_or_not_where_the_text_leaves_it_open(array):
    assume(array.dtype.kind in "biuf")  # text is compared as lists of text
    assert close(shape=False).difference(array[None, ..., None], array) is None
    assert array.ndim == 0 or kind(close(), array[None], array) == "shape"


@quick
@given(st.lists(st.floats(allow_nan=True) | st.integers(-9, 9), min_size=1), st.data())
def test_one_changed_number_is_found(numbers, data):
    place = data.draw(st.integers(0, len(numbers) - 1))
    changed = list(numbers)
    changed[place] = 12345.678 if numbers[place] != 12345.678 else 0
    assert kind(close(), changed, numbers) == "value"
    assert text(np.array(changed), np.array(numbers)).split(";")[0].endswith(f"at [{place}]")


@pytest.mark.parametrize(
    ("answer", "reference"),
    [
        *((1.0, 1), (True, 1), (np.array(1), 1), (np.array([1.0]), 1), ("a", np.array("a"))),
        *((0.1 + 0.2, 0.3), (np.float32(1 / 3).item(), 1 / 3), (1e-8, 0.0), (1 + 0j, 1)),
        *((float("nan"), float("nan")), (np.array([np.inf, -np.inf]), [np.inf, -np.inf])),
        *((["a", "b"], ("a", "b")), (np.array(["a", "b"]), ["a", "b"]), (["a"], np.array(["a"]))),
        *(([], np.zeros(0)), (np.zeros(0, "U1"), []), ([], np.zeros((0, 3))), ((), [])),
        *(({"a": [1, 2]}, {"a": np.array([1.0, 2.0])}), ({1: "x"}, {1.0: "x"}), ({}, {})),
        *(
            ({1.0, 2.0}, {1, 2}),
            ([2, 1, 2], {1, 2}),
            ({0.1 + 0.2}, {0.3}),
            ({("a", 1)}, {("a", 1)}),
        ),
        *((10**30, 1e30), (10**400, 10**400), ([10**400 + 1, 1], [10**400, 1.0]), (None, None)),
        *(([np.array([1.0]), 2, [[3]]], np.array([1, 2, 3])), ([[1], [2, 3]], ([1], (2, 3)))),
        *((torch.ones(1, 1), 1.0), ([np.ones(1), np.ones(1)], [1.0, 1.0])),
        *(([None, 1.0], (None, 1)), (torch.tensor([1.5]).bfloat16(), [1.5])),
    ],
    ids=repr,
)
def test_what_passes(answer, reference):
    assert close().difference(answer, reference) is None


def test_exact_has_no_tolerance():
    assert exact().difference([1, 2.0], np.array([1, 2])) is None
    assert kind(exact(), 1 + 1e-9, 1) == "value"
    assert kind(exact(), 2**53 + 1, 2**53) == "value"
    assert kind(exact(), [2**63, -1], [2**63 + 1, -1]) == "value"
    assert kind(exact(), 10**400, 10**400 + 1) == "value"


def test_the_shape_is_demanded():
    assert close().difference(torch.ones(2, 1), [[1], [1]]) is None
    assert kind(close(), np.ones(2), np.ones((2, 1))) == "shape"
    assert kind(close(), np.ones((3, 1)), np.ones(3)) == "shape"
    assert kind(close(), np.ones((0, 2)), np.ones((0, 3))) == "shape"
    assert kind(close(), 1.0, [1.0]) == "shape"
    assert kind(close(), [1.0, 1.0], 1.0) == "shape"
    assert kind(close(), "text", np.ones(2)) == "type"
    assert kind(close(), {"a": [[1.0]]}, {"a": np.ones(1)}) == "shape"
    told = text(np.ones((3, 1)), np.ones(3))
    assert told == "the shape should be (3,), but it is (3, 1); the numbers are right"
    assert text(np.ones((1, 3)), np.ones((3, 1))).endswith("(1, 3); the numbers are right")
    assert text(np.zeros((3, 1)), np.ones(3)) == "the shape should be (3,), but it is (3, 1)"


def test_the_dtype_is_demanded_where_asked():
    rule = close(dtype="float32")
    right = np.ones(2, np.float32)
    assert rule.difference(right, np.ones(2)) is None
    assert rule.difference(torch.ones(2), np.ones(2)) is None
    assert rule.difference((right, torch.ones(2)), (np.ones(2), np.ones(2))) is None
    assert text(np.ones(2), right, rule) == "the dtype should be float32, not float64"
    assert text([1.0, 1.0], right, rule) == "the dtype should be float32, not float"
    assert text({"a": np.ones(2)}, {"a": right}, rule).startswith("the dtype at ['a']")


def test_whole_numbers_of_any_type_pass_where_they_are_demanded():
    rule = close(dtype="int")
    for right in ([1, 2], np.array([1, 2]), np.array([1, 2], "uint8"), torch.tensor([1, 2])):
        assert rule.difference(right, [1, 2]) is None
    for wrong in ([1.0, 2.0], np.array([1.0, 2.0]), torch.tensor([1.0, 2.0]), [1, 2.0]):
        assert kind(rule, wrong, [1, 2]) == "dtype"
    assert kind(rule, [True, False], [1, 0]) == "dtype"


def test_two_answers_with_the_same_wrong_dtype_are_alike():
    rule = close(dtype="float32")
    assert rule.alike(np.ones(2), np.ones(2))
    assert not rule.alike(np.ones(2), np.ones(2, np.float16))


def test_a_tensor_is_demanded_where_asked():
    rule, array = close(tensor=True), np.ones(3)
    tensor = torch.ones(3)
    assert rule.difference(tensor, tensor) is None
    assert rule.difference([tensor, (tensor,)], [tensor, (tensor,)]) is None
    for other in (array, [1.0, 1.0, 1.0]):
        assert "came back instead of a tensor" in rule.difference(other, tensor).text
    assert rule.difference([tensor, array], [tensor, tensor]) is not None
    assert rule.alike(array, array) and not rule.alike(array, tensor)
    assert close().difference(array, tensor) is None


@quick
@given(st.lists(st.sampled_from([0.1, 0.2, 1.0, -3.0, np.nan, np.inf])), st.randoms())
def test_numbers_in_any_order(numbers, random):
    shuffled = list(numbers)
    random.shuffle(shuffled)
    assert unordered().difference(shuffled, numbers) is None
    if numbers:
        assert kind(unordered(), [77.0, *shuffled[1:]], numbers) == "value"


@quick
@given(st.permutations([("a", 1.0), ("b", 1.0), ("b", 2.0), ("b", 2.0)]))
def test_items_in_any_order(items):
    wanted = [["a", 1], ("b", 1), ["b", 2], ("b", 2)]
    assert unordered().difference(items, wanted) is None
    assert unordered().difference({"x": items}, {"x": wanted}) is None
    assert kind(unordered(), [*items[:3], ("c", 2.0)], wanted) == "value"


def test_rows_in_any_order_even_when_rounding_would_sort_them_differently():
    wanted = np.array([[1.0, 5.0], [1.0, 3.0], [0.0, 7.0]])
    rounded = wanted[[2, 1, 0]] + [[0, 0], [1e-9, 0], [0, 1e-9]]
    assert unordered().difference(rounded, wanted) is None
    rounded[1, 1] += 1
    assert text(rounded, wanted, unordered()) == "[1, 3] is missing"
    assert kind(unordered(), wanted[:, ::-1], wanted) == "value"  # but not inside a row


def test_bounds():
    assert at_least(2).difference([2, 3.5], None) is None
    assert at_most(2).difference(torch.tensor([1, 2]), None) is None
    assert between(0, 1).difference([[0, 1]], None) is None
    assert text(1.5, 0, at_least(2)) == "1.5 came back; it should be at least 2"
    assert text([1, 3], 0, at_most(2)) == "3 came back; it should be at most 2"
    assert text(7, 0, between(0, 1)) == "7 came back; it should lie between 0 and 1"
    assert text(10**400, 0, at_most(1)) == "1·10^400 came back; it should be at most 1"
    assert kind(between(0, 1), 0.5, Raised("ValueError")) == "value"
    assert kind(between(0, 1), Raised("ValueError"), 0.5) == "raised"
    for nothing in (float("nan"), "0.5", None, [], 1j, {"a": 0.5}, Raised("ValueError")):
        assert between(0, 1).difference(nothing, 0.5) is not None


def test_two_answers_beyond_a_bound_are_alike_but_not_an_exception():
    assert at_most(1).alike(2, 3) and at_most(1).alike(0, 1)
    assert not at_most(1).alike(0, 3)
    assert not at_most(1).alike(3, "text")
    assert not at_most(1).alike(3, Raised("ValueError"))


def test_a_property_is_judged_from_raw_evidence():
    rule = holds(lambda answer, reference: abs(sum(answer) - 1) < 1e-6 or "it should sum to 1")
    assert rule.difference([0.5, 0.5], None) is None
    assert text([0.5, 0.6], None, rule) == "it should sum to 1"
    assert kind(rule, Raised("ValueError"), 1) == "raised"
    assert kind(rule, [0.5, 0.5], Raised("ValueError")) == "value"
    for hostile in (None, "abc", 3, [None], {"a": 1}, object):
        assert kind(rule, hostile, None) == "type"


@pytest.mark.parametrize("outcome", [False, np.False_, None, 0, "", [], np.zeros(2), 1, np.ones(2)])
def test_only_true_means_that_a_property_holds(outcome):
    rule = holds(lambda answer, reference: outcome)
    assert text(1, 1, rule) == "the property does not hold"
    assert holds(lambda answer, reference: np.True_).difference(1, 1) is None


def test_an_exception_passes_where_the_reference_raises_it_too():
    reference = Raised("LookupError")
    assert close().difference(Raised("LookupError", "other words"), reference) is None
    assert (
        close().difference(Raised("KeyError", "", "", ("KeyError", "LookupError")), reference)
        is None
    )
    assert kind(close(), Raised("ValueError"), reference) == "raised"
    assert text(3, reference) == "3 came back, but it should raise LookupError here"


def test_what_cannot_be_used_passes_beside_nothing_else():
    unfit = Unfit("a generator")
    assert text(unfit, 1) == "a generator came back, which cannot be used here"
    assert kind(close(), 1, unfit) == "type"
    assert not close().alike(1, unfit) and close().alike(unfit, Unfit("a generator"))
