"""The questions of `MaskedLinear`."""

import numpy as np
import torch

from gradelib.exam import ask, close, exercise, gradient, holds, made

from .common import ROUNDED, TENSOR, bits, floats


@exercise(points=2)
def MaskedLinear(answer, rng):
    """A linear layer with the weight masked, y = (mask * weight) x + bias."""
    mask, weight, bias = bits(rng, 5, 3), floats(rng.normal(size=(5, 3))), _normal(rng, 5)
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
    # Here, so that the call that is made again at the end is none of a layer with its own weights.
    yield ask(
        "its buffer `mask`",
        lambda: made(answer, mask).get_buffer("mask"),
        hints=["What is a buffer, what a parameter, and what an ordinary attribute?"],
    )
    square, weights = bits(rng, 4, 4), _normal(rng, 4, 4)
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
    other[0, 0], other[2, 1], other[3] = 0, 1, bits(rng, 3)
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
        "one row, of dtype float32",
        lambda: ready(x[:1]),
        rule=close(rel=1e-3, abs=1e-4, dtype="float32"),
        hints=["One row is a batch of one: the shape that comes back is (1, outputs)."],
    )


def _normal(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return floats(rng.normal(size=shape))


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
