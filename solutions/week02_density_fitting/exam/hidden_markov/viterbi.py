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
    many_states = model(rng, states=12, symbols=3)
    few = letters(rng, 7, symbols=3)
    yield ask(
        "its log-probability",
        lambda: answer(*logs(*many_states), few)[1],
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
    sudden = _telling_model(rng)
    surprise = np.array([0, 0, 1]) if rng.random() < 0.5 else np.array([1, 1, 0])
    yield ask(
        "the last letter is a surprise",
        lambda: answer(*logs(*sudden), surprise),
        rule=_same_score(*logs(*sudden), surprise),
        hints=["List the eight paths of three places. Which factors does each of them have?"],
    )
    fork, blank = _forked_model(rng), np.zeros(3, dtype=int)
    yield ask(
        "the best states with no step between them",
        lambda: answer(*logs(*fork), blank),
        rule=_same_score(*logs(*fork), blank),
        hints=["The most probable state of each place: do they make a path?"],
    )
    ring = np.roll(np.eye(3), 1, axis=1)
    yield ask(
        "only one way round",
        lambda: answer(*logs(pi, ring, B), x),
        rule=_same_score(*logs(pi, ring, B), x),
        hints=["Steps of probability 0 have log-probability -inf. Does your path take one?"],
    )
    tempted, tempting = _tempting_model(rng), _one_surprise(rng)
    yield ask(
        "what is impossible, however much it would pay",
        lambda: answer(*logs(*tempted), tempting),
        rule=_same_score(*logs(*tempted), tempting),
        hints=[
            "Starts, steps and letters of probability 0 have log-probability -inf, in a hundred "
            "letters as in a thousand. Does your path take one?",
        ],
    )
    unwritten = B.copy()
    unwritten[:, x[5]] = 0
    yield ask(
        "a letter that no state can write",
        lambda: answer(*logs(pi, A, unwritten), x),
        rule=_same_score(*logs(pi, A, unwritten), x),
        hints=["No path is possible, so any will do. How probable is it, and the logarithm?"],
    )
    long_model = model(rng, states=2, symbols=4)
    many = letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: answer(*logs(*long_model), many),
        rule=_same_score(*logs(*long_model), many),
        hints=[
            "A path of 1,000 letters has a probability that no float can hold; its logarithm is "
            "a small number. Which of the two do you compute with?",
            "If your path is possible but not the best: where do you decide before the last "
            "letter is seen, or by sums instead of the best?",
        ],
    )


def _loyal_model(rng):
    """Two states that are seldom left, and two letters that hint at them."""
    stay = rng.uniform(0.9, 0.95)
    tell = rng.uniform(0.6, 0.8)
    step = np.array([[stay, 1 - stay], [1 - stay, stay]])
    return np.array([0.5, 0.5]), step, np.array([[tell, 1 - tell], [1 - tell, tell]])


def _forked_model(rng):
    """Two starts of 0.3 lead to one state, a third of 0.4 stays nearly alone; one letter."""
    more = rng.uniform(0, 0.05)
    pi = np.array([0.4 + more, 0.3, 0.3 - more])
    A = np.array([[0.9, 0.1, 0], [0, 0, 1], [0, 0, 1]])
    order = rng.permutation(3)
    return pi[order], A[order][:, order], np.ones((3, 1))


def _telling_model(rng):
    """Two states that are seldom left, and letters that tell nearly for certain."""
    stay, tell = rng.uniform(0.85, 0.92), rng.uniform(0.98, 0.995)
    step = np.array([[stay, 1 - stay], [1 - stay, stay]])
    return np.array([0.5, 0.5]), step, np.array([[tell, 1 - tell], [1 - tell, tell]])


def _tempting_model(rng):
    """Three states: one writes letter 0 hardly ever, two write it gladly.

    Of the two, the first can neither be the start nor be entered, the second never writes letter 1.
    """
    start, leave = rng.uniform(0.3, 0.7), rng.uniform(0.1, 0.3)
    pi = np.array([start, 0, 1 - start])
    A = np.array([[1 - leave, 0, leave], [0, 1, 0], [0, 0, 1]])
    B = np.array([[1e-10, 1 - 1e-10], [0.9, 0.1], [1, 0]])
    order = rng.permutation(3)
    return pi[order], A[order][:, order], B[order]


def _one_surprise(rng):
    """Letter 0 some 500 times, letter 1, letter 0 again."""
    x = np.zeros(LONG, dtype=int)
    x[LONG // 2 + rng.integers(-9, 10)] = 1
    return x


def _trouble(path, places, states):
    """What keeps this from being a path; None if nothing does."""
    if path.dtype.kind not in "iu":
        return f"the path should be whole numbers, not {path.dtype}"
    if path.shape != (places,):
        return f"the path should have shape {(places,)}, not {path.shape}"
    if path.min() < 0 or path.max() >= states:
        return f"the path should hold states from 0 to {states - 1}"
    return None


def _path_score(log_pi, log_A, log_B, x, path):
    """log p(path, x), as the lesson gives it."""
    steps = log_A[path[:-1], path[1:]].sum()
    return log_pi[path[0]] + steps + log_B[path, x].sum()


def _as_good_as_the_best(log_pi, log_A, log_B, x):
    """A rule for paths: any path that is as probable as the reference's is right."""

    def check(path, best_path):
        path, best_path = np.asarray(path), np.asarray(best_path)
        trouble = _trouble(path, len(x), len(log_pi))
        if trouble:
            return trouble
        score = _path_score(log_pi, log_A, log_B, x, path)
        best = _path_score(log_pi, log_A, log_B, x, best_path)
        if best == -np.inf or score > best - 1e-3 - 1e-5 * abs(best):
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
        yours, best = float(np.asarray(found[1]).item()), float(right[1])
        if yours == best or abs(yours - best) <= 1e-3 + 1e-4 * abs(best) < np.inf:
            return True
        return f"the path is right; its log-probability should be {best:.4f}"

    return holds(check)
