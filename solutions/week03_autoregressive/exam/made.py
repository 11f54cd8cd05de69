"""The questions of the lesson `made`.

Orders are never their own inverse, so that turns and pixels cannot be confused unnoticed. Uniform
numbers keep away from every probability that a network could give, so that rounding decides nothing
and no right sampler is ever refused.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import torch

from gradelib import data
from gradelib.exam import ask, at_most, close, exercise, gradient, holds, made, network
from gradelib.exam.network import Network, module

# What float32 leaves of sums in another order.
ROUNDED = close(rel=1e-3, abs=1e-4)
TENSOR = close(rel=1e-3, abs=1e-4, tensor=True)


@exercise(points=2)
def bernoulli_nll(answer, rng):
    """Minus the log-probability of each binary picture, in nats, from its logits; (n,)."""
    logits, pixels = _floats(rng.normal(size=(4, 6)) * 2), _bits(rng, 4, 6)
    yield ask(
        "typical",
        lambda: answer(logits, pixels),
        weight=2,
        rule=TENSOR,
        hints=[
            "Take one picture of two pixels, one on and one off. What is its probability?",
            "Each pixel adds one logarithm; each picture gives one number.",
        ],
    )
    # In the first picture the logits are near 30, where sigmoid is 1 in float32 but exp is finite.
    scale = _floats([[30], [150], [300], [500]])
    large = scale * _floats(rng.uniform(0.8, 1.2, (4, 6)) * rng.choice([-1, 1], (4, 6)))
    shown = _bits(rng, 4, 6)
    large[:, 0], shown[:, 0] = large[:, 0].abs(), 0
    yield ask(
        "logits of several hundred",
        lambda: answer(large, shown),
        rule=close(rel=5e-5, abs=1e-3),
        hints=[
            "A pixel that is on costs 300 nats at a logit of -300. What does your function say?",
            "softplus(300) is 300. Can you write every pixel's cost with softplus alone?",
        ],
    )
    yield ask(
        "its gradient",
        lambda: gradient(answer, logits, pixels),
        rule=ROUNDED,
        hints=["A network is trained with this function: can PyTorch differentiate all of it?"],
    )
    yield ask(
        "its gradient at logits of several hundred",
        lambda: gradient(answer, large, shown),
        rule=ROUNDED,
        hints=["The derivative by a logit is sigmoid(a) - x. What is it at a logit of 300, x off?"],
    )
    zeros = torch.zeros(3, int(rng.integers(30, 200)))
    coins = _bits(rng, *zeros.shape)
    yield ask(
        "logits of zero",
        lambda: answer(zeros, coins),
        rule=ROUNDED,
        hints=["A logit of zero is a fair coin. What does it cost to foresee `D` of them?"],
    )
    yield ask(
        "one picture",
        lambda: _tensor(answer(logits[:1], pixels[:1])),
        rule=ROUNDED,
        hints=["One picture is a batch of one: one number, in a tensor of shape (1,)."],
    )
    wide, many = _floats(rng.normal(size=(3, 784))), _bits(rng, 3, 784)
    yield ask(
        "784 pixels",
        lambda: answer(wide, many),
        rule=close(rel=5e-5, abs=1e-3),
        hints=["The probability of 784 pixels underflows. Add logarithms instead."],
    )


@exercise(points=3)
def made_masks(answer, rng):
    """The masks of all layers of a MADE: ≥ into hidden layers, > into the outputs."""
    order, one = _order(rng, 6), [_degrees(rng, 7, 6)]
    yield ask(
        "typical",
        lambda: answer(order, one),
        weight=2,
        rule=close(tensor=True),
        hints=[
            "Write down the degree of each pixel first. Which pixel has degree 1?",
            "Take a 0 or 1 that is wrong. Which two units does it join, and what are their degrees?",
        ],
    )
    two = [_degrees(rng, 8, 5), _degrees(rng, 7, 5)]
    yield ask(
        "two hidden layers",
        lambda: answer(torch.arange(5), two),
        hints=[
            "What may a unit of degree 2 in the second hidden layer learn from one of degree 2 below?",
            "A mask has a column for each unit of the layer below. Which layer is below this one?",
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
    many, hundred = _order(rng, 64), [_degrees(rng, 100, 64)]
    yield ask(
        "64 pixels, masks of dtype float32",
        lambda: answer(many, hundred),
        rule=close(dtype="float32"),
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
        rule=TENSOR,
        hints=[
            "What does nn.Linear compute, and in which of its parts are the wires?",
            "Write out one output of one row: which products are added up, and which are cut?",
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
    one_by_one = torch.cat([torch.zeros(1, 3), torch.eye(3)])
    yield ask(
        "a new layer, and an input without wires",
        lambda: _moves(np.asarray(made(answer, blind)(one_by_one))),
        rule=holds(_hears),
        hints=["Which inputs may the outputs depend on, before any training?"],
    )
    other = mask.clone()  # some wires are cut, others left, and one is left again
    other[0, 0], other[2, 1], other[3] = 0, 1, _bits(rng, 3)
    ready = made(answer, mask).load(weight=weight, bias=bias)
    yield ask(
        "its gradients",
        lambda: {
            "x": gradient(ready, x),
            "weight": gradient(ready, x, wrt="weight"),
            "bias": gradient(ready, x, wrt="bias"),
        },
        rule=ROUNDED,
        hints=[
            "Weight and bias are going to be trained. Does the gradient find its way to both?",
            "No gradient comes back through a wire that is cut, neither to x nor to its weight.",
        ],
    )
    yield ask(
        "another mask later",
        lambda: ready.after(x).load(mask=other)(x),
        rule=ROUNDED,
        hints=[
            "A layer that has been used gets another `mask`. What should it compute from now on?"
        ],
    )
    yield ask(
        "its buffer `mask`",
        lambda: made(answer, mask).get_buffer("mask"),
        hints=["What is a buffer, what a parameter, and what an ordinary attribute?"],
    )
    yield ask(
        "one row, of dtype float32",
        lambda: ready(x[:1]),
        rule=close(rel=1e-3, abs=1e-4, dtype="float32"),
        hints=["One row is a batch of one: the shape that comes back is (1, outputs)."],
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
        rule=TENSOR,
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
    larger, wide = network((17,), (17,), _seed(rng)), _bits(rng, 17)
    yield ask(
        "seventeen pixels",
        lambda: answer(larger, wide),
        rule=ROUNDED,
        hints=["Is the picture as it was again before the next pixel is flipped?"],
    )
    # Some of these 200 numbers lie between 2e-5 and 1e-4 on every seed.
    largest, widest = network((200,), (200,), _seed(rng)), _bits(rng, 200)
    yield ask(
        "the least influence on each of 200 outputs",
        lambda: np.asarray(answer(largest, widest)).min(axis=1),
        rule=close(rel=1e-3, abs=1e-5),
        hints=["A leak may be small. Do small changes come back as they are?"],
    )


@exercise(points=3)
def sample_in_order(answer, rng):
    """Draw binary pictures from an autoregressive network, pixel by pixel in its order."""
    order = _order(rng, 6)
    net = network((6,), (6,), _seed(rng), order=order)
    uniforms = _uniforms(rng, net, 40)
    yield ask(
        "typical",
        lambda: answer(net, order, uniforms),
        weight=2,
        rule=close(tensor=True),
        hints=[
            "Which pixel is decided first, and what does the network need to know for it?",
            "Each turn: ask for the logits of the pictures as they are now, decide one pixel.",
        ],
    )
    in_raster = network((5,), (5,), _seed(rng), order=range(5))
    draws = _uniforms(rng, in_raster, 7)
    yield ask(
        "raster order, pictures of dtype float32",
        lambda: answer(in_raster, torch.arange(5), draws),
        rule=close(dtype="float32"),
        hints=["Must the network be asked once, or once for each pixel?"],
    )
    shuffled = _order(rng, 8)
    long = network((8,), (8,), _seed(rng), order=shuffled)
    many = _uniforms(rng, long, 40)
    yield ask(
        "pictures of eight pixels",
        lambda: answer(long, shuffled, many),
        hints=["uniforms[b, i] belongs to picture b and to pixel i, whenever its turn comes."],
    )
    forced = uniforms.clone()
    places = torch.tensor(rng.random(forced.shape) < 0.3)
    forced[places] = 1 - _bits(rng, *forced.shape)[places]
    yield ask(
        "some pixels are forced by uniforms of 0 and 1",
        lambda: answer(net, order, forced),
        hints=["Here u = 0 should always put ink, u = 1 never. And what of the pixels after it?"],
    )
    rare, turns, nearly = _improbable(rng)
    yield ask(
        "a pixel of probability below 0.0005",
        lambda: answer(rare, turns, nearly),
        hints=["For which uniforms should a pixel of probability 0.0004 be on? For 0, for 0.005?"],
    )
    fair = network((6,), (6,), seed=0, order=order, scale=0)
    coins = _floats(rng.choice([0.25, 0.5, 0.75], (10, 6)))
    yield ask(
        "fair coins, where uniforms meet the probability exactly",
        lambda: answer(fair, order, coins),
        hints=["All logits are 0. What does the docstring say of a uniform of 0.5?"],
    )
    sure = replace(net, scale=40.0)
    decided = _uniforms(rng, sure, 10)
    yield ask(
        "a network that is nearly certain",
        lambda: answer(sure, order, decided),
        hints=[
            "The network is nearly certain of every pixel. Its logits pass 100. What is exp(100) in float32?"
        ],
    )
    yield ask(
        "one picture",
        lambda: answer(long, shuffled, many[:1]),
        hints=["One picture is a batch of one: the shape that comes back is (1, D)."],
    )


@exercise(points=2)
def mixture_nll(answer, rng):
    """The NLL of each picture under a mixture of K models with equal weights; (n,)."""
    nlls = _floats(rng.uniform(1, 4, size=(3, 5)))
    yield ask(
        "typical",
        lambda: answer(nlls),
        weight=2,
        rule=TENSOR,
        hints=[
            "Go back to probabilities for two models and one picture: what is their mean?",
            "Take two models that say 1 and 3 nats, by hand. What does your function say?",
        ],
    )
    large = _floats(rng.uniform(1500, 1505, size=(4, 6)))
    yield ask(
        "more than a thousand nats",
        lambda: answer(large),
        rule=close(rel=1e-6, abs=2e-3),
        hints=[
            "exp(-1500) is 0 for the computer, but the answer is near 1500. What is in between?",
            "Only differences of the NLLs matter, beside one of them. Which function uses that?",
        ],
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
    worse = _floats([0, 300, 200])  # by so many nats; each model is the best for some picture
    apart = nlls + torch.stack([worse.roll(k) for k in (1, 2, 0, 1, 2)], dim=1)
    yield ask(
        "one model is far better for each picture",
        lambda: answer(apart),
        rule=ROUNDED,
        hints=["The other models add nothing to the sum. Do they still count in the mean?"],
    )
    levels = nlls + _floats(rng.permutation([0, 150, 300, 450, 600]))
    yield ask(
        "some pictures are far more probable than others",
        lambda: answer(levels),
        rule=ROUNDED,
        hints=["Does the NLL of one picture depend on the other pictures?"],
    )
    yield ask(
        "one picture",
        lambda: answer(nlls[:, 1:2]),
        rule=ROUNDED,
        hints=["The NLL of one picture is one number, in a tensor of shape (1,)."],
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


def _floats(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array, dtype=torch.float32)


def _normal(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return _floats(rng.normal(size=shape))


def _bits(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return _floats(rng.random(shape) < 0.5)


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def _tensor(came: object) -> torch.Tensor:
    if not isinstance(came, torch.Tensor):
        raise TypeError("one tensor should come back")
    return came


def _order(rng: np.random.Generator, pixels: int) -> torch.Tensor:
    """An order as unlike raster order, its reverse, and its own inverse as orders mostly are."""
    while True:
        order = rng.permutation(pixels)
        turns = np.argsort(order)
        earlier = np.triu(np.ones((pixels, pixels), bool), 1)
        swapped = (order[:, None] > order)[
            earlier
        ].mean()  # pairs that raster order draws otherwise
        others = (order == turns).mean(), (order[::-1] == turns).mean()
        if 0.35 < swapped < 0.65 and max(others) < 0.5:
            return torch.tensor(order)


def _degrees(rng: np.random.Generator, units: int, pixels: int) -> torch.Tensor:
    """Degrees of hidden units in no order; each from 1 to pixels - 1 occurs if there is room."""
    dealt = np.arange(units) % (pixels - 1) + 1
    return torch.tensor(rng.permutation(dealt))


def _uniforms(rng: np.random.Generator, net: Network, pictures: int) -> torch.Tensor:
    """Uniforms that differ by 1e-4 at least from every probability that the network can give.

    pixels are at most 10, so all pictures that can arise on the way are known
    """
    _, p_on = _every_picture(net)
    uniforms = rng.random((pictures, *net.inputs))
    for b, i in np.ndindex(uniforms.shape):
        while np.abs(uniforms[b, i] - p_on[:, i]).min() < 1e-4:
            uniforms[b, i] = rng.random()
    return _floats(uniforms)


def _every_picture(net: Network) -> tuple[np.ndarray, np.ndarray]:
    """All the pictures that there are, and the network's probabilities for each."""
    (pixels,) = net.inputs
    every = (np.arange(2**pixels)[:, None] >> np.arange(pixels)) % 2
    with torch.no_grad():
        return every, torch.sigmoid(module(net)(_floats(every))).numpy()


