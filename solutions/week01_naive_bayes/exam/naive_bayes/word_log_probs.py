"""The questions of `word_log_probs`."""

import numpy as np

from gradelib.exam import ask, exercise


@exercise(points=3)
def word_log_probs(answer, rng):
    """The smoothed log-probability of each word, given the class; a (classes, words) table."""
    counts = rng.integers(1, 30, size=(3, 7))
    counts[0, 4] = counts[2, 1] = 0
    alpha = rng.uniform(0.3, 0.8)
    yield ask(
        "typical",
        lambda: answer(counts, alpha),
        weight=2,
        hints=[
            "Add up the probabilities of one class. What should they give?",
            "If every word is imagined alpha times more, how many words are imagined in all?",
        ],
    )
    sparse = counts * (rng.random(counts.shape) < 0.5)
    sparse[:, 0] = 0
    yield ask(
        "a word that no class used",
        lambda: answer(sparse, 2 * alpha),
        hints=["Its count is zero. What is added to it?"],
    )
    yield ask(
        "hardly any smoothing",
        lambda: answer(sparse, alpha * 1e-12),
        hints=["How far apart should a seen and an unseen word be now?"],
    )
    silent = counts * np.array([[1], [0], [1]])
    yield ask(
        "a class without words",
        lambda: answer(silent, alpha),
        hints=["What do we believe of a class if all its words are imagined?"],
    )
    yield ask(
        "more smoothing than data",
        lambda: answer(counts, 200 * alpha),
        hints=["All words become almost equally likely: how likely is each?"],
    )
    square = counts[:, 2:5].astype(float)
    yield ask(
        "as many words as classes, and counts given as floats",
        lambda: answer(square, alpha),
        hints=["Which total belongs to which row? And is the table as it was after your function?"],
    )
    many = rng.integers(0, 5000, size=(2, 90))
    yield ask(
        "a large vocabulary",
        lambda: answer(many, alpha),
        hints=["How many imagined words are there if the vocabulary has V words?"],
    )
    yield ask(
        "one class",
        lambda: answer(counts[:1], alpha),
        hints=["With one class, the probabilities of its words still sum to one."],
    )
