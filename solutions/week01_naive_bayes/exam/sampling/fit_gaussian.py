"""The questions of `fit_gaussian`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import some_points


@exercise(points=2)
def fit_gaussian(answer, rng):
    """Mean and covariance of the Gaussian of highest likelihood; (d,) and (d, d)."""
    x = some_points(rng, 12, 3)
    x[-1] = x[0]  # points may be equal
    yield ask(
        "the mean",
        lambda: answer(x)[0],
        hints=["x has one row per point. How many numbers should the mean have?"],
    )
    yield ask(
        "the covariance",
        lambda: answer(x)[1],
        weight=2,
        hints=[
            "Subtract the mean first; then average the products of every two features.",
            "The maximum of the likelihood divides by N.",
        ],
    )
    line = some_points(rng, 4, 1)
    yield ask(
        "one feature",
        lambda: answer(line)[1],
        hints=["How many rows and columns has the covariance matrix of a single feature?"],
    )
    few = some_points(rng, 20, 64)
    yield ask("fewer points than features", lambda: answer(few)[1])
    single = some_points(rng, 1, 3)
    yield ask(
        "one point",
        lambda: answer(single),
        rule=close(abs=1e-12),
        hints=[
            "How many results should there be, and of which shapes?",
            "How much does a single point vary? Do you add anything to the covariance?",
        ],
    )
    small = x[:3] / 2.0**24
    yield ask(
        "small numbers",
        lambda: answer(small)[1],
        rule=close(rel=1e-4, abs=1e-18),  # the variances are about 1e-14
        hints=["How large are the variances here, against what you add to them?"],
    )
    # Deviations of -1, 0, 1 that cancel, around 2**21: centring is exact here, in float32 too.
    signs = rng.permuted(np.repeat([[1.0, 1, -1, -1, 0, 0, 0]], 3, axis=0), axis=1).T
    large = 2.0**21 + signs
    yield ask(
        "large numbers that vary little",
        lambda: answer(large)[1],
        rule=close(rel=1e-5),
        hints=[
            "The difference of two huge numbers has few digits left. What can come off earlier?"
        ],
    )
