"""The questions of the lesson `made`.

Orders are never their own inverse, so that turns and pixels cannot be confused unnoticed. Uniform
numbers keep away from every probability that a network could give, so that rounding decides nothing
and no right sampler is ever refused.
"""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import torch

from gradelib import data
from gradelib.exam import ask, at_most, close, exercise, gradient, holds, made, network
from gradelib.exam.network import Network, module

# What float32 leaves of sums in another order.
ROUNDED = close(rel=1e-3, abs=1e-4)


@exercise(points=2)
def bernoulli_nll(answer, rng):
    """Minus the log-probability of each binary picture, in nats, from its logits; (n,)."""
    logits, pixels = _floats(rng.normal(size=(4, 6)) * 2), _bits(rng, 4, 6)
    yield ask(
        "typical",
        lambda: answer(logits, pixels),
        weight=2,
        rule=ROUNDED,
        hints=[
            "Take one picture of two pixels, one on and one off. What is its probability?",
            "Each pixel adds one logarithm; each picture gives one number.",
        ],
    )
    yield ask(
        "logits of several hundred",
        lambda: answer(100 * logits, pixels),
        rule=ROUNDED,
        hints=["sigmoid(-300) is 0 in float32. Which function gives its logarithm in one step?"],
    )
    yield ask(
        "its gradient",
        lambda: gradient(answer, logits, pixels),
        rule=ROUNDED,
        hints=["A network is trained with this function: can PyTorch differentiate all of it?"],
    )
    long = int(rng.integers(30, 200))
    yield ask(
        "logits of zero",
        lambda: answer(torch.zeros(3, long), _bits(rng, 3, long)),
        rule=ROUNDED,
        hints=["A logit of zero is a fair coin. What does it cost to foresee `D` of them?"],
    )
    yield ask(
        "one picture",
        lambda: answer(logits[:1], pixels[:1]),
        rule=ROUNDED,
        hints=["The pixels of one picture give one number."],
    )
    wide, many = _floats(rng.normal(size=(3, 784))), _bits(rng, 3, 784)
    yield ask(
        "784 pixels",
        lambda: answer(wide, many),
        rule=ROUNDED,
        hints=["The probability of 784 pixels underflows. Add logarithms instead."],
    )


@exercise(points=3)
def made_masks(answer, rng):
    """The masks of all layers of a MADE: ≥ into hidden layers, > into the outputs."""
    order = _order(rng, 6)
    yield ask(
        "typical",
        lambda: answer(order, [_degrees(rng, 7, 6)]),
        weight=2,
        hints=[
            "Write down the degree of each pixel first. Which pixel has degree 1?",
            "A hidden unit may know its own degree, an output may not. Which comparison is strict?",
        ],
    )
    two = [_degrees(rng, 8, 5), _degrees(rng, 7, 5)]
    yield ask(
        "two hidden layers",
        lambda: answer(torch.arange(5), two),
        hints=[
            "What may a unit of degree 2 in the second hidden layer learn from one of degree 2 below?"
        ],
    )
    three = [_degrees(rng, n, 6) for n in (5, 9, 4)]
    yield ask(
        "three hidden layers, another order",
        lambda: answer(order, three),
        hints=["Each mask compares a layer with the one just below it."],
    )
    yield ask(
        "no hidden layer",
        lambda: answer(order, []),
        hints=["Outputs stand on the pixels directly. How many masks are there?"],
    )
    backwards, few = torch.arange(7).flip(0), [_degrees(rng, 9, 7)]
    yield ask(
        "from the last pixel to the first",
        lambda: answer(backwards, few),
        hints=["Which pixel has no past if the last pixel is drawn first?"],
    )
    many = _order(rng, 64)
    yield ask(
        "64 pixels",
        lambda: answer(many, [_degrees(rng, 100, 64)]),
        hints=["order[k] is a pixel, k its turn. You need the turn of each pixel."],
    )


