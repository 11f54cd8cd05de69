"""What several exams of the lesson `mixtures` use."""

import numpy as np

from gradelib.exam import close

# What float32 leaves of sums of thousands, and of matrices that are hard to invert.
ROUGH = close(rel=2e-3, abs=1e-3)


def eighths(rng: np.random.Generator, n: int, d: int) -> np.ndarray:
    """(n, d) multiples of 1/8 between -4 and 4, no two rows alike in their first column."""
    first = rng.permutation(np.arange(-32, 33, 4))[:n] + rng.integers(-1, 2, size=n)
    return np.column_stack([first, rng.integers(-32, 33, size=(n, d - 1))]) / 8


def some_weights(rng: np.random.Generator, size: int) -> np.ndarray:
    """(size,) clearly different positive multiples of 1/64 with sum 1."""
    parts = np.arange(1, size) * 2 + 5 + rng.integers(0, 2, size=size - 1)
    return rng.permutation(np.append(parts, 64 - parts.sum())) / 64


def some_covariances(rng: np.random.Generator, size: int, d: int) -> np.ndarray:
    """(size, d, d) well-conditioned covariances with clear correlations and different sizes."""
    roots = rng.normal(size=(size, d, d)) + np.tri(d)
    noise = rng.uniform(0.5, 1.5, size=(size, d, 1)) * np.eye(d)
    return (roots @ np.swapaxes(roots, 1, 2) / d + noise) * (1 + np.arange(size))[:, None, None]
