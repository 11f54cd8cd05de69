"""The questions of the lesson `naive_bayes`.

Words are invented from the seed, and every table has sides of different lengths, so that neither a
memorised value nor a swapped axis passes.
"""

import numpy as np

from gradelib.exam import ask, close, exercise


@exercise(points=2)
def count_words(answer, rng):
    """How often each word of the vocabulary occurs in each message; an (n, V) table of counts."""
    words = _invented_words(rng, 46)
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
    yield ask(
        "words outside the vocabulary",
        lambda: answer(strange, vocabulary),
        hints=["The table has one column for each word of the vocabulary, and no other."],
    )
    marks = ["!", "i", words[0], "£5", words[0] + "'s", "?", "I"]
    marked = [_message(rng, marks, length) for length in (8, 5)]
    yield ask(
        "marks and single letters",
        lambda: answer(marked, marks),
        hints=["The messages are split already. Does anything split them again?"],
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
        lambda: answer(sparse, alpha / 100_000),
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


@exercise(points=2)
def precision_recall(answer, rng):
    """Precision and recall of a spam filter, from the truth and the flags."""
    few, some, more, most = (int(rng.integers(a, a + 4)) for a in (2, 7, 12, 30))
    truth, flags = _filter(rng, caught=some, false_alarms=few, missed=more, passed=most)
    yield ask(
        "typical",
        lambda: answer(truth, flags),
        weight=2,
        hints=[
            "Count the messages that are spam and flagged. What does each fraction divide this by?",
            "Of what you flagged, how much is spam? Of the spam, how much did you flag?",
        ],
    )
    truth_2, flags_2 = _filter(rng, caught=few, false_alarms=most, missed=some, passed=more)
    yield ask(
        "too many flags",
        lambda: answer(truth_2, flags_2),
        hints=["Which of the two suffers when the filter flags almost everything?"],
    )
    yield ask(
        "everything flagged",
        lambda: answer(truth, np.ones_like(truth)),
        hints=["No spam gets through. And how much of what was flagged is spam?"],
    )
    lonely = np.arange(len(truth)) == rng.integers(len(truth))
    yield ask(
        "a single spam, which is caught",
        lambda: answer(lonely, lonely),
        rule=close(rel=5e-7, abs=0.0),  # float32 is exact here
        hints=["Everything is right: both should be 1. Do you add something to a denominator?"],
    )
    yield ask(
        "nothing flagged",
        lambda: answer(truth, np.zeros_like(truth)),
        hints=["The text says what to report where the denominator is zero."],
    )
    yield ask(
        "no spam came",
        lambda: answer(np.zeros_like(truth), flags),
        hints=["The text says what to report where the denominator is zero."],
    )


@exercise(points=2)
def generate_message(answer, rng):
    """The words that the uniform numbers draw, joined by single spaces; a str."""
    vocabulary = _invented_words(rng, 9)
    log_probs = np.log(_probabilities(rng, 9))
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
    large, many_log_probs = _invented_words(rng, 300), np.log(_probabilities(rng, 300))
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


@exercise(points=2)
def perplexity(answer, rng):
    """exp of minus the mean log-probability of a word; one number for all the messages."""
    log_probs = np.log(_probabilities(rng, 6))
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
    yield ask(
        "an empty message among others",
        lambda: answer(counts * np.array([[1], [1], [0], [1]]), log_probs),
        hints=["A message without words adds nothing to either sum."],
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


@exercise(points=2)
def pixel_log_prob(answer, rng):
    """The log-probability of each binary picture with independent pixels, in nats; (n,)."""
    on_probs = rng.uniform(0.05, 0.95, size=6)
    images = (rng.random((4, 6)) < 0.5).astype(float)
    images[0, :2] = images[1, 2:4] = [0.0, 1.0]
    yield ask(
        "typical",
        lambda: answer(images, on_probs),
        weight=2,
        hints=[
            "Take a picture of two pixels, one on and one off. What is its probability?",
            "Each pixel adds one of two logarithms; each picture gives one number.",
        ],
    )
    yield ask(
        "every pixel off",
        lambda: answer(np.zeros((3, 6)), on_probs),
        hints=["A pixel that is off has been observed, too. How probable was that?"],
    )
    yield ask(
        "every pixel on",
        lambda: answer(np.ones((2, 6)), on_probs),
        hints=["How probable is a pixel that is on?"],
    )
    yield ask(
        "one picture",
        lambda: answer(images[:1], on_probs),
        hints=["The pixels of one picture give one number."],
    )
    wide = rng.uniform(0.2, 0.8, size=3000)
    pictures = (rng.random((2, 3000)) < wide).astype(float)
    yield ask(
        "large pictures",
        lambda: answer(pictures, wide),
        hints=["The probability of 3,000 pixels underflows. Take the logarithms first."],
    )
    nearly = np.where(rng.permutation(6) < 3, 1e-12, 1 - 1e-4) * rng.uniform(0.99, 1, size=6)
    yield ask(
        "pixels that are nearly always on or off",
        lambda: answer(images, nearly),
        hints=["Do you change the probabilities before you use them?"],
    )


def _invented_words(rng: np.random.Generator, number: int) -> list[str]:
    """Different invented words of four letters, never in alphabetical order."""
    syllables = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeiou"]
    places = rng.choice(len(syllables) ** 2, size=number, replace=False)
    words = [syllables[i // len(syllables)] + syllables[i % len(syllables)] for i in places]
    return words[::-1] if words == sorted(words) else words


def _message(rng: np.random.Generator, words: list[str], length: int) -> list[str]:
    return [words[i] for i in rng.integers(len(words), size=length)]


def _probabilities(rng: np.random.Generator, number: int) -> np.ndarray:
    """Uneven probabilities, none of them tiny, so that rounding hardly decides which word is drawn."""
    weights = rng.uniform(0.2, 2.0, size=number)
    return weights / weights.sum()


def _filter(
    rng: np.random.Generator, *, caught: int, false_alarms: int, missed: int, passed: int
) -> tuple[np.ndarray, np.ndarray]:
    """The truth and the flags of a filter with these numbers of messages, shuffled."""
    truth = np.repeat([True, False, True, False], [caught, false_alarms, missed, passed])
    flags = np.repeat([True, True, False, False], [caught, false_alarms, missed, passed])
    order = rng.permutation(len(truth))
    return truth[order], flags[order]

# Made from solutions/week01_naive_bayes/exam/naive_bayes.py; edit that. Checksum 61dce1cde742d8b574efc99f87b677fccbc1b98c6aab301da0e69f296dbb8ee8
