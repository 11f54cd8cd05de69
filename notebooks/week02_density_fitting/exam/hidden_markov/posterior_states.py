"""The questions of `posterior_states`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import (
    LONG,
    forgetful_model,
    letters,
    log_tables,
    long_log_tables,
    model,
    without,
)


@exercise(points=2)
def posterior_states(answer, rng):
    """p(z_t = k | all letters) for every place t and state k; (T, K)."""
    pi, A, B = model(rng, states=3, symbols=4)
    x = letters(rng, 5, symbols=4)
    tables = log_tables(pi, A, B, x)
    yield ask(
        "typical",
        lambda: answer(*tables),
        weight=2,
        hints=[
            "alpha tells of the letters up to t, beta of those after t. How do you join the two?",
            "At each place the states share a probability of 1.",
        ],
    )
    one = log_tables(pi, A, B, x[:1])
    yield ask("one letter", lambda: answer(*one), hints=["What is log beta at the last place?"])
    closed, absorbing = without(pi, rng.integers(3)), A.copy()
    absorbing[1] = [0, 1, 0]
    impossible = log_tables(closed, absorbing, B, x)
    yield ask(
        "a start that is impossible",
        lambda: answer(*impossible),
        hints=["exp(-inf) is 0: an impossible state needs no special case."],
    )
    disputed = _disputed_tables(rng)
    yield ask(
        "past and future disagree by a thousand nats",
        lambda: answer(*disputed),
        rule=close(rel=1e-2, abs=1e-3),
        hints=[
            "Before t all speaks for one state, after t for the other. What do both say together?",
            "Join the tables first, and normalise afterwards.",
        ],
    )
    pi, A, B = forgetful_model(rng, states=2, symbols=4)
    many = letters(rng, LONG, symbols=4)
    long_tables = long_log_tables(pi, B, many)
    yield ask(
        "a thousand letters",
        lambda: answer(*long_tables),
        rule=close(rel=1e-2, abs=1e-3),
        hints=["exp(-1300) is 0, and 0 / 0 is nan. Normalise before you leave the log domain."],
    )


def _disputed_tables(rng):
    """log alpha and log beta of two states that are never left; each has half of the letters."""
    first = rng.uniform(0.2, 0.8)
    log_letters = np.log([[0.9, 0.1], [0.1, 0.9]])[np.repeat([0, 1], LONG // 2)]  # (LONG, 2)
    so_far = np.cumsum(log_letters, axis=0)
    return np.log([first, 1 - first]) + so_far, so_far[-1] - so_far

# Made from solutions/week02_density_fitting/exam/hidden_markov/posterior_states.py; edit that. Checksum 124bda04cb35593f271863639f1fa5eef12a95a890004f525fc03fea7035a5ed
