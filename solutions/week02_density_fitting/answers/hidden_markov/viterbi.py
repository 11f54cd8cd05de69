"""Other right answers to `viterbi`, and misconceptions."""

import numpy as np
from hmmlearn import _hmmc

from gradelib.exam import right, wrong

from ...exam.hidden_markov.viterbi import viterbi


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


def _backward(log_A, log_B, x, last=0.0):
    rows = [np.full(len(log_A), last)]
    for symbol in x[:0:-1]:
        rows.append(np.logaddexp.reduce(log_A + log_B[:, symbol] + rows[-1], axis=1))
    return np.array(rows[::-1])


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


@wrong(viterbi, hint="The last letter was seen, too. In which state was it written?")
def chooses_the_last_state_without_its_letter(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(log_pi, log_A, log_B, x)
    before = (scores[-2][:, None] + log_A).max(axis=0) if came_from else log_pi
    path = _walk_back(before.argmax(), came_from)
    return _with_score(path, log_pi, log_A, log_B, x)


@wrong(
    viterbi,
    hint="Some states are seldom the first. Which table says so, and where does your score take "
    "it in?",
)
def forgets_pi(log_pi, log_A, log_B, x):
    scores, came_from = _best_paths(np.zeros_like(log_pi), log_A, log_B, x)
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
