"""The questions of `bits_per_dim`."""

import torch

from gradelib.exam import ask, exercise, gradient

from .common import LEVELS, ROUNDED, ROUNDED_TENSOR, normal, some_levels


@exercise(points=2)
def bits_per_dim(answer, rng):
    """The cost of each picture in bits per dimension, from the logits of its levels; (n,)."""
    logits, levels = normal(rng, 4, LEVELS, 3, 5, scale=2), some_levels(rng, 4, 3, 5)
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
    square = normal(rng, 5, 5, 5, 5), torch.tensor(rng.integers(5, size=(5, 5, 5)))
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

# Made from solutions/week03_autoregressive/exam/pixel_cnn/bits_per_dim.py; edit that. Checksum bd965f4ccbca46326f5ac4dcbca845606e10f3f5aae9d69d86a18f2163425eaf
