"""The questions of `bernoulli_nll`."""

import torch

from gradelib.exam import ask, close, exercise, gradient

from .common import ROUNDED, TENSOR, bits, floats, some_tensor


@exercise(points=2)
def bernoulli_nll(answer, rng):
    """Minus the log-probability of each binary picture, in nats, from its logits; (n,)."""
    logits, pixels = floats(rng.normal(size=(4, 6)) * 2), bits(rng, 4, 6)
    yield ask(
        "typical",
        lambda: answer(logits, pixels),
        weight=2,
        rule=TENSOR,
        hints=[
            "Take one picture of two pixels, one on and one off. What is its probability?",
            "Each pixel adds one logarithm; each picture gives one number.",
        ],
    )
    # In the first picture the logits are near 30, where sigmoid is 1 in float32 but exp is finite.
    scale = floats([[30], [150], [300], [500]])
    large = scale * floats(rng.uniform(0.8, 1.2, (4, 6)) * rng.choice([-1, 1], (4, 6)))
    shown = bits(rng, 4, 6)
    large[:, 0], shown[:, 0] = large[:, 0].abs(), 0
    large[3, 1], shown[3, 1] = -float(rng.uniform(590, 600)), 1
    yield ask(
        "logits of several hundred",
        lambda: answer(large, shown),
        rule=close(rel=5e-5, abs=1e-3),
        hints=[
            "A pixel that is on costs 300 nats at a logit of -300. What does your function say?",
            "softplus(300) is 300. Can you write every pixel's cost with softplus alone?",
        ],
    )
    yield ask(
        "its gradient",
        lambda: gradient(answer, logits, pixels),
        rule=ROUNDED,
        hints=["A network is trained with this function: can PyTorch differentiate all of it?"],
    )
    yield ask(
        "its gradient at logits of several hundred",
        lambda: gradient(answer, large, shown),
        rule=ROUNDED,
        hints=["The derivative by a logit is sigmoid(a) - x. What is it at a logit of 300, x off?"],
    )
    zeros = torch.zeros(3, int(rng.integers(30, 200)))
    coins = bits(rng, *zeros.shape)
    yield ask(
        "logits of zero",
        lambda: answer(zeros, coins),
        rule=ROUNDED,
        hints=["A logit of zero is a fair coin. What does it cost to foresee `D` of them?"],
    )
    yield ask(
        "one picture",
        lambda: some_tensor(answer(logits[:1], pixels[:1])),
        rule=ROUNDED,
        hints=["One picture is a batch of one: one number, in a tensor of shape (1,)."],
    )
    wide, many = floats(rng.normal(size=(3, 784))), bits(rng, 3, 784)
    yield ask(
        "784 pixels",
        lambda: answer(wide, many),
        rule=close(rel=5e-5, abs=1e-3),
        hints=["The probability of 784 pixels underflows. Add logarithms instead."],
    )

# Made from solutions/week03_autoregressive/exam/made/bernoulli_nll.py; edit that. Checksum 4c159f4197d53350e3c27d2956d118e1c3e92757bf7bdc297c98507a95d9441c
