"""Plain data: everything that is plain comes back as it was, everything else is named."""

import collections
import fractions
import itertools

import numpy as np
import pandas as pd
import pytest
import scipy.sparse
import torch
from exam_helpers import plain_values, quick, same
from hypothesis import given

from gradelib.exam.plain import MAX_DEPTH, NotPlainError, Raised, Unfit, plain


@quick
@given(plain_values)
def test_plain_values_come_back_as_they_are(value):
    assert same(plain(value), value)


def test_a_copy_shares_no_memory():
    array, tensor = np.arange(6.0), torch.arange(6.0)
    copies = plain([array[::2], tensor[::2], [array]])
    array[:] = -1
    tensor[:] = -1
    assert copies[0].tolist() == copies[1].tolist() == [0, 2, 4]
    assert copies[2][0].tolist() == [0, 1, 2, 3, 4, 5]


class MyArray(np.ndarray):
    pass


class MyTensor(torch.Tensor):
    pass


class Refuses(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), keywords=None):
        raise RuntimeError


class MyText(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__

    def __str__(self):
        return "something else"


class MyInt(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class MyDict(dict):
    def __eq__(self, other):
        return True


class MyList(list):
    def __eq__(self, other):
        return True


Point = collections.namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("value", "base"),
    [
        (np.arange(3.0).view(MyArray), np.arange(3.0)),
        (np.matrix([[1.0, 2.0]]), np.array([[1.0, 2.0]])),
        (torch.arange(3).as_subclass(MyTensor), torch.arange(3)),
        (torch.nn.Parameter(torch.ones(2)), torch.ones(2)),
        (MyText("ham"), "ham"),
        (MyInt(3), 3),
        (True, True),
        (fractions.Fraction(1, 2), 0.5),
        (MyDict(a=MyInt(1)), {"a": 1}),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (MyList([MyText("a")]), ["a"]),
        (Point(1, 2), (1, 2)),
        (collections.deque([1]), [1]),
        (range(3), [0, 1, 2]),
        ({"a": 1}.keys(), ["a"]),
        ({"a": 1}.values(), [1]),
        (frozenset({1}), {1}),
        ({np.float64(2.0): np.str_("a")}, {2.0: np.array("a")}),
        (np.float32(0.5), np.array(0.5, np.float32)),
        (np.arange(3, dtype=">i4"), np.arange(3, dtype=np.int32)),
        (np.array([1, 2], np.longdouble), np.array([1.0, 2.0])),
        (np.array([1j], np.clongdouble), np.array([1j])),
        (np.array([[1, None], ["a", 2.5]], object), [[1, None], ["a", 2.5]]),
        (np.arange(6).reshape(2, 3).T, np.arange(6).reshape(2, 3).T.copy()),
        (torch.eye(2).to_sparse(), torch.eye(2)),
        (torch.ones(2, requires_grad=True) * 2, torch.full((2,), 2.0)),
        (pd.Series([1.0, 2.0], index=["a", "b"]), np.array([1.0, 2.0])),
        (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), np.array([[1, 3], [2, 4]])),
        (pd.Series(["ham", "spam"]), ["ham", "spam"]),
        (np.ma.array([1.0, 2.0]), np.array([1.0, 2.0])),
    ],
    ids=lambda value: type(value).__name__,
)
def test_other_containers_become_plain_ones(value, base):
    assert same(plain(value), base)


class EndlessList(list):
    def __iter__(self):
        return itertools.count()


class EndlessDict(dict):
    def items(self):
        return ((i, i) for i in itertools.count())


class EndlessSet(set):
    def __iter__(self):
        return itertools.count()


class EndlessKey(tuple):
    def __iter__(self):
        return itertools.repeat(self)


class Impostor:
    def __init__(self, kind):
        self.kind = kind

    @property
    def __class__(self):
        return self.kind


class Unreadable(list):
    def __iter__(self):
        raise RuntimeError


ITSELF = []
ITSELF.append(ITSELF)
DEEP = 0
for _ in range(MAX_DEPTH + 1):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ((i for i in range(3)), "a generator"),
        (lambda: 1, "a function"),
        (object(), "an object"),
        (b"abc", "a bytes"),
        (np.array([b"a"]), r"an array of \|S1"),
        (np.array(["2020-01-01"], "datetime64[D]"), r"an array of datetime64\[D\]"),
        (np.zeros(2, "i4,f4"), "an array of"),
        (np.ma.array([1.0, 2.0], mask=[True, False]), "an array with masked values"),
        (np.ma.masked, "an array with masked values"),
        (Raised("ValueError"), "a Raised"),
        ([Unfit("x")], "a Unfit"),
        ({float("nan"): 1}, "a float as a key"),
        ({2**60: 1}, "an int as a key"),
        ({frozenset(): 1}, "a frozenset as a key"),
        (ITSELF, "something nested more than 16 levels deep"),
        (DEEP, "something nested more than 16 levels deep"),
        (np.zeros((1,) * 17), "an array of 17 axes"),
        (np.zeros((2**40, 0)), "more than 64 MB of data"),
        (np.broadcast_to(1.0, (2**20, 2**20)), "more than 64 MB of data"),
        (np.broadcast_to(np.array(None, object), (2**20, 2**20)), "more than 64 MB of data"),
        (torch.ones(1).expand(2**20, 2**20), "more than 64 MB of data"),
        (scipy.sparse.csr_matrix((10**6, 10**6)), "a csr_matrix, a sparse matrix"),
        (scipy.sparse.coo_array(np.eye(2)), "a coo_array, a sparse matrix"),
        ("a" * 2**25, "more than 64 MB of data"),
        (range(10**12), "more than 500,000 values"),
        (np.full(600_000, "a"), "more than 500,000 values"),
        (EndlessList(), "more than 500,000 values"),
        (EndlessDict(), "more than 500,000 values"),
        (EndlessSet(), "more than 500,000 values"),
        ({EndlessKey((1,))}, "more than 2,000 tuples as keys|an EndlessKey as a key"),
        ({(i, i): i for i in range(3000)}, "more than 2,000 tuples as keys"),
        (1 << 2**20, "a whole number of more than 65,536 bytes"),
        (torch.empty(3, device="meta"), "a Tensor that cannot be read"),
        (torch.zeros(2, dtype=torch.uint16), "a tensor of uint16"),
        (torch.zeros(2, dtype=torch.float8_e4m3fn), "a tensor of float8_e4m3fn"),
        (torch.ones(2).as_subclass(Refuses), "a Refuses that cannot be read"),
        (
            torch.sparse_coo_tensor(size=(2**30, 2**30), check_invariants=False),
            "more than 64 MB of data",
        ),
        (Unreadable(), r"a Unreadable that cannot be read \(RuntimeError\)"),
        (np.array([2**31 - 1], np.uint32).view("U1"), "an array of text that is not Unicode"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_is_named(value, what):
    with pytest.raises(NotPlainError, match=f"^{what}"):
        plain(value)


@pytest.mark.parametrize(
    "kind", [bool, type(None), int, str, list, dict, set, tuple, Raised, np.ndarray, torch.Tensor]
)
def test_an_object_that_lies_about_its_class_is_refused(kind):
    with pytest.raises(NotPlainError):
        plain(Impostor(kind))
