"""The questions of `bits_per_dim`."""

import torch
import torch.nn.functional as F

from gradelib.exam import ask, close, exercise, gradient

from .common import LEVELS, normal, some_levels


@exercise(points=2)
def bits_per_dim(answer, rng):
    """The cost of each picture in bits per dimension, from the logits of its levels; (n,)."""
    logits, levels = normal(rng, 4, LEVELS, 3, 5, scale=2), some_levels(rng, 4, 3, 5)
    yield ask(
        "typical",
        lambda: answer(logits, levels),
        weight=2,
        rule=close(tensor=True),
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
        hints=["All axes are of length 5 here, so that no error tells of a confusion of axes."],
    )
    # At the first pixel the level that is asked for is e^900 times less probable than the others;
    # in the first picture all exponentials are 0 in float32, but no probability is.
    large, others = 100 * logits, LEVELS - 1 - levels
    large[:, :, 0, 0] = 450.0 - 900.0 * F.one_hot(others[:, 0, 0], LEVELS)
    large[0] = logits[0] - 450
    yield ask(
        "logits of several hundred",
        lambda: answer(large, others),
        hints=[
            "exp(300) is infinite in float32. Which function takes softmax and log in one?",
            "And exp(-300) is 0. What is the logarithm of a probability that was rounded to 0, or "
            "kept away from 0 by hand?",
        ],
    )
    yield ask(
        "its gradient",
        lambda: gradient(answer, logits, levels),
        hints=["A network is trained with this function: can PyTorch differentiate all of it?"],
    )
    few = int(rng.integers(3, 12))
    yield ask(
        "all levels equally likely",
        lambda: answer(torch.zeros(2, few, 1, 4), torch.ones(2, 1, 4, dtype=torch.int64)),
        hints=["How many bits name one of 8 equally likely levels? Of 17?"],
    )
    yield ask(
        "one picture",
        lambda: answer(logits[:1], levels[:1]),
        hints=["The pixels of one picture give one number, in a tensor of the shape (1,)."],
    )
