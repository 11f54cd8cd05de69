"""The questions of `conditional_mixture`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import ROUGH, eighths, some_covariances, some_weights


@exercise(points=3)
def conditional_mixture(answer, rng):
    """Given the seen features: each component's weight (K,), and means of the missing (K, m)."""
    weights, means = some_weights(rng, 3), eighths(rng, 3, 5)
    covariances = some_covariances(rng, 3, 5)
    # One coordinate of each draw is far out, so that the components' opinions differ clearly.
    x = means.mean(axis=0) + rng.choice([-1.0, 1.0], size=5) * rng.uniform(0.5, 2.0, size=5)
    x[[1, 3]] = np.nan
    yield ask(
        "weights of the components",
        lambda: answer(x, weights, means, covariances)[0],
        weight=2,
        hints=[
            "Bayes' rule again, with the density of the seen features alone.",
            "The seen features of a Gaussian are a Gaussian: rows and columns of the others go.",
        ],
    )
    yield ask(
        "means of the missing features",
        lambda: answer(x, weights, means, covariances)[1],
        weight=2,
        hints=[
            "If a seen feature is larger than expected, what do you expect of a missing one?",
            "Check with two features, variances 1 and covariance 0.5: the mean moves by half.",
        ],
    )
    scattered = np.where(np.isnan(x), means[1], np.nan)
    yield ask(
        "other features are missing",
        lambda: list(answer(scattered, weights, means, covariances)),
        hints=["Which features are missing is marked by nan, and differs from picture to picture."],
    )
    blind = np.full(5, np.nan)
    yield ask(
        "nothing seen",
        lambda: list(answer(blind, weights, means, covariances)),
        hints=["What do you know about a picture before you see a part of it?"],
    )
    complete = rng.normal(size=2)
    yield ask(
        "nothing missing",
        lambda: answer(complete, weights, means[:, :2], covariances[:, :2, :2])[0],
        hints=["The weights are then the responsibilities."],
    )
    extreme = x + np.sign(x) * rng.uniform(90, 120, size=5)
    yield ask(
        "something never seen before",
        lambda: list(answer(extreme, weights, means, covariances)),
        rule=ROUGH,
        hints=["All the densities are 0 on a computer. Compare their logarithms."],
    )
    small = 2.0**-10
    yield ask(
        "in small units",
        lambda: list(answer(small * x, weights, small * means, small**2 * covariances)),
        hints=["Every length is a thousandth of what it was. Do you add something to a variance?"],
    )
    yield ask(
        "one component",
        lambda: list(answer(x, np.ones(1), means[:1], covariances[:1])),
        hints=["One component has all the weight, and still has something to say."],
    )
    absent = np.insert(weights, 1, 0.0)
    four, spreads = eighths(rng, 4, 3), some_covariances(rng, 4, 3)
    yield ask(
        "a component of weight 0",
        lambda: list(answer(np.r_[np.nan, complete], absent, four, spreads)),
        hints=["It keeps weight 0, whatever is seen; its mean is computed like the others'."],
    )
