"""The questions of `causal_attention`."""

import torch

from gradelib.exam import ask, exercise, gradient

from .common import ROUNDED, SHAPED, floats


@exercise(points=3)
def causal_attention(answer, rng):
    """Every position's mixture of the values up to itself; (B, T, E)."""
    q, k = (floats(rng.normal(size=(3, 6, 5)) * 1.5) for _ in range(2))
    v = floats(rng.normal(size=(3, 6, 3)))
    yield ask(
        "typical",
        lambda: answer(q, k, v),
        weight=2,
        rule=SHAPED,
        hints=[
            "For each position: to which positions may it look, and what do its weights sum to?",
            "Follow one row of scores: mask, softmax, mixture. In which order?",
        ],
    )
    yield ask(
        "the first and the last position",
        lambda: answer(q, k, v)[:, [0, -1]],
        rule=ROUNDED,
        hints=[
            "The first position may look at itself, and at nobody else. What comes out?",
            "The last position sees everything: is only the scale left to doubt?",
        ],
    )
    later = torch.cat([torch.zeros(3, 3, 5), 100 * torch.ones(3, 3, 5)], dim=1)
    yield ask(
        "the future is changed",
        lambda: answer(q, k + later, v)[:, :3],
        rule=ROUNDED,
        hints=["The keys of positions 3 to 5 were changed. Should positions 0 to 2 notice?"],
    )
    # The only score that the first position is allowed is about -100,000.
    large = torch.cat([-1000 * k[:, :1], 30 * q[:, 1:]], dim=1)
    yield ask(
        "large scores",
        lambda: answer(large, 30 * k, v),
        rule=ROUNDED,
        hints=[
            "Does the softmax survive scores of a thousand? And where all that is allowed has a score "
            "of -100,000, does it still choose among what is allowed?"
        ],
    )
    yield ask(
        "two positions",
        lambda: answer(q[:, :2], k[:, :2], v[:, :2]),
        rule=ROUNDED,
        hints=["With two positions there are three weights: which of the four is zero?"],
    )
    wide = [floats(rng.normal(size=(1, 70, 16))) for _ in range(3)]
    yield ask(
        "one long text",
        lambda: answer(*wide),
        rule=SHAPED,
        hints=[
            "One text of 70 positions, with queries of length 16: what comes out has the shape "
            "(1, 70, 16). The scale depends on the length of a query, not on that of the text."
        ],
    )
    yield ask(
        "its gradients",
        lambda: [gradient(answer, q, k, v, wrt=i) for i in range(3)],
        rule=ROUNDED,
        hints=["Attention is to be trained: does the gradient reach `q`, `k` and `v`?"],
    )

# Made from solutions/week03_autoregressive/exam/char_rnn/causal_attention.py; edit that. Checksum b486d73283bd77a9917921290522df2c45b61a81ac4a1bdc8acd0ae6f6c93360