def _improbable(rng: np.random.Generator) -> tuple[Network, torch.Tensor, torch.Tensor]:
    """A network, its order, and uniforms that force the way to a pixel of p < 0.0005.

    The pixel itself gets 0, p/2, 2p and 0.005; the pixels after it get common uniforms.
    """
    seed = int(rng.choice(_IMPROBABLE))
    order = _order(np.random.default_rng(seed), 9)
    net = network((9,), (9,), seed, order=order)
    every, p_on = _every_picture(net)
    picture, i = np.unravel_index(p_on.argmin(), p_on.shape)
    p = p_on[picture, i]
    uniforms = _uniforms(rng, net, 4)
    before = order[: order.tolist().index(i)]
    uniforms[:, before] = 1 - _floats(every[picture])[before]
    uniforms[:, i] = _floats([0, p / 2, 2 * p, 0.005])
    return net, order, uniforms


# Seeds of networks with such a pixel, about one in five hundred.
_IMPROBABLE = (1382, 2109, 3277, 3328, 3687, 4034, 4381, 4768)


def _moves(outputs: np.ndarray) -> np.ndarray:
    """Which inputs move an output, from what came back for no input and for each of them alone."""
    with np.errstate(all="ignore"):
        return np.abs(outputs[1:] - outputs[0]).max(axis=1) > 1e-6


def _hears(mine: object, reference: object) -> bool | str:
    """Does the layer listen to the inputs that have wires, and to no other?"""
    for j, (moves, should) in enumerate(zip(mine, reference, strict=True)):
        if should and not moves:
            return f"input {j} has wires, and no output moves with it"
        if moves and not should:
            return f"input {j} has no wires, and an output moves with it"
    return True


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
        after = _floats(rng.random((len(cuts), 64)) < on)
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
    alone = _logits(_tensor(answer(pictures[:1])), 1)
    with np.errstate(all="ignore"):
        return float(np.abs(alone - among).max())


def _logits(came: object, pictures: int) -> np.ndarray:
    logits = np.asarray(came, dtype=float)
    if logits.shape != (pictures, 64):
        wanted = "one picture" if pictures == 1 else f"{pictures} pictures"
        raise ValueError(f"the logits of {wanted} should be ({pictures}, 64)")
    return logits
