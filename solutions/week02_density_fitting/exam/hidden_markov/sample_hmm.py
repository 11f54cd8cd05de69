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
        lambda: [flat(answer(pi, A, B, uniforms[t : t + 1])) for t in range(12)],
        hints=["For the first letter no step has been taken."],
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


def _sixteenths(rng, shape):
    """Rows of positive multiples of 1/16 with sum 1: their cumulative sums are exact."""
    size = shape[-1]
    draws = rng.multinomial(16 - size, np.full(size, 1 / size), size=shape[:-1])
    return (1 + draws) / 16


def _uniforms(rng, length):
    """(length, 2) numbers in (0, 1) that lie on no multiple of 1/16."""
    return (rng.integers(0, 256, size=(length, 2)) + 0.5) / 256
