"""The questions of `MaskedConv2d`."""

import numpy as np
import torch

from gradelib.exam import ask, exercise, gradient, made

from .common import ROUNDED, ROUNDED_TENSOR, normal


@exercise(points=2)
def MaskedConv2d(answer, rng):
    """A convolution with the weight masked, its output as large as its input."""
    mask, weight, bias = _mask(rng, 3, 5), normal(rng, 4, 2, 3, 5), normal(rng, 4)
    x = normal(rng, 3, 2, 6, 7)
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
    tall, tall_weight = _mask(rng, 5, 1), normal(rng, 1, 2, 5, 1)
    yield ask(
        "a mask of one column, one picture, one output",
        lambda: made(answer, tall, 2, 1).load(weight=tall_weight, bias=bias[:1])(x[:1]),
        rule=ROUNDED,
        hints=[
            "A mask of five rows and one column needs two rows of zeros above and below only.",
            "(1, 2, 6, 7) goes in, (1, 1, 6, 7) comes out.",
        ],
    )
    square, square_weight = _mask(rng, 3, 3), normal(rng, 2, 2, 3, 3)
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
    other = normal(rng, 4, 2, 3, 5)
    yield ask(
        "used again, with another weight",
        lambda: layer.after(x).load(weight=other)(x),
        rule=ROUNDED,
        hints=["An optimiser changes the weight after each use. Which weight does the second see?"],
    )
    yield ask(
        "used twice after eval(), the second time with another weight",
        lambda: layer.after(method="eval").after(x).load(weight=other)(x),
        rule=ROUNDED,
        hints=[
            "What leaves the layer should be the same in training and after it, and follow its "
            "weight in both."
        ],
    )


def _mask(rng: np.random.Generator, rows: int, columns: int) -> torch.Tensor:
    """A mask with wires and cuts that changes when it is turned by a half turn or transposed."""
    while True:
        mask = torch.tensor(rng.random((rows, columns)) < 0.5)
        if not mask.equal(mask.flip(0, 1)) and not mask.equal(mask.T):
            return mask.float()

# Made from solutions/week03_autoregressive/exam/pixel_cnn/masked_conv2d.py; edit that. Checksum c154e28d0f0cf565e96312eebdc559106cd3e2b99c42fa18cebae04df136fa49
