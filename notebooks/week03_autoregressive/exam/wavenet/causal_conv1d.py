"""The questions of `CausalConv1d`."""

import numpy as np
import torch

from gradelib.exam import ask, exercise, gradient, made

from .common import ROUNDED, ROUNDED_TENSORS, normal


@exercise(points=3)
def CausalConv1d(answer, rng):
    """A dilated convolution whose output t hears x[t], x[t - d], x[t - 2d], ... and no later one."""
    weight, bias = normal(rng, 4, 3, 2), normal(rng, 4)
    x = normal(rng, 2, 3, 9) + 0.5
    yield ask(
        "two taps, dilation 2",
        lambda: made(answer, 3, 4, 2, 2).load(weight=weight, bias=bias)(x),
        weight=2,
        rule=ROUNDED_TENSORS,
        hints=[
            "Nine samples go in, and nine come out. Which samples should outputs 0, 1 and 2 hear?",
            "Output 0 has no past. Which of its two taps meets a sample, and which a zero?",
        ],
    )
    square, four = normal(rng, 4, 4, 3), normal(rng, 2, 4, 9)
    yield ask(
        "three taps, dilation 3, as many channels out as in",
        lambda: made(answer, 4, 4, 3, 3).load(weight=square, bias=bias)(four),
        rule=ROUNDED,
        hints=[
            "How far back does the first tap reach if there are three, three samples apart?",
            "Every output channel hears every input channel: `weight` is (outputs, inputs, taps).",
        ],
    )
    wide, eight = normal(rng, 8, 4, 5), normal(rng, 8)
    yield ask(
        "five taps, no dilation, twice as many channels out as in",
        lambda: made(answer, 4, 8, 5, 1).load(weight=wide, bias=eight)(four),
        rule=ROUNDED,
        hints=[
            "Taps that stand side by side still reach back, by how much?",
            "Every output channel hears every input channel: `weight` is (outputs, inputs, taps).",
        ],
    )
    louder = torch.cat([x[:, :, :5], x[:, :, 5:] + 3], dim=2)
    yield ask(
        "the future is changed",
        lambda: np.asarray(made(answer, 3, 4, 2, 2).load(weight=weight, bias=bias)(louder))[
            :, :, :5
        ],
        rule=ROUNDED,
        hints=["Samples 5 and later were changed. Should outputs 0 to 4 notice?"],
    )

    def gradients():
        layer = made(answer, 3, 4, 2, 3).load(weight=weight, bias=bias)
        return [gradient(layer, x), *(gradient(layer, x, wrt=name) for name in ("weight", "bias"))]

    yield ask(
        "its gradients: for x, weight and bias",
        gradients,
        rule=ROUNDED,
        hints=[
            "Whoever trains the layer needs gradients for x, weight and bias. Zeros are no help.",
            "How many outputs does the last sample reach, and how many the first?",
        ],
    )
    yield ask(
        "one short sound, reaching back beyond its beginning",
        lambda: made(answer, 4, 4, 3, 3).load(weight=square, bias=bias)(four[:1, :, :4]),
        rule=ROUNDED,
        hints=[
            "Where a tap reaches back before the beginning, there is silence.",
            "One sound is a batch of one: (1, 4, 4) goes in, and (1, 4, 4) comes out.",
        ],
    )
    single = normal(rng, 4, 3, 1)
    yield ask(
        "one tap",
        lambda: made(answer, 3, 4, 1, 4).load(weight=single, bias=bias)(x),
        rule=ROUNDED,
        hints=["With one tap there is nothing to pad."],
    )
    yield ask(
        "a second sound, after the weights have changed",
        lambda: (
            made(answer, 3, 4, 2, 2)
            .load(weight=-weight, bias=-bias)
            .after(x)
            .load(weight=weight, bias=bias)(louder)
        ),
        rule=ROUNDED,
        hints=["The same layer hears another sound. What is left of the first one, and should it?"],
    )

# Made from solutions/week03_autoregressive/exam/wavenet/causal_conv1d.py; edit that. Checksum 7179755e386a3a4ea3f29ba9250747e93ad2f9a88ae0d00e5c12c652561bcdf9
