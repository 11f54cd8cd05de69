"""Rules: when is an answer's evidence as good as the reference's?

A rule compares plain data. By default numbers are compared by their shape and by a tolerance that
any careful float32 computation meets, whatever container they come in; text is compared as text;
NaN and the infinities equal only themselves.
"""

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

import numpy as np

from gradelib.exam.describe import describe, kind_of, number_text, printable, shorten
from gradelib.exam.difference import (
    Difference,
    at,
    missing_and_extra,
    no_value,
    other_text,
    worst_number,
    wrong_type,
)
from gradelib.exam.numeric import close_elements, dtypes, numeric, only_tensors, unmatched_row
from gradelib.exam.plain import Raised, Unfit


@dataclass(frozen=True)
class Rule:
    """Compare with the reference's evidence, by tolerance.

    rel, abs: |answer - reference| <= abs + rel * |reference|, element by element
    shape: demand the shape; else axes of length 1 may be there or not, as with `keepdims`.
        A single number may always come in an array of one
    dtype: demand this dtype, for instance "float32"; "int" is any type of whole numbers
    tensor: demand torch tensors, not arrays or lists of numbers
    any_order: the items of a list, or the rows of an array, may come in any order
    """

    rel: float = 1e-4
    abs: float = 1e-6
    shape: bool = True
    dtype: str | None = None
    tensor: bool = False
    any_order: bool = False

    def difference(self, answer: object, reference: object) -> Difference | None:
        """None if `answer` is as good as `reference`; else how it differs."""
        if isinstance(answer, Raised | Unfit) or isinstance(reference, Raised | Unfit):
            return no_value(answer, reference)
        return self._compare(answer, reference, "")

    def alike(self, one: object, other: object) -> bool:
        """Do two pieces of evidence show the same, be it right or wrong?"""
        if self.dtype is not None and dtypes(one) != dtypes(other):
            return False
        if self.tensor and only_tensors(one) != only_tensors(other):
            return False
        return replace(self, dtype=None, tensor=False).difference(one, other) is None

    def _compare(self, answer: object, reference: object, where: str) -> Difference | None:
        wanted = numeric(reference)
        if wanted is not None:
            return self._compare_numbers(answer, reference, wanted, where)
        answer, reference = _as_builtin(answer), _as_builtin(reference)
        if isinstance(reference, dict) and isinstance(answer, dict):
            return self._compare_dicts(answer, reference, where)
        if isinstance(reference, set) and isinstance(answer, set | list):
            return self._compare_sets(answer, reference, where)
        if isinstance(reference, list) and isinstance(answer, list):
            return self._compare_lists(answer, reference, where)
        if isinstance(reference, str) and isinstance(answer, str):
            return None if answer == reference else other_text(answer, reference, where)
        if reference is None and answer is None:
            return None
        return wrong_type(answer, kind_of(reference), where)

    def _compare_numbers(
        self, answer: object, reference: object, wanted: np.ndarray, where: str
    ) -> Difference | None:
        got = numeric(answer)
        if got is None:
            answer = _as_builtin(answer)
            if isinstance(answer, list) and wanted.ndim and len(answer):  # which item is wrong?
                return self._compare_lists(answer, wanted.tolist(), where)
            return wrong_type(answer, kind_of(wanted), where)
        if self.tensor and not only_tensors(answer):
            return wrong_type(answer, "a tensor", where)
        if self.dtype is not None and not self._of_dtype(answer):
            came = " and ".join(sorted(dtypes(answer)))
            return Difference("dtype", f"the dtype{at(where)} should be {self.dtype}, not {came}")
        if not self._same_shape(got, wanted):
            if _equally_long(answer, reference):  # an item that is one number may be an array
                return self._compare_lists(answer, reference, where)
            return self._other_shape(got, wanted, where)
        got = got.reshape(wanted.shape)
        if self.any_order and wanted.ndim:
            return self._compare_rows(got, wanted, where)
        bad = ~close_elements(got, wanted, self.rel, self.abs)
        return worst_number(got, wanted, bad, where) if bad.any() else None

    def _of_dtype(self, answer: object) -> bool:
        if self.dtype == "int":
            return all(name.startswith(("int", "uint")) for name in dtypes(answer))
        return dtypes(answer) == {self.dtype}

    def _same_shape(self, got: np.ndarray, wanted: np.ndarray) -> bool:
        if wanted.ndim == 0 or got.shape == (0,) == wanted.shape[:1]:
            return got.size == wanted.size  # a list without rows does not say how long they are
        if self.shape:
            return got.shape == wanted.shape
        return np.squeeze(got).shape == np.squeeze(wanted).shape or got.size == wanted.size == 0

    def _other_shape(self, got: np.ndarray, wanted: np.ndarray, where: str) -> Difference:
        text = f"the shape{at(where)} should be {wanted.shape}, but it is {got.shape}"
        if np.squeeze(got).shape == np.squeeze(wanted).shape:
            numbers = got.reshape(wanted.shape)
            if close_elements(numbers, wanted, self.rel, self.abs).all():
                return Difference("shape", f"{text}; the numbers are right", numbers_right=True)
        return Difference("shape", text)

    def _compare_rows(self, got: np.ndarray, wanted: np.ndarray, where: str) -> Difference | None:
        place = unmatched_row(got, wanted, self.rel, self.abs)
        if place is None:
            return None
        return Difference("value", f"{describe(wanted[place].tolist())} is missing{at(where)}")

    def _compare_dicts(self, answer: dict, reference: dict, where: str) -> Difference | None:
        if answer.keys() != reference.keys():
            return missing_and_extra("key", answer, reference, where)
        for key, wanted in reference.items():
            found = self._compare(answer[key], wanted, f"{where}[{describe(key)}]")
            if found:
                return found
        return None

    def _compare_sets(self, answer: set | list, reference: set, where: str) -> Difference | None:
        try:
            got, wanted = set(map(_hashable, answer)), set(map(_hashable, reference))
        except TypeError:  # a list of dicts or tensors
            return wrong_type(answer, "a set", where)
        if got == wanted:
            return None
        if _same_numbers(list(got), list(wanted), self.rel, self.abs):
            return None
        return missing_and_extra("item", got, wanted, where)

    def _compare_lists(self, answer: list, reference: list, where: str) -> Difference | None:
        if len(answer) != len(reference):
            many = "1 item" if len(reference) == 1 else f"{len(reference)} items"
            return Difference("shape", f"{many} should come back{at(where)}, not {len(answer)}")
        if self.any_order:
            return self._compare_unordered(answer, reference, where)
        for i, (got, wanted) in enumerate(zip(answer, reference, strict=True)):
            found = self._compare(got, wanted, f"{where}[{i}]")
            if found:
                return found
        return None

    def _compare_unordered(self, answer: list, reference: list, where: str) -> Difference | None:
        inside, left = replace(self, any_order=False), list(answer)
        for wanted in reference:
            partner = (i for i, got in enumerate(left) if not inside._compare(got, wanted, ""))
            place = next(partner, None)
            if place is None:
                return Difference("value", f"{describe(wanted)} is missing{at(where)}")
            del left[place]
        return None


