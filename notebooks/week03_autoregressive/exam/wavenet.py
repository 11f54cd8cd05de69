"""The questions of the lesson `wavenet`.

Uniform numbers keep away from every border between two codes that a network could give, so that
rounding decides nothing and no right sampler is ever refused.
"""

from dataclasses import replace

import numpy as np
import torch

from gradelib.exam import ask, close, exact, exercise, gradient, holds, made, network
from gradelib.exam.network import Network, module

# What float32 leaves of sums in another order.
ROUNDED = close(rel=1e-3, abs=1e-5)
ROUNDED_TENSORS = close(rel=1e-3, abs=1e-5, tensor=True)

# What float32 leaves of one formula, and float16 or 16 bits do not.
PRECISE = close(rel=3e-5, abs=1e-7, tensor=True)

CODES = exact(dtype="int64", tensor=True)


@exercise(points=2)
def mu_law(answer, rng):
    """Where each sound lies on the μ-law scale: sign(x) log(1 + μ|x|) / log(1 + μ)."""
    wave = _floats(rng.uniform(0.05, 1, size=9) * rng.choice([-1, 1], size=9))
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
    batch = _floats(rng.uniform(-1, 1, size=(2, 3, 4)))
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
    batch = torch.tensor(rng.integers(0, 256, size=(2, 5)))
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
        hints=["The shape (2, 0) is a shape, too: what goes in like this comes out like it."],
    )


@exercise(points=1)
def receptive_field(answer, rng):
    """How far back one output of a stack of dilated causal convolutions hears, in samples."""
    dilations = [int(d) for d in rng.integers(3, 40, size=int(rng.integers(3, 6)))]
    kernel = int(rng.integers(3, 7))
    hints = [
        "How far back does one layer reach, from its last tap to its first?",
        "Draw two layers with kernel size 2. By how much does the second one lengthen the reach?",
    ]
    yield ask("typical", lambda: answer(kernel, dilations), weight=2, hints=hints)
    again = int(rng.integers(3, 7))
    doubling = [2**i for i in range(again)]
    yield ask(
        "doubled dilations, two taps",
        lambda: answer(2, doubling),
        hints=["With kernel size 2 a layer reaches as far back as its dilation."],
    )
    yield ask(
        "the same stack three times",
        lambda: answer(2, doubling * 3),
        hints=["Three stacks reach three times as far back. Is the present counted three times?"],
    )
    yield ask(
        "no dilation",
        lambda: answer(kernel, [1] * again),
        hints=["An undilated layer reaches back as well: how far?"],
    )
    far = int(rng.integers(20_000, 60_000))  # beyond 16 bits
    yield ask(
        "one layer, with taps far apart",
        lambda: answer(kernel, [far]),
        hints=["How far apart are the first and the last tap, and how long is that stretch?"],
    )
    yield ask(
        "one tap", lambda: answer(1, dilations), hints=["What does a kernel of one tap hear?"]
    )
    yield ask(
        "no layer",
        lambda: answer(kernel, []),
        rule=holds(_the_same_whole_number),
        hints=["A sample that goes through nothing? And samples are counted in whole numbers."],
    )


