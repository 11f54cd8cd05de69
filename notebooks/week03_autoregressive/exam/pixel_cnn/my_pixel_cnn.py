"""The questions of `my_pixel_cnn`."""

from collections.abc import Callable
from functools import cache

import numpy as np
import torch

from gradelib import data
from gradelib.exam import ask, at_most, exercise, holds

from .common import LEVELS, some_inks

TOO_GOOD = 0.9  # bits per dimension

DICE = float(np.log2(LEVELS))  # bits per dimension of a model that knows nothing


@exercise(points=4)
def my_pixel_cnn(answer, rng):
    """The logits of the trained PixelCNN, asked about digits it may not look ahead in."""
    # Test digits of which every grey pixel (not white, not black) moved up or down a level, or
    # stayed, at random: no student has them. Each of them is asked about 32 of its pixels, in
    # as many calls in raster order; what is asked for, and all after it, is noise in the call. So
    # no answer can know more than it may. Tables are asked about the same pixels: the gain on them
    # varies less than the cost. With 180 digits and 12 seeds the reference gains 0.513 ± 0.010 bits
    # (standard deviation), so ± 0.014 with 90: the bound of 0.4 refuses it less often than once in
    # 1e9 times, and the bound of 0.9 is further away. (A memory of the test digits gains 1.2.)
    train, test = _levels_of_digits()
    levels = rng.permutation(test)[:90]
    grey = (levels > 0) & (levels < LEVELS - 1)
    levels = torch.tensor(levels + grey * rng.integers(-1, 2, size=levels.shape))
    noise = some_inks(rng, 32, *levels.shape)
    places = torch.tensor(2 * np.arange(32)[:, None] + rng.integers(2, size=(32, len(levels))))
    tables = _bits_of_tables(train, levels, places)

    @cache
    def gain() -> float:
        bits, entropy = _honest_bits(answer, levels, noise, places)
        # Networks that never learned are nearly fair dice, each in its own way: one mistake.
        unlearned = entropy > DICE - 0.3 and abs(bits - DICE) < 0.4
        return tables - (DICE if unlearned else bits)

    yield ask(
        "at least 0.2 bits per dimension better than a table for each pixel",
        gain,
        weight=4,
        rule=holds(_gain_of(0.2, dice=tables - DICE)),
        seconds=60,
        measured=True,
        hints=[
            "After a laptop run the gain is about 0.5, after a smoke run it is below 0: the network "
            "has then learned too little.",
            "Does your function load the file that the training cell saved last? Is logits[:, k, r, "
            "c] the logit of level k at row r, column c?",
        ],
    )
    yield ask(
        "at least 0.4 bits per dimension better than a table for each pixel",
        gain,
        weight=2,
        rule=holds(_gain_of(0.4, dice=tables - DICE)),
        seconds=60,
        measured=True,
        hints=["After a laptop run the gain is about 0.5. Did training end below 2 bits?"],
    )
    # Who hears nothing at all passes the rest: it counts beside a gain only (so is not `measured`).
    first, second = noise[:2, :64]
    changed = torch.where(torch.arange(64) < torch.arange(64)[:, None], first, second)
    yield ask(
        "no output hears its own pixel or a later one",
        lambda: _leaks(answer, first, changed),
        rule=holds(_hears_no_later_pixel),
        seconds=60,
        hints=["Draw the receptive field of your network at the place that is told above."],
    )
    yield ask(
        "no output hears the other pictures",
        lambda: _crowd(answer, first, second),
        rule=at_most(1e-3),
        seconds=60,
        hints=[
            "Asked is one picture alone, and among 63 others. Its logits should be the same, and "
            "have the batch axis both times."
        ],
    )


@cache
def _levels_of_digits() -> tuple[np.ndarray, np.ndarray]:
    """The levels of the training and of the test digits; (n, 64)."""
    digits = data.digits(size=8)
    train, test = (part.images.reshape(-1, 64) for part in (digits.train, digits.test))
    return train.astype(np.int64), test.astype(np.int64)


