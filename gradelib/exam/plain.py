"""Plain data: the only thing that passes between an exam and an answer.

Plain data are None, bools, numbers, text, lists, tuples, sets, dicts, NumPy arrays, torch tensors
and descriptions of networks, nested a few levels deep and bounded in size. `plain` makes an
independent copy of a value in exactly these types, so that no view, subclass or live object
survives it.
"""

import math
import numbers
import sys
from collections import deque
from collections.abc import KeysView, Mapping, Set, ValuesView
from dataclasses import dataclass

import numpy as np

from gradelib.exam.network import Network

MAX_DEPTH = 16
MAX_ITEMS = 500_000
MAX_BYTES = 64 * 2**20
MAX_INT_BYTES = 2**16
MAX_KEY = 2**60  # below Python's hash modulus, so that no choice of keys can make a dict slow
MAX_TUPLE_KEYS = 2_000  # for the same reason: the hashes of tuples can be chosen
MAX_AXES = 16
NUMPY_DTYPES = [
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
]
TORCH_DTYPES = [
    *("bool", "int8", "int16", "int32", "int64", "uint8"),
    *("float16", "bfloat16", "float32", "float64", "complex64", "complex128"),
]


class NotPlainError(TypeError):
    """A value that is not plain data, or too much of it."""


@dataclass(frozen=True)
class Raised:
    """Evidence: the answer raised. `bases` are the names of the exception's classes."""

    kind: str
    message: str = ""
    line: str = ""
    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unfit:
    """Evidence: what came back cannot be used, because of its type, its shape or its size."""

    what: str


def plain(value: object) -> object:
    """An independent copy of `value` as plain data.

    raises: NotPlainError, and nothing else, when it holds anything else or is too deep or too large
    """
    try:
        return _copy(value, _Budget(), 0)
    except NotPlainError:
        raise
    except Exception as error:  # an object that lies about what it is
        what = f"{_a_kind_of(value)} that cannot be read ({type(error).__name__})"
        raise NotPlainError(what) from error


def block_size(shape: tuple[int, ...], item_size: int) -> int:
    """The bytes of an array; axes of length 0 count as 1, so that they hide no absurd others."""
    return math.prod(max(n, 1) for n in shape) * max(item_size, 1)


def is_unicode(array: np.ndarray) -> bool:
    """Does a text array hold characters only, and no other 32-bit numbers?"""
    codes = np.frombuffer(array.tobytes(), array.dtype.str.replace("U", "u")[:2] + "4")
    return not (codes > sys.maxunicode).any()


_ATOMS = (type(None), bool, float, Network)


class _Budget:
    def __init__(self) -> None:
        self.items = MAX_ITEMS
        self.bytes = MAX_BYTES
        self.tuple_keys = MAX_TUPLE_KEYS

    def spend(self, items: int, size: int) -> None:
        self.items -= items
        self.bytes -= size
        if self.items < 0:
            raise NotPlainError(f"more than {MAX_ITEMS:,} values")
        if self.bytes < 0:
            raise NotPlainError(f"more than {MAX_BYTES // 2**20} MB of data")


def _copy(value: object, budget: _Budget, depth: int) -> object:
    if type(value) in _ATOMS:  # the quick way for the many
        budget.spend(1, 16)
        return value
    if depth > MAX_DEPTH:
        raise NotPlainError(f"something nested more than {MAX_DEPTH} levels deep")
    if _is_tensor(value):
        return _copy_tensor(value, budget)
    if isinstance(value, np.generic | np.ndarray):
        return _copy_array(value, budget, depth)
    budget.spend(1, 16)
    if isinstance(value, str):
        return _copy_text(value, budget)
    if type(value) is int or isinstance(value, numbers.Number):
        return _copy_number(value, budget)
    return _copy_container(value, budget, depth)


def _copy_text(value: str, budget: _Budget) -> str:
    text = str.__str__(value)  # a subclass as its base class
    budget.spend(0, 4 * len(text))
    return text


def _copy_number(value: numbers.Number, budget: _Budget) -> int | float | complex:
    if isinstance(value, int | numbers.Integral):
        whole = int(value)
        size = whole.bit_length() // 8 + 1
        if size > MAX_INT_BYTES:
            raise NotPlainError(f"a whole number of more than {MAX_INT_BYTES:,} bytes")
        budget.spend(0, size)
        return whole
    return complex(value) if isinstance(value, complex) else float(value)


