"""The questions of `conditional_mixture`."""

import numpy as np

from gradelib.exam import ask, close, exercise

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
    white = np.full(5, np.nan)
    white[2] = 0.0
    yield ask(
        "one feature seen, and it is 0",
        lambda: list(answer(white, weights, means, covariances)),
        hints=[
            "White paper has grey level 0, and somebody saw it.",
            "The density of the seen is that of a Gaussian in one dimension.",
        ],
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
        lambda: list(answer(complete, weights, means[:, :2], covariances[:, :2, :2])),
        hints=[
            "The weights are then the responsibilities.",
            "Each component has a guess for each of m features. Which shape has that when m is 0?",
        ],
    )
    extreme = x + np.sign(x) * rng.uniform(90, 120, size=5)
    yield ask(
        "something never seen before",
        lambda: list(answer(extreme, weights, means, covariances)),
        rule=ROUGH,
        hints=["All the densities are 0 on a computer. Compare their logarithms."],
    )
    picture, centres, blocks = _many_small_features(rng)
    yield ask(
        "200 features in small units",
        lambda: list(answer(picture, np.array([0.25, 0.75]), centres, blocks)),
        rule=close(rel=2e-3),
        hints=[
            "Every variance is about a millionth. Do you add something to it?",
            "How large is a product of 200 such numbers? And the sum of their logarithms?",
        ],
    )
    yield ask(
        "one component",
        lambda: list(answer(x, np.ones(1), means[:1], covariances[:1])),
        hints=["One component has all the weight, and still has something to say."],
    )
    absent = np.insert(weights, 1, 0.0)
    four, spreads = eighths(rng, 4, 3), some_covariances(rng, 4, 3)
    four[1] += 1024.0  # where nobody but the component of weight 0 has ever been
    distant = np.r_[np.nan, four[1, 1:] + complete]
    yield ask(
        "a component of weight 0 that would fit best",
        lambda: list(answer(distant, absent, four, spreads)),
        rule=ROUGH,
        hints=[
            "It keeps weight 0, whatever is seen; its mean is computed like the others'.",
            "The logarithm of 0 is -inf. How well may a component fit that never occurs?",
        ],
    )


def _many_small_features(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A point (200,) with three features missing; means (2, 200) and covariances of two bells."""
    d, small = 200, 2.0**-10
    x, means = rng.normal(size=d), rng.integers(-2, 3, size=(2, d)) / 16
    x[rng.choice(d, size=3, replace=False)] = np.nan
    covariances = [np.diag(rng.uniform(1, 1.25, size=d)) + 0.25 for _ in range(2)]
    return small * x, small * means, small**2 * np.array(covariances)
