"""Other right answers, and misconceptions, of the lesson `hidden_markov`."""

import bisect
import itertools
import math

import numpy as np
from hmmlearn import _hmmc
from hmmlearn.hmm import CategoricalHMM
from scipy import special

from gradelib.exam import right, wrong

from ..exam.hidden_markov import (
    baum_welch_step,
    log_backward,
    log_forward,
    posterior_states,
    sample_hmm,
    viterbi,
)


def _log(values):
    with np.errstate(divide="ignore"):
        return np.log(values)


def _log_dot(row, table):
    """log of exp(row) @ exp(table)."""
    return np.logaddexp.reduce(row[:, None] + table, axis=0)


# --- log_forward ---------------------------------------------------------------------------------


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


# --- log_backward --------------------------------------------------------------------------------


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


# --- posterior_states ----------------------------------------------------------------------------


@right(posterior_states)
def with_scipy_softmax(log_alpha, log_beta):
    return special.softmax(log_alpha + log_beta, axis=1)


@right(posterior_states)
def divided_by_the_likelihood(log_alpha, log_beta):
    return np.exp(log_alpha + log_beta - np.logaddexp.reduce(log_alpha[-1]))


@right(posterior_states)
def place_by_place_in_float32(log_alpha, log_beta):
    rows = []
    for a, b in zip(log_alpha, log_beta, strict=True):
        joint = (a + b).astype(np.float32)
        joint = np.exp(joint - joint.max())
        rows.append((joint / joint.sum()).tolist())
    return rows


@wrong(
    posterior_states,
    hint="The letters after place t say something about the state at t, too. Who knows of them?",
)
def looks_only_at_the_past(log_alpha, log_beta):
    return special.softmax(log_alpha, axis=1)


@wrong(posterior_states, hint="Who knows of the letters up to place t?")
def looks_only_at_the_future(log_alpha, log_beta):
    return special.softmax(log_beta, axis=1)


@wrong(
    posterior_states,
    hint="alpha times beta is the probability of the state *and* all letters. What is it divided "
    "by when the letters are known?",
)
def returns_the_joint_with_the_letters(log_alpha, log_beta):
    return np.exp(log_alpha + log_beta)


@wrong(
    posterior_states,
    hint="At each place the chain is in one of the states. What has to sum to 1, a row or a column?",
)
def shares_a_state_among_the_places(log_alpha, log_beta):
    return special.softmax(log_alpha + log_beta, axis=0)


@wrong(posterior_states, hint="There is a probability of 1 at every place, not one for all places.")
def shares_one_probability_among_all_places(log_alpha, log_beta):
    return special.softmax(log_alpha + log_beta)


@wrong(
    posterior_states,
    hint="exp(-1300) is 0 on a computer. Can you normalise before you take the exponential?",
)
def leaves_the_log_domain_first(log_alpha, log_beta):
    joint = np.exp(log_alpha) * np.exp(log_beta)
    with np.errstate(invalid="ignore"):
        return joint / joint.sum(axis=1, keepdims=True)


@wrong(posterior_states, hint="The text asks for probabilities. What are your numbers?")
def returns_log_probabilities(log_alpha, log_beta):
    return special.log_softmax(log_alpha + log_beta, axis=1)


@wrong(
    posterior_states,
    hint="A decision throws away how sure it is. How probable is each of the states?",
)
def decides_for_one_state(log_alpha, log_beta):
    joint = log_alpha + log_beta
    return (joint == joint.max(axis=1, keepdims=True)).astype(float)


@wrong(
    posterior_states,
    hint="What was seen before and what comes after are both needed: do their probabilities "
    "multiply or add?",
)
def averages_past_and_future(log_alpha, log_beta):
    return (special.softmax(log_alpha, axis=1) + special.softmax(log_beta, axis=1)) / 2


@wrong(
    posterior_states,
    hint="You divide by the largest value. By what must a row be divided to sum to 1?",
)
def divides_by_the_largest(log_alpha, log_beta):
    joint = log_alpha + log_beta
    return np.exp(joint - joint.max(axis=1, keepdims=True))