@exercise(points=3)
def CausalConv1d(answer, rng):
    """A dilated convolution whose output t hears x[t], x[t - d], x[t - 2d], ... and no later one."""
    weight, bias = _normal(rng, 4, 3, 2), _normal(rng, 4)
    x = _normal(rng, 2, 3, 9) + 0.5
    yield ask(
        "two taps, dilation 2",
        lambda: made(answer, 3, 4, 2, 2).load(weight=weight, bias=bias)(x),
        weight=2,
        rule=ROUNDED_TENSORS,
        hints=[
            "Nine samples go in, and nine come out. Which samples should outputs 0, 1 and 2 hear?",
            "Output 0 has no past. Which of its two taps meets a sample, and which a zero?",
        ],
    )
    square, four = _normal(rng, 4, 4, 3), _normal(rng, 2, 4, 9)
    yield ask(
        "three taps, dilation 3, as many channels out as in",
        lambda: made(answer, 4, 4, 3, 3).load(weight=square, bias=bias)(four),
        rule=ROUNDED,
        hints=[
            "How far back does the first tap reach if there are three, three samples apart?",
            "Every output channel hears every input channel: `weight` is (outputs, inputs, taps).",
        ],
    )
    wide, eight = _normal(rng, 8, 4, 3), _normal(rng, 8)
    yield ask(
        "no dilation, twice as many channels out as in",
        lambda: made(answer, 4, 8, 3, 1).load(weight=wide, bias=eight)(four),
        rule=ROUNDED,
        hints=[
            "Taps that stand side by side still reach back, by how much?",
            "Every output channel hears every input channel: `weight` is (outputs, inputs, taps).",
        ],
    )
    louder = torch.cat([x[:, :, :5], x[:, :, 5:] + 3], dim=2)
    yield ask(
        "the future is changed",
        lambda: np.asarray(made(answer, 3, 4, 2, 2).load(weight=weight, bias=bias)(louder))[
            :, :, :5
        ],
        rule=ROUNDED,
        hints=["Samples 5 and later were changed. Should outputs 0 to 4 notice?"],
    )

    def gradients():
        layer = made(answer, 3, 4, 2, 3).load(weight=weight, bias=bias)
        return [gradient(layer, x), *(gradient(layer, x, wrt=name) for name in ("weight", "bias"))]

    yield ask(
        "its gradients: for x, weight and bias",
        gradients,
        rule=ROUNDED,
        hints=[
            "Whoever trains the layer needs gradients for x, weight and bias. Zeros are no help.",
            "How many outputs does the last sample reach, and how many the first?",
        ],
    )
    yield ask(
        "one short sound, reaching back beyond its beginning",
        lambda: made(answer, 3, 4, 2, 8).load(weight=weight, bias=bias)(x[:1, :, :4]),
        rule=ROUNDED,
        hints=[
            "Where a tap reaches back before the beginning, there is silence.",
            "One sound is a batch of one: (1, 3, 4) goes in, and (1, 4, 4) comes out.",
        ],
    )
    single = _normal(rng, 4, 3, 1)
    yield ask(
        "one tap",
        lambda: made(answer, 3, 4, 1, 4).load(weight=single, bias=bias)(x),
        rule=ROUNDED,
        hints=["With one tap there is nothing to pad."],
    )
    yield ask(
        "a second sound, after the weights have changed",
        lambda: (
            made(answer, 3, 4, 2, 2)
            .load(weight=-weight, bias=-bias)
            .after(x)
            .load(weight=weight, bias=bias)(louder)
        ),
        rule=ROUNDED,
        hints=["The same layer hears another sound. What is left of the first one, and should it?"],
    )


@exercise(points=3)
def gated_block(answer, rng):
    """What a gated residual block hands to the next block, and what to the output."""
    parts = _block(rng, channels=3, skips=4, samples=5)
    hints = [
        "z is one tensor of C channels. Which two halves is it made of?",
        "Put 0 for z, and see what your two results are: x should come back, and zeros.",
    ]
    yield ask("typical", lambda: answer(*parts), weight=2, rule=ROUNDED_TENSORS, hints=hints)
    x, heard, condition, to_next, to_output = _block(rng, channels=4, skips=4, samples=8)
    yield ask(
        "as many channels to the output",
        lambda: answer(x, heard, condition, to_next, to_output),
        rule=ROUNDED,
        hints=["Here S = C and T = 2C: what is the wrong way round fits too, with other numbers."],
    )
    yield ask(
        "no condition",
        lambda: answer(x, heard, 0 * condition, to_next, to_output),
        rule=ROUNDED,
        hints=["What is left of the formula if nothing is said about the sound?"],
    )
    closed = heard.clone()
    closed[:, 4:] = -200
    yield ask(
        "all gates closed",
        lambda: answer(x, closed, condition, to_next, to_output),
        rule=ROUNDED,
        hints=["Which half are the gates? And what does a block do if all of them are shut?"],
    )
    loud = heard.clone()
    loud[:, :, ::2] = 200 * torch.sign(loud[:, :, ::2])
    yield ask(
        "loud and soft",
        lambda: answer(x, loud, condition, to_next, to_output),
        rule=ROUNDED,
        hints=["tanh and σ of 200 and of -200 are ordinary numbers. How large is e to the 200?"],
    )
    yield ask(
        "a single sample",
        lambda: answer(x[:1, :, :1], heard[:1, :, :1], condition[:1], to_next, to_output),
        rule=ROUNDED,
        hints=["One sample of one sound: the axes stay (batch, channels, time)."],
    )
    yield ask(
        "its gradients: for every argument",
        lambda: [gradient(answer, *parts, wrt=number) for number in range(5)],
        rule=ROUNDED,
        hints=[
            "Whoever trains the block needs gradients for all five arguments. Do they get them?"
        ],
    )


