"""The questions of `log_forward`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import (
    LONG,
    letters,
    logs,
    model,
    without,
)


@exercise(points=3)
def log_forward(answer, rng):
    """log p(x_0 .. x_t, z_t = k) for every place t and state k; (T, K), in nats."""
    pi, A, B = model(rng, states=3, symbols=4)
    x = letters(rng, 6, symbols=4)
    yield ask(
        "typical",
        lambda: answer(*logs(pi, A, B), x),
        weight=2,
        hints=[
            "Compute the table for two letters and two states by hand, in probabilities.",
            "Row t needs row t - 1, one step of the chain, and the letter x[t]: in this order.",
            "A[i, j] leads from i to j. To which state belongs the entry that you compute, and "
            "over which do you sum?",
        ],
    )
    yield ask(
        "one letter",
        lambda: answer(*logs(pi, A, B), x[:1]),
        hints=["No step has been taken yet, but the first letter has been seen."],
    )
    yield ask(
        "one state",
        lambda: answer(*logs(pi[:1] / pi[0], np.ones((1, 1)), B[:1]), x),
        hints=["With a single state nothing is hidden. What is left of the formula?"],
    )
    closed = without(pi, rng.integers(3))
    absorbing = A.copy()
    absorbing[1] = [0, 1, 0]
    yield ask(
        "a start that is impossible and a state that is never left",
        lambda: answer(*logs(closed, absorbing, B), x),
        hints=["log 0 is -inf, and that is right. Where does your sum make nan of it?"],
    )
    unwritten = B.copy()
    unwritten[:, x[3]] = 0
    yield ask(
        "a letter that no state can write",
        lambda: answer(*logs(pi, A, unwritten), x),
        hints=[
            "From that letter on everything has probability 0. What is the logarithm of a sum of "
            "zeros?"
        ],
    )
    pi, A, B = model(rng, states=2, symbols=4)
    many = letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: answer(*logs(pi, A, B), many),
        hints=["The probability of 1,000 letters underflows. At no place may it be needed."],
    )
