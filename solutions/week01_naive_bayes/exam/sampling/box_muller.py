"""The questions of `box_muller`."""

import numpy as np

from gradelib.exam import ask, exercise


@exercise(points=2)
def box_muller(answer, rng):
    """Two independent standard normal numbers from each pair of uniform ones; (2, n)."""
    u1, u2 = rng.uniform(0.05, 0.95, size=7), _turns(rng, 7)
    yield ask(
        "typical",
        lambda: answer(u1, u2),
        weight=2,
        hints=[
            "Radius from u1, angle from u2; then from polar to Cartesian coordinates.",
            "np.cos takes radians, and a full turn is 2 pi of them.",
        ],
    )
    at_zero = np.array([0.0, u1[0], 0.0, u1[1]])
    yield ask(
        "u1 = 0",
        lambda: answer(at_zero, u2[:4]),
        hints=["rng.random() may return 0 but never 1. Which of log(u) and log(1 - u) is safe?"],
    )
    close_to_one = 1 - 2.0 ** -rng.permutation([12, 15, 18, 21, 23])  # exact in float32, too
    yield ask("u1 close to 1 (far from the centre)", lambda: answer(close_to_one, u2[:5]))
    quarters = rng.permutation(np.arange(4)) / 4
    yield ask(
        "quarter turns",
        lambda: answer(u1[3:], quarters),
        hints=["On the axes a cosine or a sine is 0. Do you divide by one of them?"],
    )
    yield ask("one pair", lambda: answer(u1[:1], u2[:1]))


def _turns(rng, size):
    """(size,) parts of a turn, in every quadrant and away from the axes."""
    return (rng.permutation(np.arange(size) % 4) + rng.uniform(0.1, 0.9, size=size)) / 4
