"""Plain data as bytes and back, with every bound checked before anything is built.

The same bytes are the key that students receive and the calls and results of a grading run. The
reader trusts nothing: sizes, depth, dtypes and the number of values are bounded, there is no
pickle, and whatever is not exactly right is a WireError.
"""

import struct

import numpy as np

from gradelib.exam.network import Network
from gradelib.exam.plain import (
    MAX_AXES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INT_BYTES,
    MAX_ITEMS,
    MAX_KEY,
    NUMPY_DTYPES,
    TORCH_DTYPES,
    Raised,
    Unfit,
    block_size,
    is_unicode,
)


class WireError(ValueError):
    """Bytes that are no plain data."""


def pack(value: object) -> bytes:
    """The bytes of plain data; sets are written in a fixed order, so equal values give equal bytes.

    raises: TypeError when `value` is not plain data.
    """
    out = bytearray()
    _write(value, out)
    return bytes(out)


def unpack(data: bytes) -> object:
    """The plain data of these bytes; raises WireError when they are anything else."""
    reader = _Reader(data)
    value = reader.value(0)
    if reader.position != len(data):
        raise WireError("bytes left over behind the value")
    return value


def _write(value: object, out: bytearray) -> None:
    kind = type(value)
    if value is None or kind is bool:
        out += {None: b"N", True: b"T", False: b"F"}[value]
    elif kind is int:
        size = value.bit_length() // 8 + 1
        out += b"i" + struct.pack("<I", size) + value.to_bytes(size, "little", signed=True)
    elif kind is float:
        out += b"f" + struct.pack("<d", value)
    elif kind is complex:
        out += b"c" + struct.pack("<dd", value.real, value.imag)
    elif kind is str:
        text = value.encode("utf-8", "surrogatepass")
        out += b"s" + struct.pack("<I", len(text)) + text
    elif kind in (list, tuple):
        _write_items(b"l" if kind is list else b"t", value, out)
    elif kind is dict:
        _write_items(b"d", [part for pair in value.items() for part in pair], out)
    elif kind is set:
        items = sorted(pack(v) for v in value)
        out += b"S" + struct.pack("<I", len(items)) + b"".join(items)
    elif kind is np.ndarray:
        _write_array(value, out)
    elif kind is Raised:
        _write_items(b"r", [value.kind, value.message, value.line, list(value.bases)], out)
    elif kind is Unfit:
        _write_items(b"u", [value.what], out)
    elif kind is Network:
        parts = [value.inputs, value.outputs, value.seed, value.order, value.scale]
        _write_items(b"n", parts, out)
    elif kind.__module__ == "torch" and kind.__name__ == "Tensor":
        _write_tensor(value, out)
    else:
        raise TypeError(f"{kind.__name__} is not plain data")


def _write_items(tag: bytes, items: object, out: bytearray) -> None:
    out += tag + struct.pack("<I", len(items))
    for item in items:
        _write(item, out)


def _write_array(array: np.ndarray, out: bytearray) -> None:
    if array.dtype.kind == "U":
        width = array.dtype.itemsize // 4
        out += b"U" + struct.pack("<I", width)
    elif array.dtype.name in NUMPY_DTYPES:
        out += b"A" + bytes([NUMPY_DTYPES.index(array.dtype.name)])
    else:
        raise TypeError(f"an array of {array.dtype} is not plain data")
    _write_block(array.shape, array.astype(array.dtype.newbyteorder("<")).tobytes(), out)


def _write_tensor(tensor: object, out: bytearray) -> None:
    import torch

    name = str(tensor.dtype).removeprefix("torch.")
    if name not in TORCH_DTYPES:
        raise TypeError(f"a tensor of {name} is not plain data")
    out += b"X" + bytes([TORCH_DTYPES.index(name)])
    flat = tensor.contiguous().reshape(-1)
    block = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
    _write_block(tuple(tensor.shape), block, out)


def _write_block(shape: tuple[int, ...], block: bytes, out: bytearray) -> None:
    if len(shape) > MAX_AXES:
        raise TypeError(f"an array of {len(shape)} axes is not plain data")
    out += bytes([len(shape)]) + struct.pack(f"<{len(shape)}Q", *shape) + block