@exercise(points=2)
def MaskedLinear(answer, rng):
    """A linear layer with the weight masked, y = (mask * weight) x + bias."""
    mask, weight, bias = _bits(rng, 5, 3), _floats(rng.normal(size=(5, 3))), _normal(rng, 5)
    mask[0, 0], mask[1, 1], mask[2] = 1, 0, torch.tensor([1.0, 0.0, 1.0])
    x = _normal(rng, 4, 3)
    yield ask(
        "typical",
        lambda: made(answer, mask).load(weight=weight, bias=bias)(x),
        weight=2,
        rule=ROUNDED,
        hints=[
            "What does nn.Linear compute, and in which of its parts are the wires?",
            "The mask is used each time, for the optimiser changes the weight in between.",
        ],
    )
    square, weights = _bits(rng, 4, 4), _normal(rng, 4, 4)
    square[0, 3], square[3, 0], square[1] = 1, 0, torch.tensor([0.0, 1.0, 1.0, 0.0])
    y = _normal(rng, 3, 4)
    yield ask(
        "as many outputs as inputs",
        lambda: made(answer, square).load(weight=weights, bias=bias[:4])(y),
        rule=ROUNDED,
        hints=["The weight of nn.Linear and the mask have one row for each output."],
    )
    lonely = mask.clone()
    lonely[int(rng.integers(5))] = 0
    yield ask(
        "an output without wires",
        lambda: made(answer, lonely).load(weight=weight, bias=bias)(x),
        rule=ROUNDED,
        hints=["The first pixel has no past. What does its output still have?"],
    )
    blind = mask.clone()
    blind[:, int(rng.integers(3))] = 0
    yield ask(
        "a new layer, and an input without wires",
        lambda: np.abs(np.asarray(gradient(made(answer, blind), x))).max(axis=0) > 0,
        hints=["Which inputs may the outputs depend on, before any training?"],
    )
    yield ask(
        "its gradient",
        lambda: gradient(made(answer, mask).load(weight=weight, bias=bias), x),
        rule=ROUNDED,
        hints=["No gradient comes back through a wire that is cut."],
    )
    yield ask(
        "one row",
        lambda: made(answer, mask).load(weight=weight, bias=bias)(x[:1]),
        rule=ROUNDED,
        hints=["Does your layer keep the batch axis?"],
    )


@exercise(points=2)
def influence(answer, rng):
    """How much output i moves when pixel j alone is flipped; (D, D), outputs in the rows."""
    x = torch.tensor([1.0, 0.0, 0.0, 1.0, 1.0, 0.0])[torch.tensor(rng.permutation(6))]
    net = network((6,), (6,), _seed(rng))
    yield ask(
        "typical",
        lambda: answer(net, x),
        weight=2,
        rule=ROUNDED,
        hints=[
            "What is pixel j when it is flipped, if it was on? If it was off?",
            "Ask the network about D + 1 pictures: the one you have, and D that differ in one pixel.",
        ],
    )
    ordered = network((6,), (6,), _seed(rng), order=_order(rng, 6))
    yield ask(
        "a network that draws in order",
        lambda: answer(ordered, x),
        rule=ROUNDED,
        hints=["Row i is about output i. Which row of this matrix should be all zero?"],
    )
    yield ask(
        "every pixel off",
        lambda: answer(network((5,), (5,), net.seed), torch.zeros(5)),
        rule=ROUNDED,
        hints=["Flipping a pixel that is off puts it on."],
    )
    yield ask(
        "every pixel on",
        lambda: answer(network((5,), (5,), ordered.seed), torch.ones(5)),
        rule=ROUNDED,
        hints=["Flipping a pixel that is on puts it off."],
    )
    larger = network((17,), (17,), _seed(rng))
    yield ask(
        "seventeen pixels",
        lambda: answer(larger, _bits(rng, 17)),
        rule=ROUNDED,
        hints=["Is the picture as it was again before the next pixel is flipped?"],
    )


