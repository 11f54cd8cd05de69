# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # WaveNet: can a network draw a sound, one sample at a time?
#
# A loudspeaker needs a number every eight-thousandth of a second or so. A second of sound is
# thousands of numbers, one after the other, and what you hear as *pitch* is a pattern over tens of
# them, what you hear as a *word* a pattern over thousands. So this lesson asks the old question of
# the week, *given all that came before, what comes next?*, of a sequence that is longer than any
# before. The answer is a convolution with holes in it.
#
# **You will** *squeeze* a sound into 256 codes, *compute* how far back a network hears, *build* a
# causal convolution and a gated block, *measure* the network in nats per sample, *draw* notes of a
# pitch that you ask for, and *listen* to them.
#
# **You need** the lesson `made` (the chain rule, what a leak is) and a little PyTorch: `nn.Conv1d`,
# what a gradient step is. Headphones are nice to have.
#
# | | minutes |
# |---|---|
# | reading | 30 |
# | six exercises and a question | 70 |
# | the machine: `smoke`, `laptop`, `lab` | ¼, 2, 15 |
#
# **Stuck?** Go on: no exercise needs another one, and a cell that needs an answer says which.

# %%
import math
import time
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from IPython.display import Audio, display
from scipy.signal import resample_poly
from torch import nn

from gradelib import check, data, learn, plot

plot.use_style()
rng = learn.seed(0)
device = learn.device()
STEPS = learn.scaled(smoke=6, laptop=200, lab=4000)  # of training, with each of two step sizes
CHANNELS = learn.scaled(smoke=8, laptop=16, lab=64)
RATE = 4000  # samples per second

# %% [markdown]
# ## What we are going to make
#
# Notes. Eight pitches, the scale from C to C; every note is struck with another brightness, loudness
# and decay, so that no two of them are the same wave. Here are eight real ones, as a picture and to
# be heard. At the end of the lesson this figure will be drawn once more, of notes that nobody struck.
#
# The picture is a **spectrogram**: time goes to the right, frequency upwards, and bright is loud. The
# lowest line of a note is its pitch, the lines above it are its *harmonics*, at twice the frequency,
# three times, and so on.

# %%
tones = data.tones(seconds=0.25, rate=RATE)
PITCHES = sorted(set(tones.train.labels.tolist()))  # in Hz


