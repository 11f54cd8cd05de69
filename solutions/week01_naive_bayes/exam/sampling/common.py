"""What several exams of the lesson `sampling` use."""

import numpy as np


def probabilities(rng, size, parts=64):
    """(size,) positive multiples of 1/parts with sum 1: their sums are exact in any order."""
    return (2 + rng.multinomial(parts - 2 * size, np.full(size, 1 / size))) / parts


def with_hole(p, place):
    """The same distribution after symbol `place` gave its probability to symbol 0."""
    hole = p.copy()
    hole[0] += hole[place]
    hole[place] = 0
    return hole


def some_points(rng, n, d):
    """(n, d) quarters around another centre in every column."""
    return rng.permutation(np.arange(1, d + 1)) * 1.5 + rng.integers(-12, 13, size=(n, d)) / 4
