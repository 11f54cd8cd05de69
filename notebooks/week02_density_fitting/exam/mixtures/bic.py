"""The questions of `bic`."""

from gradelib.exam import ask, close, exercise


@exercise(points=2)
def bic(answer, rng):
    """The Bayesian information criterion of a mixture with full covariances; one number."""
    # The two terms must not cancel: a float32 keeps seven digits of the larger one.
    total = -float(rng.uniform(2000, 3000))
    n, d, components = (int(rng.integers(a, a + 6)) for a in (200, 3, 10))
    yield ask(
        "typical",
        lambda: answer(total, n, d, components),
        weight=2,
        hints=[
            "Count the free numbers of two components in the plane: 1 weight, 4 and 6.",
            "BIC is a cost: it grows with every parameter and falls with the likelihood.",
        ],
    )
    yield ask(
        "one component",
        lambda: answer(total, n, d, 1),
        hints=["How many weights can you choose freely when there is one?"],
    )
    yield ask(
        "one dimension",
        lambda: answer(total, n, 1, components),
        hints=["In one dimension: K - 1 weights, K means and K variances."],
    )
    little, few = -float(rng.uniform(1, 2)), int(rng.integers(5, 10))
    yield ask(
        "one component in one dimension, few points",
        lambda: answer(little, few, 1, 1),
        rule=close(rel=1e-5),
        hints=["A mean and a variance.", "The criterion is no whole number. Do you round?"],
    )
    yield ask(
        "digits",
        lambda: answer(100 * total, 1437, 64, components),
        hints=["A symmetric matrix has d (d + 1) / 2 different entries."],
    )
    yield ask(
        "a likelihood above 1",
        lambda: answer(-total, n, d, components),
        hints=["The log-density of thin components may be positive. Nothing changes."],
    )

# Made from solutions/week02_density_fitting/exam/mixtures/bic.py; edit that. Checksum 1c5d2e4a667c42a6d232f3b3595dbf824b196ad017d2b2eb9bcd6b12f1aedd23
