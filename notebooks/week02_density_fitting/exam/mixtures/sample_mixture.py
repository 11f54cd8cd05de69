"""The questions of `sample_mixture`."""

import numpy as np

from gradelib.exam import ask, close, exercise

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
    absent = np.array([0.25, 0.0, 0.25, 0.5])
    around = np.append(0.25 + 2.0**-13, uniforms[1:])  # just beyond the empty piece
    four, spreads = eighths(rng, 4, 3), some_covariances(rng, 4, 3)
    noise_3 = rng.normal(size=(9, 3))
    yield ask(
        "a component of weight 0",
        lambda: answer(absent, four, spreads, around, noise_3),
        hints=["Its piece of the line from 0 to 1 has length 0: no uniform may choose it."],
    )
    yield ask(
        "one component",
        lambda: answer(np.ones(1), four[:1], spreads[:1], uniforms, noise_3),
        hints=["There is no choice, only noise."],
    )
    border = rng.permutation([0.25, 0.5, 0.75])
    yield ask(
        "a uniform on the border of two pieces",
        lambda: answer(np.array([0.25, 0.25, 0.5]), four[:3], spreads[:3], border, noise_3[:3]),
        hints=["The smallest k with u ≤ π_0 + … + π_k: is it that one where both are equal?"],
    )
    seven, shapes = eighths(rng, 7, 2), some_covariances(rng, 7, 2)
    last = np.array([np.nextafter(1.0, 0.0), 0.001, 0.999])
    yield ask(
        "both ends of the line",
        lambda: answer(np.full(7, 1 / 7), seven, shapes, last, noise[:3]),
        hints=[
            "Small uniforms choose the first component, those near 1 the last.",
            "Add up seven times 1/7 on the computer. Can a uniform be greater than that?",
        ],
    )
    shares = (1 + rng.multinomial(44, np.full(20, 1 / 20))) / 64
    twenty = rng.integers(-32, 33, size=(20, 2)) * 2.0**-15
    tiny = 2.0**-30 * some_covariances(rng, 20, 2)
    many, noise_many = _uniforms(rng, 40), rng.normal(size=(40, 2))
    yield ask(
        "twenty components in small units",
        lambda: answer(shares, twenty, tiny, many, noise_many),
        rule=close(rel=1e-3, abs=1e-8),
        hints=["A variance of a billionth is a variance. Do you add something to it?"],
    )
    yield ask("one draw", lambda: answer(weights, means, covariances, uniforms[:1], noise[:1]))


def _uniforms(rng: np.random.Generator, n: int) -> np.ndarray:
    """(n,) numbers spread over (0, 1), none of them a multiple of 1/64."""
    return rng.permutation(
        (np.arange(n) * (512 // n) + rng.integers(0, 512 // n, size=n) + 0.5) / 512
    )

# Made from solutions/week02_density_fitting/exam/mixtures/sample_mixture.py; edit that. Checksum 6dfc2b16173c005dc291260fbb9946aef4d38ec3bb7db52da990e83450b55409
