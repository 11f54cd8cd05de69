"""The questions of `my_next_char`."""

from functools import cache

import numpy as np
import torch

from gradelib import data
from gradelib.exam import ask, at_least, at_most, between, exercise

# The alphabet of the lesson: all characters of the King James Bible, in this order.
CHARACTERS = "\n !'(),-.:;?ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwxyz"


@exercise(points=4)
def my_next_char(answer, rng):
    """The logits of the character to come, by the network that you trained; (n, V)."""
    # The character that is asked for is not among what is sent, so the score is that of a real
    # model, whatever the answer does. The two books are in no part of data.bible(). The reference
    # takes 1.46 nats after 32 characters; over 200 seeds this varies with a standard deviation of
    # 0.05, so that the bound of 1.8 refuses it less often than once in 1e9 times. The other
    # questions tell apart the ways to go wrong, whatever weights were trained.
    book = _kept_back()
    begins = rng.integers(len(book) - 41, size=1000)
    windows = torch.from_numpy(np.stack([book[i : i + 41] for i in begins]))
    few = windows[:40, :40]
    shifts = torch.from_numpy(rng.integers(1, len(CHARACTERS), size=40))

    @cache
    def cost() -> float:
        logits = _logits(answer(windows[:, 8:40]), 1000)
        return float(torch.nn.functional.cross_entropy(logits, windows[:, 40]))

    def change(position: int) -> float:
        """How much the logits change where one character of the context does."""
        changed = few.clone()
        changed[:, position] = (changed[:, position] + shifts) % len(CHARACTERS)
        return float((_logits(answer(few), 40) - _logits(answer(changed), 40)).abs().max())

    yield ask(
        "better than a bigram",
        cost,
        rule=between(0.8, 2.2),
        weight=2,
        seconds=30,
        measured=True,
        hints=[
            "Which weights does your function load, and how long were they trained? A smoke run is "
            "too short.",
            "Of all positions, which one's logits foresee the character to come?",
        ],
    )
    yield ask(
        "at most 1.8 nats",
        cost,
        rule=between(0.8, 1.8),  # below 0.8 somebody has looked the text up
        weight=3,
        seconds=30,
        measured=True,
        hints=["How many nats does your network take on the held-out books of the lesson?"],
    )
    yield ask(
        "better than guessing",
        cost,
        rule=at_most(4.0),
        seconds=30,
        hints=["Guessing costs 4.14 nats, the frequencies of letters alone 2.98."],
    )
    yield ask(
        "hardly worse than guessing",
        cost,
        rule=at_most(4.5),
        seconds=30,
        hints=["Guessing costs 4.14 nats. What costs more is sure of the wrong characters."],
    )
    yield ask(
        "frequent characters have larger logits",
        lambda: _agreement(_logits(answer(few), 40).mean(0).numpy(), book),
        rule=at_least(0.3),
        seconds=30,
        hints=["On average a blank should have a larger logit than a capital Y. Has it?"],
    )
    yield ask(
        "they are logits, no probabilities",
        lambda: float((_logits(answer(few), 40).sum(1) - 1).abs().max()),
        rule=at_least(0.01),
        seconds=30,
        hints=["The softmax is still to be taken. What do the numbers of a row of yours sum to?"],
    )
    yield ask(
        "the last character counts",
        lambda: change(-1),
        rule=at_least(1e-3),
        seconds=30,
        hints=["After `th`, and after `t?`: do your logits know the difference?"],
    )
    yield ask(
        "the character before it counts",
        lambda: change(-2),
        rule=at_least(1e-3),
        seconds=30,
        hints=["Do your logits come from a position that has read the context?"],
    )
    yield ask(
        "alone and in a batch",
        lambda: float((_logits(answer(few), 40)[7] - _logits(answer(few[7:8]), 1)[0]).abs().max()),
        rule=at_most(0.01),
        seconds=30,
        hints=["Should what is foreseen of a text depend on the other texts of the batch?"],
    )
    yield ask(
        "short contexts",
        lambda: float(
            torch.nn.functional.cross_entropy(
                _logits(answer(windows[:, 32:40]), 1000), windows[:, 40]
            )
        ),
        rule=at_most(2.0),
        seconds=30,
        measured=True,
        hints=["Eight characters are a context, too. What do your logits cost after so few?"],
    )


def _logits(came: object, texts: int) -> torch.Tensor:
    """What came back as a tensor (texts, V) of floats."""
    logits = torch.as_tensor(np.asarray(came)).double()
    if logits.shape != (texts, len(CHARACTERS)):
        shape = tuple(logits.shape)
        raise ValueError(f"the shape should be ({texts}, {len(CHARACTERS)}), not {shape}")
    return logits


def _agreement(mean_logits: np.ndarray, book: np.ndarray) -> float:
    """The correlation of mean logits with the logarithms of the characters' frequencies."""
    frequency = np.bincount(book, minlength=len(CHARACTERS)) + 1
    return float(np.corrcoef(mean_logits, np.log(frequency))[0, 1])


@cache
def _kept_back() -> np.ndarray:
    """Judges and Acts, as numbers of characters."""
    number = {character: i for i, character in enumerate(CHARACTERS)}
    return np.array([number[character] for character in data.bible_kept_back()])

# Made from solutions/week03_autoregressive/exam/char_rnn/my_next_char.py; edit that. Checksum aecf21574e46d6fd6d627d4dfdf2d23a35497fc07aa3f93dc0145a489e369012
