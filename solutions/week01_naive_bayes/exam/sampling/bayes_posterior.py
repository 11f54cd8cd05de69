"""The questions of `bayes_posterior`."""

import numpy as np

from gradelib.exam import ask, exact, exercise


@exercise(points=2)
def bayes_posterior(answer, rng):
    """P(y = 1 | x) of every item, from two log-densities and a prior; (n,)."""
    log_p = rng.integers(-24, 25, size=(2, 6)) / 8 - 6
    prior = float(rng.choice([0.125, 0.25, 0.75, 0.875]))
    yield ask(
        "typical",
        lambda: answer(log_p[0], log_p[1], prior),
        weight=2,
        hints=[
            "p(x, y = 1) = prior times density: what is that in logarithms?",
            "Divide by the sum over both classes.",
        ],
    )
    yield ask(
        "both densities equal",
        lambda: answer(log_p[0], log_p[0], prior),
        hints=["When x says nothing, what is left?"],
    )
    other = float(rng.choice([0.375, 0.4375, 0.5625, 0.625]))
    yield ask("one item", lambda: answer(log_p[0, :1], log_p[1, :1], other))
    yield ask(
        "densities too small for a float",
        lambda: answer(log_p[0] - 2990, log_p[1] - 2990, prior),
        hints=["exp(-3000) is 0, and 0 / 0 is nan. Only the difference of the two matters."],
    )
    sides = rng.permutation([-2500.0, 2500.0, -2500.0, 2500.0, 1.0])
    yield ask(
        "no doubt at all",
        lambda: answer(log_p[0, :5], log_p[0, :5] + sides, prior),
        hints=["exp(2500) is infinite, and inf / inf is nan."],
    )
    steps = rng.permutation(np.arange(-5, 5)) / 2  # the odds are between 1 : 15 and 15 : 1
    yield ask(
        "a very rare class that the evidence speaks for",
        lambda: [
            answer(log_p[0], log_p[0] + steps[:6] + 12, 2.0**-17),
            answer(log_p[1], log_p[1] + steps[4:] + 69, 2.0**-100),
        ],
        hints=["Rare is not impossible. Is the prior changed or left out when it is small?"],
    )
    yield ask(
        "a very frequent class that the evidence speaks against",
        lambda: answer(log_p[0], log_p[0] + steps[:6] - 12, 1 - 2.0**-17),
        hints=["Almost certain is not certain. Is the prior changed when it is close to 1?"],
    )
    boosts = rng.permutation([80.0, 2980.0, 2980.0, 80.0, 2980.0, -80.0])
    yield ask(
        "a class with prior 0",
        lambda: answer(log_p[0], log_p[1] + boosts, 0.0),
        rule=exact(),
        hints=["No evidence can revive a class that is impossible beforehand."],
    )
