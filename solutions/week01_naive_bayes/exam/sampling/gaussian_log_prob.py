"""The questions of `gaussian_log_prob`."""

import numpy as np

from gradelib.exam import ask, exercise


@exercise(points=3)
def gaussian_log_prob(answer, rng):
    """Log-density in nats of every row of x under N(mean, covariance); (n,)."""
    mean, covariance = rng.normal(size=3) * 2, _covariance(rng, 3)
    x = mean + rng.normal(size=(5, 3)) * 1.5
    yield ask(
        "typical",
        lambda: answer(x, mean, covariance),
        weight=2,
        hints=[
            "Three terms, and one half stands before each of them.",
            "Try d = 1, mean 0, variance 1, x = 0 by hand: -0.919.",
        ],
    )
    yield ask(
        "at the mean",
        lambda: answer(mean[None], mean, covariance),
        hints=[
            "Here the distance is 0: only log det and d log(2 pi) are left.",
            "x has one row here. Which shape should the result have?",
        ],
    )
    line = rng.normal(size=(6, 1)) * 2
    variance = rng.uniform(2, 5, size=(1, 1))
    yield ask(
        "one dimension",
        lambda: answer(line, mean[:1], variance),
        hints=["The matrix holds variances, not standard deviations."],
    )
    far = mean + np.sign(x - mean)[:3] * rng.uniform(20_000, 30_000, size=3)
    yield ask(
        "very far away",
        lambda: answer(far, mean, covariance),
        hints=["exp(-2000) is 0 on a computer. Is the density itself needed anywhere?"],
    )
    narrow, near = covariance / 2.0**40, (x - mean) / 2.0**20
    yield ask(
        "a narrow Gaussian",
        lambda: answer(near, 0 * mean, narrow),
        hints=[
            "A density, unlike a probability, may exceed 1.",
            "How large are the variances here? Do you add anything to them?",
        ],
    )
    d = 200
    centre = rng.integers(-8, 9, size=d) / 4
    points = centre + rng.integers(-32, 33, size=(2, d)) / 256  # exact in float32, too
    yield ask(
        "200 dimensions",
        lambda: answer(points, centre, _covariance(rng, d) / 256),
        hints=["How large is 0.01 ** 200?", "np.linalg.slogdet gives log det without the det."],
    )


def _covariance(rng, d):
    """(d, d) well-conditioned covariance with clear correlations, the first one negative."""
    root = rng.normal(size=(d, d)) * np.sqrt(3 / d)
    root[0] *= -np.sign(root[0] @ root[1])
    root[1] -= root[0] / 2
    return root @ root.T + np.diag(rng.uniform(0.5, 1.5, size=d))