@wrong(
    posterior_states,
    hint="The past may be sure of one state, and the future of the other, so that each table by "
    "itself leaves nothing of a state that both together allow. When do you normalise?",
)
def normalises_each_table_by_itself(log_alpha, log_beta):
    joint = special.softmax(log_alpha, axis=1) * special.softmax(log_beta, axis=1)
    with np.errstate(invalid="ignore"):
        return joint / joint.sum(axis=1, keepdims=True)


# --- viterbi -------------------------------------------------------------------------------------


def _best_paths(log_pi, log_A, log_B, x):
    """The best scores of every place, and where each of them came from."""
    scores, came_from = [log_pi + log_B[:, x[0]]], []
    for symbol in x[1:]:
        ways = scores[-1][:, None] + log_A
        came_from.append(ways.argmax(axis=0))
        scores.append(ways.max(axis=0) + log_B[:, symbol])
    return np.array(scores), came_from


def _walk_back(last, came_from):
    path = [last]
    for pointers in reversed(came_from):
        path.append(pointers[path[-1]])
    return np.array(path[::-1])


def _with_score(path, log_pi, log_A, log_B, x):
    steps = log_A[path[:-1], path[1:]].sum()
    return path, log_pi[path[0]] + steps + log_B[path, x].sum()


@right(viterbi)
def viterbi_with_hmmlearn(log_pi, log_A, log_B, x):
    emitted = np.ascontiguousarray(log_B[:, x].T)
    log_prob, path = _hmmc.viterbi(np.exp(log_pi), np.exp(log_A), emitted)
    return path, log_prob


@right(viterbi)
def carrying_whole_paths_along(log_pi, log_A, log_B, x):
    best = [(log_pi[k] + log_B[k, x[0]], [k]) for k in range(len(log_pi))]
    for symbol in x[1:]:
        longer = []
        for k in range(len(log_pi)):
            score, path = max((s + log_A[path[-1], k], path) for s, path in best)
            longer.append((score + log_B[k, symbol], [*path, k]))
        best = longer
    score, path = max(best)
    return path, score


@right(viterbi)
def from_the_end_in_float32(log_pi, log_A, log_B, x):
    log_pi, log_A, log_B = (table.astype(np.float32) for table in (log_pi, log_A, log_B))
    to_come = np.zeros((len(x), len(log_pi)), dtype=np.float32)
    for t in range(len(x) - 2, -1, -1):
        to_come[t] = (log_A + log_B[:, x[t + 1]] + to_come[t + 1]).max(axis=1)
    total = log_pi + log_B[:, x[0]] + to_come[0]
    path = [int(total.argmax())]
    for t in range(1, len(x)):
        path.append(int((log_A[path[-1]] + log_B[:, x[t]] + to_come[t]).argmax()))
    return path, total.max()


@wrong(
    viterbi,
    hint="Adding up all ways that lead into a state is the forward algorithm. Which *one* way "
    "does the best path take?",
)
def adds_up_the_ways(log_pi, log_A, log_B, x):
    score, came_from = log_pi + log_B[:, x[0]], []
    for symbol in x[1:]:
        came_from.append((score[:, None] + log_A).argmax(axis=0))
        score = _log_dot(score, log_A) + log_B[:, symbol]
    return _walk_back(score.argmax(), came_from), score.max()


@wrong(
    viterbi,
    hint="You choose each state for good when you reach its place. What if a later letter shows "
    "that the choice was bad?",
)
def takes_the_best_step_each_time(log_pi, log_A, log_B, x):
    path = [(log_pi + log_B[:, x[0]]).argmax()]
    for symbol in x[1:]:
        path.append((log_A[path[-1]] + log_B[:, symbol]).argmax())
    return _with_score(np.array(path), log_pi, log_A, log_B, x)


@wrong(
    viterbi,
    hint="The state with the best score at place t ends the best path *so far*. Need the best "
    "path of all pass through it?",
)
def does_not_walk_back(log_pi, log_A, log_B, x):
    scores, _ = _best_paths(log_pi, log_A, log_B, x)
    return scores.argmax(axis=1), scores[-1].max()


@wrong(
    viterbi,
    hint="Which state is the most probable at each place is another question. Is there a step "
    "between each two of your states?",
)
def takes_the_most_probable_state_of_each_place(log_pi, log_A, log_B, x):
    gamma = _forward(log_pi, log_A, log_B, x) + _backward(log_A, log_B, x)
    return _with_score(gamma.argmax(axis=1), log_pi, log_A, log_B, x)


