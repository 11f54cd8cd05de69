"""The questions of `posterior_states`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import (
    LONG,
    forgetful_model,
    letters,
    log_tables,
    logs,
    long_log_tables,
    model,
    model_with_zeros,
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
    six = letters(rng, 6, symbols=4)
    impossible = log_tables(*model_with_zeros(rng, six, states=6, symbols=4), six)
    yield ask(
        "six letters, six states, some of them impossible",
        lambda: answer(*impossible),
        rule=close(abs=1e-14),
        hints=["exp(-inf) is 0, exactly: an impossible state needs no special case."],
    )
    disputed = _disputed_tables(rng)
    yield ask(
        "past and future disagree by a thousand nats",
        lambda: answer(*disputed),
        rule=close(rel=1e-2, abs=1e-3),
        hints=[
            "Before t all speaks for one state, after t for the other. What do both say together?",
            "And a state that nobody can have reached, however gladly it would write the rest?",
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
    """log alpha and log beta of three states that are never left; the third is no start.

    The letters are rare, but not to the third state; each of the others has half of them.
    """
    first = rng.uniform(0.2, 0.8)
    writes = np.log([[9e-10, 1e-10, 0.5], [1e-10, 9e-10, 0.5]])
    so_far = np.cumsum(writes[np.repeat([0, 1], LONG // 2)], axis=0)  # (LONG, 3)
    return logs([first, 1 - first, 0])[0] + so_far, so_far[-1] - so_far
