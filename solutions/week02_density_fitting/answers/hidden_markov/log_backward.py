"""Other right answers to `log_backward`, and misconceptions."""

import numpy as np
from hmmlearn import _hmmc

from gradelib.exam import right, wrong

from ...exam.hidden_markov.log_backward import log_backward


def _log(values):
    with np.errstate(divide="ignore"):
        return np.log(values)


def _backward(log_A, log_B, x, last=0.0):
    rows = [np.full(len(log_A), last)]
    for symbol in x[:0:-1]:
        rows.append(np.logaddexp.reduce(log_A + log_B[:, symbol] + rows[-1], axis=1))
    return np.array(rows[::-1])


@right(log_backward)
def backward_with_hmmlearn(log_A, log_B, x):
    start = np.full(len(log_A), 1 / len(log_A))  # asked for, and not used
    return _hmmc.backward_log(start, np.exp(log_A), np.ascontiguousarray(log_B[:, x].T))


@right(log_backward)
def backward_with_scaled_probabilities(log_A, log_B, x):
    A, B = np.exp(log_A), np.exp(log_B)
    beta, log_scale = np.ones(len(A)), 0.0
    rows = [np.zeros(len(A))]
    for t in range(len(x) - 1, 0, -1):
        beta = A @ (B[:, x[t]] * beta)
        log_scale += _log(beta.max())
        beta = beta / beta.max() if beta.max() else beta
        rows.insert(0, _log(beta) + log_scale)
    return np.array(rows)


@right(log_backward)
def backward_in_loops_and_float32(log_A, log_B, x):
    states = len(log_A)
    table = np.zeros((len(x), states), dtype=np.float32)
    for t in reversed(range(len(x) - 1)):
        for i in range(states):
            ways = [log_A[i, j] + log_B[j, x[t + 1]] + table[t + 1, j] for j in range(states)]
            table[t, i] = np.logaddexp.reduce(ways)
    return table


@wrong(
    log_backward,
    hint="From state i the chain goes on to j. Which index is summed over now, and is it the "
    "same as on the way forward?",
)
def walks_against_the_transitions(log_A, log_B, x):
    return _backward(log_A.T, log_B, x)


@wrong(
    log_backward,
    hint="beta is the probability of the letters to come. Which of them does the next place add?",
)
def leaves_out_the_next_letter(log_A, log_B, x):
    return _backward(log_A, np.zeros_like(log_B), x)


@wrong(
    log_backward,
    hint="Row t foretells x[t + 1] and what follows it. Which letter does your row t use?",
)
def foretells_the_letter_that_was_seen(log_A, log_B, x):
    return _backward(log_A, log_B, np.concatenate([x[:1], x[:-1]]))


@wrong(
    log_backward,
    hint="The letter x[t + 1] is written by the state at t + 1. Is that the state of the row or "
    "the one that you sum over?",
)
def lets_the_state_before_write_the_letter(log_A, log_B, x):
    rows = [np.zeros(len(log_A))]
    for symbol in x[:0:-1]:
        rows.append(np.logaddexp.reduce(log_A + rows[-1], axis=1) + log_B[:, symbol])
    return np.array(rows[::-1])


@wrong(
    log_backward,
    hint="Nothing follows the last letter. What is the probability of nothing, and its logarithm?",
)
def ends_with_ones(log_A, log_B, x):
    return _backward(log_A, log_B, x, last=1.0)


@wrong(
    log_backward,
    hint="That nothing follows the last letter is certain. Which probability is that, and which one "
    "has -inf as its logarithm?",
)
def ends_with_impossibility(log_A, log_B, x):
    return _backward(log_A, log_B, x, last=-np.inf)


@wrong(
    log_backward,
    hint="You take out the largest term before the exponential. And if all terms are -inf?",
)
def takes_infinity_from_infinity_on_the_way_back(log_A, log_B, x):
    rows = [np.zeros(len(log_A))]
    for symbol in x[:0:-1]:
        scores = log_A + log_B[:, symbol] + rows[-1]
        top = scores.max(axis=1)
        with np.errstate(all="ignore"):
            rows.append(top + np.log(np.exp(scores - top[:, None]).sum(axis=1)))
    return np.array(rows[::-1])


@wrong(
    log_backward,
    hint="The last row is no distribution over states: from *each* of them it is certain that "
    "nothing follows.",
)
def ends_with_a_uniform_distribution(log_A, log_B, x):
    return _backward(log_A, log_B, x, last=-np.log(len(log_A)))


@wrong(
    log_backward,
    hint="beta and alpha will be multiplied. If both of them hold x[t], how often is it counted?",
)
def counts_the_letter_of_its_own_place(log_A, log_B, x):
    return _backward(log_A, log_B, x) + log_B[:, x].T


@wrong(
    log_backward,
    hint="What is the smallest float above 0, and how probable are 1,000 letters?",
)
def multiplies_plain_probabilities_backwards(log_A, log_B, x):
    A, B = np.exp(log_A), np.exp(log_B)
    rows = [np.ones(len(A))]
    for symbol in x[:0:-1]:
        rows.append(A @ (B[:, symbol] * rows[-1]))
    return _log(np.array(rows[::-1]))


@wrong(
    log_backward,
    hint="From a state many ways lead on, and each of them adds to the probability. You keep one.",
)
def keeps_only_the_best_way_on(log_A, log_B, x):
    rows = [np.zeros(len(log_A))]
    for symbol in x[:0:-1]:
        rows.append((log_A + log_B[:, symbol] + rows[-1]).max(axis=1))
    return np.array(rows[::-1])


@wrong(log_backward, hint="You started at the end. In which order do your rows come back?")
def returns_the_last_place_first(log_A, log_B, x):
    return _backward(log_A, log_B, x)[::-1]


@wrong(
    log_backward,
    hint="The rows of beta need not sum to 1: they are probabilities of letters, given a state.",
)
def makes_every_row_a_distribution(log_A, log_B, x):
    table = _backward(log_A, log_B, x)
    return table - np.logaddexp.reduce(table, axis=1)[:, None]
