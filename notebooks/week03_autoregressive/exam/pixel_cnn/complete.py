"""The questions of `complete`."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch

from gradelib.exam import ask, exercise, holds, network

from .common import LEVELS, seed, some_inks


@exercise(points=3)
def complete(answer, rng):
    """Draw the unknown pixels of pictures from a PixelCNN, in raster order."""
    net = network((1, 3, 3), (LEVELS, 3, 3), seed(rng), order=range(9))
    nothing, upper = torch.zeros(3, 3, dtype=torch.bool), torch.arange(9).reshape(3, 3) < 4
    inks, uniforms = some_inks(rng, 10, 1, 3, 3), _uniforms(rng, 10, 3, 3)
    # Paper may be known, too: the first pixel is paper in all pictures, others are in some.
    x = inks * torch.tensor(rng.random(inks.shape) < 0.5) * upper
    x[:, :, 0, 0], paper = 0, torch.zeros_like(inks)
    by_hand = [
        "What is told above is the first pixel in raster order that is not as it should be in some "
        "picture: all pixels before it are right.",
        "Do this pixel by hand: net(…) of the picture as it is before, the softmax of the 17 "
        "logits of this pixel, and add up from level 0 until the sum reaches u.",
    ]
    yield ask(
        "nothing is known",
        lambda: answer(net, paper, nothing, uniforms),
        weight=2,
        rule=holds(_same_pictures(nothing, uniforms)),
        hints=by_hand,
    )
    yield ask(
        "the first four pixels are known",
        lambda: answer(net, x, upper, uniforms),
        weight=2,
        rule=holds(_same_pictures(upper, uniforms)),
        hints=[
            "Pixels 0 to 3 are known, be they ink or paper: they stay, and the network sees them "
            "when it is asked about the others.",
            *by_hand,
        ],
    )
    some = torch.tensor(rng.permutation(np.arange(10) < 5))
    # Unknown pixels hold anything but ink, as the text permits.
    y, draws = some_inks(rng, 15, 10), _uniforms(rng, 15, 10)
    y = torch.where(some, y, 20 * y - 9.5)
    for name, shape in (("wide", (2, 5)), ("tall", (5, 2))):
        other = network((1, *shape), (LEVELS, *shape), seed(rng), order=range(10))
        known, u = some.reshape(shape), draws.reshape(15, *shape)
        yield ask(
            f"scattered pixels are known, in a {name} picture",
            lambda other=other, shape=shape, known=known, u=u: answer(
                other, y.reshape(15, 1, *shape), known, u
            ),
            rule=holds(_same_pictures(known, u)),
            hints=[f"Raster order, in {shape[0]} rows of {shape[1]} pixels: row after row."],
        )
    # Whether a sum ends below 1 is chance: ten pictures with different pasts, so that some do.
    ones = torch.ones(10, 3, 3)
    yield ask(
        "uniforms of one",
        lambda: answer(net, inks, upper, ones),
        rule=holds(_same_pictures(upper, ones)),
        hints=["Rounded sums may end at 0.9999999. Which level is left for a u beyond it?"],
    )
    tiny = torch.tensor(10 ** rng.uniform(-5, -3, size=(10, 3, 3))).float()
    tiny[5:] = 0
    yield ask(
        "uniforms of zero, or nearly",
        lambda: answer(net, paper, nothing, tiny),
        rule=holds(_same_pictures(nothing, tiny)),
        hints=["u = 0 belongs to level 0, and so does every u that p_0 reaches."],
    )
    # With u = 0 it is level 0, even if its probability is rounded to 0; else the certain level.
    sure, least = replace(net, scale=200.0), _uniforms(rng, 10, 3, 3)
    least[:4] = 0
    yield ask(
        "logits of several hundred",
        lambda: answer(sure, paper, nothing, least),
        rule=holds(_same_pictures(nothing, least)),
        hints=[
            "The network is nearly certain everywhere. What is exp(400) for the computer?",
            "Where u is 0, level 0 reaches it, however small its probability is.",
        ],
    )
    yield ask(
        "one picture at a time",
        lambda: torch.cat(
            [answer(net, paper[b : b + 1], nothing, uniforms[b : b + 1]) for b in range(5)]
        ),
        rule=holds(_same_pictures(nothing, uniforms)),
        hints=["One picture is a batch of one: (1, 1, 3, 3) goes in and comes back."],
    )
    all_known = torch.ones(3, 3, dtype=torch.bool)
    yield ask(
        "everything is known",
        lambda: answer(net, inks, all_known, uniforms),
        rule=holds(_same_pictures(all_known, uniforms)),
        hints=["If every pixel is known, nothing is drawn: the pictures come back."],
    )


def _uniforms(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return torch.tensor(rng.uniform(1e-4, 1 - 1e-4, size=shape), dtype=torch.float32)


def _same_pictures(
    known: torch.Tensor, uniforms: torch.Tensor
) -> Callable[[object, object], bool | str]:
    """Do at least four in five pictures agree in all pixels? Else it names the first that does not."""

    def check(mine: object, reference: object) -> bool | str:
        if not isinstance(mine, torch.Tensor):
            return f"a tensor should come back, not {type(mine).__name__}"
        if mine.shape != reference.shape:
            return f"the shape should be {tuple(reference.shape)}, but it is {tuple(mine.shape)}"
        got, wanted = (value.double().flatten(1) for value in (mine, reference))
        apart = ~((got - wanted).abs() < 1e-3)  # also where it is not a number
        if 5 * apart.any(dim=1).sum() <= len(apart):
            return True
        place, picture = apart.T.nonzero()[0].tolist()
        row, column = divmod(place, known.shape[1])
        what = "known" if known[row, column] else f"u = {uniforms[picture, row, column]:.4f}"
        inks = [f"{16 * value[picture, place]:.4g}/16" for value in (got, wanted)]
        return f"picture {picture}, row {row}, column {column} ({what}): the ink is " + (
            f"{inks[0]} instead of {inks[1]}"
        )

    return check

# Made from solutions/week03_autoregressive/exam/pixel_cnn/complete.py; edit that. Checksum ff17ce3ada8f1a75cb6d972eae483b7f22aa12c32853049061e05f540fbf3ce2