@dataclass(frozen=True)
class Bound(Rule):
    """The answer's numbers must lie in [low, high], whatever the reference's are."""

    low: float = -math.inf
    high: float = math.inf

    def difference(self, answer: object, reference: object) -> Difference | None:
        """None if every number of `answer` lies within the bound."""
        if isinstance(answer, Raised | Unfit) or isinstance(reference, Raised | Unfit):
            return no_value(answer, reference)
        got = numeric(answer)
        if got is None or got.size == 0 or got.dtype.kind == "c":
            return wrong_type(answer, "a real number", "")
        inside = np.asarray((got >= self.low) & (got <= self.high))  # False for NaN
        if inside.all():
            return None
        worst = got[~inside].flat[0]
        return Difference("value", f"{number_text(worst)} came back; it should {self._wish()}")

    def alike(self, one: object, other: object) -> bool:
        """Two answers show the same when both keep the bound, or both give a number beyond it."""
        found = [self.difference(value, 0.0) for value in (one, other)]
        kinds = [difference.kind if difference else None for difference in found]
        return Rule().alike(one, other) or (kinds[0] == kinds[1] and kinds[0] in (None, "value"))

    def _wish(self) -> str:
        low, high = number_text(self.low), number_text(self.high)
        if math.isinf(self.high):
            return f"be at least {low}"
        return f"be at most {high}" if math.isinf(self.low) else f"lie between {low} and {high}"


