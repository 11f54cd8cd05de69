"""The questions of the lesson `pixel_cnn`.

Pictures are never square where rows and columns could be confused. A sampler is asked for many
pictures and may differ in one of five: a uniform number can lie so near to the edge between two
levels that rounding decides. That happens to a picture less often than once in 10,000 times, so two
in one question less often than once in 1e7 times.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import torch

from gradelib import data
from gradelib.exam import ask, at_most, close, exercise, gradient, holds, made, network

LEVELS = 17
TOO_GOOD = 0.9  # bits per dimension
DICE = float(np.log2(LEVELS))  # bits per dimension of a model that knows nothing
# What float32 leaves of sums in another order.
ROUNDED = close(rel=1e-3, abs=1e-4)
ROUNDED_TENSOR = close(rel=1e-3, abs=1e-4, tensor=True)
MASK = close(tensor=True)


@exercise(points=2)
def bits_per_dim(answer, rng):
    """The cost of each picture in bits per dimension, from the logits of its levels; (n,)."""
    logits, levels = _normal(rng, 4, LEVELS, 3, 5, scale=2), _levels(rng, 4, 3, 5)
    yield ask(
        "typical",
        lambda: answer(logits, levels),
        weight=2,
        rule=ROUNDED_TENSOR,
        hints=[
            "Do one pixel by hand: the softmax of the 17 logits[0, :, 0, 0], minus log2 of the one "
            "that levels[0, 0, 0] names.",
            "A picture's number is the mean over its own 3 × 5 pixels; four pictures, four numbers.",
        ],
    )
    square = _normal(rng, 5, 5, 5, 5), torch.tensor(rng.integers(5, size=(5, 5, 5)))
    yield ask(
        "as many levels as rows, columns and pictures",
        lambda: answer(*square),
        rule=ROUNDED,
        hints=["All axes are of length 5 here, so that no error tells of a confusion of axes."],
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
        hints=["The pixels of one picture give one number, in a tensor of the shape (1,)."],
    )


@exercise(points=2)
def conv_mask(answer, rng):
    """The mask of a convolution of type A or B; (size, size)."""
    # Sizes are drawn from many, so that no table of masks can stand for a program.
    first, second, third, *more = (
        2 * int(n) + 1 for n in rng.choice(np.arange(2, 40), 8, replace=False)
    )
    yield ask(
        "type A",
        lambda: answer("A", first),
        weight=2,
        rule=MASK,
        hints=[
            "Put your finger on the middle of the mask. Which pixels have you read before it?",
            "All of the rows above; of the own row only one side; and the middle itself?",
        ],
    )
    yield ask(
        "type B",
        lambda: answer("B", second),
        weight=2,
        rule=MASK,
        hints=["In which single entry do the two types differ?"],
    )
    yield ask(
        "type A, 3 by 3",
        lambda: answer("A", 3),
        rule=MASK,
        hints=["Draw the nine entries. Four of them come before the middle."],
    )
    yield ask(
        "type B, 1 by 1",
        lambda: answer("B", 1),
        rule=MASK,
        hints=["Of one by one entries only the middle is left, and type B keeps it."],
    )
    yield ask(
        "how many ones, at five sizes",
        lambda: [np.count_nonzero(answer("A", size)) for size in more],
        hints=[
            "Of size · size pixels, all but the middle come in pairs: one before it, one after."
        ],
    )
    yield ask(
        "of which type its numbers are",
        lambda: str(answer("B", third).dtype),
        rule=holds(_floats),
        hints=["The docstring promises a float tensor. What is `mask.dtype`?"],
    )
    for name, kind in (
        ("a kind that does not exist", "C"),
        ("both kinds at once", "AB"),
        ("a small letter", "a"),
    ):
        yield ask(
            name,
            lambda kind=kind: answer(kind, third),
            hints=[f'"{kind}" is neither "A" nor "B". What does the docstring say about that?'],
        )


@exercise(points=2)
def MaskedConv2d(answer, rng):
    """A convolution with the weight masked, its output as large as its input."""
    mask, weight, bias = _mask(rng, 3, 5), _normal(rng, 4, 2, 3, 5), _normal(rng, 4)
    x = _normal(rng, 3, 2, 6, 7)
    layer = made(answer, mask, 2, 4).load(weight=weight, bias=bias)
    yield ask(
        "typical",
        lambda: layer(x),
        weight=2,
        rule=ROUNDED_TENSOR,
        hints=[
            "The convolution is that of nn.Conv2d, but with mask * weight for its kernel.",
            "This mask has 3 rows and 5 columns: one row of zeros goes above and below the "
            "picture, two columns of them left and right; and the bias is added at every place.",
        ],
    )
    tall, tall_weight = _mask(rng, 5, 1), _normal(rng, 4, 2, 5, 1)
    yield ask(
        "a mask of one column",
        lambda: made(answer, tall, 2, 4).load(weight=tall_weight, bias=bias)(x),
        rule=ROUNDED,
        hints=["A mask of five rows and one column needs two rows of zeros above and below only."],
    )
    square, square_weight = _mask(rng, 3, 3), _normal(rng, 2, 2, 3, 3)
    yield ask(
        "as many outputs as inputs, a square mask",
        lambda: made(answer, square, 2, 2).load(weight=square_weight, bias=bias[:2])(x),
        rule=ROUNDED,
        hints=["weight is (outputs, inputs, rows, columns), and the mask (rows, columns)."],
    )
    yield ask(
        "its gradient",
        lambda: gradient(layer, x),
        rule=ROUNDED,
        hints=["What the pixels feel: each gets its gradient through the wires that are left."],
    )
    lonely = torch.zeros(3, 3)
    yield ask(
        "all wires cut",
        lambda: made(answer, lonely, 2, 2).load(weight=square_weight, bias=bias[:2])(x),
        rule=ROUNDED,
        hints=["Without any wire, only the bias is left, at every place."],
    )
    dot = torch.zeros(2, 1, 5, 5)
    dot[1, 0, 2, 2] = 1
    yield ask(
        "a new layer: where a dot is felt",
        lambda: np.abs(np.diff(np.asarray(made(answer, square, 1, 8)(dot)), axis=0)).sum(1) > 1e-5,
        hints=["Which outputs may depend on the middle pixel, before any training?"],
    )
    yield ask(
        "what can be learned: weight and bias, but not the mask",
        lambda: {
            # At wires that are cut it does not matter: there the weight is not used.
            "weight": np.asarray(gradient(layer, x, wrt="weight")) * mask.numpy(),
            "bias": gradient(layer, x, wrt="bias"),
            "mask": bool(np.any(np.asarray(gradient(layer, x, wrt="mask")))),
        },
        rule=ROUNDED,
        hints=[
            "Training needs the gradient of the output by the weight and the bias; the mask is a "
            'buffer with the name "mask", and no gradient comes back to it.',
        ],
    )
    other = _normal(rng, 4, 2, 3, 5)
    yield ask(
        "used again, with another weight",
        lambda: layer.after(x).load(weight=other)(x),
        rule=ROUNDED,
        hints=["An optimiser changes the weight after each use. Which weight does the second see?"],
    )
    yield ask(
        "after eval()",
        lambda: layer.after(method="eval")(x),
        rule=ROUNDED,
        hints=["What leaves the layer should be the same in training and after it."],
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
        rule=ROUNDED_TENSOR,
        seconds=10,
        hints=[
            "One number is differentiated, the sum of net(x)[:, :, row, column], by all of x.",
            "Six pictures give six derivatives: first the absolute values, then their mean.",
        ],
    )
    ordered = network((1, 4, 5), (6, 4, 5), _seed(rng), order=range(20))
    y = _normal(rng, 3, 1, 4, 5, scale=0.3)
    yield ask(
        "a network in raster order",
        lambda: answer(ordered, y, 2, row),
        rule=ROUNDED,
        seconds=10,
        hints=[f"This network looks back only: before row 2, column {row} come {10 + row} pixels."],
    )
    yield ask(
        "the first pixel",
        lambda: answer(ordered, y, 0, 0),
        rule=ROUNDED,
        seconds=10,
        hints=["This network looks back only, and the first pixel has no past: zeros."],
    )
    yield ask(
        "the last pixel",
        lambda: answer(ordered, y, 3, 4),
        rule=ROUNDED,
        seconds=10,
        hints=["This network looks back only: the last output hears all pixels but its own."],
    )
    yield ask(
        "one picture",
        lambda: answer(net, x[:1], row, column),
        rule=ROUNDED,
        seconds=10,
        hints=["One picture is a batch of one; the field has the shape of a picture, (3, 5)."],
    )
    flat = network((1, 1, 6), (3, 1, 6), _seed(rng))
    yield ask(
        "pictures of one row",
        lambda: answer(flat, y.reshape(-1, 1, 1, 6)[:4], 0, row),
        rule=ROUNDED,
        seconds=10,
        hints=["The field has the shape of a picture, here (1, 6)."],
    )
    square = network((1, 4, 4), (4, 4, 4), _seed(rng))
    z = _normal(rng, 4, 1, 4, 4, scale=0.3)
    yield ask(
        "as many rows as columns",
        lambda: answer(square, z, 1, 3),
        rule=ROUNDED,
        seconds=10,
        hints=["Asked is row 1, column 3, and the rows come before the columns everywhere."],
    )


@exercise(points=3)
def complete(answer, rng):
    """Draw the unknown pixels of pictures from a PixelCNN, in raster order."""
    net = network((1, 3, 3), (LEVELS, 3, 3), _seed(rng), order=range(9))
    nothing, upper = torch.zeros(3, 3, dtype=torch.bool), torch.arange(9).reshape(3, 3) < 4
    inks, uniforms = _inks(rng, 10, 1, 3, 3), _uniforms(rng, 10, 3, 3)
    # Paper may be known, too: the first pixel is paper in all pictures, others are in some.
    x = inks * torch.tensor(rng.random(inks.shape) < 0.5) * upper
    x[:, :, 0, 0], paper = 0, torch.zeros_like(inks)
    by_hand = [
        "What is told above is the first pixel in raster order that is not as it should be in some "
        "picture: all pixels before it are right.",
        "Do this pixel by hand: net(…) of the picture as it is before, the softmax of the 17 "
        "logits of this pixel, and add up from level 0 until the sum reaches u.",
    ]
    yield ask(
        "nothing is known",
        lambda: answer(net, paper, nothing, uniforms),
        weight=2,
        rule=holds(_same_pictures(nothing, uniforms)),
        hints=by_hand,
    )
    yield ask(
        "the first four pixels are known",
        lambda: answer(net, x, upper, uniforms),
        weight=2,
        rule=holds(_same_pictures(upper, uniforms)),
        hints=[
            "Pixels 0 to 3 are known, be they ink or paper: they stay, and the network sees them "
            "when it is asked about the others.",
            *by_hand,
        ],
    )
    some = torch.tensor(rng.permutation(np.arange(10) < 5))
    y, draws = _inks(rng, 15, 10), _uniforms(rng, 15, 10)
    for name, shape in (("wide", (2, 5)), ("tall", (5, 2))):
        other = network((1, *shape), (LEVELS, *shape), _seed(rng), order=range(10))
        known, u = some.reshape(shape), draws.reshape(15, *shape)
        yield ask(
            f"scattered pixels are known, in a {name} picture",
            lambda other=other, shape=shape, known=known, u=u: answer(
                other, y.reshape(15, 1, *shape), known, u
            ),
            rule=holds(_same_pictures(known, u)),
            hints=[f"Raster order, in {shape[0]} rows of {shape[1]} pixels: row after row."],
        )
    ones = torch.ones(10, 3, 3)
    yield ask(
        "uniforms of one",
        lambda: answer(net, paper, nothing, ones),
        rule=holds(_same_pictures(nothing, ones)),
        hints=["Rounded sums may end at 0.9999999. Which level is left for a u beyond it?"],
    )
    tiny = torch.tensor(10 ** rng.uniform(-5, -3, size=(10, 3, 3))).float()
    tiny[5:] = 0
    yield ask(
        "uniforms of zero, or nearly",
        lambda: answer(net, paper, nothing, tiny),
        rule=holds(_same_pictures(nothing, tiny)),
        hints=["u = 0 belongs to level 0, and so does every u that p_0 reaches."],
    )
    # With u = 0 rounding decides nothing: it is level 0, whatever the probabilities are.
    sure, least = replace(net, scale=200.0), torch.zeros(10, 3, 3)
    yield ask(
        "logits of several hundred",
        lambda: answer(sure, paper, nothing, least),
        rule=holds(_same_pictures(nothing, least)),
        hints=["The network is nearly certain everywhere. What is exp(400) for the computer?"],
    )
    yield ask(
        "one picture at a time",
        lambda: torch.cat(
            [answer(net, paper[b : b + 1], nothing, uniforms[b : b + 1]) for b in range(5)]
        ),
        rule=holds(_same_pictures(nothing, uniforms)),
        hints=["One picture is a batch of one: (1, 1, 3, 3) goes in and comes back."],
    )
    all_known = torch.ones(3, 3, dtype=torch.bool)
    yield ask(
        "everything is known",
        lambda: answer(net, inks, all_known, uniforms),
        rule=holds(_same_pictures(all_known, uniforms)),
        hints=["If every pixel is known, nothing is drawn: the pictures come back."],
    )


@exercise(points=2)
def gated_horizontal(answer, rng):
    """The gate of the sum of the horizontal stack and the vertical one, moved down by a row."""
    vertical, horizontal = _normal(rng, 3, 6, 4, 5), _normal(rng, 3, 6, 4, 5)
    yield ask(
        "typical",
        lambda: answer(vertical, horizontal),
        weight=2,
        rule=ROUNDED_TENSOR,
        hints=[
            "Do row 1 by hand: with s = horizontal[:, :, 1] + vertical[:, :, 0], what is a, what b?",
            "Six channels come in: the first three of the sum go through tanh, the last three "
            "through the sigmoid, and three products come out.",
        ],
    )
    yield ask(
        "the first row",
        lambda: answer(vertical, horizontal)[:, :, 0],
        rule=ROUNDED,
        hints=["Nothing is above the first row: it is the gate of horizontal[:, :, 0] alone."],
    )
    yield ask(
        "how the vertical stack is felt",
        lambda: gradient(answer, vertical, horizontal, wrt=0),
        rule=ROUNDED,
        hints=["Row r of the vertical stack is felt in row r + 1 only, and its last row nowhere."],
    )
    yield ask(
        "how the horizontal stack is felt",
        lambda: gradient(answer, vertical, horizontal, wrt=1),
        rule=ROUNDED,
        hints=["Every row of the horizontal stack is felt in its own row."],
    )
    square = _normal(rng, 2, 4, 4, 4), _normal(rng, 2, 4, 4, 4)
    yield ask(
        "as many rows as columns and channels",
        lambda: answer(*square),
        rule=ROUNDED,
        hints=["The axes are pictures, channels, rows, columns, and only rows move."],
    )
    yield ask(
        "one picture of one row",
        lambda: answer(vertical[:1, :, :1], horizontal[:1, :, :1]),
        rule=ROUNDED,
        hints=["Nothing is above this row; (1, 6, 1, 5) goes in, (1, 3, 1, 5) comes out."],
    )
    yield ask(
        "two channels",
        lambda: answer(vertical[:, :2], horizontal[:, :2]),
        rule=ROUNDED,
        hints=["Two channels come in, so a and b have one each, and one comes out."],
    )
    yield ask(
        "features of a hundred and more",
        lambda: answer(100 * vertical, 100 * horizontal),
        rule=ROUNDED,
        hints=["tanh(100) is 1 and sigmoid(100) is 1, but exp(100) is infinite in float32."],
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
    # 1e9 times, and the bound of 0.9 is further away. (A memory of the test digits gains 1.2.)
    train, test = _levels_of_digits()
    levels = rng.permutation(test)[:90]
    grey = (levels > 0) & (levels < LEVELS - 1)
    levels = torch.tensor(levels + grey * rng.integers(-1, 2, size=levels.shape))
    noise = _inks(rng, 32, *levels.shape)
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


def _floats(mine: object, reference: object) -> bool | str:
    """Is it the dtype of a tensor of floats?"""
    return str(mine).startswith("torch.float") or f"its numbers are of the type {mine}, no floats"


def _same_pictures(
    known: torch.Tensor, uniforms: torch.Tensor
) -> Callable[[object, object], bool | str]:
    """Do at least four in five pictures agree in all pixels? Else it names the first that does not."""

    def check(mine: object, reference: object) -> bool | str:
        if not isinstance(mine, torch.Tensor):
            return f"a tensor should come back, not {type(mine).__name__}"
        if mine.shape != reference.shape:
            return f"the shape should be {tuple(reference.shape)}, but it is {tuple(mine.shape)}"
        got, wanted = (value.double().flatten(1) for value in (mine, reference))
        apart = ~((got - wanted).abs() < 1e-3)  # also where it is not a number
        if 5 * apart.any(dim=1).sum() <= len(apart):
            return True
        place, picture = apart.T.nonzero()[0].tolist()
        row, column = divmod(place, known.shape[1])
        what = "known" if known[row, column] else f"u = {uniforms[picture, row, column]:.4f}"
        inks = [f"{16 * value[picture, place]:.4g}/16" for value in (got, wanted)]
        return f"picture {picture}, row {row}, column {column} ({what}): the ink is " + (
            f"{inks[0]} instead of {inks[1]}"
        )

    return check


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

# Made from solutions/week03_autoregressive/exam/pixel_cnn.py; edit that. Checksum be31532caee51e0fef2d2c0d467281a172b40a4ee99375664f1d5ed6f0ef24fb
