"""The questions of `log_posterior`."""

import numpy as np

from gradelib.exam import ask, close, exercise


@exercise(points=3)
def log_posterior(answer, rng):
    """The log-probability of each class, given each message; an (n, classes) table in nats."""
    log_theta = np.log(rng.dirichlet(np.full(7, 2.0), size=3))
    log_prior = np.log([0.15, 0.6, 0.25])[rng.permutation(3)]
    counts = rng.integers(0, 3, size=(5, 7))
    yield ask(
        "typical",
        lambda: answer(counts, log_theta, log_prior),
        weight=2,
        hints=[
            "For one message and one class: the log-prior, plus the log-probability of each word as "
            "often as it occurs.",
            "Then subtract one number from each row, so that its exponentials sum to one.",
        ],
    )
    mostly_empty = counts[:4] * np.array([[1], [0], [1], [0]])
    yield ask(
        "an empty message",
        lambda: answer(mostly_empty, log_theta, np.roll(log_prior, 1)),
        hints=["What do you believe about a message before you have read a word of it?"],
    )
    yield ask(
        "one message",
        lambda: answer(counts[:1], log_theta, log_prior),
        hints=["The classes of one message have to share a probability of one."],
    )
    # Classes that differ little, so that only the joint probabilities underflow.
    similar = np.log(rng.dirichlet(np.full(7, 400.0), size=3))
    rough = close(rel=1e-3, abs=1e-3)  # what float32 leaves of sums of thousands
    long = rng.integers(100, 200, size=(2, 7))
    yield ask(
        "very long messages",
        lambda: answer(long, similar, log_prior),
        rule=rough,
        hints=["exp(-1000) is 0 for the computer. Can you take the exponential of something else?"],
    )
    short_and_long = np.concatenate([counts[:2], long])
    yield ask(
        "short and very long messages together",
        lambda: answer(short_and_long, similar, log_prior),
        rule=rough,
        hints=[
            "Which number do you take out before the exponential: of the table, or of each row?"
        ],
    )
    spoken = np.eye(7, dtype=int)[rng.integers(7, size=2)] * rng.integers(900, 1100, size=(2, 1))
    weights = np.exp(3.0 * (np.add.outer(np.arange(3), np.arange(7)) % 3))
    weights *= rng.uniform(0.8, 1.2, size=weights.shape)
    apart = np.log(weights / weights.sum(axis=1, keepdims=True))
    yield ask(
        "a class that is all but impossible",
        lambda: answer(spoken, apart, log_prior),
        hints=["A log-probability of -2000 is a fine number. Does yours pass through exp and log?"],
    )

# Made from solutions/week01_naive_bayes/exam/naive_bayes/log_posterior.py; edit that. Checksum e7344273cba8317adaa1ef69b7ece02bc99cf8c9c5668777ec7cac208b3661d9