@dataclass(frozen=True)
class Property(Rule):
    """A property that the judge computes from the raw evidence.

    check(answer's evidence, reference's evidence) gives True, or a sentence saying what fails.
    """

    check: Callable[[object, object], bool | str] = field(kw_only=True)

    def difference(self, answer: object, reference: object) -> Difference | None:
        """None if the property holds."""
        if isinstance(answer, Raised | Unfit) or isinstance(reference, Raised | Unfit):
            return no_value(answer, reference)
        try:
            outcome = self.check(answer, reference)
        except Exception as error:  # hostile evidence may be of any type and shape
            reason = shorten(printable(f"{type(error).__name__}: {error}"))
            return Difference("type", f"{describe(answer)} cannot be judged ({reason})")
        if isinstance(outcome, bool | np.bool_) and outcome:
            return None
        told = outcome if isinstance(outcome, str) and outcome else "the property does not hold"
        return Difference("property", told)

    def alike(self, one: object, other: object) -> bool:
        """Two answers show the same when their evidence is the same."""
        return Rule().alike(one, other)


def close(
    rel: float = 1e-4,
    abs: float = 1e-6,
    shape: bool = True,
    dtype: str | None = None,
    tensor: bool = False,
) -> Rule:
    """The default rule: numbers by tolerance, text as text, containers item by item."""
    return Rule(rel=rel, abs=abs, shape=shape, dtype=dtype, tensor=tensor)


def exact(shape: bool = True, dtype: str | None = None, tensor: bool = False) -> Rule:
    """No tolerance: counts, indices, text."""
    return Rule(rel=0.0, abs=0.0, shape=shape, dtype=dtype, tensor=tensor)


def unordered(rel: float = 1e-4, abs: float = 1e-6) -> Rule:
    """The items (or the rows of an array) may come in any order."""
    return Rule(rel=rel, abs=abs, any_order=True)


def at_least(low: float) -> Rule:
    """Every number that comes back is at least `low`."""
    return Bound(low=low)


def at_most(high: float) -> Rule:
    """Every number that comes back is at most `high`."""
    return Bound(high=high)


def between(low: float, high: float) -> Rule:
    """Every number that comes back lies in [low, high]."""
    return Bound(low=low, high=high)


def holds(check: Callable[[object, object], bool | str]) -> Rule:
    """`check(evidence, reference)` gives True, or a sentence saying what does not hold."""
    return Property(check=check)


def _equally_long(answer: object, reference: object) -> bool:
    """Are both of them lists or tuples of as many items?"""
    if not (isinstance(answer, list | tuple) and isinstance(reference, list | tuple)):
        return False
    return len(answer) == len(reference)


def _as_builtin(value: object) -> object:
    """Text arrays and tuples as lists: the container does not matter."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    return list(value) if isinstance(value, tuple) else value


def _hashable(value: object) -> Hashable:
    value = _as_builtin(value)
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


def _same_numbers(got: list, wanted: list, rel: float, abs: float) -> bool:
    """Do two sets hold the same numbers, or tuples of numbers, by tolerance?"""
    mine, right = numeric(got), numeric(wanted)
    if mine is None or right is None or mine.shape != right.shape:
        return False
    return unmatched_row(mine, right, rel, abs) is None
