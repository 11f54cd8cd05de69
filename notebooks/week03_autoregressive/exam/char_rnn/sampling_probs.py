"""The questions of `sampling_probs`."""

import numpy as np
import torch

from gradelib.exam import ask, close, exercise

from .common import floats

# What has been left out has probability 0, and not merely a small one.
NOTHING_LEFT = close(rel=1e-3, abs=1e-9, tensor=True)


@exercise(points=2)
def sampling_probs(answer, rng):
    """Probabilities to draw from: the k best characters, sharpened by a temperature; (B, V)."""
    logits = _apart(rng, 4, 7)
    yield ask(
        "temperature and top k",
        lambda: answer(logits, 0.7, 3),
        weight=2,
        rule=NOTHING_LEFT,
        hints=[
            "How many entries of each row should be above zero, and what should they sum to?",
            "What is done to the logits before the softmax, and what to those that are left out?",
        ],
    )
    yield ask(
        "temperature only",
        lambda: answer(logits, 0.5, 7),
        rule=NOTHING_LEFT,
        hints=["Should a temperature below 1 make the best character more or less probable?"],
    )
    yield ask(
        "a high temperature",
        lambda: answer(logits, 3.0, 5),
        rule=NOTHING_LEFT,
        hints=["Very hot means nearly uniform. In which direction does your temperature work?"],
    )
    yield ask(
        "the best one only",
        lambda: answer(logits, 1.0, 1),
        rule=NOTHING_LEFT,
        hints=["With k = 1 one character is left. What is its probability?"],
    )
    yield ask(
        "k beyond the alphabet",
        lambda: answer(logits, 1.3, 50),
        rule=NOTHING_LEFT,
        hints=["Where k is larger than the alphabet nothing is left out."],
    )
    low = logits - 100 * torch.arange(1, 5)[:, None]
    yield ask(
        "nearly freezing",
        lambda: answer(low, 0.001, 4),
        rule=NOTHING_LEFT,
        hints=[
            "At a temperature of 0.001 the best character has probability 1. The logits of the rows "
            "are near -100, -200, -300 and -400; how large is what you take `exp` of?"
        ],
    )
    yield ask(
        "very hot",
        lambda: answer(logits - 300, 2000.0, 2),
        rule=NOTHING_LEFT,
        hints=[
            "Two characters stay and share nearly alike. The logits are near -300, the temperature "
            "is 2000: is the probability of all others 0?"
        ],
    )
    yield ask(
        "logits as small, or as large, as the temperature",
        lambda: [answer(logits / 1000, 0.001, 4), answer(1000 * logits, 2000.0, 5)],
        rule=NOTHING_LEFT,
        hints=[
            "Logits a thousand times smaller at a temperature a thousand times lower: should anything "
            "change?"
        ],
    )
    single = _apart(rng, 1, 12)
    yield ask(
        "one text",
        lambda: answer(single, 0.7, 3),
        rule=NOTHING_LEFT,
        hints=["A batch of one text is a batch: (1, V) goes in, (1, V) comes out."],
    )


def _apart(rng, rows, size):
    """Logits of which no two of a row are alike, so that the k best are never in doubt."""
    ranks = np.stack([rng.permutation(size) for _ in range(rows)])
    return floats(0.7 * ranks - 2 + rng.uniform(0, 0.3, size=(rows, size)))

# Made from solutions/week03_autoregressive/exam/char_rnn/sampling_probs.py; edit that. Checksum 17f4ef161e1f5b588a08fe840297bc5b741f73cc2b4e6d1534759607ab3145af
