"""The questions of `my_made`."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import torch

from gradelib import data
from gradelib.exam import ask, at_most, exercise, holds

from .common import floats, some_tensor


@exercise(points=4)
def my_made(answer, rng):
    """The logits of the trained MADE, asked about test digits it may not look ahead in."""
    # Each picture is shown pixel by pixel, in 64 calls for all of them: what is asked next is
    # never seen before, so the score is the NLL of a real distribution, whatever the answer does.
    # The pens are drawn anew for every seed. Over 200 seeds the reference gains 8.35 nats on
    # independent pixels, with a standard deviation of 0.20 and never less than 7.77, so the bound
    # of 7 lies 6.7 standard deviations away: it refuses it less often than once in 1e9 times.
    test_grey, train_grey = _digits()
    test_grey = rng.permutation(test_grey)
    pictures = floats(test_grey >= rng.integers(5, 12, size=(len(test_grey), 1)))
    noise = floats(rng.random((64, *pictures.shape)) < 0.3)
    alone = np.mean([train_grey >= pen for pen in range(5, 12)], axis=(0, 1)).clip(1e-3, 1 - 1e-3)
    yardstick = _independent_nll(alone, pictures.numpy())

    @cache
    def asked() -> dict:
        return _honest_nll(answer, pictures, noise)

    yield ask(
        "at least 4 nats better than independent pixels",
        asked,
        rule=holds(lambda mine, _: _gains(4, mine, yardstick)),
        weight=4,
        seconds=20,
        measured=True,
        hints=[
            "Does your function load the file that the training cell saved?",
            "Did training reach 18 nats on held-out digits? Is column i the logit of pixel i?",
        ],
    )
    yield ask(
        "at least 7 nats better than independent pixels",
        asked,
        rule=holds(lambda mine, _: _gains(7, mine, yardstick)),
        weight=2,
        seconds=20,
        measured=True,
        hints=["With which pens did you train? You will be asked about digits of all seven."],
    )
    first, changed, cuts = _pairs(rng, pictures)
    yield ask(
        "no output hears its own pixel or a later one",
        lambda: _leak(answer, first, changed, cuts),
        rule=at_most(1e-3),
        seconds=20,
        hints=["Use `influence` on your function. Is everything on and above the diagonal zero?"],
    )
    yield ask(
        "one picture, alone and among others",
        lambda: _changes_alone(answer, pictures),
        rule=at_most(1e-3),
        seconds=20,
        hints=["A batch of one gives logits of shape (1, 64), the same as in a larger batch."],
    )


@cache
def _digits() -> tuple[np.ndarray, np.ndarray]:
    """The grey values of the test and of the training digits; (n, 64)."""
    digits = data.digits(size=8)
    return digits.test.images.reshape(-1, 64), digits.train.images.reshape(-1, 64)


def _independent_nll(on_probs: np.ndarray, pictures: np.ndarray) -> float:
    """Mean NLL in nats when every pixel has a probability of its own."""
    log_p = pictures * np.log(on_probs) + (1 - pictures) * np.log(1 - on_probs)
    return float(-log_p.sum(axis=1).mean())


def _honest_nll(answer: Callable, pictures: torch.Tensor, noise: torch.Tensor) -> dict:
    """The mean NLL in nats, where pixel i and all after it are noise when i is asked for.

    Beside it the least and the largest of the logits that were used.
    """
    asked = []
    for i in range(64):
        shown = torch.where(torch.arange(64) < i, pictures, noise[i])
        asked.append(_logits(answer(shown), len(pictures))[:, i])
    logits = np.stack(asked, axis=1)
    with np.errstate(all="ignore"):
        costs = np.logaddexp(0, (1 - 2 * pictures.numpy().astype(float)) * logits)
        return {
            "nats": float(costs.sum(axis=1).mean()),
            "least": float(logits.min()),
            "largest": float(logits.max()),
        }


def _gains(nats: float, mine: dict, yardstick: float) -> bool | str:
    """Is the mean NLL `nats` below the yardstick?"""
    mean, least, largest = mine["nats"], mine["least"], mine["largest"]
    if math.isnan(least):
        return "some of your logits are NaN"
    if mean < 10:  # no model of this size is so good: somebody has looked the digits up
        return f"{mean:.1f} nats a digit are too good to be true"
    if yardstick - mean >= nats:
        return True
    return (
        f"it needs {mean:.1f} nats a digit, independent pixels {yardstick:.1f}, fair coins 44.4; "
        f"its logits lie between {least:.3g} and {largest:.3g}"
    )


def _pairs(
    rng: np.random.Generator, pictures: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pictures, the same with other pixels from a cut on, and the cuts: each of 64, eight times.

    What follows a cut is sparse, dense, all off, all on, so that a leak through a product of
    pixels shows as well as one through their sum.
    """
    cuts = torch.arange(64).repeat(8)
    densities = [
        (0, 1),
        (0, 1),
        (0.3, 0.3),
        (0.3, 0.7),
        (0.5, 0.5),
        (0.5, 0.5),
        (0.9, 0.9),
        (0, 0.9),
    ]
    before = pictures[torch.tensor(rng.integers(len(pictures), size=len(cuts)))]
    both = []
    for side in zip(*densities, strict=True):
        on = np.repeat(side, 64)[:, None]
        after = floats(rng.random((len(cuts), 64)) < on)
        both.append(torch.where(torch.arange(64) < cuts[:, None], before, after))
    return *both, cuts


def _leak(
    answer: Callable, first: torch.Tensor, changed: torch.Tensor, cuts: torch.Tensor
) -> float:
    """The largest change of logit `cut` between two pictures that agree before pixel `cut`."""
    both = _logits(answer(torch.cat([first, changed])), 2 * len(first))
    rows = np.arange(len(first))
    with np.errstate(all="ignore"):
        return float(np.abs(both[rows, cuts] - both[len(first) + rows, cuts]).max())


def _changes_alone(answer: Callable, pictures: torch.Tensor) -> float:
    """The largest change of a logit when a picture is asked about alone, and not among others."""
    among = _logits(answer(pictures), len(pictures))[:1]
    alone = _logits(some_tensor(answer(pictures[:1])), 1)
    with np.errstate(all="ignore"):
        return float(np.abs(alone - among).max())


def _logits(came: object, pictures: int) -> np.ndarray:
    logits = np.asarray(came, dtype=float)
    if logits.shape != (pictures, 64):
        wanted = "one picture" if pictures == 1 else f"{pictures} pictures"
        raise ValueError(f"the logits of {wanted} should be ({pictures}, 64)")
    return logits
