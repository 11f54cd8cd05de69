"""What several exams of the lesson `hidden_markov` use."""

import numpy as np

LONG = 1000  # letters: their probability is far below the smallest float


def model(rng, states, symbols):
    """pi, A and B, rows that sum to 1; no probability tiny, no two alike."""
    shapes = [(states,), (states, states), (states, symbols)]
    tables = [rng.uniform(0.2, 2.0, size=shape) ** 2 for shape in shapes]
    return [table / table.sum(axis=-1, keepdims=True) for table in tables]


def forgetful_model(rng, states, symbols):
    """A model whose next state is drawn from pi, whatever the last one was."""
    pi, _, B = model(rng, states, symbols)
    return pi, np.tile(pi, (states, 1)), B


def letters(rng, length, symbols):
    """(length,) symbols; neighbours differ where a mistake of one place must show."""
    steps = rng.integers(1, symbols, size=length)
    return np.cumsum(steps) % symbols


def without(probabilities, place):
    """The same distribution, given that it is not `place`."""
    rest = probabilities.copy()
    rest[place] = 0
    return rest / rest.sum()


def model_with_zeros(rng, x, states, symbols):
    """A model with zeros in pi, A and B that can write x, and some zeros in alpha and beta."""
    pi, A, B = model(rng, states, symbols)
    pi = without(pi, 2)
    A[1] = np.eye(states)[2]
    B[2] = without(B[2], x[-2])  # so nobody who is in state 1 before that letter can write it
    order = rng.permutation(states)
    return pi[order], A[order][:, order], B[order]


def logs(*tables):
    """Logarithms; log 0 is -inf."""
    with np.errstate(divide="ignore"):
        return [np.log(table) for table in tables]


def all_paths(first, A, B, x):
    """The probability of every path, one axis a place, that goes on from `first` and writes x."""
    for symbol in x:
        first = first[..., None] * A * B[:, symbol]
    return first


def log_tables(pi, A, B, x):
    """log alpha and log beta, (T, K) both, by listing all paths of a short sequence."""
    states, length = len(pi), len(x)
    ends = [all_paths(pi * B[:, x[0]], A, B, x[1 : t + 1]) for t in range(length)]
    begins = [all_paths(np.eye(states), A, B, x[t + 1 :]) for t in range(length)]
    alpha = [paths.reshape(-1, states).sum(axis=0) for paths in ends]
    beta = [paths.reshape(states, -1).sum(axis=1) for paths in begins]
    return logs(np.array(alpha), np.array(beta))


def long_log_tables(pi, B, x):
    """The same for a model whose next state is drawn from pi: its letters are independent."""
    one_letter = np.log(pi @ B)[x]
    total = np.cumsum(one_letter)
    log_alpha = np.log(pi * B[:, x].T) + (total - one_letter)[:, None]
    log_beta = np.repeat((total[-1] - total)[:, None], len(pi), axis=1)
    return log_alpha, log_beta


def flat(parts):
    """All numbers of what came back, in one list."""
    return np.concatenate([np.ravel(np.asarray(part)) for part in parts])

# Made from solutions/week02_density_fitting/exam/hidden_markov/common.py; edit that. Checksum 1a1c81c0e7832e3eeaceea6be44754e031df8139b5f082b519a29e9a10dd639f
