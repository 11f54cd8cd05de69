"""The questions of `component_log_probs`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import ROUGH, eighths, some_covariances


@exercise(points=3)
def component_log_probs(answer, rng):
    """The log-density in nats of every point under every component; (n, K)."""
    means, covariances = rng.normal(size=(3, 2)) * 2, some_covariances(rng, 3, 2)
    x = rng.normal(size=(5, 2)) * 2
    yield ask(
        "typical",
        lambda: answer(x, means, covariances),
        weight=2,
        hints=[
            "Five points and three components: which shape has the table?",
            "Three terms, each with its one half: distance, log det and d log(2 pi).",
            "det Σ is the square of det L, and det L is the product of L's diagonal.",
        ],
    )
    yield ask(
        "one dimension",
        lambda: answer(x[:, :1], means[:, :1], covariances[:, :1, :1]),
        hints=["In one dimension L is the standard deviation. Try x at the mean by hand."],
    )
    sixty, shapes = rng.normal(size=(60, 2)) * 2, some_covariances(rng, 60, 2)
    yield ask(
        "one point and sixty components",
        lambda: answer(x[:1], sixty, shapes),
        hints=["One point has one row, with K numbers."],
    )
    far = means[0] + np.sign(x) * rng.uniform(60, 90, size=(5, 2))
    yield ask(
        "very far away",
        lambda: answer(far, means, covariances),
        hints=["exp(-2000) is 0 on a computer. Is the density itself needed anywhere?"],
    )
    origin = 1024.0 * rng.integers(2, 5, size=3)
    near, centres, spread = eighths(rng, 3, 3), eighths(rng, 3, 3), some_covariances(rng, 3, 3)
    yield ask(
        "far from the origin",
        lambda: answer(origin + near, origin + centres, spread),
        rule=ROUGH,
        hints=[
            "Only x - mean counts. What is lost when the square is multiplied out?",
            "Three points, three components, three dimensions: which axis is which?",
        ],
    )
    thin, along = _thin_covariances(rng, 2)
    yield ask(
        "thin as a blade",
        lambda: answer(along, np.zeros((2, 2)), thin),
        rule=ROUGH,
        hints=[
            "The smallest variance here is about 0.0000002. Do you add something to it?",
            "Is a density above 1 forbidden?",
        ],
    )
    d = 300
    small = (np.diag(rng.uniform(1, 2, size=d)) + 0.25) / 2**14
    middle = rng.integers(-32, 33, size=(1, d)) / 1024
    around = middle + rng.integers(-32, 33, size=(2, d)) / 2048
    yield ask(
        "300 dimensions",
        lambda: answer(around, middle, small[None]),
        hints=["How large is 0.01 ** 300? And the sum of 300 logarithms?"],
    )


def _thin_covariances(rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Covariances (size, 2, 2), 64 times as long as wide, and (4, 2) points along the first."""
    angle = rng.uniform(0.3, 1.2, size=size)
    long = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    across = np.stack([-np.sin(angle), np.cos(angle)], axis=1)
    covariances = (
        np.einsum("ki,kj->kij", long, long) + np.einsum("ki,kj->kij", across, across) / 4096
    )
    along = (
        rng.uniform(-1, 1, size=(4, 1)) * long[0] + rng.uniform(-1, 1, size=(4, 1)) / 64 * across[0]
    )
    return covariances / 1024, along / 32
