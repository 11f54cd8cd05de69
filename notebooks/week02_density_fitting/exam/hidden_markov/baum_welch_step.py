"""The questions of `baum_welch_step`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import (
    LONG,
    flat,
    forgetful_model,
    letters,
    log_tables,
    logs,
    long_log_tables,
    model,
    model_with_zeros,
)


@exercise(points=3)
def baum_welch_step(answer, rng):
    """New pi (K,), A (K, K) and B (K, M) from the expected counts."""
    pi, A, B = model(rng, states=3, symbols=4)
    x = np.concatenate([rng.permutation(4), rng.integers(3, size=2)])
    tables = log_tables(pi, A, B, x)
    arguments = (*tables, *logs(A, B), x)
    yield ask(
        "the new B",
        lambda: answer(*arguments)[2],
        weight=2,
        hints=[
            "If you could see the states, how would you estimate B? Now count shares instead.",
            "How often is state k expected to write letter m, out of all that it writes?",
        ],
    )
    yield ask(
        "the new A",
        lambda: answer(*arguments)[1],
        weight=2,
        hints=[
            "A step from i to j at place t: what came before it, the step, the letter it leads "
            "to, what follows. Four factors.",
            "Out of all the steps that leave i. Can one leave the last place?",
        ],
    )
    yield ask(
        "the new pi",
        lambda: answer(*arguments)[0],
        hints=["There is one sequence, and one first letter. Which state wrote it?"],
    )
    few = rng.permutation(3)[:2]
    yield ask(
        "two letters",
        lambda: flat(answer(*log_tables(pi, A, B, few), *logs(A, B), few)),
        hints=["One step and two letters. Letters that do not occur have a column, too."],
    )
    pi, A, B = model_with_zeros(rng, x, states=6, symbols=4)
    impossible = (*log_tables(pi, A, B, x), *logs(A, B), x)
    yield ask(
        "six states; a start, steps and a letter that are impossible",
        lambda: flat(answer(*impossible)),
        rule=close(abs=1e-14),
        hints=["What has probability 0 is never expected. log 0 is -inf: does nan come of it?"],
    )
    pi, A, B = forgetful_model(rng, states=2, symbols=4)
    many = letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: flat(answer(*long_log_tables(pi, B, many), *logs(A, B), many)),
        rule=close(rel=1e-2, abs=1e-3),
        hints=["alpha and beta alone underflow. Divide by p(x) before you leave the log domain."],
    )

# Made from solutions/week02_density_fitting/exam/hidden_markov/baum_welch_step.py; edit that. Checksum 8eacf9501f623d57a48a5b97d651fc5d3491fae510cd0a6fbfd1fe1f8c20b4b2
