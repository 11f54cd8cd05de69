"""The questions of `multinomial_log_pmf`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import probabilities, with_hole


@exercise(points=2)
def multinomial_log_pmf(answer, rng):
    """The log-probability in nats of drawing these counts; one number."""
    counts = rng.integers(1, 6, size=5)
    p = probabilities(rng, 5)
    yield ask(
        "typical",
        lambda: answer(counts, p),
        weight=2,
        hints=[
            "Check by hand: one head and one tail from a fair coin have probability 1/2, not 1/4.",
            "Three sums: log n!, minus the sum of log c!, plus the sum of c log p.",
        ],
    )
    single = np.eye(5, dtype=int)[rng.integers(5)]
    yield ask(
        "one draw",
        lambda: answer(single, p),
        hints=["With one draw the multinomial is the categorical distribution."],
    )
    some = counts * (np.arange(5) != rng.integers(5))
    yield ask("a symbol that was not drawn", lambda: answer(some, p), hints=["What is log 0! ?"])
    hole = with_hole(p, place=2)
    yield ask(
        "an impossible symbol that was not drawn",
        lambda: answer(counts * (hole > 0), hole),
        hints=["p to the power 0 is 1, for p = 0 too. What does 0 * log 0 give in NumPy?"],
    )
    two_holes = with_hole(hole, place=4)
    yield ask(
        "an impossible symbol that was drawn",
        lambda: [answer(counts * (np.arange(5) != place), two_holes) for place in (2, 4)],
        hints=["The probability is 0. What is its logarithm?"],
    )
    coin = np.array([1 - 2.0**-30, 2.0**-30])
    yield ask(
        "a symbol of one in a billion that was drawn",
        lambda: answer(counts[:2], coin),
        hints=["Rare is not impossible. Do you change a small probability, or leave it out?"],
    )
    many = rng.integers(60, 90, size=4)
    yield ask(
        "hundreds of draws",
        lambda: answer(many, np.array([1, 1015, 2, 6]) / 1024),
        hints=["300! has 615 digits. What is the largest float?", "log n! is lgamma(n + 1)."],
    )
    yield ask(
        "no draws", lambda: answer(0 * counts, p), hints=["In how many ways can that happen?"]
    )