@exercise(points=3)
def sample_in_order(answer, rng):
    """Draw binary pictures from an autoregressive network, pixel by pixel in its order."""
    order = _order(rng, 6)
    net = network((6,), (6,), _seed(rng), order=order)
    uniforms = _uniforms(rng, net, 8)
    yield ask(
        "typical",
        lambda: answer(net, order, uniforms),
        weight=2,
        hints=[
            "Which pixel is decided first, and what does the network need to know for it?",
            "Each turn: ask for the logits of the pictures as they are now, decide one pixel.",
        ],
    )
    in_raster = network((5,), (5,), _seed(rng), order=range(5))
    draws = _uniforms(rng, in_raster, 7)
    yield ask(
        "raster order",
        lambda: answer(in_raster, torch.arange(5), draws),
        hints=["Must the network be asked once, or once for each pixel?"],
    )
    shuffled = _order(rng, 8)
    long = network((8,), (8,), _seed(rng), order=shuffled)
    many = _uniforms(rng, long, 20)
    yield ask(
        "twenty pictures of eight pixels",
        lambda: answer(long, shuffled, many),
        hints=["uniforms[b, i] belongs to picture b and to pixel i, whenever its turn comes."],
    )
    forced = uniforms.clone()
    places = torch.tensor(rng.random((8, 6)) < 0.5)
    forced[places] = 1 - _bits(rng, 8, 6)[places]
    yield ask(
        "some pixels are forced by uniforms of 0 and 1",
        lambda: answer(net, order, forced),
        hints=["u = 0 should always put ink, u = 1 never. And what of the pixels after it?"],
    )
    yield ask(
        "one picture",
        lambda: answer(long, shuffled, many[:1]),
        hints=["One picture is a batch of one."],
    )


@exercise(points=2)
def mixture_nll(answer, rng):
    """The NLL of each picture under a mixture of K models with equal weights; (n,)."""
    nlls = _floats(rng.uniform(1, 4, size=(3, 5)))
    yield ask(
        "typical",
        lambda: answer(nlls),
        weight=2,
        rule=ROUNDED,
        hints=[
            "Go back to probabilities for two models and one picture: what is their mean?",
            "Is the mean taken before the logarithm or after it?",
        ],
    )
    large = _floats(rng.uniform(500, 505, size=(4, 6)))
    yield ask(
        "several hundred nats",
        lambda: answer(large),
        rule=close(rel=1e-6, abs=2e-3),
        hints=["exp(-500) is 0 for the computer. Which function takes the log of a sum of exps?"],
    )
    twins = _floats(rng.uniform(10, 30, size=(1, 5))).repeat(2, 1)
    yield ask(
        "two models that agree",
        lambda: answer(twins),
        rule=ROUNDED,
        hints=["If all models say the same, what should their mixture say?"],
    )
    square = _floats(rng.uniform(2, 9, size=(4, 4)))
    yield ask(
        "as many models as pictures",
        lambda: answer(square),
        rule=ROUNDED,
        hints=["Over which axis are the models?"],
    )
    apart = torch.cat([nlls[:1], nlls[:1] + 300, nlls[:1] + 200])
    yield ask(
        "one model is far better",
        lambda: answer(apart),
        rule=ROUNDED,
        hints=["The other models add nothing to the sum. Do they still count in the mean?"],
    )


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
    pictures = _floats(test_grey >= rng.integers(5, 12, size=(len(test_grey), 1)))
    noise = _floats(rng.random((64, *pictures.shape)) < 0.3)
    alone = np.mean([train_grey >= pen for pen in range(5, 12)], axis=(0, 1)).clip(1e-3, 1 - 1e-3)
    yardstick = _independent_nll(alone, pictures.numpy())

    @cache
    def asked() -> np.ndarray:
        return _honest_nll(answer, pictures, noise)

    yield ask(
        "at least 4 nats better than independent pixels",
        asked,
        rule=holds(lambda mine, reference: _gains(4, mine, reference, yardstick)),
        weight=2,
        seconds=20,
        hints=[
            "Does your function load the file that the training cell saved?",
            "Did training reach 18 nats on held-out digits? Is column i the logit of pixel i?",
        ],
    )
    yield ask(
        "at least 7 nats better than independent pixels",
        asked,
        rule=holds(lambda mine, reference: _gains(7, mine, reference, yardstick)),
        seconds=20,
        hints=["With which pens did you train? You will be asked about digits of all seven."],
    )
    first, second = noise[:2].reshape(-1, 64).split(len(pictures))
    cuts = torch.tensor(rng.integers(64, size=len(first)))
    changed = torch.where(torch.arange(64) < cuts[:, None], first, second)
    yield ask(
        "no output hears its own pixel or a later one",
        lambda: _leak(answer, first, changed, cuts),
        rule=at_most(1e-3),
        seconds=20,
        hints=["Use `influence` on your function. Is everything on and above the diagonal zero?"],
    )


def _floats(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array, dtype=torch.float32)


