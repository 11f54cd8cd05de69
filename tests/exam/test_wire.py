"""Bytes and back: nothing changes on the way, and hostile bytes are refused at little cost."""

import struct
import time
import tracemalloc

import numpy as np
import pytest
import torch
from exam_helpers import arrays, evidence, plain_values, quick, same, tensors
from hypothesis import given
from hypothesis import strategies as st

from gradelib.exam.plain import MAX_DEPTH, NotPlainError, Raised, Unfit, plain
from gradelib.exam.wire import WireError, pack, unpack


@quick
@given(plain_values)
def test_values_survive_the_wire(value):
    assert same(unpack(pack(value)), value)


@quick
@given(arrays | tensors)
def test_arrays_come_back_writable_and_contiguous(value):
    again = unpack(pack(value))
    again[...] = again
    if isinstance(again, np.ndarray):
        assert again.flags.c_contiguous and again.flags.writeable
    else:
        assert again.is_contiguous()


@pytest.mark.parametrize(
    "value",
    [
        *(0.0, -0.0, float("inf"), float("-inf"), float("nan"), complex("nan-infj")),
        *(2**4000, -(2**4000), -1, 127, 128, -128, -129),
        *("", "\x00", "\U0001f600", "\ud83d", "naïve", np.array(["\U0001f600", "", "é"])),
        *(
            np.array("text"),
            np.zeros((0, 3), "U2"),
            np.zeros((2, 0)),
            np.array(3),
            np.zeros(2, "U0"),
        ),
        *(torch.tensor([1.5, float("nan")]).bfloat16(), torch.zeros(0, 2), torch.tensor(True)),
        *({(1, ("a", None)): {1: 2}}, {1, "a", None, (1, 2)}, set(), {}, (), [[]]),
        *(Raised("ValueError", "m", "l", ("ValueError", "Exception")), Unfit("a generator")),
        [Raised("KeyError"), {"a": Unfit("x")}],
        np.array([np.nan, -np.nan, np.inf, -0.0], np.float16),
    ],
    ids=lambda value: "a set" if isinstance(value, set) else repr(value),  # sets have no order
)
def test_corner_cases_survive_the_wire(value):
    assert same(unpack(pack(value)), value)


@quick
@given(st.lists(st.integers() | st.text(), unique=True, max_size=6), st.randoms())
def test_equal_sets_give_equal_bytes(items, random):
    shuffled = list(items)
    random.shuffle(shuffled)
    assert pack(set(items)) == pack(set(shuffled))


@pytest.mark.parametrize("value", [object(), b"a", np.array([None]), np.float64(1), frozenset()])
def test_only_plain_data_is_packed(value):
    with pytest.raises(TypeError, match="not plain data"):
        pack(value)


def refused_or_plain(data):
    """Hostile bytes give a WireError, or a value that plain data can hold."""
    try:
        value = unpack(data)
    except WireError:
        return
    pack(value)


@quick
@given(st.binary(max_size=60))
def test_arbitrary_bytes(data):
    refused_or_plain(data)


TAGS = st.sampled_from([bytes([tag]) for tag in b"NTFifcsltdSruAUX"])


@quick
@given(st.lists(TAGS | st.binary(max_size=3) | st.just(b"\x01\x00\x00\x00"), max_size=20))
def test_bytes_that_look_like_values(parts):
    refused_or_plain(b"".join(parts))


@quick
@given(evidence, st.data())
def test_flipped_and_missing_bytes(value, data):
    packed = bytearray(pack(value))
    place = data.draw(st.integers(0, len(packed) - 1))
    with pytest.raises(WireError):
        unpack(bytes(packed[:place]))
    packed[place] ^= 1 << data.draw(st.integers(0, 7))
    refused_or_plain(bytes(packed))


def block(tag, code, shape):
    return tag + code + bytes([len(shape)]) + struct.pack(f"<{len(shape)}Q", *shape)


F8, U1, U0 = bytes([11]), struct.pack("<I", 1), struct.pack("<I", 0)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"?", b"Nx", b"i\xff\xff\xff\xff", b"s\xff\xff\xff\xff", b"s\x01\0\0\0\xff"),
        *(b"l\xff\xff\xff\xff", b"d\x01\0\0\0N", b"d\x02\0\0\0l\0\0\0\0N", b"S\x01\0\0\0d\0\0\0\0"),
        *(b"r\x01\0\0\0N", b"r\x04\0\0\0NNNN", b"u\x01\0\0\0N", b"A\xff\0", b"X\xff\0"),
        *(block(b"A", F8, (2**40, 0)), block(b"A", F8, (2**63, 2**63)), block(b"A", F8, (0,) * 17)),
        *(block(b"A", F8, (2**26, 2**26, 0)), block(b"X", F8, (2**40, 0)), block(b"A", F8, (8,))),
        *(
            block(b"U", U0, (2**26,)),
            block(b"U", U0, (2**26,) * 3),
            block(b"U", U1, (3_000_000, 0)),
        ),
        *(b"U" + struct.pack("<I", 2**31) + b"\0", block(b"U", U1, (1,)) + b"\xff\xff\xff\x7f"),
        *(b"S\x01\0\0\0" + pack(2**60), b"d\x02\0\0\0" + pack(float("nan")) + b"N"),
        *(b"l\x01\0\0\0" * 1000 + b"N", b"t\x01\0\0\0" * 10**6, b"N" + bytes(200 * 2**20)),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_absurd_bytes_are_refused_at_once(data):
    tracemalloc.start()
    start = time.perf_counter()
    try:
        with pytest.raises(WireError):
            unpack(data)
        assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - start < 1


def test_a_flood_of_small_values_is_refused():
    with pytest.raises(WireError, match="too many values"):
        unpack(b"l" + struct.pack("<I", 3_000_000) + b"N" * 3_000_000)


def test_nesting_up_to_the_bound_of_plain_data_is_read():
    value = 0
    for _ in range(MAX_DEPTH):
        value = [value]
    assert unpack(pack([plain(value)])) == [value]
    with pytest.raises(NotPlainError):
        plain([value])


def test_all_that_plain_data_allows_is_read():
    pairs = plain({(i, "a"): [0.5] * 200 for i in range(2000)})
    assert len(unpack(pack(pairs))) == 2000


def test_bytes_that_are_no_bool_are_read_as_true():
    packed = bytearray(pack(np.array([False, True])))
    packed[-2:] = b"\x02\x00"
    assert unpack(bytes(packed)).tolist() == [True, False]
    packed = bytearray(pack(torch.tensor([False, True])))
    packed[-2:] = b"\x02\x00"
    assert unpack(bytes(packed)).tolist() == [True, False]