def play(waves, rate):
    """A player for sounds (n, samples), one after the other, with a little silence between them."""
    gap = np.zeros((len(waves), rate // 20))
    sound = np.concatenate([waves, gap], axis=1).reshape(-1)
    display(Audio(resample_poly(sound, 16_000 // rate, 1), rate=16_000))


def spectrogram(ax, waves, rate, title):
    """Draw the spectrogram of sounds (n, samples), one after the other."""
    sound = np.asarray(waves).reshape(-1) + 1e-6 * rng.normal(size=np.size(waves))
    ax.specgram(sound, NFFT=256, Fs=rate, noverlap=192, cmap="magma", vmin=-110, vmax=-30)
    ax.set(title=title, xlabel="time (seconds)", ylabel="frequency (Hz)")


scale = np.stack([tones.test.waves[tones.test.labels == pitch][0] for pitch in PITCHES])
figure, axes = plt.subplots(1, 2, figsize=(9, 3), width_ratios=[1.5, 1])
spectrogram(axes[0], scale, RATE, "Eight notes, each ¼ second")
time_axis = 1000 * np.arange(120) / RATE  # milliseconds
for wave, colour, pitch in zip(
    scale[[0, 7]], (plot.BLUE, plot.ORANGE), ("C, 262", "c, 523"), strict=True
):
    axes[1].plot(time_axis, wave[80:200], color=colour, label=f"{pitch} Hz")
axes[1].set(title="30 milliseconds of the first and the last", xlabel="time (ms)", ylabel="sound")
axes[1].set_ylim(-0.7, 1.0)
axes[1].legend(ncols=2, loc="upper center")
plt.show()
play(scale, RATE)

# %% [markdown]
# ## 1. A sample is one of 256 codes
#
# A sample $x_t$ is the position of the membrane at time $t$, a number from −1 to 1. A compact disc keeps
# 16 bits of it, 65,536 values. A network with 65,536 outputs is no pleasure, so we want 8 bits, 256
# values. Which 256?
#
# Equal steps are a bad choice: most samples are quiet, and the ear hears *ratios*. The telephone
# companies met the same question around 1960 and took a ladder whose rungs stand close together near
# silence and far apart where it is loud: every step is 4.4 % wider than the one before, going outwards.
# `RUNGS` is that ladder, and `encode` finds the rung of a sound. Later cells use these two, so
# that you can go on without the next two exercises: only the figure behind each of them asks for
# your own `mu_law` and your own `expand`.

# %%
fine = (np.geomspace(1, 256, 256) - 1) / 255  # from 0 to 1, every step 2.2 % wider than the last
RUNGS = np.sort(np.concatenate([-fine[1::2], fine[1::2]]))  # the sound of each code
BORDERS = np.sort(np.concatenate([-fine[2::2], fine[::2]]))  # between a code and the next


def encode(waves):
    """The codes 0 to 255 of sounds, by the ladder; a long tensor of the same shape."""
    return torch.tensor(np.digitize(waves, BORDERS), device=device)


def decode(codes):
    """The sounds of codes, by the ladder; an array of the same shape."""
    return RUNGS[codes.cpu()]


figure, axes = plt.subplots(1, 2, figsize=(9, 2.8))
axes[0].vlines(np.linspace(-1, 1, 256), 0, 1, color=plot.SKY, linewidth=0.5)
axes[0].vlines(RUNGS, 1.1, 2.1, color=plot.BLUE, linewidth=0.5)
axes[0].set(title="256 codes: where they stand", xlabel="sound", yticks=[])
axes[0].text(0, 0.5, "equal steps", ha="center", bbox={"color": "white"})
axes[0].text(0, 1.6, "the telephone's ladder", ha="center", bbox={"color": "white"})
axes[1].hist(tones.train.waves.reshape(-1), bins=np.linspace(-1, 1, 101), color=plot.ORANGE)
axes[1].set(title="All samples of all training notes", xlabel="sound", ylabel="samples")
plt.show()

# %% [markdown]
# Such a ladder is equal steps on another scale, the **μ-law**:
#
# $$y = \operatorname{sign}(x)\, \frac{\log(1 + \mu |x|)}{\log(1 + \mu)}, \qquad \mu = 255 .$$
#
# It takes $[-1, 1]$ to $[-1, 1]$. Near silence it is steep: there, $y \approx 46\, x$. Far outside it is
# a logarithm, so that equal steps in $y$ are equal *ratios* of loudness. To squeeze the scale like this
# before quantising, and to expand it afterwards, is called *companding*.
#
# ### Exercise 1: `mu_law` ★ (8 minutes, 2 points)
#
# The first line of every audio model of that generation.


# %% nbgrader={"grade": false, "grade_id": "mu_law", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mu_law(wave, mu):
    """Where each sound lies on the μ-law scale.

    wave: float tensor of any shape, perhaps empty, sounds from -1 to 1
    mu: float above 0; how much more room quiet sounds get
    returns: float tensor of the same shape, from -1 to 1; silence (0) stays 0
    """
    ### BEGIN SOLUTION
    return torch.sign(wave) * torch.log1p(mu * wave.abs()) / math.log1p(mu)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_mu_law", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("mu_law", mu_law)

# %%
x = torch.linspace(-1, 1, 401)
figure, ax = plt.subplots(figsize=(5, 3.4))
for mu, colour in ((1.0, plot.SKY), (15.0, plot.ORANGE), (255.0, plot.BLUE)):
    ax.plot(x, mu_law(x, mu), color=colour, label=f"μ = {mu:.0f}")
ax.plot(RUNGS[::8], np.linspace(-1, 1, 256)[::8], ".", color=plot.BLACK, label="rungs")
ax.set(title="The μ-law, and every eighth rung", xlabel="sound x", ylabel="y")
ax.set_xticks([-1, -0.5, 0, 0.5, 1])
ax.legend()
plt.show()

# %% [markdown]
# The way to a code has two steps. The scale $y$ from −1 to 1 is cut into `levels` equal places, $y = -1$
# is code 0 and $y = 1$ is code `levels` − 1, and each $y$ goes to the nearest place:
# $c = \operatorname{round}\bigl(\tfrac{y + 1}{2} (\text{levels} - 1)\bigr)$. The number of levels
# decides μ as well, $\mu = \text{levels} - 1$.
#
# The way back also has two steps: from the code to its place $y$, from the place to the sound. (Turn the
# formula of the μ-law round, for $x > 0$ first.) What rounding has taken away is lost.
#
# ### Exercise 2: `expand` ★★ (10 minutes, 2 points)
#
# The last thing that is done to every drawn sample before it goes to the loudspeaker.


# %% nbgrader={"grade": false, "grade_id": "expand", "locked": false, "schema_version": 3, "solution": true, "task": false}
def expand(codes, levels):
    """The sounds that codes stand for, on a ladder with mu = levels - 1.

    codes: long tensor of any shape, perhaps empty, from 0 (the sound -1) to levels - 1 (the sound 1)
    levels: int, at least 2, how many codes there are
    returns: float tensor of the same shape, from -1 to 1
    """
    ### BEGIN SOLUTION
    y = 2 * codes / (levels - 1) - 1
    return torch.sign(y) * (levels ** y.abs() - 1) / (levels - 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_expand", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("expand", expand)

# %% [markdown]
# **Predict:** a note is played very softly, so that it swings between −0.01 and 0.01, and quantised with
# 256 equal steps. How many different codes does it use? And on the ladder?


# %%
def equal_steps(wave):
    """The nearest of 256 equally spaced values."""
    return np.round((wave + 1) / 2 * 255) / 255 * 2 - 1


def noise_ratio(wave, quantised):
    """Signal to noise in decibels: 10 log10 of the ratio of their energies."""
    return 10 * math.log10(np.sum(wave**2) / np.sum((wave - quantised) ** 2))


note = scale[5] / np.abs(scale[5]).max()
figure, axes = plt.subplots(1, 2, figsize=(9, 2.8), sharey=True)
for axis, (name, quantise) in zip(
    axes, {"equal steps": equal_steps, "ladder": lambda w: decode(encode(w))}.items(), strict=True
):
    soft = quantise(0.01 * note)
    axis.plot(time_axis, 0.01 * note[80:200], color=plot.SKY, label="soft note")
    axis.step(time_axis, soft[80:200], color=plot.VERMILION, where="mid", label="its codes")
    axis.set(title=f"{name}: {len(np.unique(soft))} codes", xlabel="time (ms)")
    for loudness in (1.0, 0.1, 0.01):
        ratio = noise_ratio(loudness * note, quantise(loudness * note))
        print(f"{name:12} loudness {loudness:<4}: {ratio:5.1f} dB above the noise")
axes[0].set(ylabel="sound", ylim=(-0.008, 0.017))
axes[0].legend(ncols=2, loc="upper center")
plt.show()
steps_decibels = noise_ratio(0.01 * note, equal_steps(0.01 * note))
ladder_decibels = noise_ratio(0.01 * note, decode(encode(0.01 * note)))
play(equal_steps(0.01 * scale), RATE)
play(decode(encode(0.01 * scale)), RATE)
ladder_difference = np.abs(expand(torch.arange(256), 256).numpy() - RUNGS).max()
print(f"your expand and the ladder differ by {ladder_difference:.0e} at most")

# %% [markdown]
# Equal steps fail: three codes are left for the soft note, a staircase that buzzes (the player makes
# everything equally loud, so you hear it). Where it is loud, equal steps are better, for the ladder
# is coarse there; but there nobody hears the difference.
#
# ## 2. The ruler: nats per sample
#
# By the chain rule, $-\log p(x_0, \dots, x_{T-1}) = \sum_t -\log p(x_t \mid x_{<t})$. The mean of the
# terms is the cost in **nats per sample**; divided by $\ln 2$ it is **bits per sample**, what a
# perfect compressor would need. Before any network, four yardsticks:
#
# - *guessing*: every code has probability $1/256$;
# - *histogram*: every code has the frequency that it has in the training notes;
# - *like the last one*: the code is the last code plus a difference, and differences have a histogram;
# - *linear prediction*: the sound is a weighted sum of the 32 samples before, with the best 32 weights
#   (least squares), plus an error, and errors (counted in codes) have a histogram.
#
# **Predict** their order, and guess the numbers.

# %%
train, valid, test = (encode(part.waves) for part in (tones.train, tones.valid, tones.test))


def histogram_nats(seen, asked):
    """What `asked` costs in nats, by the frequencies of the integers in `seen`."""
    seen, asked = (np.asarray(a).ravel() + 256 for a in (seen, asked))
    frequency = np.bincount(seen, minlength=513) + 0.1
    return -np.log(frequency[asked] / frequency.sum()).mean()


def before(waves, reach):
    """The `reach` samples before each sample, silence before the first; (n, T, reach)."""
    padded = np.pad(waves, ((0, 0), (reach, 0)))
    return np.lib.stride_tricks.sliding_window_view(padded, reach, axis=1)[:, :-1]


def linear_prediction_nats(seen, asked, reach=32):
    """What the codes `asked` cost, by a linear prediction with weights and errors from `seen`."""
    past, present = before(decode(seen), reach).reshape(-1, reach), decode(seen).ravel()
    weights = np.linalg.lstsq(past, present, rcond=None)[0]

    def errors(codes):
        predicted = np.clip(before(decode(codes), reach) @ weights, -1, 1)
        return (codes - encode(predicted)).cpu()

    return histogram_nats(errors(seen), errors(asked))


guessing_nats = math.log(256)
histogram_cost = histogram_nats(train.cpu(), test.cpu())
last_nats = histogram_nats(train.diff().cpu(), test.diff().cpu())
linear_nats = linear_prediction_nats(train, test)
for name, nats in {
    "guessing": guessing_nats,
    "histogram": histogram_cost,
    "like the last one": last_nats,
    "linear prediction": linear_nats,
}.items():
    print(f"{name:18} {nats:.2f} nats, {nats / math.log(2):.2f} bits per sample")

# %% [markdown]
# The last sample alone tells nothing: at 4,000 samples per second the wave is somewhere else already.
# Thirty-two samples are worth more than a nat. But one set of weights for all notes is a compromise: it
# does not know *which* note is playing, and it cannot find out, because it only adds.
#
# ## 3. Hearing far back
#
# To find out, one must hear a few whole swings. The lowest note takes 15 samples for a swing; let us say
# 200 samples, and for speech several times that. A convolution with a kernel of 200 taps would do, with
# 200 times as many weights as one tap has; ten layers of ten-tap kernels would reach only 91 samples. WaveNet's idea is
# to make **holes**: a kernel of few taps that stand $d$ samples apart. $d$ is the **dilation**, and it
# grows from layer to layer:
#
# $$y_t = b + \sum_{i=0}^{k-1} W_i\, x_{t - (k-1-i)\,d} .$$
#
# $W_{k-1}$, the last tap, meets the present $x_t$, and the first tap meets $x_{t-(k-1)d}$, $(k-1)d$ samples
# back. Nothing later than $t$ is heard: the convolution is **causal**. Here is who hears whom, with two
# taps, and dilations that double. Follow the red lines down from the last output.


# %%
def draw_tree(ax, dilations, title, length=17, taps=2):
    """Draw all connections of dilated layers, and emphasise what the last output hears."""
    heard = {length - 1}
    for level in range(len(dilations), 0, -1):
        d = dilations[level - 1]
        for t in range(length):
            for back in range(0, taps * d, d):
                if t - back >= 0:
                    colour, width = (plot.VERMILION, 1.8) if t in heard else ("0.8", 0.6)
                    ax.plot([t - back, t], [level - 1, level], color=colour, linewidth=width)
        below = {t - back for t in heard for back in range(0, taps * d, d) if t - back >= 0}
        ax.scatter(range(length), [level] * length, s=18, color="0.7", zorder=3)
        ax.scatter(list(heard), [level] * len(heard), s=30, color=plot.VERMILION, zorder=4)
        heard = below
    ax.scatter(range(length), [0] * length, s=18, color=plot.SKY, zorder=3)
    ax.scatter(list(heard), [0] * len(heard), s=30, color=plot.BLUE, zorder=4)
    ax.set(title=title, xlabel="time t", xticks=[0, 8, 16], yticks=range(len(dilations) + 1))
    ax.set_yticklabels(["sound", *[f"d = {d}" for d in dilations]])


figure, axes = plt.subplots(1, 2, figsize=(9.5, 3.2))
draw_tree(axes[0], [1, 1, 1, 1], "no holes: 5 samples")
draw_tree(axes[1], [1, 2, 4, 8], "dilations 1, 2, 4, 8: 16 samples")
plt.show()

# %% [markdown]
# The stretch from the earliest blue dot to the present, both included, is the **receptive field**: how
# far back one output hears, counted in samples. With the same weights and the same work, the right tree
# hears 16 samples and the left one 5; ten layers would be 1,024 against 11. In these two trees every sample
# of the stretch is heard. With other dilations some in between may not be; such holes count as well, for
# the stretch says how *far* one hears.
#
# ### Exercise 3: `receptive_field` ★ (6 minutes, 1 point)
#
# The first thing to compute before you train a network on sound, and to compare with what must be heard.


# %% nbgrader={"grade": false, "grade_id": "receptive_field", "locked": false, "schema_version": 3, "solution": true, "task": false}
def receptive_field(kernel_size, dilations):
    """How far back one output of a stack of causal convolutions hears, in samples.

    kernel_size: int, at least 1, the taps of every layer
    dilations: list of ints, at least 1, how far apart the taps of each layer stand; perhaps empty,
        and then the output is the sound itself
    returns: int, the length of the stretch from the earliest sample that is heard to the one at the
        output's own time, both included, and what lies between them, heard or not
    """
    ### BEGIN SOLUTION
    return 1 + (kernel_size - 1) * sum(dilations)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_receptive_field", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("receptive_field", receptive_field)

# %% [markdown]
# Our network will have five layers of three taps, with dilations that grow threefold; the paper's has
# two taps and repeats 1, 2, 4, …, 512 several times.

# %%
TAPS = 3
DILATIONS = [1, 3, 9, 27, 81]
ours_samples = receptive_field(TAPS, DILATIONS)
paper_samples = receptive_field(2, [2**i for i in range(10)] * 3)
for name, samples, rate in (
    ("ours", ours_samples, RATE),
    ("three stacks of the paper", paper_samples, 16_000),
):
    print(f"{name}: {samples:,} samples, {1000 * samples / rate:.0f} ms at {rate:,} per second")

# %% [markdown]
# Sixty milliseconds are 16 swings of the lowest note: plenty.
#
# ### Exercise 4: `CausalConv1d` ★★ (12 minutes, 3 points)
#
# The layer itself. `nn.Conv1d` has dilation; what it lacks is the past of the first samples. What lies
# before the beginning is silence, 0. As many samples go out as came in.


# %% nbgrader={"grade": false, "grade_id": "CausalConv1d", "locked": false, "schema_version": 3, "solution": true, "task": false}
class CausalConv1d(nn.Conv1d):
    """A dilated convolution that hears the present and the past.

    Made with CausalConv1d(inputs, outputs, kernel_size, dilation), four ints: channels in, channels
    out, taps, and how far apart they stand. Its parameters are those of nn.Conv1d: weight (outputs,
    inputs, kernel_size), of which weight[:, :, -1] meets the present, and bias (outputs,)
    Called with x, a (B, inputs, T) float tensor, it returns (B, outputs, T); output t depends on
    x[:, :, t], x[:, :, t - dilation], ... and on nothing later than t. Gradients flow back to x,
    weight and bias, and nothing is remembered from one call to the next
    """

    def __init__(self, inputs, outputs, kernel_size, dilation):
        ### BEGIN SOLUTION
        super().__init__(inputs, outputs, kernel_size, dilation=dilation)
        self.reach = (kernel_size - 1) * dilation
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return super().forward(F.pad(x, (self.reach, 0)))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_CausalConv1d", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("CausalConv1d", CausalConv1d)

# %% [markdown]
# Do not trust, test, as in `made`: change one sample, and see which outputs move.
#
# **Predict:** three layers of three taps with dilations 1, 3 and 9. Sample 30 is changed. Which is the
# first output that moves, and which is the last?

# %%
torch.manual_seed(0)
stack = nn.Sequential(*[CausalConv1d(1, 1, 3, dilation) for dilation in (1, 3, 9)])
silence = torch.zeros(1, 1, 80)
click = silence.clone()
click[0, 0, 30] = 1.0
with torch.no_grad():
    moved = (stack(click) - stack(silence))[0, 0].abs()
first_moved, last_moved = (int(t) for t in torch.nonzero(moved)[[0, -1], 0])
figure, ax = plt.subplots(figsize=(7, 2.4))
ax.stem(range(80), moved, linefmt=plot.BLUE, markerfmt=".", basefmt="k-")
ax.axvline(30, color=plot.VERMILION, linestyle=":", label="sample 30 changed")
ax.set(title="Which outputs move?", xlabel="time t", ylabel="change")
ax.legend()
plt.show()
print(f"the first output that moves: {first_moved}, the last: {last_moved}")

# %% [markdown]
# From 30 to 56: 27 outputs, the receptive field, seen from the other end. Nothing moves before the click.
#
# ## 4. A block with gates
#
# What a layer makes of what it has heard goes through a **gate**. The convolution gives $2C$ channels:
# $C$ of them say *what*, $C$ of them say *how much* of it is let through:
#
# $$z = \tanh(a + u) \odot \sigma(b + v) .$$
#
# $a$ and $b$ are the two halves of what the convolution heard. $u$ and $v$ are the two halves of the
# **condition**, what we know about the whole sound: which note it is, or who speaks. They are numbers for
# each channel, the same at all times (*global* conditioning), so a condition can open some gates and shut others. $\odot$ multiplies
# element by element.
#
# Then $z$ goes two ways, each through a small matrix that mixes channels at each time (a convolution of
# one tap). One way leads to the next block, *added* to what came in: a **residual** connection, so a new
# block can begin by doing nothing. The other is a **skip** connection that leads straight to the
# output, where the skips of all blocks are summed.
#
# | symbol | in the code | shape |
# |---|---|---|
# | what comes in | `x` | (B, C, T) |
# | $a$, then $b$ | `heard` | (B, 2C, T) |
# | $u$, then $v$ | `condition` | (B, 2C) |
# | the way to the next block | `to_next` | (C, C), a row for each channel that comes out |
# | the way to the output | `to_output` | (S, C), likewise |

# %%
a = np.linspace(-4, 4, 201)
figure, ax = plt.subplots(figsize=(5, 3))
for b, colour in ((-6, plot.VERMILION), (-1, plot.ORANGE), (1, plot.SKY), (6, plot.BLUE)):
    ax.plot(a, np.tanh(a) / (1 + np.exp(-b)), color=colour, label=f"gate at b = {b}")
ax.set(title="The gate decides how much is let through", xlabel="filter a", ylabel="z")
ax.legend()
plt.show()

# %% [markdown]
# ### Exercise 5: `gated_block` ★★★ (12 minutes, 3 points)
#
# All of WaveNet but the convolutions. The LSTM of `char_rnn` remembers with gates like this, too.


# %% nbgrader={"grade": false, "grade_id": "gated_block", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gated_block(x, heard, condition, to_next, to_output):
    """What a block hands on to the next block, and what it adds to the output.

    x: (B, C, T) float tensor, what came into the block
    heard: (B, 2C, T) float tensor, what its convolution heard; first C filters, then C gates
    condition: (B, 2C) float tensor, added to `heard` at all times
    to_next: (C, C) float tensor, mixes the channels of z on the way to the next block
    to_output: (S, C) float tensor, mixes the channels of z on the way to the output
    returns: two float tensors, (B, C, T) to the next block, with x added, and (B, S, T) to the
        output; gradients flow back to all five arguments
    """
    ### BEGIN SOLUTION
    filters, gates = (heard + condition[:, :, None]).chunk(2, dim=1)
    z = torch.tanh(filters) * torch.sigmoid(gates)
    return x + to_next @ z, to_output @ z
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gated_block", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("gated_block", gated_block)

# %% [markdown]
# Now put together what you have. One thing is easy to forget: the convolutions hear the present, but
# **output** $t$ **must not hear sample** $t$, which it is to foresee. So the sound is shifted by one sample at the entry:
# at time $t$ the network is given $x_{t-1}$. And it is given places on the μ-law scale, from −1 to 1, not codes
# and not sounds: so quiet samples are large enough to be heard.


# %%
class Block(nn.Module):
    """A causal convolution, a gate, and the two ways out."""

    def __init__(self, dilation, conditions, conv):
        super().__init__()
        self.conv = conv(CHANNELS, 2 * CHANNELS, TAPS, dilation)
        self.condition = nn.Linear(conditions, 2 * CHANNELS, bias=False)
        self.to_next = nn.Parameter(torch.randn(CHANNELS, CHANNELS) / CHANNELS**0.5)
        self.to_output = nn.Parameter(torch.randn(2 * CHANNELS, CHANNELS) / CHANNELS**0.5)

    def mix(self, x, heard, condition):
        return gated_block(x, heard, self.condition(condition), self.to_next, self.to_output)

    def forward(self, x, condition):
        return self.mix(x, self.conv(x), condition)


class WaveNet(nn.Module):
    """Logits (B, codes, T) from places (B, 1, T) and conditions (B, conditions)."""

    def __init__(self, conditions, codes=256, conv=CausalConv1d):
        super().__init__()
        self.entry = nn.Conv1d(1, CHANNELS, 1)
        self.blocks = nn.ModuleList(Block(d, conditions, conv) for d in DILATIONS)
        self.head = nn.Sequential(
            nn.ReLU(),
            nn.Conv1d(2 * CHANNELS, 2 * CHANNELS, 1),
            nn.ReLU(),
            nn.Conv1d(2 * CHANNELS, codes, 1),
        )

    def forward(self, places, condition):
        x, skips = self.entry(F.pad(places, (1, 0))[:, :, :-1]), 0  # at time t: sample t - 1
        for block in self.blocks:
            x, skip = block(x, condition)
            skips = skips + skip
        return self.head(skips)


PLACES = torch.linspace(-1, 1, 256, device=device)  # of each code, on the μ-law scale


def one_hot(labels, classes):
    """Conditions: (n, classes) floats, 1.0 for the class of each label."""
    rows = [classes.index(label) for label in labels.tolist()]
    return torch.eye(len(classes), device=device)[rows]


def nats_per_sample(net, batch):
    """The mean cost in nats of sounds as (codes, conditions); a scalar tensor."""
    codes, condition = batch
    return F.cross_entropy(net(PLACES[codes][:, None], condition), codes)


# %% [markdown]
# ## 5. Training
#
# All samples of a note are foreseen in one pass, like all pixels in `made`. The step size is large at
# first, then a fifth of it: sound wants a careful finish.
#
# What is said behind the figures, from here to §10, is what you see at `laptop` scale. At `smoke` scale the
# networks have only just begun to learn: the cells run, but the remarks do not fit them.
#
# **Predict:** linear prediction took 4.09 nats. How much does it help to know the note, and to do more
# than add?

# %%
notes = (train, one_hot(tones.train.labels, PITCHES))
valid_notes = (valid[:20], one_hot(tones.valid.labels[:20], PITCHES))
test_notes = (test, one_hot(tones.test.labels, PITCHES))


@cache
def trained_wavenet():
    """A WaveNet for notes, trained once; later cells ask for it here. (Mended an answer? Run again.)"""
    learn.seed(0)
    net = WaveNet(len(PITCHES)).to(device)
    for lr in (0.02, 0.004):
        learn.fit(
            net, nats_per_sample, notes, valid=valid_notes, steps=STEPS, batch_size=8, lr=lr,
            patience=None, every=100,
        )  # fmt: skip
    return net


net = trained_wavenet()
with torch.no_grad():
    wavenet_nats = nats_per_sample(net, test_notes).item()
    wrong_notes = (test, test_notes[1].roll(3, dims=1))
    wrong_pitch_nats = nats_per_sample(net, wrong_notes).item()
weight_count = sum(p.numel() for p in net.parameters())
print(f"linear prediction, 32 weights:   {linear_nats:.2f} nats per sample")
print(
    f"WaveNet, {weight_count:,} weights:         {wavenet_nats:.2f} nats, {wavenet_nats / math.log(2):.2f} bits"
)
print(f"WaveNet, told the wrong note:    {wrong_pitch_nats:.2f} nats")

# %% [markdown]
# A nat and more below linear prediction. And the network has understood what it was told: with
# the wrong note on the label the same sounds cost far more.
#
# ## 6. Drawing
#
# As always in this week: ask for the first sample, draw it, hand it back, ask for the second. The inverse
# CDF of week 1 turns a uniform number $u$ into a code, the first one at which the summed probabilities
# reach it.
#
# ### Exercise 6: `sample_wave` ★★★ (15 minutes, 3 points)
#
# It works for any network that foresees codes. What the network is fed for a code is an argument; so is
# chance.


# %% nbgrader={"grade": false, "grade_id": "sample_wave", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample_wave(net, uniforms, levels):
    """Draw sounds, as codes, one sample after the other.

    net: called with (B, 1, T) float tensors of levels, always of the full T, returns logits,
        (B, K, T); what stands at t and later has no influence on the logits at t
    uniforms: (B, T) float tensor, numbers from 0 to 1; sample t of sound b is the smallest code k
        with uniforms[b, t] <= p[0] + ... + p[k] (if rounding leaves no such code: the last one)
    levels: (K,) float tensor, what the network is fed for each code
    returns: (B, T) long tensor of codes
    """
    ### BEGIN SOLUTION
    codes = torch.zeros_like(uniforms, dtype=torch.long)
    with torch.no_grad():
        for t in range(uniforms.shape[1]):
            p = net(levels[codes][:, None])[:, :, t].softmax(dim=1)
            codes[:, t] = (p.cumsum(dim=1)[:, :-1] < uniforms[:, t, None]).sum(dim=1)
    return codes
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_sample_wave", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("sample_wave", sample_wave)

# %% [markdown]
# Each of the $T$ samples takes a pass over all $T$, and throws away all of it but one column. For a second of sound
# at 16,000 samples this is $16{,}000^2$ columns, which is why the first WaveNet took minutes for a
# second.
#
# But nearly all of it was computed before. What layer $l$ heard at time $t - d$ does not change any more.
# So let every layer **remember** what came in, and compute one column per sample: $T$ instead of $T^2$.
# (A real program keeps a queue of the last $(k-1)d$ columns; ours keeps all of them, which is shorter to
# write.) The blocks are the same, only the convolution is asked for its last column.


# %%
class Listener:
    """A WaveNet that is told one sample at a time and remembers what its layers have heard."""

    def __init__(self, net, condition, samples):
        self.net, self.condition, self.now = net, condition, 0
        self.memories = [
            torch.zeros(len(condition), CHANNELS, (TAPS - 1) * d + samples, device=device)
            for d in DILATIONS
        ]

    @torch.no_grad()
    def next_logits(self, place):
        """Logits (B, codes) of the next sample, from the place (B,) of the last one."""
        x, skips = self.net.entry(place[:, None, None]), 0
        for block, memory, d in zip(self.net.blocks, self.memories, DILATIONS, strict=True):
            end = self.now + (TAPS - 1) * d  # silence of that length came before the beginning
            memory[:, :, end] = x[:, :, 0]
            past = memory[:, :, self.now : end + 1]
            heard = F.conv1d(past, block.conv.weight, block.conv.bias, dilation=d)
            x, skip = block.mix(x, heard, self.condition)
            skips = skips + skip
        self.now += 1
        return self.net.head(skips)[:, :, 0]


def draw(net, condition, samples):
    """Codes (B, samples) of drawn sounds with these conditions (B, conditions)."""
    listener = Listener(net, condition, samples)
    place, codes = torch.zeros(len(condition), device=device), []
    for _ in range(samples):
        probs = listener.next_logits(place).softmax(dim=1)
        codes.append(torch.multinomial(probs, 1)[:, 0])
        place = PLACES[codes[-1]]
    return torch.stack(codes, dim=1)


# %% [markdown]
# **Predict:** eight notes of 300 samples. By which factor is remembering faster? By which for 1,000?

# %%
net = trained_wavenet()
each_note = torch.eye(len(PITCHES), device=device)
listener = Listener(net, test_notes[1][:4], 50)
told = torch.cat([torch.zeros(4, 1, device=device), PLACES[test[:4, :49]]], dim=1)
one_by_one = torch.stack([listener.next_logits(place) for place in told.T], dim=2)
with torch.no_grad():
    all_at_once = net(PLACES[test[:4, :50]][:, None], test_notes[1][:4])
memory_difference = (one_by_one - all_at_once).abs().max().item()
print(f"logits, one by one and all at once: they differ by {memory_difference:.0e} at most")

length = learn.scaled(smoke=30, laptop=300, lab=1000)
torch.manual_seed(0)
started = time.perf_counter()
draw(net, each_note, length)
fast_seconds = time.perf_counter() - started
uniforms = torch.rand(8, length, device=device)
started = time.perf_counter()
sample_wave(lambda places: net(places, each_note), uniforms, PLACES)
slow_seconds = time.perf_counter() - started
speed_up = slow_seconds / fast_seconds
print(f"{length} samples: {slow_seconds:.2f} s with all columns, {fast_seconds:.2f} s with memory")
print(f"remembering is {speed_up:.0f} times as fast")

# %% [markdown]
# The logits agree to rounding, so nothing is lost. The factor grows with the length, as $T^2 / T$ must: for
# 1,000 samples it is about three times as large as for 300. For very short sounds the many small steps cost
# more than they save.
#
# ## 7. Which note?
#
# Now the eight notes that nobody struck: one for each pitch, drawn side by side. How good is their pitch?
# We measure it as the strongest frequency in the spectrum; half a semitone is 3 %.
#
# **Predict:** how many of the eight will be within half a semitone of what was asked for?


# %%
def pitch_of(wave):
    """The strongest frequency of a wave, in Hz."""
    spectrum = np.abs(np.fft.rfft(wave, 2**15))
    return float(spectrum.argmax() * RATE / 2**15)


torch.manual_seed(2)
each_note = torch.eye(len(PITCHES), device=device)
samples = learn.scaled(smoke=300, laptop=1000, lab=1000)
drawn = decode(draw(trained_wavenet(), each_note, samples))
figure, axes = plt.subplots(2, 1, figsize=(8, 5.4))
spectrogram(axes[0], scale, RATE, "Real notes")
spectrogram(axes[1], drawn, RATE, "Drawn notes, from the lowest to the highest that was asked for")
for i, pitch in enumerate(PITCHES):
    span = np.array([i, i + 1]) * samples / RATE
    axes[1].plot(span, [pitch, pitch], color=plot.SKY, linewidth=1, linestyle=":")
plt.show()
measured = [pitch_of(wave) for wave in drawn]
print("asked for:", *[f"{pitch:5}" for pitch in PITCHES], "Hz")
print("measured: ", *[f"{pitch:5.0f}" for pitch in measured], "Hz")
in_tune = sum(abs(m / p - 1) < 0.03 for m, p in zip(measured, PITCHES, strict=True))
print(f"{in_tune} of 8 within half a semitone")
play(drawn, RATE)

# %% [markdown]
# You hear a scale, played with a rough bow. The dotted lines are the pitches that were asked
# for. Perhaps one or two of your eight lost their way: a few unlucky samples sounded like another note, and
# a network that hears 60 milliseconds believes what it hears. Look at the upper lines, too: a drawn note has
# harmonics, and it has hiss between them, because every sample is a throw of the dice and the dice
# are not quite sharp enough.
#
# ## 8. A failure on purpose: padding on the wrong side
#
# What if the padding is put at the end, not at the beginning? All shapes are right and no error comes.
# Below, `HearsTheFuture` is your own layer with time turned round.
#
# **Predict:** its cost on *test* notes after half as many steps as above; and what it draws.


# %%
class HearsTheFuture(CausalConv1d):
    """A causal convolution whose time runs backwards: output t hears t, t + d, t + 2d, ..."""

    def forward(self, x):
        return super().forward(x.flip(2)).flip(2)


@cache
def trained_on_the_future():
    """A WaveNet with the padding on the wrong side; later cells ask for it here."""
    learn.seed(0)
    net = WaveNet(len(PITCHES), conv=HearsTheFuture).to(device)
    for lr in (0.02, 0.004):
        learn.fit(
            net, nats_per_sample, notes, valid=valid_notes, steps=STEPS // 2, batch_size=8, lr=lr,
            patience=None, every=100,
        )  # fmt: skip
    return net


@torch.no_grad()
def honest_nats(net, codes, condition, questions):
    """What a sample costs when it and all that follow are silenced, as they are in drawing."""
    random, costs = np.random.default_rng(0), []
    for _ in range(questions):
        asked = torch.tensor(random.integers(codes.shape[1], size=len(codes)), device=device)
        later = torch.arange(codes.shape[1], device=device) >= asked[:, None]
        logits = net(PLACES[codes.masked_fill(later, 128)][:, None], condition)
        row = torch.arange(len(codes), device=device)
        costs.append(F.cross_entropy(logits[row, :, asked], codes[row, asked]))
    return torch.stack(costs).mean().item()


net, future_net = trained_wavenet(), trained_on_the_future()
with torch.no_grad():
    future_nats = nats_per_sample(future_net, test_notes).item()
questions = learn.scaled(smoke=1, laptop=5, lab=20)  # about each note
future_honest = honest_nats(future_net, *test_notes, questions)
wavenet_honest = honest_nats(net, *test_notes, questions)
print("nats per sample            all at once   asked honestly")
print(f"padding at the beginning   {wavenet_nats:11.2f}   {wavenet_honest:11.2f}")
print(f"padding at the end         {future_nats:11.2f}   {future_honest:11.2f}")

torch.manual_seed(0)
uniforms = torch.rand(1, 200, device=device)
noise = decode(sample_wave(lambda x: future_net(x, each_note[:1]), uniforms, PLACES))
figure, ax = plt.subplots(figsize=(8, 2.4))
ax.plot(1000 * np.arange(200) / RATE, noise[0], color=plot.VERMILION, label="hears the future")
ax.plot(1000 * np.arange(200) / RATE, drawn[0][:200], color=plot.BLUE, label="hears the past")
ax.set(title="Drawn with either network: the lowest note", xlabel="time (ms)", ylabel="sound")
ax.legend()
plt.show()

# %% [markdown]
# After half of the steps its cost is most of a nat below the honest network's, on notes that it has never
# heard, and it goes on falling towards zero: at time $t$ it is shown $x_t$ itself, one place further on. Asked
# honestly it pays several times the price of guessing (5.55), and what it draws is noise: nothing that it
# relies on is there yet. The honest network pays about 3 either way; that its two numbers differ by a
# tenth or so is the luck of 200 questions. Whenever a cost looks too good, ask as `honest_nats` does.
#
# ## 9. Speech
#
# The same network, the same code, another sound: ten digits, spoken by eSpeak NG in eight voices, at 8,000
# samples per second. The condition is the word. eSpeak NG is an optional package; without it the next cells
# say what to install, and the lesson goes on.

# %%
SPEECH_RATE = 8000
try:
    spoken = data.speech(rate=SPEECH_RATE)
except data.DataError as error:
    spoken = None
    print(error)


def pieces(part, length=1000):
    """Spoken words as codes (n, length) and one-hot words, cut up, without pieces with a pause."""
    count = part.waves.shape[1] // length
    waves = part.waves[:, : count * length].reshape(-1, length)
    words = np.repeat(part.labels, count)
    loud = np.abs(waves).reshape(len(waves), 10, -1).max(axis=2).min(axis=1) > 0.02
    return encode(waves[loud]), one_hot(words[loud], WORDS)


if spoken is not None:
    WORDS = sorted(set(spoken.train.labels.tolist()))
    speech_train, speech_valid, speech_test = (
        pieces(part) for part in (spoken.train, spoken.valid, spoken.test)
    )
    speech_histogram = histogram_nats(speech_train[0].cpu(), speech_test[0].cpu())
    speech_linear = linear_prediction_nats(speech_train[0], speech_test[0])
    print(f"histogram:         {speech_histogram:.2f} nats per sample")
    print(f"linear prediction: {speech_linear:.2f} nats per sample")
    chosen = [WORDS.index(word) for word in ("one", "three", "six")]
    said = [spoken.train.waves[spoken.train.labels == WORDS[i]][0][:4000] for i in chosen]
    play(np.stack(said), SPEECH_RATE)

# %% [markdown]
# **Predict:** linear prediction was poor for notes. Telephones have lived on it for fifty years: it should be
# good for speech. By how much will the network beat it? And what will it *say*, when it is asked for a
# "six"? It hears thirty milliseconds, and a word takes half a second.


# %%
@cache
def trained_speaker():
    """A WaveNet for spoken digits, trained once."""
    learn.seed(0)
    net = WaveNet(len(WORDS)).to(device)
    for lr in (0.02, 0.004):
        learn.fit(
            net, nats_per_sample, speech_train, valid=speech_valid, steps=STEPS // 2, batch_size=8,
            lr=lr, patience=None, every=100,
        )  # fmt: skip
    return net


if spoken is not None:
    speaker = trained_speaker()
    with torch.no_grad():
        speech_nats = nats_per_sample(speaker, speech_test).item()
    print(
        f"linear prediction: {speech_linear:.2f} nats, WaveNet: {speech_nats:.2f} nats per sample"
    )
    torch.manual_seed(0)
    speech_length = learn.scaled(smoke=300, laptop=4000, lab=4000)
    asked_words = torch.eye(len(WORDS), device=device)[chosen]
    babble = decode(draw(speaker, asked_words, speech_length))
    figure, axes = plt.subplots(2, 1, figsize=(8, 5.4))
    spectrogram(axes[0], said, SPEECH_RATE, "Spoken by eSpeak NG: one, three, six")
    spectrogram(axes[1], babble, SPEECH_RATE, "Drawn by the network, asked for the same words")
    plt.show()
    play(babble, SPEECH_RATE)

# %% [markdown]
# It forgets after thirty milliseconds what it was about to say. What is left is a hoarse breath, with the hum
# of a voice at the bottom of the picture, and no word. Knowing the word, the network knows which
# sounds occur, but not *when*: nobody tells it how much of the word is over. The paper gives it, at every
# time, what the text says there (*local* conditioning); with that, and much more of everything, it was the
# best speaking machine of its day. Week 14 takes this up.
#
# ## 10. Digits are sounds, too
#
# A picture of 8×8 black and white pixels is a sound of 64 samples with two codes. The same network, with
# two codes and nothing to be told, for your scoreboard.

# %%
digits = data.digits(size=8)
pixels = [
    torch.tensor(part.images.reshape(-1, 64) >= 8, device=device).long()
    for part in (digits.train, digits.valid, digits.test)
]


def nats_per_digit(net, pixels):
    """The mean cost of a digit in nats."""
    nothing = torch.zeros(len(pixels), 1, device=device)
    return 64 * F.cross_entropy(net(2.0 * pixels[:, None] - 1, nothing), pixels)


learn.seed(0)
digit_net = WaveNet(1, codes=2).to(device)
learn.fit(
    digit_net, nats_per_digit, pixels[0], valid=pixels[1], steps=STEPS, batch_size=64, lr=0.01
)
with torch.no_grad():
    digit_nats = nats_per_digit(digit_net, pixels[2]).item()
learn.scoreboard.add("WaveNet on digits", nats=digit_nats, dims=64)
learn.scoreboard.draw()
plt.show()

# %% [markdown] nbgrader={"grade": false, "grade_id": "whats_wrong_wavenet", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": true}
# ## 11. In your own words: a better WaveNet? (4 points, 12 minutes)
#
# A start-up writes: *"Our WaveNet takes 0.9 per sample, where yours takes 3. And since it
# reads the whole recording at once, it is also a thousand times faster."* They let you call their network
# with any sound, and it returns probabilities for every sample of it. You cannot read the code.
#
# 1. Name **two** different reasons why the comparison of 0.9 with 3 may be worth nothing, although nobody lied.
# 2. For each, describe a test that would show it: what you give to the network, what you compute, and which
#    outcome would convince you.
# 3. What is wrong with the sentence about speed? When is a WaveNet fast, when is it slow, and why?
#
# Eight to ten sentences are enough.
#
# ### BEGIN MARK SCHEME
# **1 point: the reasons.** Half a point for each of two different ones. For instance: output t hears
# sample t or later ones (padding on the wrong side, no shift at the entry); other sounds (more
# silence, which costs nothing; a higher sampling rate, where neighbours are alike; other instruments); another
# number of codes (16 codes cost at most 2.8 nats) or another scale; another logarithm; test sounds that were in
# the training set. "It is larger" earns nothing: that would be a fair comparison.
#
# **2 points: the tests**, one point each. They must work from outside and be able to come out either
# way. Leak: change sample t and see whether the probabilities at times up to t move; or silence everything from
# t on and see whether the cost of t stays. Data: both networks, and the histogram and linear prediction, on the
# same recording. Codes, unit: what costs white noise? At best log 256 = 5.55 nats with 256 codes, 8 in bits;
# what costs silence? "Train it again" or "listen to it" earn nothing.
#
# **1 point: the speed.** Reading (training, measuring a cost) takes one pass for all samples, for all of them
# are known. Drawing takes one step for each sample, because each needs the one before it, and no
# amount of parallel machines helps; remembering past columns makes a step cheap but leaves T steps. Half a point without
# the reason.
# ### END MARK SCHEME

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## What you should see
#
# At laptop scale. The rows without training are the same at every scale.
#
# | nats per test sample, 256 codes | reference | tolerance |
# |---|---|---|
# | guessing | 5.55 | exact |
# | histogram; like the last one | 5.20; 5.20 | 0.01 |
# | linear prediction, 32 weights | 4.09 | 0.01 |
# | WaveNet, 22,496 weights | 3.03 (4.4 bits) | 0.15 |
# | the same, told the wrong note | 6.4 | 2.5 |
# | padding on the wrong side: as it claims; asked honestly | 2.20; above 10 | 0.2 |
# | spoken digits: linear prediction; WaveNet | 4.96; 4.19 | 0.02; 0.2 |
# | drawn notes in tune, of eight | 7 | 2 |
# | remembering, 300 samples | 3 to 6 times as fast | |
# | digits of 8×8 pixels, nats per digit | 18.3 | 0.7 |
# | a soft note, equal steps; ladder (decibels above the noise) | 2.1; 31.4 | 0.2 |
#
# The paper reports no cost in nats; it let people judge speech on a scale from 1 to 5. Published, for
# American English: a parametric speaker (LSTM) 3.67, pieces of recordings put together 3.86, WaveNet
# 4.21, a human being in 8 bits of μ-law 4.46, in 16 bits 4.55. Their network is many times larger, hears
# a quarter of a second, learnt from 25 hours of speech, and is told the text. What can
# be compared is the order.
#
# ## In three sentences
#
# A sound is a long sequence of codes, and the μ-law spends the codes where the ear and the samples are. Causal
# convolutions with growing dilations hear far back with few weights, and gates that are told a
# condition let one network play what you ask for. Reading takes one pass, drawing one step for each sample, and a
# step is cheap only if every layer remembers what it has heard.
#
# ## Further reading
#
# - A. van den Oord et al., *WaveNet: a generative model for raw audio* (2016): <https://arxiv.org/abs/1609.03499>
# - T. Le Paine et al., *Fast WaveNet generation algorithm* (2016), where the memory comes from: <https://arxiv.org/abs/1611.09482>
# - A. van den Oord et al., *Parallel WaveNet* (2017), how drawing became parallel after all: <https://arxiv.org/abs/1711.10433>
# - N. Kalchbrenner et al., *Efficient neural audio synthesis* (2018), one recurrent layer in place of the stack: <https://arxiv.org/abs/1802.08435>
# - J. Makhoul, *Linear prediction: a tutorial review* (1975): <https://doi.org/10.1109/PROC.1975.9792>
# - ITU-T G.711, *Pulse code modulation of voice frequencies* (1972, 1988), the ladder: <https://www.itu.int/rec/T-REC-G.711>
#
# **Next:** week 4, where a network draws a whole picture at once, from a few numbers that nobody observes.
