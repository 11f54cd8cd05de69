"""The questions of `count_words`."""

import numpy as np

from gradelib.exam import ask, exercise

from .common import invented_words


@exercise(points=2)
def count_words(answer, rng):
    """How often each word of the vocabulary occurs in each message; an (n, V) table of counts."""
    words = invented_words(rng, 46)
    vocabulary, strangers = words[:6], words[6:]
    documents = [_message(rng, vocabulary, length) for length in (9, 3, 14, 6)]
    yield ask(
        "typical",
        lambda: answer(documents, vocabulary),
        weight=2,
        hints=[
            "Take two short messages and fill in the table by hand. Which row and which column does "
            "a word belong to?",
            "A dictionary from word to column number saves you from searching.",
        ],
    )
    strange = [
        [strangers[0], *document, *_message(rng, strangers, 2), document[0]]
        for document in documents[:3]
    ]
    strange.insert(1, strangers[2:5])
    yield ask(
        "words outside the vocabulary",
        lambda: answer(strange, vocabulary),
        hints=[
            "The table has one column for each word of the vocabulary, and one row for each message."
        ],
    )
    marks = ["!", "i", words[0], "£5", words[0] + "'s", "?", "I", "150", "'cause", "o.k", "&"]
    marked = [[marks[i] for i in rng.permutation(len(marks))], _message(rng, marks, 9)]
    yield ask(
        "marks and single letters",
        lambda: answer(marked, marks),
        hints=["Every word counts as it stands: capitals, marks, single letters."],
    )
    often = int(rng.integers(300, 500))
    again = [documents[1], [vocabulary[3]] * often + documents[0], documents[1]]
    yield ask(
        "a word that comes hundreds of times, and a message sent twice",
        lambda: answer(again, vocabulary),
        hints=[
            "Two messages may be equal and still have a row each. How do you find a message's row?",
            "How large may a number in your table become?",
        ],
    )
    yield ask(
        "an empty message",
        lambda: answer([documents[0], [], documents[1]], vocabulary),
        hints=["How many rows belong to three messages, one of them empty?"],
    )
    pair = [vocabulary[2], vocabulary[0] + vocabulary[2], vocabulary[0]]
    nested = [_message(rng, pair, length) for length in (8, 5)]
    yield ask(
        "a word inside another word",
        lambda: answer(nested, pair),
        hints=["A word occurs where a whole word is equal to it."],
    )
    yield ask(
        "one message",
        lambda: answer([documents[2]], vocabulary[:4]),
        hints=["Also one message is a list of one message."],
    )


def _message(rng: np.random.Generator, words: list[str], length: int) -> list[str]:
    return [words[i] for i in rng.integers(len(words), size=length)]
