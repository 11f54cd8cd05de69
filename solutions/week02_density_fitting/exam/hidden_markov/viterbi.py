"""The questions of `viterbi`."""

import numpy as np

from gradelib.exam import ask, exercise, holds

from .common import (
    LONG,
    letters,
    logs,
    model,
)


@exercise(points=3)
def viterbi(answer, rng):
    """The most probable path of states (T,), and the log-probability of path and letters."""
    pi, A, B = model(rng, states=3, symbols=4)
    x = letters(rng, 12, symbols=4)
    yield ask(
        "the path",
        lambda: np.asarray(answer(*logs(pi, A, B), x)[0]),
        rule=_as_good_as_the_best(*logs(pi, A, B), x),
        weight=2,
        hints=[
            "Keep, for every place and state, the best path that ends there: its score, and "
            "where it came from.",
            "The best last state is known at the end only. From there, walk back.",
        ],
    )
    yield ask(
        "its log-probability",
        lambda: answer(*logs(pi, A, B), x)[1],
        hints=["It is the probability of one path with the letters, not of the letters alone."],
    )
    yield ask(
        "one letter",
        lambda: answer(*logs(pi, A, B), x[:1]),
        rule=_same_score(*logs(pi, A, B), x[:1]),
        hints=["No step is taken: which state is the best, before any walking back?"],
    )
    loyal = _loyal_model(rng)
    turns = np.array([0, 1, 1, 1, 1, 0, 1])
    yield ask(
        "letters that contradict one another",
        lambda: np.asarray(answer(*logs(*loyal), turns)[0]),
        rule=_as_good_as_the_best(*logs(*loyal), turns),
        hints=[
            "The best state for a letter need not lie on the best path; nor need the first best."
        ],
    )
    fork, blank = _forked_model(rng), np.zeros(2, dtype=int)
    yield ask(
        "the best states with no step between them",
        lambda: np.asarray(answer(*logs(*fork), blank)[0]),
        rule=_as_good_as_the_best(*logs(*fork), blank),
        hints=["The most probable state of each place: do they make a path?"],
    )
    ring = np.roll(np.eye(3), 1, axis=1)
    yield ask(
        "only one way round",
        lambda: answer(*logs(pi, ring, B), x),
        rule=_same_score(*logs(pi, ring, B), x),
        hints=["Steps of probability 0 have log-probability -inf. Does your path take one?"],
    )
    one_way, tempting = _one_way_model(rng), np.repeat([1, 0], LONG // 2 + rng.integers(-9, 10))
    yield ask(
        "no way back, however much it would pay",
        lambda: answer(*logs(*one_way), tempting),
        rule=_same_score(*logs(*one_way), tempting),
        hints=[
            "The second half of the letters speaks for a state to which no step leads back.",
            "What did you put in the place of log 0?",
        ],
    )
    long_model = model(rng, states=2, symbols=4)
    many = letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: answer(*logs(*long_model), many),
        rule=_same_score(*logs(*long_model), many),
        hints=["The probability of a path of 1,000 letters underflows. Stay with logarithms."],
    )


def _loyal_model(rng):
    """Two states that are seldom left, and two letters that hint at them."""
    stay = rng.uniform(0.9, 0.95)
    tell = rng.uniform(0.6, 0.8)
    step = np.array([[stay, 1 - stay], [1 - stay, stay]])
    return np.array([0.5, 0.5]), step, np.array([[tell, 1 - tell], [1 - tell, tell]])


def _forked_model(rng):
    """Two starts of 0.3 lead to one state, a third of 0.4 stays alone; all write one letter."""
    more = rng.uniform(0, 0.05)
    pi = np.array([0.4 + more, 0.3, 0.3 - more])
    A = np.array([[1, 0, 0], [0, 0, 1], [0, 0, 1]], dtype=float)
    order = rng.permutation(3)
    return pi[order], A[order][:, order], np.ones((3, 1))


def _one_way_model(rng):
    """State 1 is never left, and each state writes nearly always the letter of its number."""
    leave = rng.uniform(0.1, 0.3)
    B = np.array([[0.9, 0.1], [0.1, 0.9]])
    return np.array([0.5, 0.5]), np.array([[1 - leave, leave], [0, 1]]), B


def _path_score(log_pi, log_A, log_B, x, path):
    """log p(path, x), as the lesson gives it; None for a path that is none."""
    path = np.asarray(path)
    if path.shape != (len(x),) or path.dtype.kind not in "iu":
        return None
    if not ((path >= 0) & (path < len(log_pi))).all():
        return None
    steps = log_A[path[:-1], path[1:]].sum()
    return log_pi[path[0]] + steps + log_B[path, x].sum()


def _as_good_as_the_best(log_pi, log_A, log_B, x):
    """A rule for paths: any path that is as probable as the reference's is right."""

    def check(path, best_path):
        score = _path_score(log_pi, log_A, log_B, x, path)
        best = _path_score(log_pi, log_A, log_B, x, best_path)
        if score is None:
            return f"the path should be {len(x)} whole numbers from 0 to {len(log_pi) - 1}"
        if score > best - 1e-3 - 1e-5 * abs(best):
            return True
        return f"your path has log-probability {score:.4f}; there is one with {best:.4f}"

    return holds(check)


def _same_score(log_pi, log_A, log_B, x):
    """A rule for (path, log-probability): a best path, and its log-probability."""
    judge_path = _as_good_as_the_best(log_pi, log_A, log_B, x)

    def check(found, right):
        told = judge_path.check(found[0], right[0])
        if told is not True:
            return told
        gap = abs(float(np.asarray(found[1]).item()) - float(right[1]))
        if gap <= 1e-3 + 1e-4 * abs(float(right[1])):
            return True
        return f"the path is right; its log-probability should be {float(right[1]):.4f}"

    return holds(check)
