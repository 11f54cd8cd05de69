"""Other right answers to `log_forward`, and misconceptions."""

import math

import numpy as np
from hmmlearn import _hmmc
from scipy import special

from gradelib.exam import right, wrong

from ...exam.hidden_markov.log_forward import log_forward


def _log(values):
    with np.errstate(divide="ignore"):
        return np.log(values)


def _log_dot(row, table):
    """log of exp(row) @ exp(table)."""
    return np.logaddexp.reduce(row[:, None] + table, axis=0)


def _forward(log_pi, log_A, log_B, x):
    rows = [log_pi + log_B[:, x[0]]]
    for symbol in x[1:]:
        rows.append(_log_dot(rows[-1], log_A) + log_B[:, symbol])
    return np.array(rows)


@right(log_forward)
def with_hmmlearn(log_pi, log_A, log_B, x):
    emitted = np.ascontiguousarray(log_B[:, x].T)
    return _hmmc.forward_log(np.exp(log_pi), np.exp(log_A), emitted)[1]


@right(log_forward)
def with_scaled_probabilities(log_pi, log_A, log_B, x):
    pi, A, B = np.exp(log_pi), np.exp(log_A), np.exp(log_B)
    alpha, log_scale, rows = pi * B[:, x[0]], 0.0, []
    for symbol in [*x[1:], None]:
        total = alpha.sum()
        alpha = alpha / total if total else alpha
        log_scale += _log(total)
        rows.append(_log(alpha) + log_scale)
        if symbol is not None:
            alpha = alpha @ A * B[:, symbol]
    return rows


@right(log_forward)
def state_by_state_in_loops(log_pi, log_A, log_B, x):
    def log_sum(values):
        top = max(values)
        if top == -math.inf:
            return top
        return top + math.log(sum(math.exp(value - top) for value in values))

    pi, A, B = log_pi.tolist(), log_A.tolist(), log_B.tolist()
    states = range(len(pi))
    table = [[pi[k] + B[k][x[0]] for k in states]]
    for symbol in x[1:].tolist():
        before = table[-1]
        table.append(
            [log_sum([before[i] + A[i][k] for i in states]) + B[k][symbol] for k in states]
        )
    return table


@right(log_forward)
def forward_in_float32_with_scipy(log_pi, log_A, log_B, x):
    log_pi, log_A, log_B = (table.astype(np.float32) for table in (log_pi, log_A, log_B))
    table = np.empty((len(x), len(log_pi)), dtype=np.float32)
    table[0] = log_pi + log_B[:, x[0]]
    for t in range(1, len(x)):
        table[t] = special.logsumexp(table[t - 1] + log_A.T, axis=1) + log_B[:, x[t]]
    return table


@wrong(
    log_forward,
    hint="A[i, j] leads from i to j. To reach j, which index is summed over, that of the rows or "
    "that of the columns?",
)
def walks_the_transitions_backwards(log_pi, log_A, log_B, x):
    return _forward(log_pi, log_A.T, log_B, x)


@wrong(
    log_forward,
    hint="At place 0 no step was taken, but was nothing seen? What does row 0 say about x[0]?",
)
def skips_the_first_letter(log_pi, log_A, log_B, x):
    rows = [log_pi]
    for symbol in x[1:]:
        rows.append(_log_dot(rows[-1], log_A) + log_B[:, symbol])
    return np.array(rows)


@wrong(
    log_forward,
    hint="pi is the distribution of the first state itself. Does the chain take a step before "
    "the first letter?",
)
def takes_a_step_before_the_first_letter(log_pi, log_A, log_B, x):
    return _forward(_log_dot(log_pi, log_A), log_A, log_B, x)


@wrong(
    log_forward,
    hint="Any state may have been the first, but are all equally likely? Which argument says so?",
)
def starts_in_every_state_alike(log_pi, log_A, log_B, x):
    return _forward(np.full(len(log_pi), -np.log(len(log_pi))), log_A, log_B, x)


@wrong(
    log_forward,
    hint="Look at the last row for 1,000 letters: what is the smallest float above 0? When does "
    "your computation leave the log domain?",
)
def multiplies_plain_probabilities(log_pi, log_A, log_B, x):
    pi, A, B = np.exp(log_pi), np.exp(log_A), np.exp(log_B)
    rows = [pi * B[:, x[0]]]
    for symbol in x[1:]:
        rows.append(rows[-1] @ A * B[:, symbol])
    return _log(np.array(rows))


@wrong(
    log_forward,
    hint="Many ways lead into a state, and each of them adds to its probability. You keep one.",
)
def keeps_only_the_best_way(log_pi, log_A, log_B, x):
    rows = [log_pi + log_B[:, x[0]]]
    for symbol in x[1:]:
        rows.append((rows[-1][:, None] + log_A).max(axis=0) + log_B[:, symbol])
    return np.array(rows)


@wrong(
    log_forward,
    hint="Probabilities of alternatives are added. What do you get when you add their logarithms?",
)
def adds_logarithms_of_alternatives(log_pi, log_A, log_B, x):
    rows = [log_pi + log_B[:, x[0]]]
    for symbol in x[1:]:
        rows.append((rows[-1][:, None] + log_A).sum(axis=0) + log_B[:, symbol])
    return np.array(rows)


@wrong(
    log_forward,
    hint="The letter x[t] is written after the step. By the state one came from, or by the one "
    "arrived at?",
)
def lets_the_old_state_write_the_letter(log_pi, log_A, log_B, x):
    rows = [log_pi + log_B[:, x[0]]]
    for symbol in x[1:]:
        rows.append(_log_dot(rows[-1] + log_B[:, symbol], log_A))
    return np.array(rows)


@wrong(log_forward, hint="Which letter is new at place t? Compare the letters that you use.")
def is_one_letter_late(log_pi, log_A, log_B, x):
    return _forward(log_pi, log_A, log_B, np.concatenate([x[:1], x[:-1]]))


@wrong(
    log_forward,
    hint="Your rows are distributions over the states. What became of the probability of the "
    "letters, which the last row should tell?",
)
def forgets_the_scale_of_every_row(log_pi, log_A, log_B, x):
    table = _forward(log_pi, log_A, log_B, x)
    with np.errstate(invalid="ignore"):
        return table - np.logaddexp.reduce(table, axis=1)[:, None]


@wrong(log_forward, hint="The whole table is asked for: a row for every place.")
def returns_only_the_likelihood(log_pi, log_A, log_B, x):
    return np.logaddexp.reduce(_forward(log_pi, log_A, log_B, x)[-1])


@wrong(
    log_forward,
    hint="You take out the largest term before the exponential. And if all terms are -inf?",
)
def takes_infinity_from_infinity(log_pi, log_A, log_B, x):
    rows = [log_pi + log_B[:, x[0]]]
    for symbol in x[1:]:
        scores = rows[-1][:, None] + log_A
        top = scores.max(axis=0)
        with np.errstate(all="ignore"):
            rows.append(top + np.log(np.exp(scores - top).sum(axis=0)) + log_B[:, symbol])
    return np.array(rows)


@wrong(
    log_forward,
    hint="Row t calls for row t - 1, and so on, a thousand calls deep: Python gives up there. Can "
    "you go from left to right in a loop, and keep the last row?",
)
def calls_itself_for_every_letter(log_pi, log_A, log_B, x):
    def rows_to(t):
        if t == 0:
            return [log_pi + log_B[:, x[0]]]
        rows = rows_to(t - 1)
        return [*rows, _log_dot(rows[-1], log_A) + log_B[:, x[t]]]

    return np.array(rows_to(len(x) - 1))
