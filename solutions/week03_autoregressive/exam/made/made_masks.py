"""The questions of `made_masks`."""

import numpy as np
import torch

from gradelib.exam import ask, close, exercise

from .common import some_order


@exercise(points=3)
def made_masks(answer, rng):
    """The masks of all layers of a MADE: ≥ into hidden layers, > into the outputs."""
    order, one = some_order(rng, 6), [_degrees(rng, 7, 6)]
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
    other, three = some_order(rng, 6), [_degrees(rng, n, 6) for n in (5, 9, 4)]
    yield ask(
        "three hidden layers, another order",
        lambda: answer(other, three),
        hints=["Each mask compares a layer with the one just below it."],
    )
    yield ask(
        "no hidden layer",
        lambda: answer(order, []),
        hints=["Outputs stand on the pixels directly. How many masks are there?"],
    )
    # The shapes are those of the first question.
    backwards, few = torch.arange(6).flip(0), [_degrees(rng, 7, 6)]
    yield ask(
        "from the last pixel to the first",
        lambda: answer(backwards, few),
        hints=["Which pixel has no past if the last pixel is drawn first?"],
    )
    many, hundred = some_order(rng, 64), [_degrees(rng, 100, 64)]
    yield ask(
        "64 pixels, masks of dtype float32",
        lambda: answer(many, hundred),
        rule=close(dtype="float32"),
        hints=["order[k] is a pixel, k its turn. You need the turn of each pixel."],
    )


def _degrees(rng: np.random.Generator, units: int, pixels: int) -> torch.Tensor:
    """Degrees of hidden units in no order; each from 1 to pixels - 1 occurs if there is room."""
    dealt = np.arange(units) % (pixels - 1) + 1
    return torch.tensor(rng.permutation(dealt))
