"""Evidence as numbers, whatever container it comes in, and numbers that are close enough."""

from fractions import Fraction

import numpy as np


def numeric(value: object) -> np.ndarray | None:
    """The value as an array of numbers, or None if it is none.

    Lists and tuples of equally long rows count as arrays. Whole numbers beyond 64 bits give an
    array of dtype object that holds ints.
    """
    if isinstance(value, bool | int | float | complex):
        return np.asarray(value)
    if isinstance(value, list | tuple):
        return _stacked(value)
    if hasattr(value, "detach"):  # a tensor; NumPy has no bfloat16
        value = value.float().numpy() if "bfloat16" in str(value.dtype) else value.numpy()
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
        return value
    if isinstance(value, np.ndarray) and value.size == 0:  # no texts are no numbers, like []
        return np.zeros(value.shape)
    return None


def dtypes(value: object) -> set[str]:
    """The dtypes of the arrays and tensors in a value, and the types of its bare numbers."""
    if isinstance(value, list | tuple):
        return set().union(*map(dtypes, value))
    if hasattr(value, "dtype"):
        return {str(value.dtype).removeprefix("torch.")}
    return {type(value).__name__}


def only_tensors(value: object) -> bool:
    """Are all numbers in a value held by torch tensors?"""
    if isinstance(value, list | tuple):
        return all(map(only_tensors, value))
    return hasattr(value, "dtype") and not isinstance(value, np.ndarray | np.generic)


def close_elements(got: np.ndarray, wanted: np.ndarray, rel: float, abs: float) -> np.ndarray:
    """Element by element, for equal shapes: |got - wanted| <= abs + rel * |wanted|.

    NaN and the infinities equal only themselves.
    """
    if got.dtype == object or wanted.dtype == object:
        pairs = zip(got.ravel().tolist(), wanted.ravel().tolist(), strict=True)
        return np.array([_close(g, w, rel, abs) for g, w in pairs], bool).reshape(wanted.shape)
    if got.dtype.kind in "biu" and wanted.dtype.kind in "biu" and rel == abs == 0:
        return np.asarray(got == wanted)
    kind = complex if "c" in (got.dtype.kind, wanted.dtype.kind) else np.float64
    return np.isclose(got.astype(kind), wanted.astype(kind), rtol=rel, atol=abs, equal_nan=True)


def unmatched_row(got: np.ndarray, wanted: np.ndarray, rel: float, abs: float) -> int | None:
    """The first row of `wanted` that has no row of `got` for itself; None if all have one.

    got, wanted: equal shapes, at least one axis
    """
    simple = wanted.ndim == 1 and object not in (got.dtype, wanted.dtype)
    if simple and close_elements(np.sort(got), np.sort(wanted), rel, abs).all():
        return None
    left = np.ones(len(got), bool)
    for i, row in enumerate(wanted):
        rows = close_elements(got, np.broadcast_to(row, got.shape), rel, abs)
        partners = np.flatnonzero(left & rows.reshape(len(got), -1).all(axis=1))
        if partners.size == 0:
            return i
        left[partners[0]] = False
    return None


def _stacked(items: list | tuple) -> np.ndarray | None:
    if all(type(item) in (bool, int, float) for item in items):
        return _array(items)
    parts = [numeric(item) for item in items]
    if any(part is None for part in parts) or len({part.shape for part in parts}) > 1:
        return None
    return np.array(parts)


def _array(numbers: list | tuple) -> np.ndarray:
    """Bools, ints and floats as the narrowest kind of array that holds them exactly."""
    array = np.array(numbers) if numbers else np.zeros(0)
    if array.dtype.kind == "f" and any(isinstance(n, int) and n.bit_length() > 53 for n in numbers):
        array = np.array(numbers, dtype=object)  # [2**63, -1], which NumPy would round
    return array


def _close(got: complex, wanted: complex, rel: float, abs: float) -> bool:
    """The same rule for two numbers, one of which may be too large for a float."""
    if got == wanted or (got != got and wanted != wanted):
        return True
    try:
        gap = Fraction(got) - Fraction(wanted)
        return max(gap, -gap) <= Fraction(abs) + Fraction(rel) * Fraction(max(wanted, -wanted))
    except (TypeError, ValueError, OverflowError):  # complex, NaN or infinite
        return False
