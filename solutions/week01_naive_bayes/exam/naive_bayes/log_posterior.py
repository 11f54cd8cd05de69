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
    four = np.concatenate([log_theta, log_theta[:1, ::-1]])
    tied = np.log([0.1, 0.4, 0.4, 0.1])[rng.permutation(4)]
    yield ask(
        "an empty message, and four classes",
        lambda: answer(mostly_empty, four, tied),
        hints=["What do you believe about a message before you have read a word of it?"],
    )
    two = np.log([0.2, 0.8])[rng.permutation(2)]
    yield ask(
        "one message, and two classes",
        lambda: answer(counts[:1], log_theta[:2], two),
        hints=["The classes of one message have to share a probability of one."],
    )
    square = rng.integers(0, 3, size=(3, 3)) + np.diag([1, 2, 3])
    three_words = np.log(rng.dirichlet(np.full(3, 2.0), size=3))
    yield ask(
        "as many messages and words as classes",
        lambda: answer(square, three_words, log_prior),
        hints=["Here every axis has the same length. Which number belongs to which class?"],
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
    weights = np.exp(3.0 * (np.add.outer(np.arange(3), np.arange(7)) % 3))
    weights *= rng.uniform(0.8, 1.2, size=weights.shape)
    apart = np.log(weights / weights.sum(axis=1, keepdims=True))
    spoken = np.eye(7, dtype=int)[rng.integers(7, size=2)] * rng.integers(900, 1100, size=(2, 1))
    weights[0, spoken[0].argmax()] = 1e-300
    avoided = np.log(weights / weights.sum(axis=1, keepdims=True))
    avoided[0, spoken[0].argmax()] = -800.0  # below the logarithm of every positive float64
    yield ask(
        "a class that is all but impossible",
        lambda: answer(spoken, avoided, log_prior),
        hints=["A log-probability of -2000 is a fine number. Does yours pass through exp and log?"],
    )
    # Class k is hardly ever met, but 500 times its favourite word speaks for it.
    k = int(rng.integers(3))
    seldom = np.insert(np.log([0.3, 0.7]), k, -800.0)
    favourite = np.eye(1, 7, (2 - k) % 3, dtype=int) * rng.integers(480, 520)
    against_it = np.concatenate([favourite, counts[:1]])
    yield ask(
        "a class that hardly ever comes",
        lambda: answer(against_it, apart, seldom),
        rule=rough,
        hints=["What is m the largest of? Is the prior in it, and as it was given?"],
    )
