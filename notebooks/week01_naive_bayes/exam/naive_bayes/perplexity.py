"""The questions of `perplexity`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import probabilities


@exercise(points=2)
def perplexity(answer, rng):
    """exp of minus the mean log-probability of a word; one number for all the messages."""
    log_probs = np.log(probabilities(rng, 6))
    counts = rng.integers(0, 6, size=(4, 6)) + np.eye(4, 6, dtype=int)
    yield ask(
        "typical",
        lambda: answer(counts, log_probs),
        weight=2,
        hints=[
            "How many words are there in all the messages together?",
            "Three steps: the log-probability of all the words, its mean per word, exp of minus that.",
        ],
    )
    uneven = counts * np.array([[1], [30], [1], [2]])
    yield ask(
        "one message much longer than the others",
        lambda: answer(uneven, log_probs),
        hints=["Every word has the same weight. Do you average over words or over messages?"],
    )
    single = np.eye(1, 6, int(log_probs.argmin()), dtype=int)
    mixed = np.concatenate([counts[:1], 0 * single, single, counts[3:], single, counts[3:]])
    yield ask(
        "an empty message, one of one word, and equal ones",
        lambda: answer(mixed, log_probs),
        hints=[
            "A message without words adds nothing to either sum.",
            "Which messages count? All of them, however short, and as often as they were sent.",
        ],
    )
    yield ask(
        "a hundred thousand words",
        lambda: answer(counts * 2000, log_probs),
        hints=["The probability of all the words underflows; the sum of the logarithms does not."],
    )
    rare = np.r_[log_probs, -800.0]
    yield ask(
        "a word that was hardly expected",
        lambda: answer(np.c_[40 * counts, np.eye(4, 1, dtype=int)], rare),
        hints=["exp(-800) is 0 for the computer. Does its logarithm have to be taken again?"],
    )
    words = int(rng.integers(11, 60))
    any_counts = rng.integers(1, 4, size=(3, words))
    yield ask(
        "all words equally likely",
        lambda: answer(any_counts, np.full(words, -np.log(words))),
        hints=["Among how many equally likely words does the model choose?"],
    )
    yield ask(
        "one message",
        lambda: answer(counts[:1], log_probs),
        hints=["One message is a table with one row."],
    )

# Made from solutions/week01_naive_bayes/exam/naive_bayes/perplexity.py; edit that. Checksum d130cc48b22c3fd5be09812e50991dc01a2db6e55fa6954f588cd87c1c7e928e
