"""The questions of the lesson `hidden_markov`.

Everything random is an argument, so every right answer is the same and nothing is left to luck.
The tables that one exercise takes from another (log alpha, log beta) are made here by listing all
paths of short sequences, or, for long ones, from models whose next state does not depend on the
last one. Long sequences have tolerances that float32 meets.
"""

import numpy as np

from gradelib.exam import ask, close, exercise, holds

LONG = 1000  # letters: their probability is far below the smallest float


@exercise(points=3)
def log_forward(answer, rng):
    """log p(x_0 .. x_t, z_t = k) for every place t and state k; (T, K), in nats."""
    pi, A, B = _model(rng, states=3, symbols=4)
    x = _letters(rng, 6, symbols=4)
    yield ask(
        "typical",
        lambda: answer(*_logs(pi, A, B), x),
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
        lambda: answer(*_logs(pi, A, B), x[:1]),
        hints=["No step has been taken yet, but the first letter has been seen."],
    )
    yield ask(
        "one state",
        lambda: answer(*_logs(pi[:1] / pi[0], np.ones((1, 1)), B[:1]), x),
        hints=["With a single state nothing is hidden. What is left of the formula?"],
    )
    closed = _without(pi, rng.integers(3))
    absorbing = A.copy()
    absorbing[1] = [0, 1, 0]
    yield ask(
        "a start that is impossible and a state that is never left",
        lambda: answer(*_logs(closed, absorbing, B), x),
        hints=["log 0 is -inf, and that is right. Where does your sum make nan of it?"],
    )
    unwritten = B.copy()
    unwritten[:, x[3]] = 0
    yield ask(
        "a letter that no state can write",
        lambda: answer(*_logs(pi, A, unwritten), x),
        hints=[
            "From that letter on everything has probability 0. What is the logarithm of a sum of "
            "zeros?"
        ],
    )
    pi, A, B = _model(rng, states=2, symbols=4)
    many = _letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: answer(*_logs(pi, A, B), many),
        hints=["The probability of 1,000 letters underflows. At no place may it be needed."],
    )


@exercise(points=3)
def log_backward(answer, rng):
    """log p(x_t+1 .. x_T-1 | z_t = k) for every place t and state k; (T, K), in nats."""
    _, A, B = _model(rng, states=3, symbols=4)
    x = _letters(rng, 6, symbols=4)
    yield ask(
        "typical",
        lambda: answer(*_logs(A, B), x),
        weight=2,
        hints=[
            "Start at the end: what is the probability that nothing follows?",
            "Row t needs row t + 1 and a letter. Which letter is it that row t still has to "
            "foretell?",
            "Here k is the state that one leaves. Over which state do you sum?",
        ],
    )
    yield ask(
        "two letters",
        lambda: answer(*_logs(A, B), x[:2]),
        hints=["One step is left: from each state, how probable is the second letter?"],
    )
    yield ask(
        "one letter",
        lambda: answer(*_logs(A, B), x[:1]),
        hints=["After the last letter nothing is left to foretell. How probable is that?"],
    )
    absorbing = A.copy()
    absorbing[1] = [0, 1, 0]
    unwritten = B.copy()
    unwritten[1, x[4]] = 0
    yield ask(
        "a state that is never left and cannot write what follows",
        lambda: answer(*_logs(absorbing, unwritten), x),
        hints=["log 0 is -inf, and that is right. Where does your sum make nan of it?"],
    )
    _, A, B = _model(rng, states=2, symbols=4)
    many = _letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: answer(*_logs(A, B), many),
        hints=["The probability of 1,000 letters underflows. At no place may it be needed."],
    )


@exercise(points=2)
def posterior_states(answer, rng):
    """p(z_t = k | all letters) for every place t and state k; (T, K)."""
    pi, A, B = _model(rng, states=3, symbols=4)
    x = _letters(rng, 5, symbols=4)
    tables = _log_tables(pi, A, B, x)
    yield ask(
        "typical",
        lambda: answer(*tables),
        weight=2,
        hints=[
            "alpha tells of the letters up to t, beta of those after t. How do you join the two?",
            "At each place the states share a probability of 1.",
        ],
    )
    one = _log_tables(pi, A, B, x[:1])
    yield ask("one letter", lambda: answer(*one), hints=["What is log beta at the last place?"])
    closed, absorbing = _without(pi, rng.integers(3)), A.copy()
    absorbing[1] = [0, 1, 0]
    impossible = _log_tables(closed, absorbing, B, x)
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
    pi, A, B = _forgetful_model(rng, states=2, symbols=4)
    many = _letters(rng, LONG, symbols=4)
    long_tables = _long_tables(pi, B, many)
    yield ask(
        "a thousand letters",
        lambda: answer(*long_tables),
        rule=close(rel=1e-2, abs=1e-3),
        hints=["exp(-1300) is 0, and 0 / 0 is nan. Normalise before you leave the log domain."],
    )


