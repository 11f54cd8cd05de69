"""The questions of `sample_wave`."""

from dataclasses import replace

import numpy as np
import torch

from gradelib.exam import ask, exact, exercise, network
from gradelib.exam.network import Network, module

from .common import floats

CODES = exact(dtype="int64", tensor=True)


@exercise(points=3)
def sample_wave(answer, rng):
    """Codes (B, T) drawn one after the other from an autoregressive network."""
    net, levels = _net(rng, codes=3, samples=7), _levels(rng, 3)
    uniforms = _uniforms(rng, net, levels, 10)
    yield ask(
        "typical",
        lambda: answer(net, uniforms, levels),
        rule=CODES,
        weight=2,
        hints=[
            "What does the network hear when sample 0 is drawn, and when sample 1 is drawn?",
            "Which of the numbers that the network gives belong to the sample that is drawn now?",
        ],
    )
    wide, more = _net(rng, codes=7, samples=4), _levels(rng, 7)
    others = _uniforms(rng, wide, more, 12)
    yield ask(
        "twelve waves, seven codes",
        lambda: answer(wide, others, more),
        rule=CODES,
        hints=["A row of the uniforms for each wave, a column for each sample."],
    )
    square, five = _net(rng, codes=4, samples=4), _levels(rng, 4)
    fours = _uniforms(rng, square, five, 4)
    yield ask(
        "as many waves as samples and codes",
        lambda: answer(square, fours, five),
        rule=CODES,
        hints=["Which axis of the logits are the codes, and which is time?"],
    )
    ends = uniforms.clone()
    ends[torch.tensor(rng.random(ends.shape) < 0.3)] = 0.0
    bold = replace(net, scale=6.0)  # code 0 is often next to impossible, and is still the first
    low = _uniforms(rng, bold, levels, 24)
    low[torch.tensor(rng.random(low.shape) < 0.4)] = 0.0
    yield ask(
        "some uniforms are zero",
        lambda: [answer(net, ends, levels), answer(bold, low, levels)],
        rule=CODES,
        hints=["u = 0 is the smallest number that can be drawn: which code is that?"],
    )
    yield ask(
        "one wave",
        lambda: answer(net, uniforms[:1], levels),
        rule=CODES,
        hints=["One wave is a batch of one."],
    )
    # About one in four of the last sums is below 1, and dozens of them are asked about.
    sure = _uniforms(rng, wide, more, 30)
    sure[torch.tensor(rng.random(sure.shape) < 0.4)] = 1.0
    sure[:, -1] = 1.0
    yield ask(
        "some uniforms are one",
        lambda: answer(wide, sure, more),
        rule=CODES,
        hints=["Rounding may leave the last sum a little below 1. Which code is it then?"],
    )
    short, many = _net(rng, codes=200, samples=1), _levels(rng, 200)
    late = _uniforms(rng, short, many, 120)
    late[60:] = _uniforms(rng, short, many, 60, lowest=0.991)
    yield ask(
        "a single sample, of 200 codes",
        lambda: answer(short, late, many),
        rule=CODES,
        hints=["Half of the uniforms are above 0.99, where there still are a few of 200 codes."],
    )
    undecided = network((1, 6), (4, 6), seed=0, order=range(6), scale=0)
    quarters = floats(rng.choice([0.25, 0.5, 0.75, 1.0], (3, 6)))
    yield ask(
        "four equally likely codes, uniforms on their edges",
        lambda: answer(undecided, quarters, five),
        rule=CODES,
        hints=["The docstring says which code it is where u equals a sum of the p exactly."],
    )
    sure_net = replace(net, scale=200.0)
    decided = _uniforms(rng, sure_net, levels, 10)
    yield ask(
        "a network that is nearly certain",
        lambda: answer(sure_net, decided, levels),
        rule=CODES,
        hints=["Its logits are several hundred. What is exp(400) for the computer?"],
    )


def _net(rng, codes, samples) -> Network:
    return network((1, samples), (codes, samples), int(rng.integers(2**31)), order=range(samples))


def _levels(rng, codes):
    """What the network is fed for each code; neither in steps of one nor in order."""
    return floats(rng.permutation(np.linspace(-1.5, 1.5, codes) + rng.uniform(-0.1, 0.1, codes)))


def _uniforms(rng, net: Network, levels: torch.Tensor, waves: int, lowest=0.001) -> torch.Tensor:
    """Uniforms that differ by 1e-5 at least from every border that the network can give.

    codes ** samples is at most a few thousand, so all waves that can arise are known
    """
    codes, samples = net.outputs
    every = np.stack(np.meshgrid(*[np.arange(codes)] * samples, indexing="ij")).reshape(samples, -1)
    with torch.no_grad():
        logits = module(net)(levels[torch.from_numpy(every.T)][:, None]).double()
        borders = logits.softmax(dim=1).cumsum(dim=1)[:, :-1].numpy()
    uniforms = rng.uniform(lowest, 0.999, size=(waves, samples))
    for t in range(samples):
        known = np.unique(borders[:, :, t].round(7))
        for b in range(waves):
            while np.abs(uniforms[b, t] - known).min() < 1e-5:
                uniforms[b, t] = rng.uniform(lowest, 0.999)
    return floats(uniforms)
