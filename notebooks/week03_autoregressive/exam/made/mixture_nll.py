"""The questions of `mixture_nll`."""

import torch

from gradelib.exam import ask, close, exercise

from .common import ROUNDED, TENSOR, floats


@exercise(points=2)
def mixture_nll(answer, rng):
    """The NLL of each picture under a mixture of K models with equal weights; (n,)."""
    nlls = floats(rng.uniform(1, 4, size=(3, 5)))
    yield ask(
        "typical",
        lambda: answer(nlls),
        weight=2,
        rule=TENSOR,
        hints=[
            "Go back to probabilities for two models and one picture: what is their mean?",
            "Take two models that say 1 and 3 nats, by hand. What does your function say?",
        ],
    )
    large = floats(rng.uniform(1500, 1505, size=(4, 6)))
    yield ask(
        "more than a thousand nats",
        lambda: answer(large),
        rule=close(rel=1e-6, abs=2e-3),
        hints=[
            "exp(-1500) is 0 for the computer, but the answer is near 1500. What is in between?",
            "Only differences of the NLLs matter, beside one of them. Which function uses that?",
        ],
    )
    twins = floats(rng.uniform(10, 30, size=(1, 5))).repeat(2, 1)
    yield ask(
        "two models that agree",
        lambda: answer(twins),
        rule=ROUNDED,
        hints=["If all models say the same, what should their mixture say?"],
    )
    square = floats(rng.uniform(2, 9, size=(4, 4)))
    yield ask(
        "as many models as pictures",
        lambda: answer(square),
        rule=ROUNDED,
        hints=["Over which axis are the models?"],
    )
    worse = floats([0, 300, 200])  # by so many nats; each model is the best for some picture
    apart = nlls + torch.stack([worse.roll(k) for k in (1, 2, 0, 1, 2)], dim=1)
    yield ask(
        "one model is far better for each picture",
        lambda: answer(apart),
        rule=ROUNDED,
        hints=["The other models add nothing to the sum. Do they still count in the mean?"],
    )
    levels = nlls + floats(rng.permutation([0, 150, 300, 450, 600]))
    yield ask(
        "some pictures are far more probable than others",
        lambda: answer(levels),
        rule=ROUNDED,
        hints=["Does the NLL of one picture depend on the other pictures?"],
    )
    yield ask(
        "one picture",
        lambda: answer(nlls[:, 1:2]),
        rule=ROUNDED,
        hints=["The NLL of one picture is one number, in a tensor of shape (1,)."],
    )

# Made from solutions/week03_autoregressive/exam/made/mixture_nll.py; edit that. Checksum 8ea34ce92a7686ce47457b9a0dc30ed5de77e2ff2ee0eae18dbfacc4725d55a5