@exercise(points=3)
def viterbi(answer, rng):
    """The most probable path of states (T,), and the log-probability of path and letters."""
    pi, A, B = _model(rng, states=3, symbols=4)
    x = _letters(rng, 12, symbols=4)
    yield ask(
        "the path",
        lambda: np.asarray(answer(*_logs(pi, A, B), x)[0]),
        rule=_as_good_as_the_best(*_logs(pi, A, B), x),
        weight=2,
        hints=[
            "Keep, for every place and state, the best path that ends there: its score, and "
            "where it came from.",
            "The best last state is known at the end only. From there, walk back.",
        ],
    )
    yield ask(
        "its log-probability",
        lambda: answer(*_logs(pi, A, B), x)[1],
        hints=["It is the probability of one path with the letters, not of the letters alone."],
    )
    yield ask(
        "one letter",
        lambda: answer(*_logs(pi, A, B), x[:1]),
        rule=_same_score(*_logs(pi, A, B), x[:1]),
        hints=["No step is taken: which state is the best, before any walking back?"],
    )
    loyal = _loyal_model(rng)
    turns = np.array([0, 1, 1, 1, 1, 0, 1])
    yield ask(
        "letters that contradict one another",
        lambda: np.asarray(answer(*_logs(*loyal), turns)[0]),
        rule=_as_good_as_the_best(*_logs(*loyal), turns),
        hints=[
            "The best state for a letter need not lie on the best path; nor need the first best."
        ],
    )
    fork, blank = _forked_model(rng), np.zeros(2, dtype=int)
    yield ask(
        "the best states with no step between them",
        lambda: np.asarray(answer(*_logs(*fork), blank)[0]),
        rule=_as_good_as_the_best(*_logs(*fork), blank),
        hints=["The most probable state of each place: do they make a path?"],
    )
    ring = np.roll(np.eye(3), 1, axis=1)
    yield ask(
        "only one way round",
        lambda: answer(*_logs(pi, ring, B), x),
        rule=_same_score(*_logs(pi, ring, B), x),
        hints=["Steps of probability 0 have log-probability -inf. Does your path take one?"],
    )
    one_way, tempting = _one_way_model(rng), np.repeat([1, 0], LONG // 2 + rng.integers(-9, 10))
    yield ask(
        "no way back, however much it would pay",
        lambda: answer(*_logs(*one_way), tempting),
        rule=_same_score(*_logs(*one_way), tempting),
        hints=[
            "The second half of the letters speaks for a state to which no step leads back.",
            "What did you put in the place of log 0?",
        ],
    )
    long_model = _model(rng, states=2, symbols=4)
    many = _letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: answer(*_logs(*long_model), many),
        rule=_same_score(*_logs(*long_model), many),
        hints=["The probability of a path of 1,000 letters underflows. Stay with logarithms."],
    )


@exercise(points=3)
def baum_welch_step(answer, rng):
    """New pi (K,), A (K, K) and B (K, M) from the expected counts."""
    pi, A, B = _model(rng, states=3, symbols=4)
    x = np.concatenate([rng.permutation(4), rng.integers(3, size=2)])
    tables = _log_tables(pi, A, B, x)
    arguments = (*tables, *_logs(A, B), x)
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
        lambda: _flat(answer(*_log_tables(pi, A, B, few), *_logs(A, B), few)),
        hints=["One step and two letters. Letters that do not occur have a column, too."],
    )
    no_way, place = A.copy(), rng.integers(3)
    no_way[place] = _without(A[place], (place + 1) % 3)
    yield ask(
        "a step that is impossible",
        lambda: _flat(answer(*_log_tables(pi, no_way, B, x), *_logs(no_way, B), x)),
        hints=["What has probability 0 is never expected. log 0 is -inf: does nan come of it?"],
    )
    pi, A, B = _forgetful_model(rng, states=2, symbols=4)
    many = _letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: _flat(answer(*_long_tables(pi, B, many), *_logs(A, B), many)),
        rule=close(rel=1e-2, abs=1e-3),
        hints=["alpha and beta alone underflow. Divide by p(x) before you leave the log domain."],
    )


