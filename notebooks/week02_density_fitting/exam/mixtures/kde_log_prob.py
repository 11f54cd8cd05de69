"""The questions of `kde_log_prob`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import ROUGH, eighths


@exercise(points=2)
def kde_log_prob(answer, rng):
    """The log-density in nats of a kernel density estimate at every row of x; (n,)."""
    x, points, width = eighths(rng, 4, 3) / 2, eighths(rng, 6, 3) / 2, rng.uniform(0.6, 0.9)
    yield ask(
        "typical",
        lambda: answer(x, points, width),
        weight=2,
        hints=[
            "It is a mixture: one component on each point. Which weight has each of them?",
            "A Gaussian in d dimensions with standard deviation h has a factor h^d below the line.",
        ],
    )
    yield ask(
        "one dimension",
        lambda: answer(x[:, :1], points[:, :1], 2 * width),
        hints=["Is the bandwidth a variance or a standard deviation?"],
    )
    yield ask(
        "one kernel",
        lambda: answer(x, points[:1], 2 * width),
        hints=["One kernel is a Gaussian with covariance h² I."],
    )
    repeated = np.concatenate([points, points[:1]])
    yield ask(
        "at the points themselves, one of them twice",
        lambda: answer(repeated, repeated, width),
        hints=[
            "A distance of 0 is a distance. Every point is asked about all seven kernels.",
            "Two kernels that stand on the same spot are two kernels.",
        ],
    )
    yield ask(
        "far from every point",
        lambda: answer(x + 90, points, width),
        hints=["Every one of the exponentials is 0 on a computer. Take out the largest first."],
    )
    yield ask(
        "narrow kernels",
        lambda: answer(np.concatenate([x, points[:2] + 0.001]), points, 2.0**-7),
        rule=ROUGH,
        hints=["Some of the logarithms are far below -700 and some are above 0."],
    )
    wide = rng.normal(size=(5, 400)) / 256
    yield ask(
        "400 dimensions",
        lambda: answer(wide[:2], wide[2:], width / 128),
        hints=["How large is 0.005 ** 400? And what is its logarithm?"],
    )
    yield ask("one query", lambda: answer(x[:1], points, width))

# Made from solutions/week02_density_fitting/exam/mixtures/kde_log_prob.py; edit that. Checksum 7bba5d1f0a88a04a97bf473676ec3e205d5227168fe2d15fa16468bd5372ca9f
