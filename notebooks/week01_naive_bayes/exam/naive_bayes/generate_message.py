"""The questions of `generate_message`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import invented_words, probabilities, well_inside


@exercise(points=2)
def generate_message(answer, rng):
    """The words that the uniform numbers draw, joined by single spaces; a str."""
    vocabulary = invented_words(rng, 9)
    chances = probabilities(rng, 9)
    log_probs = np.log(chances)
    uniforms = well_inside(rng, chances, 8)
    yield ask(
        "typical",
        lambda: answer(log_probs, vocabulary, uniforms),
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
    lopsided = np.array([0.02, 0.9, 0.08])
    again = np.r_[well_inside(rng, lopsided, 6), 0.5, 0.5, 0.01, 0.99]
    yield ask(
        "a word that is drawn again and again",
        lambda: answer(np.log(lopsided), vocabulary[:3], again),
        hints=["The slip of paper is put back into the bag."],
    )
    yield ask(
        "the first and the last word",
        lambda: answer(log_probs, vocabulary, np.array([0.9999, 0.0, 0.0001, 0.9999])),
        hints=["On which end of the line from 0 to 1 does the first word lie?"],
    )
    long_word = "".join(invented_words(rng, 3)) + "s"
    kinds = ["!", "don't", "Ok", long_word, "£5", "?", *vocabulary[:3]]
    others = probabilities(rng, 9)
    every_word_twice = np.tile(np.cumsum(others) - others / 2, 2)[rng.permutation(18)]
    yield ask(
        "marks, capitals and long words, with other probabilities",
        lambda: answer(np.log(others), kinds, every_word_twice),
        hints=["Each word is written as it stands in the vocabulary of this very call."],
    )
    large, many = invented_words(rng, 300), probabilities(rng, 300)
    forty = well_inside(rng, many, 40)
    yield ask(
        "a large vocabulary and forty words",
        lambda: answer(np.log(many), large, forty),
        hints=["Is the vocabulary still in the order of the probabilities? Are there forty words?"],
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

# Made from solutions/week01_naive_bayes/exam/naive_bayes/generate_message.py; edit that. Checksum 39ede3f6c6e167993642737f0e1e47022aaa1926f40ce8789a2f9c8378bfa262