@exercise(points=3)
def sample_wave(answer, rng):
    """Codes (B, T) drawn one after the other from an autoregressive network."""
    net, levels = _net(rng, codes=3, samples=6), _levels(rng, 3)
    uniforms = _uniforms(rng, net, levels, 6)
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
    low = torch.tensor(rng.random(ends.shape) < 0.3)
    ends[low] = 0.0
    yield ask(
        "some uniforms are zero",
        lambda: answer(net, ends, levels),
        rule=CODES,
        hints=["u = 0 is the smallest number that can be drawn: which code is that?"],
    )
    yield ask(
        "one wave",
        lambda: answer(net, uniforms[:1], levels),
        rule=CODES,
        hints=["One wave is a batch of one."],
    )
    sure = uniforms.clone()
    sure[:, ::2] = 1.0
    yield ask(
        "some uniforms are one",
        lambda: answer(net, sure, levels),
        rule=CODES,
        hints=["Rounding may leave the last sum a little below 1. Which code is it then?"],
    )
    short, many = _net(rng, codes=200, samples=1), _levels(rng, 200)
    late = _uniforms(rng, short, many, 6)
    late[2:] = _uniforms(rng, short, many, 4, lowest=0.991)
    yield ask(
        "a single sample, of 200 codes",
        lambda: answer(short, late, many),
        rule=CODES,
        hints=["Four of the uniforms are above 0.99, where there still are a few of 200 codes."],
    )
    undecided = network((1, 6), (4, 6), seed=0, order=range(6), scale=0)
    quarters = _floats(rng.choice([0.25, 0.5, 0.75, 1.0], (5, 6)))
    yield ask(
        "four equally likely codes, uniforms on their edges",
        lambda: answer(undecided, quarters, five),
        rule=CODES,
        hints=["The docstring says which code it is where u equals a sum of the p exactly."],
    )
    sure_net = replace(net, scale=200.0)
    decided = _uniforms(rng, sure_net, levels, 6)
    yield ask(
        "a network that is nearly certain",
        lambda: answer(sure_net, decided, levels),
        rule=CODES,
        hints=["Its logits are several hundred. What is exp(400) for the computer?"],
    )


def _the_same_whole_number(answer, reference):
    if np.asarray(answer).dtype.kind not in "iu":
        return f"a whole number should come back, not {answer}"
    return bool(answer == reference) or f"{reference} should come back, not {answer}"


def _floats(values):
    return torch.tensor(np.asarray(values), dtype=torch.float32)


def _normal(rng, *shape):
    return _floats(rng.normal(size=shape))


def _block(rng, channels, skips, samples):
    """x, heard, condition, to_next and to_output of a block, for two sounds."""
    shapes = [(2, channels, samples), (2, 2 * channels, samples), (2, 2 * channels)]
    return tuple(_normal(rng, *s) for s in [*shapes, (channels, channels), (skips, channels)])


def _net(rng, codes, samples) -> Network:
    return network((1, samples), (codes, samples), int(rng.integers(2**31)), order=range(samples))


def _levels(rng, codes):
    """What the network is fed for each code; neither in steps of one nor in order."""
    return _floats(rng.permutation(np.linspace(-1.5, 1.5, codes) + rng.uniform(-0.1, 0.1, codes)))


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
    return _floats(uniforms)

# Made from solutions/week03_autoregressive/exam/wavenet.py; edit that. Checksum 5f01973b4b32d19a1815a60a6047fabb5a72a2af3562d39c9a817663f502ed5a
