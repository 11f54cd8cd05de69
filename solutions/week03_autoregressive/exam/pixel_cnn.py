"""The questions of the lesson `pixel_cnn`.

Pictures are never square where rows and columns could be confused. A sampler is asked for many
pictures and may differ in one of five: a uniform number can lie so near to the edge between two
levels that rounding decides. That happens to a picture less often than once in 10,000 times, so two
in one question less often than once in 1e7 times.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import torch

from gradelib import data
from gradelib.exam import ask, at_most, close, exercise, gradient, holds, made, network

LEVELS = 17
# What float32 leaves of sums in another order.
ROUNDED = close(rel=1e-3, abs=1e-4)


@exercise(points=2)
def bits_per_dim(answer, rng):
    """The cost of each picture in bits per dimension, from the logits of its levels; (n,)."""
    logits, levels = _normal(rng, 4, LEVELS, 3, 5, scale=2), _levels(rng, 4, 3, 5)
    yield ask(
        "typical",
        lambda: answer(logits, levels),
        weight=2,
        rule=ROUNDED,
        hints=[
            "Each pixel has 17 logits. Over which axis do its probabilities sum to one?",
            "How many pixels has a picture, and how many nats has a bit?",
        ],
    )
    square = _normal(rng, 5, 5, 5, 5), torch.tensor(rng.integers(5, size=(5, 5, 5)))
    yield ask(
        "as many levels as rows, columns and pictures",
        lambda: answer(*square),
        rule=ROUNDED,
        hints=["Which of the four axes holds the levels, and which the pictures?"],
    )
    yield ask(
        "logits of several hundred",
        lambda: answer(100 * logits, levels),
        rule=ROUNDED,
        hints=["exp(300) is infinite in float32. Which function takes softmax and log in one?"],
    )
    yield ask(
        "its gradient",
        lambda: gradient(answer, logits, levels),
        rule=ROUNDED,
        hints=["A network is trained with this function: can PyTorch differentiate all of it?"],
    )
    few = int(rng.integers(3, 12))
    yield ask(
        "all levels equally likely",
        lambda: answer(torch.zeros(2, few, 4, 4), torch.ones(2, 4, 4, dtype=torch.int64)),
        rule=ROUNDED,
        hints=["How many bits name one of 8 equally likely levels? Of 17?"],
    )
    yield ask(
        "one picture",
        lambda: answer(logits[:1], levels[:1]),
        rule=ROUNDED,
        hints=["The pixels of one picture give one number."],
    )


@exercise(points=2)
def conv_mask(answer, rng):
    """The mask of a convolution of type A or B; (size, size)."""
    # Sizes are drawn from many, so that no table of masks can stand for a program.
    first, second, third = (2 * int(n) + 1 for n in rng.choice(np.arange(2, 40), 3, replace=False))
    yield ask(
        "type A",
        lambda: answer("A", first),
        weight=2,
        hints=[
            "Put your finger on the middle of the mask. Which pixels have you read before it?",
            "All of the rows above; of the own row only one side; and the middle itself?",
        ],
    )
    yield ask(
        "type B",
        lambda: answer("B", second),
        weight=2,
        hints=["In which single entry do the two types differ?"],
    )
    yield ask(
        "type A, 3 by 3",
        lambda: answer("A", 3),
        hints=["Draw the nine entries. How many of them come before the middle?"],
    )
    yield ask("type B, 1 by 1", lambda: answer("B", 1), hints=["Only the middle is left."])
    yield ask(
        "a kind that does not exist",
        lambda: answer("C", third),
        hints=["What does the docstring say about kinds other than A and B?"],
    )


@exercise(points=2)
def MaskedConv2d(answer, rng):
    """A convolution with the weight masked, its output as large as its input."""
    mask, weight, bias = _mask(rng, 3, 5), _normal(rng, 4, 2, 3, 5), _normal(rng, 4)
    x = _normal(rng, 3, 2, 6, 7)
    yield ask(
        "typical",
        lambda: made(answer, mask, 2, 4).load(weight=weight, bias=bias)(x),
        weight=2,
        rule=ROUNDED,
        hints=[
            "Which line of nn.Conv2d uses the weight? What should be used in its place?",
            "How many rows and columns of zeros keep the picture's size? Mind mask.shape.",
        ],
    )
    tall, tall_weight = _mask(rng, 5, 1), _normal(rng, 4, 2, 5, 1)
    yield ask(
        "a mask of one column",
        lambda: made(answer, tall, 2, 4).load(weight=tall_weight, bias=bias)(x),
        rule=ROUNDED,
        hints=["A mask of five rows and one column needs padding above and below only."],
    )
    square, square_weight = _mask(rng, 3, 3), _normal(rng, 2, 2, 3, 3)
    yield ask(
        "as many outputs as inputs, a square mask",
        lambda: made(answer, square, 2, 2).load(weight=square_weight, bias=bias[:2])(x),
        rule=ROUNDED,
        hints=["The mask and each kernel have rows first, columns second."],
    )
    yield ask(
        "its gradient",
        lambda: gradient(made(answer, mask, 2, 4).load(weight=weight, bias=bias), x),
        rule=ROUNDED,
        hints=["No gradient comes back through a wire that is cut."],
    )
    lonely = torch.zeros(3, 3)
    yield ask(
        "all wires cut",
        lambda: made(answer, lonely, 2, 2).load(weight=square_weight, bias=bias[:2])(x),
        rule=ROUNDED,
        hints=["The first pixel has no past. What does its output still have?"],
    )
    dot = torch.zeros(2, 1, 5, 5)
    dot[1, 0, 2, 2] = 1
    yield ask(
        "a new layer: where a dot is felt",
        lambda: np.abs(np.diff(np.asarray(made(answer, square, 1, 8)(dot)), axis=0)).sum(1) > 1e-5,
        hints=["Which outputs may depend on the middle pixel, before any training?"],
    )


@exercise(points=2)
def pixel_influence(answer, rng):
    """How strongly the output at a place depends on each pixel, by the gradient; (h, w)."""
    # torch.autograd.grad with grad_outputs imports half of torch at its first call: three seconds.
    net, x = network((1, 3, 5), (4, 3, 5), _seed(rng)), _normal(rng, 6, 1, 3, 5, scale=0.3)
    row, column = int(rng.integers(1, 3)), int(rng.integers(1, 4))
    yield ask(
        "typical",
        lambda: answer(net, x, row, column),
        weight=2,
        rule=ROUNDED,
        seconds=10,
        hints=[
            "Which one number do you differentiate, and with respect to what?",
            "Pictures one by one: take absolute values, then the mean over the pictures.",
        ],
    )
    ordered = network((1, 4, 5), (6, 4, 5), _seed(rng), order=range(20))
    y = _normal(rng, 3, 1, 4, 5, scale=0.3)
    yield ask(
        "a network in raster order",
        lambda: answer(ordered, y, 2, row),
        rule=ROUNDED,
        seconds=10,
        hints=["Which pixels come before row 2, column c, if one reads as in a book?"],
    )
    yield ask(
        "the first pixel",
        lambda: answer(ordered, y, 0, 0),
        rule=ROUNDED,
        seconds=10,
        hints=["The first pixel of a raster order has no past."],
    )
    yield ask(
        "the last pixel",
        lambda: answer(ordered, y, 3, 4),
        rule=ROUNDED,
        seconds=10,
        hints=["The last pixel may depend on all but itself."],
    )
    yield ask(
        "one picture",
        lambda: answer(net, x[:1], row, column),
        rule=ROUNDED,
        seconds=10,
        hints=["One picture is a batch of one."],
    )
    square = network((1, 4, 4), (4, 4, 4), _seed(rng))
    z = _normal(rng, 4, 1, 4, 4, scale=0.3)
    yield ask(
        "as many rows as columns",
        lambda: answer(square, z, 1, 3),
        rule=ROUNDED,
        seconds=10,
        hints=["Which of the two places is the row, and which axis of the output?"],
    )


@exercise(points=3)
def complete(answer, rng):
    """Draw the unknown pixels of pictures from a PixelCNN, in raster order."""
    net = network((1, 3, 3), (LEVELS, 3, 3), _seed(rng), order=range(9))
    x, uniforms = _inks(rng, 10, 1, 3, 3), _uniforms(rng, 10, 3, 3)
    nothing, upper = torch.zeros(3, 3, dtype=torch.bool), torch.arange(9).reshape(3, 3) < 4
    yield ask(
        "nothing is known",
        lambda: answer(net, x, nothing, uniforms),
        weight=2,
        rule=holds(_same_pictures),
        hints=[
            "Which pixel is decided first, and what must the network have been told before?",
            "A level is drawn as in week 1: the first one whose cumulated probability reaches u.",
        ],
    )
    yield ask(
        "the first four pixels are known",
        lambda: answer(net, x, upper, uniforms),
        weight=2,
        rule=holds(_same_pictures),
        hints=["Where is a known pixel's value to be seen: before its turn, at it, for ever?"],
    )
    wide = network((1, 2, 5), (LEVELS, 2, 5), _seed(rng), order=range(10))
    some = torch.tensor(rng.permutation(np.arange(10) < 5).reshape(2, 5))
    y, draws = _inks(rng, 15, 1, 2, 5), _uniforms(rng, 15, 2, 5)
    yield ask(
        "scattered pixels are known, in a wide picture",
        lambda: answer(wide, y, some, draws),
        rule=holds(_same_pictures),
        hints=["What does raster order mean: row after row, or column after column?"],
    )
    ones = torch.ones(10, 3, 3)
    yield ask(
        "uniforms of one",
        lambda: answer(net, x, nothing, ones),
        rule=holds(_same_pictures),
        hints=["Rounded sums may end at 0.9999999. Which level is left for a u beyond it?"],
    )
    yield ask(
        "uniforms of zero",
        lambda: answer(net, x, upper, 0 * ones),
        rule=holds(_same_pictures),
        hints=["u = 0 belongs to the first level that has any probability."],
    )
    yield ask(
        "one picture at a time",
        lambda: np.concatenate(
            [np.asarray(answer(net, x[b : b + 1], nothing, uniforms[b : b + 1])) for b in range(5)]
        ),
        rule=holds(_same_pictures),
        hints=["One picture is a batch of one."],
    )
    all_known = torch.ones(2, 5, dtype=torch.bool)
    yield ask(
        "everything is known",
        lambda: answer(wide, y, all_known, draws),
        rule=holds(_same_pictures),
        hints=["What is left to draw if every pixel is known?"],
    )


@exercise(points=2)
def gated_horizontal(answer, rng):
    """The gate of the sum of the horizontal stack and the vertical one, moved down by a row."""
    vertical, horizontal = _normal(rng, 3, 6, 4, 5), _normal(rng, 3, 6, 4, 5)
    yield ask(
        "typical",
        lambda: answer(vertical, horizontal),
        weight=2,
        rule=ROUNDED,
        hints=[
            "Row r of the vertical stack knows row r. To which row of the horizontal one may it go?",
            "Add first, then gate: one half of the channels through tanh, which through sigmoid?",
        ],
    )
    yield ask(
        "the first row",
        lambda: answer(vertical, horizontal)[:, :, 0],
        rule=ROUNDED,
        hints=["There is nothing above the first row. What is added to it?"],
    )
    yield ask(
        "how the vertical stack is felt",
        lambda: gradient(answer, vertical, horizontal, wrt=0),
        rule=ROUNDED,
        hints=["What becomes of the last row of the vertical stack?"],
    )
    square = _normal(rng, 2, 4, 4, 4), _normal(rng, 2, 4, 4, 4)
    yield ask(
        "as many rows as columns and channels",
        lambda: answer(*square),
        rule=ROUNDED,
        hints=["The axes are pictures, channels, rows, columns. Which one moves?"],
    )
    yield ask(
        "one row",
        lambda: answer(vertical[:, :, :1], horizontal[:, :, :1]),
        rule=ROUNDED,
        hints=["In a picture of one row, nothing is above."],
    )
    yield ask(
        "two channels",
        lambda: answer(vertical[:, :2], horizontal[:, :2]),
        rule=ROUNDED,
        hints=["Two channels come in. How many go out?"],
    )


@exercise(points=4)
def my_pixel_cnn(answer, rng):
    """The logits of the trained PixelCNN, asked about digits it may not look ahead in."""
    # Test digits of which every grey pixel (not white, not black) moved up or down a level, or
    # stayed, at random: no student has them. Each of them is asked about 32 of its pixels, in
    # as many calls in raster order; what is asked for, and all after it, is noise in the call. So
    # no answer can know more than it may. Tables are asked about the same pixels: the gain on them
    # varies less than the cost. With 180 digits and 12 seeds the reference gains 0.513 ± 0.010 bits
    # (standard deviation), so ± 0.014 with 90: the bound of 0.4 refuses it less often than once in
    # 1e9 times.
    train, test = _levels_of_digits()
    levels = rng.permutation(test)[:90]
    grey = (levels > 0) & (levels < LEVELS - 1)
    levels = torch.tensor(levels + grey * rng.integers(-1, 2, size=levels.shape))
    noise = _inks(rng, 32, *levels.shape)
    places = torch.tensor(2 * np.arange(32)[:, None] + rng.integers(2, size=(32, len(levels))))
    tables = _bits_of_tables(train, levels, places)

    @cache
    def gain() -> float:
        return tables - _honest_bits(answer, levels, noise, places)

    yield ask(
        "at least 0.2 bits per dimension better than a table for each pixel",
        gain,
        weight=2,
        rule=holds(_at_least(0.2)),
        seconds=60,
        measured=True,
        hints=[
            "Does your function load the file that the training cell saved?",
            "Did training come below 2.1 bits on held-out digits? Is logits[:, k, r, c] the logit "
            "of level k at row r, column c?",
        ],
    )
    yield ask(
        "at least 0.4 bits per dimension better than a table for each pixel",
        gain,
        rule=holds(_at_least(0.4)),
        seconds=60,
        measured=True,
        hints=["Which of your networks was the best on held-out digits?"],
    )
    first, second = noise[:2, :50].reshape(2, -1, 64)
    cuts = torch.tensor(rng.integers(64, size=len(first)))
    changed = torch.where(torch.arange(64) < cuts[:, None], first, second)
    yield ask(
        "no output hears its own pixel or a later one",
        lambda: _leak(answer, first, changed, cuts),
        rule=at_most(1e-3),
        seconds=60,
        measured=True,
        hints=["Draw the receptive field of your network. Is it empty from the own pixel on?"],
    )


def _normal(rng: np.random.Generator, *shape: int, scale: float = 1.0) -> torch.Tensor:
    return torch.tensor(rng.normal(size=shape) * scale, dtype=torch.float32)


def _levels(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return torch.tensor(rng.integers(LEVELS, size=shape))


def _inks(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return _levels(rng, *shape).float() / (LEVELS - 1)


def _uniforms(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return torch.tensor(rng.uniform(1e-4, 1 - 1e-4, size=shape), dtype=torch.float32)


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def _mask(rng: np.random.Generator, rows: int, columns: int) -> torch.Tensor:
    """A mask with wires and cuts that changes when it is turned by a half turn or transposed."""
    while True:
        mask = torch.tensor(rng.random((rows, columns)) < 0.5)
        if not mask.equal(mask.flip(0, 1)) and not mask.equal(mask.T):
            return mask.float()


def _same_pictures(mine: object, reference: object) -> bool | str:
    """Do at least four in five pictures agree in all of their pixels?"""
    mine, reference = np.asarray(mine, dtype=float), np.asarray(reference, dtype=float)
    if mine.size != reference.size:
        return f"it has the shape {mine.shape}, and should have {reference.shape}"
    apart = np.abs(mine.reshape(reference.shape) - reference).reshape(len(reference), -1)
    wrong = (~(apart.max(axis=1) < 1e-3)).sum()
    if 5 * wrong > len(reference):
        return f"{wrong} of {len(reference)} pictures are not those of these uniforms"
    return True


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
) -> float:
    """The mean cost in bits of the pixels places[call, b], each in a call that hides it.

    levels: (n, 64); noise: (calls, n, 64); places: (calls, n), rising from call to call
    """
    inks, rows, costs = levels.float() / (LEVELS - 1), torch.arange(len(levels)), []
    for at, hidden in zip(places, noise, strict=True):
        shown = torch.where(torch.arange(64) < at[:, None], inks, hidden)
        logits = _logits(answer(shown.reshape(-1, 1, 8, 8)), len(levels))[rows, :, at]
        costs.append(torch.nn.functional.cross_entropy(logits, levels[rows, at]).item())
    return float(np.mean(costs) / np.log(2))


def _at_least(bits: float) -> Callable[[object, object], bool | str]:
    """Is the gain a number of at least so many bits? (Gains that fail are alike only if equal.)"""

    def check(mine: object, reference: object) -> bool | str:
        return float(mine) >= bits or f"it gains {float(mine):.2f} bits per dimension"

    return check


def _leak(
    answer: Callable, first: torch.Tensor, changed: torch.Tensor, cuts: torch.Tensor
) -> float:
    """The largest change of the logits at `cut` between pictures that agree before `cut`."""
    both = torch.cat([first, changed]).reshape(-1, 1, 8, 8)
    one, other = _logits(answer(both), len(both)).split(len(first))
    rows = torch.arange(len(first))
    return float((one[rows, :, cuts] - other[rows, :, cuts]).abs().max())


def _logits(came: object, pictures: int) -> torch.Tensor:
    logits = torch.as_tensor(came).double()
    if tuple(logits.shape) != (pictures, LEVELS, 8, 8):
        raise ValueError(f"the logits of {pictures} pictures should be ({pictures}, 17, 8, 8)")
    return logits.reshape(pictures, LEVELS, 64)
