"""The questions of `sample_hmm`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import (
    flat,
)


@exercise(points=2)
def sample_hmm(answer, rng):
    """States and letters drawn from the model, one pair of uniform numbers a letter."""
    pi, A, B = (_sixteenths(rng, shape) for shape in [(3,), (3, 3), (3, 5)])
    uniforms = _uniforms(rng, 30)
    yield ask(
        "the states",
        lambda: answer(pi, A, B, uniforms)[0],
        rule=close(dtype="int"),
        hints=[
            "The first state comes from pi. From which list of probabilities comes the next?",
            "Which column of the uniform numbers decides the states?",
        ],
    )
    yield ask(
        "the letters",
        lambda: answer(pi, A, B, uniforms)[1],
        rule=close(dtype="int"),
        weight=2,
        hints=["A letter is written by the state of its own place."],
    )
    yield ask(
        "first letters, each of a sequence of its own",
        lambda: [_each_in_its_shape(answer(pi, A, B, uniforms[t : t + 1])) for t in range(12)],
        hints=["For the first letter no step has been taken. One place, too, has two arrays (1,)."],
    )
    circle, start = np.roll(np.eye(3), 1, axis=1), np.eye(3)[2]
    yield ask(
        "a chain that runs in a circle",
        lambda: flat(answer(start, circle, B, uniforms[:9])),
        hints=["Row i of A says where one goes from i."],
    )
    absorbing = A.copy()
    absorbing[1] = [0, 1, 0]
    yield ask(
        "a state that is never left",
        lambda: flat(answer(pi, absorbing, B, uniforms)),
        hints=["From which state was each step taken?"],
    )
    edges = rng.integers(1, 16, size=(24, 2)) / 16
    yield ask(
        "u on an edge",
        lambda: flat(answer(pi, A, B, edges)),
        hints=["What does the docstring want where u is exactly F_i?"],
    )
    even, last = np.full(37, 1 / 37), np.array([0.25, 1 - 2**-53])  # F ends below 1 - 2**-53
    nearly_one = np.array([[last[rng.integers(2)], last[1]] for _ in range(8)])
    yield ask(
        "u as near to 1 as can be",
        lambda: flat(answer(even, np.tile(even, (37, 1)), np.tile(even, (37, 1)), nearly_one)),
        hints=["Cumulative sums may end a rounding error below 1. Which is the last i there is?"],
    )


def _each_in_its_shape(parts):
    """States and letters as rows of a table: what is no (T,) makes another shape."""
    return np.stack([np.asarray(part) for part in parts])


def _sixteenths(rng, shape):
    """Rows of positive multiples of 1/16 with sum 1: their cumulative sums are exact."""
    size = shape[-1]
    draws = rng.multinomial(16 - size, np.full(size, 1 / size), size=shape[:-1])
    return (1 + draws) / 16


def _uniforms(rng, length):
    """(length, 2) numbers in (0, 1) that lie on no multiple of 1/16."""
    return (rng.integers(0, 256, size=(length, 2)) + 0.5) / 256
