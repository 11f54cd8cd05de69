"""The questions of `expand`."""

import torch

from gradelib.exam import ask, close, exercise

from .common import PRECISE


@exercise(points=2)
def expand(answer, rng):
    """The sounds that codes stand for, the way back through quantiser and μ-law."""
    codes = torch.tensor(rng.permutation(254)[:9] + 1)  # without the first and the last one
    codes[0], codes[1] = int(rng.integers(1, 90)), int(rng.integers(160, 255))
    yield ask(
        "typical",
        lambda: answer(codes, 256),
        weight=2,
        rule=PRECISE,
        hints=[
            "Two steps lead from a sound to its code. Which of them has to be undone first?",
            "Follow code 0 and code levels - 1 through your two steps. The places should be -1 and "
            "1, and so should the sounds.",
        ],
    )
    few = torch.tensor(rng.integers(0, 16, size=12))
    yield ask(
        "sixteen levels",
        lambda: answer(few, 16),
        rule=PRECISE,
        hints=["How large is μ when there are 16 levels?"],
    )
    yield ask(
        "the loudest and the quietest codes",
        lambda: answer(torch.tensor([0, 127, 128, 255]), 256),
        # Between 127 and 128 float32 cancels four digits, and 16 bits all of them.
        rule=close(rel=1e-4, abs=0),
        hints=["The first and the last code are the sounds -1 and 1. And those in the middle?"],
    )
    odd = torch.tensor(rng.integers(0, 65, size=8))
    yield ask(
        "an odd number of levels, with silence",
        lambda: answer(torch.cat([odd, torch.tensor([32])]), 65),
        rule=PRECISE,
        hints=["With 65 levels, code 32 lies exactly in the middle of the scale: at which sound?"],
    )
    batch = torch.tensor(rng.integers(0, 256, size=(2, 1, 5)))
    yield ask(
        "a batch of waves",
        lambda: answer(batch, 256),
        rule=PRECISE,
        hints=["Every code is treated by itself; the shape stays."],
    )
    yield ask(
        "two levels",
        lambda: answer(torch.tensor([1, 0, 1]), 2),
        rule=PRECISE,
        hints=["With two levels there are two sounds, and no code stands for silence."],
    )
    yield ask(
        "no code",
        lambda: answer(batch[:, :0], 256),
        rule=PRECISE,
        hints=["The shape (2, 0, 5) is a shape, too: what goes in like this comes out like it."],
    )

# Made from solutions/week03_autoregressive/exam/wavenet/expand.py; edit that. Checksum 00ca4290ba97aedd1f5306c303432b29b834ccfda0103271082ad897d6b17d2a