@wrong(viterbi, hint="You look at each letter alone. What says the chain about the steps between?")
def ignores_the_steps(log_pi, log_A, log_B, x):
    return _with_score(log_B[:, x].argmax(axis=0), log_pi, log_A, log_B, x)


@wrong(
    viterbi,
    hint="The pointer stored at place t says where one was at t - 1. For which place do you read it?",
)
def reads_the_pointers_one_place_off(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(log_pi, log_A, log_B, x)
    shifted = [*came_from[1:], np.arange(len(log_pi))] if came_from else []
    return _walk_back(scores[-1].argmax(), shifted), scores[-1].max()


@wrong(
    viterbi,
    hint="A[i, j] leads from i to j. The best way into j is a choice among i: over which axis?",
)
def walks_the_steps_backwards(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(log_pi, log_A.T, log_B, x)
    return _walk_back(scores[-1].argmax(), came_from), scores[-1].max()


@wrong(
    viterbi,
    hint="Where does the walk back begin: in state 0, or in the state whose last score is best?",
)
def walks_back_from_state_0(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(log_pi, log_A, log_B, x)
    return _walk_back(0, came_from), scores[-1].max()


@wrong(viterbi, hint="You walked from the end to the beginning. In which order is the path read?")
def returns_the_path_from_the_end(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(log_pi, log_A, log_B, x)
    return _walk_back(scores[-1].argmax(), came_from)[::-1], scores[-1].max()


@wrong(viterbi, hint="The first letter was seen, too. Which state writes it best?")
def overlooks_the_first_letter(log_pi, log_A, log_B, x):
    scores, came_from = [log_pi], []
    for symbol in x[1:]:
        ways = scores[-1][:, None] + log_A
        came_from.append(ways.argmax(axis=0))
        scores.append(ways.max(axis=0) + log_B[:, symbol])
    return _walk_back(scores[-1].argmax(), came_from), scores[-1].max()


@wrong(
    viterbi,
    hint="How probable is one path of 1,000 steps? The comparison works with logarithms as well.",
)
def compares_plain_probabilities(log_pi, log_A, log_B, x):
    A, B = np.exp(log_A), np.exp(log_B)
    score, came_from = np.exp(log_pi) * B[:, x[0]], []
    for symbol in x[1:]:
        ways = score[:, None] * A
        came_from.append(ways.argmax(axis=0))
        score = ways.max(axis=0) * B[:, symbol]
    return _walk_back(score.argmax(), came_from), _log(score.max())


@wrong(
    viterbi,
    hint="The probability of the letters sums over all paths. The one that is asked for belongs "
    "to the path that you return.",
)
def gives_the_likelihood_of_the_letters(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(log_pi, log_A, log_B, x)
    likelihood = np.logaddexp.reduce(_forward(log_pi, log_A, log_B, x)[-1])
    return _walk_back(scores[-1].argmax(), came_from), likelihood


@wrong(
    viterbi,
    hint="You replaced log 0 by the logarithm of something small. How many nats can an impossible "
    "step then gain in 500 letters?",
)
def puts_something_small_for_zero(log_pi, log_A, log_B, x):
    tables = (np.log(np.exp(table) + 1e-12) for table in (log_pi, log_A, log_B))
    scores, came_from = _best_paths(*tables, x)
    return _walk_back(scores[-1].argmax(), came_from), scores[-1].max()


@wrong(viterbi, hint="Two things are asked for. In which order does the docstring name them?")
def returns_the_score_first(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(log_pi, log_A, log_B, x)
    return scores[-1].max(), _walk_back(scores[-1].argmax(), came_from)


@wrong(viterbi, hint="Both are asked for, the path and its score. Is your score a logarithm?")
def gives_a_probability(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(log_pi, log_A, log_B, x)
    return _walk_back(scores[-1].argmax(), came_from), np.exp(scores[-1].max())


# --- baum_welch_step -----------------------------------------------------------------------------


def _expected(log_alpha, log_beta, log_A, log_B, x):
    """gamma (T, K) and xi (T - 1, K, K)."""
    log_x = np.logaddexp.reduce(log_alpha[-1])
    gamma = np.exp(log_alpha + log_beta - log_x)
    arriving = log_B[:, x[1:]].T + log_beta[1:]
    xi = np.exp(log_alpha[:-1, :, None] + log_A + arriving[:, None, :] - log_x)
    return gamma, xi


def _shares(counts):
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts / counts.sum(axis=-1, keepdims=True)


def _letter_counts(gamma, x, symbols):
    return np.array([gamma[x == symbol].sum(axis=0) for symbol in range(symbols)]).T


def _new_model(gamma, xi, log_B, x):
    counts = _letter_counts(gamma, x, log_B.shape[1])
    return gamma[0], _shares(xi.sum(axis=0)), _shares(counts)


@right(baum_welch_step)
def with_one_hot_letters(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    one_hot = np.eye(log_B.shape[1])[x]
    return (
        gamma[0],
        xi.sum(axis=0) / gamma[:-1].sum(axis=0)[:, None],
        gamma.T @ one_hot / gamma.sum(axis=0)[:, None],
    )


@right(baum_welch_step)
def counting_place_by_place(log_alpha, log_beta, log_A, log_B, x):
    states = len(log_A)
    steps, letters = np.zeros((states, states)), np.zeros(log_B.shape)
    for t, symbol in enumerate(x):
        gamma = special.softmax(log_alpha[t] + log_beta[t])
        letters[:, symbol] += gamma
        if t == 0:
            first = gamma
        else:
            ways = log_alpha[t - 1][:, None] + log_A + log_B[:, symbol] + log_beta[t]
            steps += special.softmax(ways)
    return first, _shares(steps), _shares(letters)


@right(baum_welch_step)
def one_iteration_of_hmmlearn(log_alpha, log_beta, log_A, log_B, x):
    model = CategoricalHMM(len(log_A), n_features=log_B.shape[1], n_iter=1, init_params="")
    model.startprob_ = special.softmax(log_alpha[0] - log_B[:, x[0]])
    model.transmat_, model.emissionprob_ = np.exp(log_A), np.exp(log_B)
    model.fit(x[:, None])
    return [model.startprob_, model.transmat_, model.emissionprob_]


@right(baum_welch_step)
def baum_welch_in_float32(log_alpha, log_beta, log_A, log_B, x):
    tables = (table.astype(np.float32) for table in (log_alpha, log_beta, log_A, log_B))
    return _new_model(*_expected(*tables, x), log_B, x)


@wrong(
    baum_welch_step,
    hint="Do the rows of your new A sum to 1? From the last place no step leaves: is it counted "
    "among those that could?",
)
def counts_a_step_from_the_last_place(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    pi, _, B = _new_model(gamma, xi, log_B, x)
    return pi, xi.sum(axis=0) / gamma.sum(axis=0)[:, None], B


@wrong(
    baum_welch_step,
    hint="A step from i to j is followed by a letter that j has to write. Does your count ask "
    "how well j writes it?",
)
def leaves_the_letter_out_of_the_step(log_alpha, log_beta, log_A, log_B, x):
    gamma, _ = _expected(log_alpha, log_beta, log_A, log_B, x)
    log_x = np.logaddexp.reduce(log_alpha[-1])
    xi = np.exp(log_alpha[:-1, :, None] + log_A + log_beta[1:, None, :] - log_x)
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="The letter that counts is the one that j writes, after the step. At which place is it?",
)
def takes_the_letter_before_the_step(log_alpha, log_beta, log_A, log_B, x):
    gamma, _ = _expected(log_alpha, log_beta, log_A, log_B, x)
    log_x = np.logaddexp.reduce(log_alpha[-1])
    arriving = log_B[:, x[:-1]].T + log_beta[1:]
    xi = np.exp(log_alpha[:-1, :, None] + log_A + arriving[:, None, :] - log_x)
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="Some steps are more probable than others under the old tables. Which factor says so?",
)
def leaves_the_old_transitions_out(log_alpha, log_beta, log_A, log_B, x):
    gamma, _ = _expected(log_alpha, log_beta, log_A, log_B, x)
    log_x = np.logaddexp.reduce(log_alpha[-1])
    arriving = log_B[:, x[1:]].T + log_beta[1:]
    xi = np.exp(log_alpha[:-1, :, None] + arriving[:, None, :] - log_x)
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="Count by hand how often one letter occurs, and look at its column. With repeated indices "
    "`table[:, x] += ...` adds only once: which function of NumPy adds every time?",
)
def adds_a_repeated_letter_once(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    pi, A, _ = _new_model(gamma, xi, log_B, x)
    letters = np.zeros(log_B.shape)
    letters[:, x] += gamma.T
    return pi, A, _shares(letters)


@wrong(
    baum_welch_step,
    hint="The states of neighbouring places depend on each other: what joins them? The product "
    "of two posteriors does not know of A.",
)
def multiplies_neighbouring_posteriors(log_alpha, log_beta, log_A, log_B, x):
    gamma, _ = _expected(log_alpha, log_beta, log_A, log_B, x)
    return _new_model(gamma, gamma[:-1, :, None] * gamma[1:, None, :], log_B, x)


@wrong(
    baum_welch_step,
    hint="At every place the pairs (i, j) share a probability of 1. You let every i have one of "
    "its own, however improbable it is to be in i.",
)
def gives_every_state_a_whole_step(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    return _new_model(gamma, _shares(xi), log_B, x)


@wrong(
    baum_welch_step,
    hint="alpha and beta of 1,000 letters underflow when they leave the log domain one by one.",
)
def divides_only_after_the_exponential(log_alpha, log_beta, log_A, log_B, x):
    alpha, beta, A, B = np.exp(log_alpha), np.exp(log_beta), np.exp(log_A), np.exp(log_B)
    likelihood = alpha[-1].sum()
    with np.errstate(invalid="ignore"):
        gamma = alpha * beta / likelihood
        xi = alpha[:-1, :, None] * A * (B[:, x[1:]].T * beta[1:])[:, None, :] / likelihood
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="Counts come from what is probable given *all* letters. Whose table knows of the later "
    "ones?",
)
def counts_without_the_future(log_alpha, log_beta, log_A, log_B, x):
    gamma = special.softmax(log_alpha, axis=1)
    ways = log_alpha[:-1, :, None] + log_A + log_B[:, x[1:]].T[:, None, :]
    xi = np.array([special.softmax(way) for way in ways])
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="You give each letter wholly to its most probable state. What does the other state get "
    "when it is nearly as probable?",
)
def counts_decisions(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    hard = np.eye(len(log_A))[gamma.argmax(axis=1)]
    return _new_model(hard, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="pi is where the sequence *starts*. You average over all its places.",
)
def averages_the_start_over_all_places(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    _, A, B = _new_model(gamma, xi, log_B, x)
    return gamma.mean(axis=0), A, B


@wrong(
    baum_welch_step,
    hint="Each state has a distribution over letters. Which have to sum to 1: the letters of a "
    "state, or the states of a letter?",
)
def shares_each_letter_among_the_states(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    pi, A, _ = _new_model(gamma, xi, log_B, x)
    return pi, A, _shares(_letter_counts(gamma, x, log_B.shape[1]).T).T


@wrong(
    baum_welch_step,
    hint="A[i, j] leads from i to j, and its rows sum to 1. Who is i in your count?",
)
def counts_the_steps_backwards(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    return _new_model(gamma, xi.transpose(0, 2, 1), log_B, x)


@wrong(
    baum_welch_step,
    hint="How many letters has the alphabet? One that does not occur in x has a column, too.",
)
def knows_only_letters_that_occurred(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    pi, A, _ = _new_model(gamma, xi, log_B, x)
    return pi, A, _shares(_letter_counts(gamma, x, x.max() + 1))


@wrong(baum_welch_step, hint="The last place has no step, but it has a letter.")
def leaves_out_the_last_letter(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    return _new_model(gamma[:-1], xi, log_B, x[:-1])


@wrong(
    baum_welch_step,
    hint="Counts of a hundred letters, or shares of them? What does each row of A and B sum to?",
)
def returns_the_counts_themselves(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    return gamma[0], xi.sum(axis=0), _letter_counts(gamma, x, log_B.shape[1])


# --- sample_hmm ----------------------------------------------------------------------------------


def _draw(probabilities, u):
    place = np.searchsorted(np.cumsum(probabilities), u)
    return min(int(place), len(probabilities) - 1)


@right(sample_hmm)
def with_bisection(pi, A, B, uniforms):
    chain = [list(itertools.accumulate(row)) for row in A.tolist()]
    letters = [list(itertools.accumulate(row)) for row in B.tolist()]
    ends = list(itertools.accumulate(pi.tolist()))
    z, x = [], []
    for u, v in uniforms.tolist():
        z.append(bisect.bisect_left(ends, u))
        x.append(bisect.bisect_left(letters[z[-1]], v))
        ends = chain[z[-1]]
    return z, x


@right(sample_hmm)
def states_first_then_all_letters_at_once(pi, A, B, uniforms):
    steps = np.cumsum(np.vstack([pi, A]), axis=1).astype(np.float32)
    z, row = [], 0
    for u in uniforms[:, 0]:
        z.append(int((steps[row] < u).sum()))
        row = z[-1] + 1
    letters = np.cumsum(B, axis=1)[z]
    return np.array(z), (letters < uniforms[:, 1:]).sum(axis=1)


@right(sample_hmm)
def filling_one_table(pi, A, B, uniforms):
    drawn = np.zeros((2, len(uniforms)), dtype=int)
    for t, (u, v) in enumerate(uniforms):
        drawn[0, t] = _draw(pi if t == 0 else A[drawn[0, t - 1]], u)
        drawn[1, t] = _draw(B[drawn[0, t]], v)
    return drawn


def _sample(first, next_row, B, uniforms):
    """Draw the first state from `first`, the others from next_row(state), and letters from B."""
    z, x = [], []
    for u, v in uniforms:
        z.append(_draw(next_row(z[-1]) if z else first, u))
        x.append(_draw(B[z[-1]], v))
    return np.array(z), np.array(x)


@wrong(
    sample_hmm,
    hint="pi is for the first letter only. What does the next state depend on?",
)
def draws_every_state_from_pi(pi, A, B, uniforms):
    return _sample(pi, lambda state: pi, B, uniforms)


@wrong(
    sample_hmm,
    hint="From state i the chain goes on by the probabilities of which row, or is it a column?",
)
def goes_on_by_a_column(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[:, state], B, uniforms)


@wrong(
    sample_hmm,
    hint="The first state is drawn from pi itself. Do you take a step before the first letter?",
)
def takes_a_step_before_writing(pi, A, B, uniforms):
    return _sample(pi @ A, lambda state: A[state], B, uniforms)


@wrong(sample_hmm, hint="Where does the chain start? Not every sequence starts in state 0.")
def starts_as_if_it_came_from_state_0(pi, A, B, uniforms):
    return _sample(A[0], lambda state: A[state], B, uniforms)


@wrong(
    sample_hmm,
    hint="State and letter should be drawn independently of each other, given the model. You use "
    "one and the same number for both.",
)
def uses_one_number_for_both(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[state], B, uniforms[:, [0, 0]])


@wrong(sample_hmm, hint="Which column of the uniform numbers decides the state?")
def mixes_up_the_two_columns(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[state], B, uniforms[:, ::-1])


@wrong(
    sample_hmm,
    hint="The most probable state is not a sample: draw twice from your model and compare.",
)
def always_takes_the_most_probable(pi, A, B, uniforms):
    z, x = [], []
    for _ in uniforms:
        z.append((A[z[-1]] if z else pi).argmax())
        x.append(B[z[-1]].argmax())
    return np.array(z), np.array(x)


@wrong(
    sample_hmm,
    hint="The letter of place t is written by the state of place t. Which state wrote yours?",
)
def lets_the_state_before_write(pi, A, B, uniforms):
    z, _ = _sample(pi, lambda state: A[state], B, uniforms)
    writers = np.concatenate([z[:1], z[:-1]])
    return z, np.array([_draw(B[k], v) for k, v in zip(writers, uniforms[:, 1], strict=True)])


@wrong(
    sample_hmm,
    hint="The letters have the right frequencies, taken all together. But does a letter know "
    "in which state it is written?",
)
def writes_letters_without_a_state(pi, A, B, uniforms):
    z, _ = _sample(pi, lambda state: A[state], B, uniforms)
    return z, np.array([_draw(B.mean(axis=0), v) for v in uniforms[:, 1]])


@wrong(sample_hmm, hint="What should happen when u is exactly F_i?")
def goes_on_at_an_edge(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[state], B, np.nextafter(uniforms, 2))


@wrong(sample_hmm, hint="Two sequences are asked for. In which order?")
def returns_the_letters_first(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[state], B, uniforms)[::-1]