class _Reader:
    """Reads one value; `position` never passes the end, `items` never falls below zero."""

    def __init__(self, data: bytes) -> None:
        if len(data) > 2 * MAX_BYTES:
            raise WireError("too many bytes")
        self.data = data
        self.position = 0
        self.items = 4 * MAX_ITEMS

    def take(self, size: int) -> bytes:
        if size > len(self.data) - self.position:
            raise WireError("the bytes end too early")
        start, self.position = self.position, self.position + size
        return self.data[start : self.position]

    def number(self, form: str) -> int:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def spend(self, items: int) -> None:
        self.items -= items
        if self.items < 0:
            raise WireError("too many values")

    def count(self) -> int:
        count = self.number("<I")
        if count > len(self.data) - self.position:
            raise WireError("the bytes end too early")
        self.spend(count + 1)
        return count

    def value(self, depth: int) -> object:
        if depth > MAX_DEPTH + 6:  # the frame around the data has levels of its own
            raise WireError("nested too deep")
        tag = self.take(1)
        read = _READERS.get(tag)
        if read is None:
            raise WireError(f"no value begins with {tag!r}")
        return read(self, depth)

    def whole(self, depth: int) -> int:
        size = self.number("<I")
        if size > MAX_INT_BYTES + 1:
            raise WireError("a whole number of too many digits")
        return int.from_bytes(self.take(size), "little", signed=True)

    def text(self, depth: int) -> str:
        try:
            return self.take(self.number("<I")).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise WireError("text that is not UTF-8") from error

    def sequence(self, depth: int) -> list:
        return [self.value(depth + 1) for _ in range(self.count())]

    def key(self, value: object) -> object:
        """A dict key or set item; tuples are dear, as their hashes can be chosen to collide."""
        if isinstance(value, tuple):
            self.spend(500)
            return tuple(self.key(part) for part in value)
        if value is None or isinstance(value, bool | str):
            return value
        if isinstance(value, int) and abs(value) < MAX_KEY:
            return value
        if isinstance(value, float) and value == value:
            return value
        raise WireError("a key that cannot be one")

    def mapping(self, depth: int) -> dict:
        parts = self.sequence(depth)
        if len(parts) % 2:
            raise WireError("a dict with a key and no value")
        return {self.key(k): v for k, v in zip(parts[::2], parts[1::2], strict=True)}

    def raised(self, depth: int) -> Raised:
        parts = self.sequence(depth)
        if len(parts) != 4 or not isinstance(parts[3], list):
            raise WireError("no exception")
        texts = [*parts[:3], *parts[3]]
        if not all(isinstance(text, str) for text in texts):
            raise WireError("no exception")
        return Raised(*parts[:3], tuple(parts[3]))

    def unfit(self, depth: int) -> Unfit:
        parts = self.sequence(depth)
        if len(parts) != 1 or not isinstance(parts[0], str):
            raise WireError("no description")
        return Unfit(parts[0])

    def network(self, depth: int) -> Network:
        parts = self.sequence(depth)
        if len(parts) != 5 or any(type(part) is not tuple for part in parts[:2]):
            raise WireError("no network")
        try:
            return Network(*parts)
        except (TypeError, ValueError) as error:
            raise WireError("no network") from error

    def shape_and_block(self, item_size: int) -> tuple[tuple[int, ...], bytes]:
        axes = self.number("<B")
        if axes > MAX_AXES:
            raise WireError("an array of too many axes")
        shape = struct.unpack(f"<{axes}Q", self.take(8 * axes))
        if block_size(shape, item_size) > MAX_BYTES:
            raise WireError("an array of too many bytes")
        return shape, self.take(0 if 0 in shape else block_size(shape, 1) * item_size)

    def array(self, depth: int) -> np.ndarray:
        self.spend(16)  # more than a number: millions of tiny ones take long
        code = self.number("<B")
        if code >= len(NUMPY_DTYPES):
            raise WireError("an array of an unknown dtype")
        dtype = np.dtype(NUMPY_DTYPES[code])
        shape, block = self.shape_and_block(dtype.itemsize)
        # A byte of 2 is no bool, so bools are read as bytes.
        stored = np.uint8 if dtype.kind == "b" else dtype.newbyteorder("<")
        return np.frombuffer(block, stored).reshape(shape).astype(dtype)

    def text_array(self, depth: int) -> np.ndarray:
        self.spend(16)  # more than a number: millions of tiny ones take long
        width = self.number("<I")
        if width > MAX_BYTES:
            raise WireError("an array of too long texts")
        shape, block = self.shape_and_block(4 * width)
        self.spend(block_size(shape, 1))
        if width == 0:
            return np.zeros(shape, "U0")
        array = np.frombuffer(block, f"<U{width}").reshape(shape).astype(f"=U{width}")
        if not is_unicode(array):
            raise WireError("text that is not Unicode")
        return array

    def tensor(self, depth: int) -> object:
        self.spend(16)  # more than a number: millions of tiny ones take long
        code = self.number("<B")
        if code >= len(TORCH_DTYPES):
            raise WireError("a tensor of an unknown dtype")
        import torch

        dtype = getattr(torch, TORCH_DTYPES[code])
        shape, block = self.shape_and_block(dtype.itemsize)
        if not block:
            return torch.empty(shape, dtype=dtype, device="cpu")
        if dtype == torch.bool:
            block = np.frombuffer(block, np.uint8).astype(bool).tobytes()
        return torch.frombuffer(bytearray(block), dtype=dtype).reshape(shape)


_READERS = {
    b"N": lambda reader, depth: None,
    b"T": lambda reader, depth: True,
    b"F": lambda reader, depth: False,
    b"i": _Reader.whole,
    b"f": lambda reader, depth: reader.number("<d"),
    b"c": lambda reader, depth: complex(reader.number("<d"), reader.number("<d")),
    b"s": _Reader.text,
    b"l": _Reader.sequence,
    b"t": lambda reader, depth: tuple(reader.sequence(depth)),
    b"d": _Reader.mapping,
    b"S": lambda reader, depth: {reader.key(v) for v in reader.sequence(depth)},
    b"r": _Reader.raised,
    b"u": _Reader.unfit,
    b"n": _Reader.network,
    b"A": _Reader.array,
    b"U": _Reader.text_array,
    b"X": _Reader.tensor,
}
