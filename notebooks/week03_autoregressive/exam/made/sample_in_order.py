"""The questions of `sample_in_order`."""

from dataclasses import replace

import numpy as np
import torch

from gradelib.exam import ask, close, exercise, network
from gradelib.exam.network import Network, module

from .common import bits, floats, some_order, some_seed


@exercise(points=3)
def sample_in_order(answer, rng):
    """Draw binary pictures from an autoregressive network, pixel by pixel in its order."""
    order = some_order(rng, 6)
    net = network((6,), (6,), some_seed(rng), order=order)
    uniforms = _uniforms(rng, net, 40)
    yield ask(
        "typical",
        lambda: answer(net, order, uniforms),
        weight=2,
        rule=close(tensor=True),
        hints=[
            "Which pixel is decided first, and what does the network need to know for it?",
            "Each turn: ask for the logits of the pictures as they are now, decide one pixel.",
        ],
    )
    in_raster = network((6,), (6,), some_seed(rng), order=range(6))
    draws = _uniforms(rng, in_raster, 20)
    yield ask(
        "raster order, pictures of dtype float32",
        lambda: answer(in_raster, torch.arange(6), draws),
        rule=close(dtype="float32"),
        hints=["Must the network be asked once, or once for each pixel?"],
    )
    shuffled = some_order(rng, 8)
    long = network((8,), (8,), some_seed(rng), order=shuffled)
    many = _uniforms(rng, long, 40)
    yield ask(
        "pictures of eight pixels",
        lambda: answer(long, shuffled, many),
        hints=["uniforms[b, i] belongs to picture b and to pixel i, whenever its turn comes."],
    )
    # Its logits reach from -80 to 80 at most: sigmoid(-80) is not yet 0 in float32.
    steep = replace(net, scale=float(80 / np.abs(_every_picture(net)[1]).max()))
    forced = _uniforms(rng, steep, 40)
    places = torch.tensor(rng.random(forced.shape) < 0.3)
    forced[places] = 1 - bits(rng, *forced.shape)[places]
    yield ask(
        "some pixels are forced by uniforms of 0 and 1",
        lambda: answer(steep, order, forced),
        hints=["Here u = 0 should always put ink, u = 1 never. And what of the pixels after it?"],
    )
    rare, turns, nearly = _improbable(rng)
    yield ask(
        "a pixel of probability below 0.0005",
        lambda: answer(rare, turns, nearly),
        hints=["For which uniforms should a pixel of probability 0.0004 be on? For 0, for 0.005?"],
    )
    fair = network((6,), (6,), seed=0, order=order, scale=0)
    coins = floats(rng.choice([0.25, 0.5, 0.75], (10, 6)))
    yield ask(
        "fair coins, where uniforms meet the probability exactly",
        lambda: answer(fair, order, coins),
        hints=["All logits are 0. What does the docstring say of a uniform of 0.5?"],
    )
    sure, another = _certain(rng)
    decided = _uniforms(rng, sure, 10)
    yield ask(
        "a network that is nearly certain",
        lambda: answer(sure, another, decided),
        hints=["The logits of this network pass 100. What is exp(100) in float32?"],
    )
    yield ask(
        "one picture",
        lambda: answer(long, shuffled, many[:1]),
        hints=["One picture is a batch of one: the shape that comes back is (1, D)."],
    )


def _uniforms(rng: np.random.Generator, net: Network, pictures: int) -> torch.Tensor:
    """Uniforms that differ by 1e-4 at least from every probability that the network can give.

    pixels are at most 10, so all pictures that can arise on the way are known
    """
    p_on = 1 / (1 + np.exp(-_every_picture(net)[1]))
    uniforms = rng.random((pictures, *net.inputs))
    for b, i in np.ndindex(uniforms.shape):
        while np.abs(uniforms[b, i] - p_on[:, i]).min() < 1e-4:
            uniforms[b, i] = rng.random()
    return floats(uniforms)


def _every_picture(net: Network) -> tuple[np.ndarray, np.ndarray]:
    """All the pictures that there are, and the network's logits for each."""
    (pixels,) = net.inputs
    every = (np.arange(2**pixels)[:, None] >> np.arange(pixels)) % 2
    with torch.no_grad():
        return every, module(net)(floats(every)).double().numpy()


def _certain(rng: np.random.Generator) -> tuple[Network, torch.Tensor]:
    """A network of which some logit is above 100 for every picture, and its order."""
    while True:
        order = some_order(rng, 5)
        net = network((5,), (5,), some_seed(rng), order=order, scale=100)
        _, logits = _every_picture(net)
        if logits.min(axis=0).max() > 100 and np.abs(logits).max() < 600:
            return net, order


def _improbable(rng: np.random.Generator) -> tuple[Network, torch.Tensor, torch.Tensor]:
    """A network, its order, and uniforms that force the way to a pixel of p < 0.0005.

    The pixel itself gets 0, p/2, and a ladder from 2p to 0.02; the pixels after it get common uniforms.
    """
    seed = int(rng.choice(_IMPROBABLE))
    order = some_order(np.random.default_rng(seed), 9)
    net = network((9,), (9,), seed, order=order)
    every, logits = _every_picture(net)
    picture, i = np.unravel_index(logits.argmin(), logits.shape)
    p = 1 / (1 + np.exp(-logits[picture, i]))
    uniforms = _uniforms(rng, net, 40)
    before = order[: order.tolist().index(i)]
    uniforms[:, before] = 1 - floats(every[picture])[before]
    uniforms[:, i] = floats([0, p / 2, *np.geomspace(2 * p, 0.02, 38)])
    return net, order, uniforms


# Seeds of networks with such a pixel, about one in five hundred.
_IMPROBABLE = (1382, 2109, 3277, 3328, 3687, 4034, 4381, 4768)

# Made from solutions/week03_autoregressive/exam/made/sample_in_order.py; edit that. Checksum e83dcd661b80f1feb5eb412bb45202664cb1782c87c8754ba23a6846782af662
