"""The questions of `generate_message`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import invented_words, probabilities


@exercise(points=2)
def generate_message(answer, rng):
    """The words that the uniform numbers draw, joined by single spaces; a str."""
    vocabulary = invented_words(rng, 9)
    log_probs = np.log(probabilities(rng, 9))
    uniforms = rng.random(12)
    yield ask(
        "typical",
        lambda: answer(log_probs, vocabulary, uniforms[:8]),
        weight=2,
        hints=[
            "What does the sampler want, probabilities or their logarithms?",
            "Number t decides word t: one word for each number, in their order.",
        ],
    )
    yield ask(
        "one word",
        lambda: answer(log_probs, vocabulary, uniforms[:1]),
        hints=["A message of one word is that word."],
    )
    lopsided = np.log(np.r_[0.02, 0.9, 0.08])
    yield ask(
        "a word that is drawn again and again",
        lambda: answer(lopsided, vocabulary[:3], np.r_[uniforms[:6], 0.5, 0.5, 0.01, 0.99]),
        hints=["The slip of paper is put back into the bag."],
    )
    yield ask(
        "the first and the last word",
        lambda: answer(log_probs, vocabulary, np.array([0.9999, 0.0001, 0.9999])),
        hints=["On which end of the line from 0 to 1 does the first word lie?"],
    )
    large, many_log_probs = invented_words(rng, 300), np.log(probabilities(rng, 300))
    yield ask(
        "a large vocabulary",
        lambda: answer(many_log_probs, large, uniforms),
        hints=["Is the vocabulary still in the order of the probabilities?"],
    )
    short = log_probs - 1e-6  # as if rounded: the probabilities sum to a millionth less than 1
    yield ask(
        "rounding leaves the last sum below u",
        lambda: answer(short, vocabulary, np.r_[uniforms[:3], 1 - 2.0**-22]),
        hints=["What does your search find when u lies above every sum? Which word should it be?"],
    )
    yield ask(
        "no uniforms",
        lambda: answer(log_probs, vocabulary, np.zeros(0)),
        hints=["What is the text of a message without words?"],
    )