def _normal(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return _floats(rng.normal(size=shape))


def _bits(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return _floats(rng.random(shape) < 0.5)


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def _order(rng: np.random.Generator, pixels: int) -> torch.Tensor:
    """An order that differs from its inverse, also backwards."""
    while True:
        order = rng.permutation(pixels)
        turns = np.argsort(order)
        if (order != turns).any() and (order[::-1] != turns).any():
            return torch.tensor(order)


def _degrees(rng: np.random.Generator, units: int, pixels: int) -> torch.Tensor:
    """Degrees of hidden units in no order; each from 1 to pixels - 1 occurs if there is room."""
    dealt = np.arange(units) % (pixels - 1) + 1
    return torch.tensor(rng.permutation(dealt))


def _uniforms(rng: np.random.Generator, net: Network, pictures: int) -> torch.Tensor:
    """Uniforms that differ by 1e-4 at least from every probability that the network can give.

    pixels are at most 10, so all pictures that can arise on the way are known
    """
    (pixels,) = net.inputs
    every = (np.arange(2**pixels)[:, None] >> np.arange(pixels)) % 2
    with torch.no_grad():
        p_on = torch.sigmoid(module(net)(_floats(every))).numpy()
    uniforms = rng.random((pictures, pixels))
    for i in range(pixels):
        for b in range(pictures):
            while np.abs(uniforms[b, i] - p_on[:, i]).min() < 1e-4:
                uniforms[b, i] = rng.random()
    return _floats(uniforms)


@cache
def _digits() -> tuple[np.ndarray, np.ndarray]:
    """The grey values of the test and of the training digits; (n, 64)."""
    digits = data.digits(size=8)
    return digits.test.images.reshape(-1, 64), digits.train.images.reshape(-1, 64)


def _independent_nll(on_probs: np.ndarray, pictures: np.ndarray) -> float:
    """Mean NLL in nats when every pixel has a probability of its own."""
    log_p = pictures * np.log(on_probs) + (1 - pictures) * np.log(1 - on_probs)
    return float(-log_p.sum(axis=1).mean())


def _honest_nll(answer: Callable, pictures: torch.Tensor, noise: torch.Tensor) -> np.ndarray:
    """The NLL of each picture in nats; pixel i and all after it are noise when i is asked for."""
    total = np.zeros(len(pictures))
    for i in range(64):
        known = torch.arange(64) < i
        logits = _logits(answer(torch.where(known, pictures, noise[i])), len(pictures))[:, i]
        sign = 1 - 2 * pictures[:, i].numpy().astype(float)
        total += np.logaddexp(0, sign * logits)
    return total


def _leak(
    answer: Callable, first: torch.Tensor, changed: torch.Tensor, cuts: torch.Tensor
) -> float:
    """The largest change of logit `cut` between two pictures that agree before pixel `cut`."""
    both = _logits(answer(torch.cat([first, changed])), 2 * len(first))
    rows = np.arange(len(first))
    one, other = both[rows, cuts], both[len(first) + rows, cuts]
    return float(np.abs(one - other).max())


def _logits(came: object, pictures: int) -> np.ndarray:
    logits = np.asarray(came, dtype=float)
    if logits.shape != (pictures, 64):
        raise ValueError(f"the logits of {pictures} pictures should be ({pictures}, 64)")
    return logits


def _gains(nats: float, mine: object, reference: object, yardstick: float) -> bool | str:
    """Is the mean NLL `nats` below the yardstick, on the very digits that the reference saw?"""
    mine, reference = np.asarray(mine, dtype=float), np.asarray(reference, dtype=float)
    mean = float(mine.mean())
    if not mean <= 64 * math.log(2):
        return f"it needs {mean:.1f} nats a digit, more than fair coins (44.4)"
    if mean < 10:  # no model of this size is so good: somebody has looked the digits up
        return f"{mean:.1f} nats a digit are too good to be true"
    if not yardstick - mean >= nats:
        return f"it needs {mean:.1f} nats a digit, independent pixels {yardstick:.1f}"
    # Any model of these digits is surprised by the same ones; other digits' values are not it.
    if not np.corrcoef(mine, reference)[0, 1] >= 0.5:
        return "these are not the surprises of the digits that were asked"
    return True

# Made from solutions/week03_autoregressive/exam/made.py; edit that. Checksum 081db62c3772168fad7f2ee760d354c539cafb585e1650f1e9c81afc39bc8c32
