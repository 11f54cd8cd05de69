"""The questions of `influence`."""

import numpy as np
import torch

from gradelib.exam import ask, close, exercise, network

from .common import ROUNDED, TENSOR, bits, some_order, some_seed


@exercise(points=2)
def influence(answer, rng):
    """How much output i moves when pixel j alone is flipped; (D, D), outputs in the rows."""
    x = torch.tensor([1.0, 0.0, 0.0, 1.0, 1.0, 0.0])[torch.tensor(rng.permutation(6))]
    net = network((6,), (6,), some_seed(rng))
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
    ordered = network((6,), (6,), some_seed(rng), order=some_order(rng, 6))
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
    larger, wide = network((17,), (17,), some_seed(rng)), bits(rng, 17)
    yield ask(
        "seventeen pixels",
        lambda: answer(larger, wide),
        rule=ROUNDED,
        hints=["Is the picture as it was again before the next pixel is flipped?"],
    )
    # Some of these 200 numbers lie between 2e-6 and 1e-5 on every seed.
    largest, widest = network((200,), (200,), some_seed(rng), scale=0.1), bits(rng, 200)
    yield ask(
        "the least influence on each of 200 outputs",
        lambda: np.asarray(answer(largest, widest)).min(axis=1),
        rule=close(rel=1e-3, abs=1e-6),
        hints=["A leak may be small. Do small changes come back as they are?"],
    )
