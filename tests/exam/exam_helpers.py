"""What the tests of the exam share: plain values at random, and one small exercise."""

import numpy as np
import torch
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gradelib.exam import ask, exercise, wrong
from gradelib.exam.key import make_key
from gradelib.exam.plain import MAX_KEY, NUMPY_DTYPES, Raised, Unfit
from gradelib.exam.questions import examine, local
from gradelib.exam.verdict import judge

quick = settings(max_examples=60)


def _strategies():
    whole = st.integers() | st.integers(-(2**300), 2**300)
    text = st.text(max_size=8) | st.text(st.characters(categories=["Cs", "So"]), max_size=4)
    atoms = st.none() | st.booleans() | whole | st.floats() | st.complex_numbers() | text
    shapes = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
    dtypes = st.sampled_from([*NUMPY_DTYPES, "U4"]).map(np.dtype)
    arrays = hnp.arrays(dtypes, shapes).map(np.asarray)
    numbers = hnp.arrays(st.sampled_from(["float32", "int64", "uint8", "bool"]), shapes)
    tensors = numbers.map(torch.from_numpy) | hnp.arrays("float32", shapes).map(
        lambda array: torch.from_numpy(array).bfloat16()
    )
    leaves = atoms | arrays | tensors
    simple = (
        st.none()
        | st.booleans()
        | st.integers(-MAX_KEY + 1, MAX_KEY - 1)
        | st.floats(allow_nan=False)
        | text
    )
    keys = simple | st.tuples(simple, simple)

    def containers(inside):
        some = st.lists(inside, max_size=4)
        return some | some.map(tuple) | st.dictionaries(keys, inside, max_size=3)

    sets = st.sets(keys, max_size=4)
    return atoms, arrays, tensors, st.recursive(leaves | sets, containers, max_leaves=8)


atoms, arrays, tensors, plain_values = _strategies()
evidence = (
    plain_values
    | st.sampled_from(["ValueError", "KeyError", "TimeUp"]).map(Raised)
    | st.sampled_from(["a generator", "a function"]).map(Unfit)
)


def same(one, other):
    """Are two plain values the same, to the last bit and with the same types?"""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
    if isinstance(one, torch.Tensor):
        if one.dtype != other.dtype or one.shape != other.shape:
            return False
        return torch.equal(*(t.reshape(-1, 1).view(torch.uint8) for t in (one, other)))
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one), list(other)) and same(list(one.values()), list(other.values()))
    if isinstance(one, float | complex):
        return repr(one) == repr(other)
    return one == other


@exercise(points=2)
def spread(answer, rng):
    """The variance of each row."""
    table = rng.normal(size=(4, 5))
    hints = ["What is a variance the mean of?", "By how much do you divide?"]
    yield ask("typical", lambda: answer(table), weight=2, hints=hints)
    yield ask("shifted", lambda: answer(table[:3] + 100))
    yield ask("one row", lambda: answer(table[:1, :3]), hints=["One row is a table, too."])
    yield ask("all the same", lambda: answer(np.full((2, 3), 7.0)))


def variance(table):
    return ((table - table.mean(1, keepdims=True)) ** 2).mean(1)


@wrong(spread, hint="Where is the square root in the definition?")
def gives_the_standard_deviation(table):
    return np.sqrt(variance(table))


@wrong(spread, hint="Which axis is a row?")
def takes_the_columns(table):
    return variance(table.T)


KNOWN = [gives_the_standard_deviation, takes_the_columns]


def key_of(exam, reference, known=(), seed=0):
    """The key of one exercise."""
    return make_key({exam.name: exam}, {exam.name: reference}, known, seed).exercises[exam.name]


SPREAD = key_of(spread, variance, KNOWN)


def verdict_of(answer, exam=spread, key=SPREAD):
    """The verdict on a function of this process, for the public seed."""
    return judge(exam, key, examine(exam, local(answer), 0))


def raising(error):
    def answer(table):
        raise error

    return answer


def keeps(table, seen=[]):  # noqa: B006
    seen.append(len(table))
    return variance(table) + len(seen)


def spoils(table):
    table -= table.mean(1, keepdims=True)
    return (table**2).mean(1)