@exercise(points=2)
def sample_hmm(answer, rng):
    """States and letters drawn from the model, one pair of uniform numbers a letter."""
    pi, A, B = (_sixteenths(rng, shape) for shape in [(3,), (3, 3), (3, 5)])
    uniforms = _uniforms(rng, 30)
    yield ask(
        "the states",
        lambda: answer(pi, A, B, uniforms)[0],
        rule=close(dtype="int"),
        hints=[
            "The first state comes from pi. From which list of probabilities comes the next?",
            "Which column of the uniform numbers decides the states?",
        ],
    )
    yield ask(
        "the letters",
        lambda: answer(pi, A, B, uniforms)[1],
        rule=close(dtype="int"),
        weight=2,
        hints=["A letter is written by the state of its own place."],
    )
    yield ask(
        "first letters, each of a sequence of its own",
        lambda: [_flat(answer(pi, A, B, uniforms[t : t + 1])) for t in range(12)],
        hints=["For the first letter no step has been taken."],
    )
    circle, start = np.roll(np.eye(3), 1, axis=1), np.eye(3)[2]
    yield ask(
        "a chain that runs in a circle",
        lambda: _flat(answer(start, circle, B, uniforms[:9])),
        hints=["Row i of A says where one goes from i."],
    )
    absorbing = A.copy()
    absorbing[1] = [0, 1, 0]
    yield ask(
        "a state that is never left",
        lambda: _flat(answer(pi, absorbing, B, uniforms)),
        hints=["From which state was each step taken?"],
    )
    edges = rng.integers(1, 16, size=(24, 2)) / 16
    yield ask(
        "u on an edge",
        lambda: _flat(answer(pi, A, B, edges)),
        hints=["What does the docstring want where u is exactly F_i?"],
    )


def _model(rng, states, symbols):
    """pi, A and B, rows that sum to 1; no probability tiny, no two alike."""
    shapes = [(states,), (states, states), (states, symbols)]
    tables = [rng.uniform(0.2, 2.0, size=shape) ** 2 for shape in shapes]
    return [table / table.sum(axis=-1, keepdims=True) for table in tables]


def _forgetful_model(rng, states, symbols):
    """A model whose next state is drawn from pi, whatever the last one was."""
    pi, _, B = _model(rng, states, symbols)
    return pi, np.tile(pi, (states, 1)), B


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


def _disputed_tables(rng):
    """log alpha and log beta of two states that are never left; each has half of the letters."""
    first = rng.uniform(0.2, 0.8)
    log_letters = np.log([[0.9, 0.1], [0.1, 0.9]])[np.repeat([0, 1], LONG // 2)]  # (LONG, 2)
    so_far = np.cumsum(log_letters, axis=0)
    return np.log([first, 1 - first]) + so_far, so_far[-1] - so_far


def _letters(rng, length, symbols):
    """(length,) symbols; neighbours differ where a mistake of one place must show."""
    steps = rng.integers(1, symbols, size=length)
    return np.cumsum(steps) % symbols


def _without(probabilities, place):
    """The same distribution, given that it is not `place`."""
    rest = probabilities.copy()
    rest[place] = 0
    return rest / rest.sum()


def _logs(*tables):
    """Logarithms; log 0 is -inf."""
    with np.errstate(divide="ignore"):
        return [np.log(table) for table in tables]


def _all_paths(first, A, B, x):
    """The probability of every path, one axis a place, that goes on from `first` and writes x."""
    for symbol in x:
        first = first[..., None] * A * B[:, symbol]
    return first


def _log_tables(pi, A, B, x):
    """log alpha and log beta, (T, K) both, by listing all paths of a short sequence."""
    states, length = len(pi), len(x)
    ends = [_all_paths(pi * B[:, x[0]], A, B, x[1 : t + 1]) for t in range(length)]
    begins = [_all_paths(np.eye(states), A, B, x[t + 1 :]) for t in range(length)]
    alpha = [paths.reshape(-1, states).sum(axis=0) for paths in ends]
    beta = [paths.reshape(states, -1).sum(axis=1) for paths in begins]
    return _logs(np.array(alpha), np.array(beta))


def _long_tables(pi, B, x):
    """The same for a model whose next state is drawn from pi: its letters are independent."""
    one_letter = np.log(pi @ B)[x]
    total = np.cumsum(one_letter)
    log_alpha = np.log(pi * B[:, x].T) + (total - one_letter)[:, None]
    log_beta = np.repeat((total[-1] - total)[:, None], len(pi), axis=1)
    return log_alpha, log_beta


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


def _flat(parts):
    """All numbers of what came back, in one list."""
    return np.concatenate([np.ravel(np.asarray(part)) for part in parts])


def _sixteenths(rng, shape):
    """Rows of positive multiples of 1/16 with sum 1: their cumulative sums are exact."""
    size = shape[-1]
    draws = rng.multinomial(16 - size, np.full(size, 1 / size), size=shape[:-1])
    return (1 + draws) / 16


def _uniforms(rng, length):
    """(length, 2) numbers in (0, 1) that lie on no multiple of 1/16."""
    return (rng.integers(0, 256, size=(length, 2)) + 0.5) / 256