def _bits_of_tables(train: np.ndarray, levels: torch.Tensor, places: torch.Tensor) -> float:
    """The mean cost in bits of the pixels places[call, b] if no pixel knows any other one."""
    counts = (train[:, :, None] == np.arange(LEVELS)).sum(axis=0) + 0.1  # (64, 17)
    log_p = np.log2(counts / counts.sum(axis=1, keepdims=True))
    rows = np.arange(len(levels))
    return float(-np.mean([log_p[at, levels[rows, at]] for at in places]))


def _honest_bits(
    answer: Callable, levels: torch.Tensor, noise: torch.Tensor, places: torch.Tensor
) -> tuple[float, float]:
    """The mean cost in bits of the pixels places[call, b], each in a call that hides it, and the
    mean entropy in bits of what the answer says of them.

    levels: (n, 64); noise: (calls, n, 64); places: (calls, n), rising from call to call
    """
    inks, rows, told = levels.float() / (LEVELS - 1), torch.arange(len(levels)), []
    for at, hidden in zip(places, noise, strict=True):
        shown = torch.where(torch.arange(64) < at[:, None], inks, hidden)
        logits = _logits(answer(shown.reshape(-1, 1, 8, 8)), len(levels))[rows, :, at]
        log_p = torch.log_softmax(logits, dim=1) / np.log(2)
        cost, entropy = -log_p[rows, levels[rows, at]], -(log_p.exp2() * log_p).sum(dim=1)
        told.append((cost.mean().item(), entropy.mean().item()))
    bits, entropy = np.mean(told, axis=0)
    return float(bits), float(entropy)


def _gain_of(bits: float, dice: float) -> Callable[[object, object], bool | str]:
    """Is the gain a number of at least so many bits, and not too good to be true?

    dice: the gain of a model that knows nothing
    """

    def check(mine: object, reference: object) -> bool | str:
        gain = float(mine)
        told = f"it gains {gain:.2f} bits per dimension"
        if gain > TOO_GOOD:
            return f"{told}, which is too good to be true: who told it these digits?"
        if gain >= bits:
            return True
        if abs(gain - dice) < 1e-6:
            return f"{told}, no better than fair dice: does it load the weights that were learned?"
        if dice / 2 < gain < 0.2:
            return (
                f"{told}. Has the network learned too little: was the file saved after a smoke run?"
            )
        return told

    return check


def _leaks(answer: Callable, first: torch.Tensor, changed: torch.Tensor) -> np.ndarray:
    """For each place, how much its logits change with its own pixel and all later ones; (64,).

    first, changed: (64, 64) inks; pictures number k agree before place k
    """
    both = torch.cat([first, changed]).reshape(-1, 1, 8, 8)
    one, other = _logits(answer(both), len(both)).split(len(first))
    change = (one - other).abs().amax(dim=1)
    return change.diagonal().numpy()


def _hears_no_later_pixel(mine: object, reference: object) -> bool | str:
    """Are all changes small? Else it names the largest one's place."""
    changes = np.asarray(mine, dtype=float)
    heard = ~(changes < 1e-3)
    if not heard.any():
        return True
    place = int(np.argmax(np.where(np.isnan(changes), np.inf, changes)))
    row, column = divmod(place, 8)
    return (
        f"the logits at row {row}, column {column} change by {changes[place]:.3g} with their own "
        f"pixel or a later one; of 64 places {heard.sum()} hear what they should not"
    )


def _crowd(answer: Callable, first: torch.Tensor, second: torch.Tensor) -> float:
    """The largest change of a picture's logits between a call of its own and one with others."""
    crowd = torch.cat([first[:1], second[1:]]).reshape(-1, 1, 8, 8)
    alone, among = _logits(answer(crowd[:1]), 1), _logits(answer(crowd), len(crowd))
    return float((alone[0] - among[0]).abs().max())


def _logits(came: object, pictures: int) -> torch.Tensor:
    logits = torch.as_tensor(came).double()
    if tuple(logits.shape) != (pictures, LEVELS, 8, 8):
        raise ValueError(f"logits of the shape ({pictures}, 17, 8, 8) should come back")
    return logits.reshape(pictures, LEVELS, 64)

# Made from solutions/week03_autoregressive/exam/pixel_cnn/my_pixel_cnn.py; edit that. Checksum bf483bf1f06378a1570a7db3d845c4a0428b9d4f28daee74c7297ff19ce3a2e1