def _copy_container(value: object, budget: _Budget, depth: int) -> object:
    if isinstance(value, Mapping):
        pairs = value.items()
        return {_copy_key(k, budget, depth + 1): _copy(v, budget, depth + 1) for k, v in pairs}
    if isinstance(value, KeysView):
        return [_copy_key(v, budget, depth + 1) for v in value]
    if isinstance(value, Set):
        return {_copy_key(v, budget, depth + 1) for v in value}
    if isinstance(value, list | deque | range | ValuesView):
        return [_copy(v, budget, depth + 1) for v in value]
    if isinstance(value, tuple):
        return tuple(_copy(v, budget, depth + 1) for v in value)
    if hasattr(type(value), "toarray"):  # later cells would fail on what looks like an array here
        raise NotPlainError(f"{_a_kind_of(value)}, a sparse matrix; `.toarray()` makes it an array")
    if hasattr(type(value), "to_numpy"):  # pandas' frames
        budget.spend(0, block_size(value.shape, 1))
        return _copy_array(np.asarray(value.to_numpy()), budget, depth)
    raise NotPlainError(_a_kind_of(value))


def _copy_key(value: object, budget: _Budget, depth: int) -> object:
    """A dict key or set item: text, a number, None, or a tuple of these."""
    budget.spend(1, 16)
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return _copy_text(value, budget)
    if isinstance(value, int) and abs(int(value)) < MAX_KEY:
        return int(value)
    if isinstance(value, float) and not math.isnan(value):
        return float(value)
    if isinstance(value, tuple) and depth < MAX_DEPTH:
        budget.tuple_keys -= 1
        if budget.tuple_keys < 0:
            raise NotPlainError(f"more than {MAX_TUPLE_KEYS:,} tuples as keys")
        return tuple(_copy_key(v, budget, depth + 1) for v in value)
    raise NotPlainError(f"{_a_kind_of(value)} as a key")


def _copy_array(value: np.ndarray | np.generic, budget: _Budget, depth: int) -> object:
    if np.any(getattr(value, "mask", False)):
        raise NotPlainError("an array with masked values")
    array = np.asarray(value)  # a subclass as its base class
    if array.ndim > MAX_AXES:
        raise NotPlainError(f"an array of {array.ndim} axes")
    budget.spend(1, block_size(array.shape, array.itemsize))
    if array.dtype.kind == "O":
        return _copy(array.tolist(), budget, depth + 1)
    if array.dtype.kind == "U":
        budget.spend(block_size(array.shape, 1), 0)
        if not is_unicode(array):
            raise NotPlainError("an array of text that is not Unicode")
        dtype = array.dtype.newbyteorder("=")
    else:
        dtype = {"g": np.dtype("float64"), "G": np.dtype("complex128")}.get(
            array.dtype.char, array.dtype.newbyteorder("=")
        )
        if dtype.name not in NUMPY_DTYPES:
            raise NotPlainError(f"an array of {dtype}")
    return array.astype(dtype, order="C", copy=True)


def _is_tensor(value: object) -> bool:
    torch = sys.modules.get("torch")  # never imported for an answer that does not use it
    return torch is not None and isinstance(value, getattr(torch, "Tensor", ()))


def _copy_tensor(value: object, budget: _Budget) -> object:
    import torch

    tensor = value.detach()
    if tensor.layout != torch.strided:
        budget.spend(0, block_size(tuple(tensor.shape), tensor.element_size()))
        tensor = tensor.to_dense()
    tensor = torch.Tensor.as_subclass(tensor, torch.Tensor)
    name = str(tensor.dtype).removeprefix("torch.")
    if name not in TORCH_DTYPES or tensor.ndim > MAX_AXES:
        raise NotPlainError(f"a tensor of {name} with {tensor.ndim} axes")
    budget.spend(1, block_size(tuple(tensor.shape), tensor.element_size()))
    dense = tensor.cpu().resolve_conj().resolve_neg()
    return dense.clone(memory_format=torch.contiguous_format)


def _a_kind_of(value: object) -> str:
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIO' else 'a'} {name}"
