"""The questions of `mu_law`."""

import torch

from gradelib.exam import ask, exercise

from .common import PRECISE, floats


@exercise(points=2)
def mu_law(answer, rng):
    """Where each sound lies on the μ-law scale: sign(x) log(1 + μ|x|) / log(1 + μ)."""
    wave = floats(rng.uniform(0.05, 1, size=9) * rng.choice([-1, 1], size=9))
    wave[0], wave[1] = -wave[0].abs(), wave[1].abs()
    mu = float(rng.uniform(5, 100))
    yield ask(
        "typical",
        lambda: answer(wave, 255.0),
        weight=2,
        rule=PRECISE,
        hints=[
            "Follow one positive sample through the formula, then the same sample with a minus.",
            "What should come back for 1.0, whatever μ is?",
        ],
    )
    yield ask(
        "another μ",
        lambda: answer(wave, mu),
        rule=PRECISE,
        hints=["μ stands twice in the formula. Is it a number of yours or the argument?"],
    )
    quiet = wave / 500
    yield ask(
        "quiet sounds",
        lambda: answer(quiet, 255.0),
        rule=PRECISE,
        hints=["What is μ|x| for a very quiet sound, and what is added to it?"],
    )
    yield ask(
        "silence, and as loud as can be",
        lambda: answer(torch.tensor([0.0, 1.0, -1.0]), mu),
        rule=PRECISE,
        hints=["Silence stays silence, 1 stays 1, and -1 stays -1."],
    )
    batch = floats(rng.uniform(-1, 1, size=(2, 1, 4)))
    yield ask(
        "a batch of waves",
        lambda: answer(batch, 255.0),
        rule=PRECISE,
        hints=["Every sample is treated by itself; the shape stays."],
    )
    yield ask(
        "a mu of 1",
        lambda: answer(wave, 1.0),
        rule=PRECISE,
        hints=["With μ = 1 the scale is nearly linear. What is log(1 + 1)?"],
    )
    yield ask(
        "no sample",
        lambda: answer(batch[:, :0], mu),
        rule=PRECISE,
        hints=["The shape (2, 0, 4) is a shape, too: what goes in like this comes out like it."],
    )
