"""The questions of `gated_block`."""

import torch

from gradelib.exam import ask, exercise, gradient

from .common import ROUNDED, ROUNDED_TENSORS, normal


@exercise(points=3)
def gated_block(answer, rng):
    """What a gated residual block hands to the next block, and what to the output."""
    parts = _block(rng, channels=3, skips=4, samples=5)
    hints = [
        "z is one tensor of C channels. Which two halves is it made of?",
        "Put 0 for z, and see what your two results are: x should come back, and zeros.",
    ]
    yield ask("typical", lambda: answer(*parts), weight=2, rule=ROUNDED_TENSORS, hints=hints)
    x, heard, condition, to_next, to_output = _block(rng, channels=4, skips=4, samples=8)
    yield ask(
        "as many channels to the output",
        lambda: answer(x, heard, condition, to_next, to_output),
        rule=ROUNDED,
        hints=["Here S = C and T = 2C: what is the wrong way round fits too, with other numbers."],
    )
    yield ask(
        "no condition",
        lambda: answer(x, heard, 0 * condition, to_next, to_output),
        rule=ROUNDED,
        hints=["What is left of the formula if nothing is said about the sound?"],
    )
    closed = heard.clone()
    closed[:, 4:] = -200
    yield ask(
        "all gates closed",
        lambda: answer(x, closed, condition, to_next, to_output),
        rule=ROUNDED,
        hints=["Which half are the gates? And what does a block do if all of them are shut?"],
    )
    loud = heard.clone()
    loud[:, :, ::2] = 200 * torch.sign(loud[:, :, ::2])
    yield ask(
        "loud and soft",
        lambda: answer(x, loud, condition, to_next, to_output),
        rule=ROUNDED,
        hints=["tanh and σ of 200 and of -200 are ordinary numbers. How large is e to the 200?"],
    )
    yield ask(
        "a single sample",
        lambda: answer(x[:1, :, :1], heard[:1, :, :1], condition[:1], to_next, to_output),
        rule=ROUNDED,
        hints=["One sample of one sound: the axes stay (batch, channels, time)."],
    )
    yield ask(
        "its gradients: for every argument",
        lambda: [gradient(answer, *parts, wrt=number) for number in range(5)],
        rule=ROUNDED,
        hints=[
            "Whoever trains the block needs gradients for all five arguments. Do they get them?"
        ],
    )


def _block(rng, channels, skips, samples):
    """x, heard, condition, to_next and to_output of a block, for two sounds."""
    shapes = [(2, channels, samples), (2, 2 * channels, samples), (2, 2 * channels)]
    return tuple(normal(rng, *s) for s in [*shapes, (channels, channels), (skips, channels)])

# Made from solutions/week03_autoregressive/exam/wavenet/gated_block.py; edit that. Checksum fbcf9e00b211be7b539fb8cb27d70d448f37556f252e76460e200ee439645a07
