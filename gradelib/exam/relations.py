"""Plain relations between what came back and the right value, which need no list of mistakes."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pair:
    """One failed question: two arrays of numbers, and the axis lengths of the inputs."""

    got: np.ndarray
    wanted: np.ndarray
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Relation:
    """A recognised relation: its name for the report, and a hint for the student."""

    name: str
    hint: str


def recognise_relation(pairs: Sequence[Pair | None]) -> Relation | None:
    """The relation that explains the first failed question, and the most of all.

    pairs: one for each failed question, None where no numbers came back. A question may ask for
        something derived from the answer, so a relation need not show in every one, but it must
        in half of them.
    """
    with np.errstate(all="ignore"):
        real = [_real_pair(pair) for pair in pairs]
        if not real or real[0] is None:
            return None
        best, most = None, (len(real) - 1) // 2
        for relation, candidates in [*_RELATIONS, *_added_constant(real)]:
            explained = [pair for pair in real if pair and _explains(candidates, pair)]
            if len(explained) > most and explained[0] is real[0] and _tells(explained, relation):
                best, most = relation, len(explained)
    return best


_CONSTANT = "off by a constant"

# From a pair, arrays that should be the same if the relation holds: (came back, expected then).
_Candidates = Callable[[Pair], Iterator[tuple[np.ndarray, np.ndarray]]]


def _real_pair(pair: Pair | None) -> Pair | None:
    """The pair as floats without axes of length 1; None if it is complex, or not even wrong."""
    if pair is None or any(array.dtype.kind not in "biuf" for array in (pair.got, pair.wanted)):
        return None
    got, wanted = (np.squeeze(array.astype(np.float64)) for array in (pair.got, pair.wanted))
    return None if _equal(got, wanted) else Pair(got, wanted, pair.sizes)


def _explains(candidates: _Candidates, pair: Pair) -> bool:
    return any(_equal(got, expected) for got, expected in candidates(pair))


def _equal(got: np.ndarray, expected: np.ndarray) -> bool:
    """Equal, on more than zeros and infinities, by a tolerance that float32 meets."""
    if got.shape != expected.shape or np.isnan(expected).any():
        return False
    scale = np.max(np.abs(expected[np.isfinite(expected)]), initial=0.0)
    return bool(scale > 0 and np.allclose(got, expected, rtol=1e-4, atol=1e-7 * scale))


def _tells(pairs: Sequence[Pair], relation: Relation) -> bool:
    """Is it more than a coincidence? From 2 to 4 many ways lead: double, square, add 2.

    Two numbers off by the same say little either: questions may share what is wrong with them.
    """
    values = np.concatenate([pair.wanted.ravel() for pair in pairs])
    values = values[np.isfinite(values)]
    if relation.name.startswith(_CONSTANT) and len({f"{value:.6g}" for value in values}) < 3:
        return False
    return bool((values % 1 != 0).any()) or (values.size >= 3 and np.unique(values).size >= 2)


def _added_constant(pairs: Sequence[Pair | None]) -> Iterator[tuple[Relation, _Candidates]]:
    """That the same was added to every value, if it was so in the first question.

    One value alone says nothing, so a question with a single number is joined by the next ones.
    """
    same_shape = [p for p in pairs if p is not None and p.got.shape == p.wanted.shape]
    used = same_shape[:1] if same_shape and same_shape[0].wanted.size > 1 else same_shape
    wanted = np.concatenate([np.zeros(0), *(p.wanted.ravel() for p in used)])
    got = np.concatenate([np.zeros(0), *(p.got.ravel() for p in used)])
    finite = np.isfinite(wanted)
    if np.unique(wanted[finite]).size < 2:
        return
    gaps = got[finite] - wanted[finite]
    constant = float(np.median(gaps))
    rounding = 1e-6 * np.max(np.abs(wanted[finite]))  # a small constant may not be one at all
    steady = np.abs(gaps - constant) <= 0.1 * abs(constant) + rounding
    if math.isfinite(constant) and constant and steady.all():
        name = f"{_CONSTANT} ({constant:+.4g})"
        hint = (
            "What you are off by is the same for every value, so the part that differs from value "
            "to value is right. Which part is the same for all of them?"
        )
        yield Relation(name, hint), _of_wanted(lambda wanted: wanted + constant)


def _of_wanted(change: Callable[[np.ndarray], np.ndarray]) -> _Candidates:
    def candidates(pair: Pair) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        yield pair.got, change(pair.wanted)

    return candidates


def _times(factor: float) -> _Candidates:
    return _of_wanted(lambda wanted: factor * wanted)


def _times_a_length(pair: Pair) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    yield from ((pair.got, n * pair.wanted) for n in _lengths(pair))


def _over_a_length(pair: Pair) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    yield from ((pair.got, pair.wanted / n) for n in _lengths(pair))


def _lengths(pair: Pair) -> list[int]:
    return sorted({n for n in (*pair.sizes, *pair.wanted.shape, pair.wanted.size) if n > 1})


def _reduced_too_much(reduce: Callable) -> _Candidates:
    def candidates(pair: Pair) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        if pair.got.ndim < pair.wanted.ndim:
            yield from ((pair.got, reduced) for reduced in _reductions(pair.wanted, reduce))

    return candidates


def _reduced_too_little(reduce: Callable) -> _Candidates:
    def candidates(pair: Pair) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        if pair.wanted.ndim < pair.got.ndim:
            yield from ((reduced, pair.wanted) for reduced in _reductions(pair.got, reduce))

    return candidates


def _reductions(array: np.ndarray, reduce: Callable) -> Iterator[np.ndarray]:
    if array.size:
        yield from (np.asarray(reduce(array, axis=axis)) for axis in (None, *range(array.ndim)))


def _transposed(pair: Pair) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    if pair.wanted.ndim >= 2:
        yield pair.got, pair.wanted.T
        yield pair.got, np.swapaxes(pair.wanted, -1, -2)


def _reversed(pair: Pair) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    if pair.wanted.ndim == 1:
        yield pair.got, pair.wanted[::-1]


# The one that explains most is named, and of several the first.
_RELATIONS: list[tuple[Relation, _Candidates]] = [
    (Relation(name, hint), candidates)
    for name, hint, candidates in [
        (
            "the sign is flipped (× −1)",
            "Compare the sign with the definition.",
            _times(-1.0),
        ),
        (
            "twice the right value (× 2)",
            "Is a factor of one half missing?",
            _times(2.0),
        ),
        (
            "half the right value (× ½)",
            "Is there a factor of one half too many?",
            _times(0.5),
        ),
        (
            "in nats instead of bits (× ln 2)",
            "Which logarithm does the text ask for, natural or base 2?",
            _times(math.log(2)),
        ),
        (
            "in bits instead of nats (× 1/ln 2)",
            "Which logarithm does the text ask for, natural or base 2?",
            _times(1 / math.log(2)),
        ),
        (
            "summed instead of averaged (× the length of an axis)",
            "By what do you divide? Should it be a sum or a mean?",
            _times_a_length,
        ),
        (
            "averaged instead of summed (÷ the length of an axis)",
            "Do you divide by a length that the definition does not divide by?",
            _over_a_length,
        ),
        (
            "transposed",
            "Which axis does the text name first?",
            _transposed,
        ),
        (
            "summed over an axis too many",
            "Over which axes should the sum run, and how many numbers should be left?",
            _reduced_too_much(np.sum),
        ),
        (
            "averaged over an axis too many",
            "Over which axes should the mean run, and how many numbers should be left?",
            _reduced_too_much(np.mean),
        ),
        (
            "not summed over an axis",
            "How many numbers should come back, and what should become of the others?",
            _reduced_too_little(np.sum),
        ),
        (
            "not averaged over an axis",
            "How many numbers should come back, and what should become of the others?",
            _reduced_too_little(np.mean),
        ),
        (
            "in reverse order",
            "From which end do you start?",
            _reversed,
        ),
        (
            "squared",
            "Should the result be squared, or is a square root missing at the end?",
            _of_wanted(np.square),
        ),
        (
            "the square root of the right value",
            "Is there a square root that the definition does not have?",
            _of_wanted(np.sqrt),
        ),
        (
            "exponentiated",
            "Should the result be a logarithm?",
            _of_wanted(np.exp),
        ),
        (
            "the logarithm of the right value",
            "Should the result be a logarithm, or the thing itself?",
            _of_wanted(np.log),
        ),
        (
            "one minus the right value",
            "Of which of the two cases is this the probability?",
            _of_wanted(lambda wanted: 1.0 - wanted),
        ),
        (
            "one over the right value",
            "Which one divides which?",
            _of_wanted(lambda wanted: 1.0 / wanted),
        ),
    ]
]
