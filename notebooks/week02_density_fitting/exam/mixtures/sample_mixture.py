"""The questions of `sample_mixture`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import eighths, some_covariances, some_weights


@exercise(points=2)
def sample_mixture(answer, rng):
    """n draws from a mixture: a component by a uniform number, a point by normal noise; (n, d)."""
    weights, means = some_weights(rng, 3), eighths(rng, 3, 2)
    covariances = some_covariances(rng, 3, 2)
    uniforms, noise = _uniforms(rng, 9), rng.normal(size=(9, 2))
    yield ask(
        "typical",
        lambda: answer(weights, means, covariances, uniforms, noise),
        weight=2,
        hints=[
            "Two steps for each draw: which component, then where.",
            "mean + L @ noise, with Σ = L Lᵀ and L lower triangular.",
        ],
    )
    yield ask(
        "no noise",
        lambda: answer(weights, means, covariances, uniforms, 0 * noise),
        weight=2,
        hints=["Without noise every draw is the mean of the component that its uniform chose."],
    )
    yield ask(
        "one dimension",
        lambda: answer(weights, means[:, :1], covariances[:, :1, :1], uniforms, noise[:, :1]),
        hints=["The covariance holds a variance. What multiplies standard normal noise?"],
    )
    absent = np.insert(weights, 1, 0.0)
    four, spreads = eighths(rng, 4, 3), some_covariances(rng, 4, 3)
    noise_3 = rng.normal(size=(9, 3))
    yield ask(
        "a component of weight 0",
        lambda: answer(absent, four, spreads, uniforms, noise_3),
        hints=["Its piece of the line from 0 to 1 has length 0: no uniform may choose it."],
    )
    yield ask(
        "one component",
        lambda: answer(np.ones(1), four[:1], spreads[:1], uniforms, noise_3),
        hints=["There is no choice, only noise."],
    )
    last = np.array([0.999, 0.001, 0.999])
    yield ask(
        "both ends of the line",
        lambda: answer(weights, means, covariances, last, noise[:3]),
        hints=["Small uniforms choose the first component, those near 1 the last."],
    )
    yield ask("one draw", lambda: answer(weights, means, covariances, uniforms[:1], noise[:1]))


def _uniforms(rng: np.random.Generator, n: int) -> np.ndarray:
    """(n,) numbers spread over (0, 1), none of them a multiple of 1/64."""
    return rng.permutation(
        (np.arange(n) * (512 // n) + rng.integers(0, 512 // n, size=n) + 0.5) / 512
    )

# Made from solutions/week02_density_fitting/exam/mixtures/sample_mixture.py; edit that. Checksum e8a02de8ea067d9871cc2021f5c42d2f5723b7dad8475970a3a0cf444015d628
