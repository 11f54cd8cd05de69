"""The questions of `e_step`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import some_weights


@exercise(points=3)
def e_step(answer, rng):
    """log p(x) of every point in nats (n,), and the responsibilities (n, K)."""
    log_probs = rng.integers(-40, 41, size=(5, 3)) / 16 - 3
    weights = some_weights(rng, 3)
    yield ask(
        "log p(x)",
        lambda: answer(log_probs, weights)[0],
        weight=2,
        hints=[
            "p(x) is the sum of weight times density over the components.",
            "Try one point, two components of weight one half, and both log-densities 0.",
        ],
    )
    yield ask(
        "responsibilities",
        lambda: answer(log_probs, weights)[1],
        weight=2,
        hints=[
            "For each point the responsibilities of all components add up to 1.",
            "It is Bayes' rule: the weight is the prior.",
        ],
    )
    rough = close(rel=2e-3, abs=1e-5)
    yield ask(
        "densities too small for a float",
        lambda: list(answer(log_probs - 3000, weights)),
        rule=rough,
        hints=["exp(-3000) is 0, and 0 / 0 is nan. What may you subtract before the exponential?"],
    )
    yield ask(
        "densities too large for a float",
        lambda: list(answer(log_probs + 2000, weights)),
        rule=rough,
        hints=["The density of a thin component may be exp(2000). Its logarithm is harmless."],
    )
    levels = rng.permutation([-4000.0, -1500.0, 1500.0])[:, None]
    yield ask(
        "points near and far in one table",
        lambda: list(answer(log_probs[:3] + levels, weights)),
        rule=rough,
        hints=[
            "Which number do you take out: the largest of the table, or of each row?",
            "Three points and three components: which axis is which?",
        ],
    )
    between = np.r_[0.0, weights, 0.0]
    five = rng.integers(-40, 41, size=(5, 5)) / 16 - 3
    yield ask(
        "components of weight 0",
        lambda: list(answer(five, between)),
        rule=close(abs=0.0),
        hints=[
            "A weight of 0 means: responsible for nothing, and not for very little.",
            "The logarithm of 0 is -inf, and exp(-inf) is 0. Is there a nan on your way?",
        ],
    )
    absent = np.insert(weights, rng.integers(4), 0.0)
    low = rng.integers(0, 41, size=(5, 4)) / 16 - 5000
    best_of_all = np.where(absent == 0, 5000.0, low)
    yield ask(
        "a component of weight 0 that would fit best",
        lambda: list(answer(best_of_all, absent)),
        rule=close(rel=2e-3, abs=0.0),
        hints=[
            "A component that never occurs is responsible for nothing, however well it would fit.",
            "Which number do you take out of each row: the largest before or after log π is added?",
        ],
    )
    yield ask(
        "one component",
        lambda: list(answer(log_probs[:, :1], np.ones(1))),
        hints=["Where there is no choice, everything belongs to the one component."],
    )
    two = some_weights(rng, 2)
    yield ask(
        "one point and two components",
        lambda: list(answer(log_probs[:1, :2], two)),
        hints=["One point gives one log-density, and one row of responsibilities."],
    )
