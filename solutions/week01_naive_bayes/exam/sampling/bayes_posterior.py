"""The questions of `bayes_posterior`."""

from gradelib.exam import ask, exercise


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
    yield ask("one item", lambda: answer(log_p[0, :1], log_p[1, :1], 1 - prior))
    yield ask(
        "densities too small for a float",
        lambda: answer(log_p[0] - 3000, log_p[1] - 3000, prior),
        hints=["exp(-3000) is 0, and 0 / 0 is nan. Only the difference of the two matters."],
    )
    sides = rng.permutation([-2500.0, 2500.0, -2500.0, 2500.0, 1.0])
    yield ask(
        "no doubt at all",
        lambda: answer(log_p[0, :5], log_p[0, :5] + sides, prior),
        hints=["exp(2500) is infinite, and inf / inf is nan."],
    )
    yield ask(
        "a class with prior 0",
        lambda: answer(log_p[0], log_p[1] + 80, 0.0),  # e**-80 is a number in float32, too
        hints=["No evidence can revive a class that is impossible beforehand."],
    )
