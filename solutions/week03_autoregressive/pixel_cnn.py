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
# # PixelCNN: can a convolution draw without looking ahead?
#
# A stroke is a stroke, wherever on the paper it is. The MADE of the last lesson does not know that: it
# has to learn each corner of the picture from scratch. A convolution knows it by construction, one
# small set of weights slides over the whole picture. But a convolution looks in *all* directions, and
# whoever draws has nothing but white paper below the pen. In this lesson you cut its window in half,
# find that the cut leaves a blind spot, and mend that. This time the digits are grey.
#
# **You will** *mask* a convolution, *draw* what an output can see, *measure* 17 grey levels in bits per
# dimension, *sample* and *complete* digits, *mend* the blind spot with two stacks and gates, *ask* for
# a class, and *speed up* drawing by remembering.
#
# **You need** the lesson `made` (chain rule, masks, drawing pixel by pixel) and what a convolution is.
#
# | | minutes |
# |---|---|
# | reading | 30 |
# | seven exercises and a question | 75 |
# | the machine: `smoke`, `laptop`, `lab` | ¼, 2, 5 |
#
# **Stuck?** Go on: the checks of exercises 1 to 6 need no other exercise, and a cell that needs an
# answer says which. Exercise 7 hands in a network that you have trained; the one of this lesson is made of
# your exercises 3 and 6.
#
# **At smoke scale** everything runs, but 20 steps learn too little for exercise 7: its check cannot pass
# then, and "Run All" stops there.

# %%
import math
import sys
import time
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from matplotlib.colors import to_rgb
from torch import nn
from tqdm import tqdm

from gradelib import check, data, learn, plot

plot.use_style()
rng = learn.seed(0)
device = learn.device()
STEPS = learn.scaled(smoke=20, laptop=600, lab=5000)

# %% [markdown]
# ## What we are going to make
#
# The 8×8 digits as they are, with 17 levels of grey: 0 is paper, 16 is ink. We keep a picture as *ink*,
# the level divided by 16, because networks like numbers near 1: a tensor $x$ of the shape
# (pictures, 1, 8, 8), the 1 being its only colour channel.
#
# Below, a program has been shown the upper halves of ten test digits and goes on, pixel by pixel. It
# has learned nothing, it only remembers: for each pixel it looks for the ten training digits that are
# most like everything on the paper so far, picks one of them by lot, and copies its next pixel.

# %%
LEVELS = 17
digits = data.digits(size=8)


def inks(part):
    """The pictures of a part as (n, 1, 8, 8) floats: level / 16."""
    return torch.tensor(part.images[:, None] / 16, dtype=torch.float32, device=device)


def levels_of(x):
    """The levels of pictures, (n, 8, 8) whole numbers from 0 to 16."""
    return (16 * x[:, 0]).round().long()


train_x, valid_x, test_x = (inks(part) for part in (digits.train, digits.valid, digits.test))
train_labels, valid_labels, test_labels = (
    torch.tensor(part.labels, device=device) for part in (digits.train, digits.valid, digits.test)
)
one_of_each = [int(np.flatnonzero(digits.test.labels == c)[2]) for c in range(10)]
real = test_x[one_of_each]


def show_digits(rows, title, border=None):
    """Draw {name: ten pictures}, a row each, with a line above pixel row `border` if it is given."""
    figure, axes = plt.subplots(len(rows), 10, figsize=(7, 0.45 + 0.72 * len(rows)))
    for line, (name, pictures) in zip(axes.reshape(-1, 10), rows.items(), strict=True):
        for axis, picture in zip(line, torch.as_tensor(pictures).cpu(), strict=True):
            axis.imshow(picture.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set(visible=True, color=plot.SKY)
            if border and name != "real":
                axis.axhline(border - 0.5, color=plot.VERMILION, linewidth=1.5)
        line[0].set_ylabel(name, rotation=0, ha="right", va="center")
    figure.suptitle(title)
    plt.show()


remembered = train_x.cpu().reshape(-1, 64)
rows = {"real": real}
for name in ("drawn", "again"):
    drawn = real.cpu().reshape(10, 64).clone()
    for i in range(32, 64):
        distance = torch.cdist(drawn[:, :i], remembered[:, :i])
        nearest = distance.topk(10, largest=False).indices
        drawn[:, i] = remembered[nearest[range(10), rng.integers(10, size=10)], i]
    rows[name] = drawn
show_digits(rows, "Above the line: given. Below: copied from memory", border=4)

# %% [markdown]
# Not bad, for something that has no idea what a stroke is! But a memory of 1,437 digits cannot say how
# probable a picture is, and on larger pictures nothing is ever similar enough. We want a *distribution*.
#
# ## 1. Seventeen answers instead of two
#
# The chain rule is that of the last lesson: pixels are counted in raster order (row by row, as one
# reads), and $p(x) = \prod_i p(x_i \mid x_{<i})$. But now each pixel is a question with 17 answers. So
# a network gives 17 **logits** for each pixel, and a **softmax** makes probabilities of them:
#
# $$p(x_i = k \mid x_{<i}) = \frac{e^{a_{ki}}}{\sum_{l} e^{a_{li}}}, \qquad
#   \text{bits per dimension} = \frac{1}{D \ln 2} \sum_{i=1}^{D} -\log p(x_i \mid x_{<i}).$$
#
# The softmax does not know that level 9 is next to level 10; it has to find out. In return it can say
# "paper or full ink, but nothing in between", which no bell curve can.
#
# | symbol | in the code | shape, unit |
# |---|---|---|
# | $a$ | `logits` | (pictures, 17, rows, columns): one logit for each *level* and pixel |
# | $x$ as levels | `levels` | (pictures, rows, columns), whole numbers 0 to 16 |
# | $D$ | rows × columns | 64 |
#
# Compute $\log p = a_k - \log \sum_l e^{a_l}$ in one step (`log_softmax`, `logsumexp`, `cross_entropy`):
# $e^{300}$ is infinite in float32.
#
# ### Exercise 1: `bits_per_dim` ★ (8 minutes, 2 points)
#
# The ruler of this lesson, and of most papers on pictures. Mind the axes, and the unit: a nat is
# $1 / \ln 2 = 1.44$ bits.


# %% nbgrader={"grade": false, "grade_id": "bits_per_dim", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bits_per_dim(logits, levels):
    """Minus the log-probability of each picture, in bits, divided by its number of pixels.

    logits: (n, K, h, w) float tensor; the softmax over the K levels gives the probabilities
    levels: (n, h, w) long tensor of whole numbers from 0 to K - 1
    returns: (n,) float tensor; finite and exact for logits up to several hundred, and
        differentiable
    """
    ### BEGIN SOLUTION
    nats = F.cross_entropy(logits, levels, reduction="none")  # (n, h, w)
    return nats.mean(dim=(1, 2)) / math.log(2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_bits_per_dim", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("bits_per_dim", bits_per_dim)

# %% [markdown]
# **Predict:** if all 17 levels are equally likely, a pixel costs $\log_2 17 = 4.09$ bits. How much is
# saved if each of the 64 pixels has its own table of 17 probabilities, counted on the training digits?
# (The corners are always white.)


# %%
def mean_bits(net, x):
    """Mean bits per dimension of pictures (n, 1, 8, 8) under a network; a scalar tensor, the loss."""
    return F.cross_entropy(net(x), levels_of(x)) / math.log(2)


counts = F.one_hot(levels_of(train_x), LEVELS).sum(dim=0).permute(2, 0, 1) + 0.1  # (17, 8, 8)
tables = (counts / counts.sum(dim=0)).log()  # log-probabilities are logits, too


def independent(x):
    """The logits of a model in which no pixel knows any other one."""
    return tables.expand(len(x), -1, -1, -1)


independent_bits = mean_bits(independent, test_x).item()
print(f"fair dice:           {math.log2(17):.2f} bits per dimension")
print(f"a table for a pixel: {independent_bits:.2f} bits per dimension")
yours = bits_per_dim(independent(test_x), levels_of(test_x))
print(f"with your function:  {yours.mean():.2f} bits per dimension")

# %% [markdown]
# 2.4 bits: two fifths of a pixel are known before anything is drawn. (The PyTorch function that
# does it is `cross_entropy`; later cells use it, so that they never wait for your exercise.)
#
# ## 2. A window that looks back
#
# A convolution with a 3×3 kernel computes each output from nine neighbours of its pixel. Five of them
# are not drawn yet when the pixel's turn comes: itself, the one to its right, and the row below. Cut
# these wires, as in MADE, by a mask on the kernel:

# %%
MASK_A = torch.tensor([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
MASK_B = torch.tensor([[1.0, 1.0, 1.0], [1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])


def draw_mask(axis, mask, title):
    """Draw a kernel's mask; its middle, the pixel that the output belongs to, has a frame."""
    axis.imshow(mask, cmap="Blues", vmin=0, vmax=1.6)
    for row, column in np.ndindex(*mask.shape):
        number = f"{mask[row, column]:.0f}"
        axis.text(column, row, number, ha="center", va="center", size=9)
    middle = mask.shape[1] // 2 - 0.5, mask.shape[0] // 2 - 0.5
    axis.add_patch(plt.Rectangle(middle, 1, 1, fill=False, color=plot.VERMILION, linewidth=2))
    axis.set(xticks=[], yticks=[])
    axis.set_title(title, fontsize=10)


figure, axes = plt.subplots(1, 2, figsize=(4.6, 2.6))
draw_mask(axes[0], MASK_A, "type A\n(first layer)")
draw_mask(axes[1], MASK_B, "type B\n(all later layers)")
plt.show()

# %% [markdown]
# Why two types? The first layer reads *pixels*, and the middle is the very pixel that is asked for: cut
# it, **type A**. All later layers read *features*, and the feature at the middle has been computed from
# earlier pixels only, by the first layer: it is harmless, and it is the best that is known about this
# place. Keep it, **type B**.
#
# > The degrees of MADE again: a feature at place $i$ has the licence to know the pixels before $i$. A
# > pixel at place $i$ *is* pixel $i$.
#
# ### Exercise 2: `conv_mask` ★ (8 minutes, 2 points)
#
# The masks for kernels of any odd size. (Later cells use the two that are typed above.)


# %% nbgrader={"grade": false, "grade_id": "conv_mask", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_mask(kind, size):
    """The mask of a square kernel that sees only what comes earlier in raster order.

    kind: "A", without the middle itself, or "B", with the middle
    size: odd whole number, the kernel's rows and its columns
    returns: (size, size) float tensor of 1.0 (wire) and 0.0 (cut)
    raises: ValueError if kind is neither "A" nor "B"
    """
    ### BEGIN SOLUTION
    if kind not in ("A", "B"):
        raise ValueError(f'kind should be "A" or "B", not {kind!r}')
    middle = size // 2
    mask = torch.zeros(size, size)
    mask[:middle] = 1
    mask[middle, :middle] = 1
    if kind == "B":
        mask[middle, middle] = 1
    return mask
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_conv_mask", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("conv_mask", conv_mask)

# %%
figure, axes = plt.subplots(1, 3, figsize=(7, 2.9))
for axis, (kind, size) in zip(axes, (("A", 3), ("B", 5), ("A", 7)), strict=True):
    draw_mask(axis, conv_mask(kind, size), f"type {kind}, {size}×{size}")
plt.show()

# %% [markdown]
# ### Exercise 3: `MaskedConv2d` ★★ (10 minutes, 2 points)
#
# An `nn.Conv2d` in all but one line of its forward pass. The mask is an argument, and need not be square. Two
# things to mind: multiply the mask into the weight *each time the layer is used* (an optimiser changes
# the weight in between, and has to hear from the wires that are left), and pad with zeros on all sides
# by half the mask's size, rounded down, so that the output is as large as the input.


# %% nbgrader={"grade": false, "grade_id": "MaskedConv2d", "locked": false, "schema_version": 3, "solution": true, "task": false}
class MaskedConv2d(nn.Conv2d):
    """A convolution that uses only the wires that its mask leaves; it keeps the picture's size.

    mask: (rows, columns) float tensor of 1.0 (wire) and 0.0 (cut), both sizes odd; the same for
        all channels; kept as a buffer: self.register_buffer("mask", mask)
    inputs, outputs: how many channels come in and go out
    Its parameters are those of nn.Conv2d: weight (outputs, inputs, rows, columns), bias (outputs,).
    Called with x, an (n, inputs, h, w) float tensor, it returns (n, outputs, h, w)
    """

    def __init__(self, mask, inputs, outputs):
        ### BEGIN SOLUTION
        rows, columns = mask.shape
        super().__init__(inputs, outputs, (rows, columns), padding=(rows // 2, columns // 2))
        self.register_buffer("mask", mask)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_MaskedConv2d", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("MaskedConv2d", MaskedConv2d)

# %% [markdown]
# ## 3. What can an output see?
#
# Do not trust, test. For MADE we flipped pixels; here the pixels are grey, so ask for the *derivative*:
# if the output at a place does not move with a pixel, its derivative by that pixel is zero. Let $f(x)$
# be the sum over all channels of the output at (row, column). Then
#
# $$\text{field}_{ij} = \frac{1}{n} \sum_{b=1}^{n}
#   \left| \frac{\partial f(x^{(b)})}{\partial x^{(b)}_{ij}} \right| ,$$
#
# the mean over $n$ pictures, because in a single one a ReLU may just be asleep. Pictures do not influence
# each other: $f(x^{(b)})$ does not change with the pixels of another picture. So one derivative is
# enough, that of the sum of $f$ over all $n$ pictures: it holds the slopes of each picture at its place.
#
# ### Exercise 4: `pixel_influence` ★★ (10 minutes, 2 points)
#
# It works on any network from pictures to pictures. The two tools: `torch.autograd.grad(number, x)`, and
# an `x` of which PyTorch keeps track (`x.clone().requires_grad_()`).


# %% nbgrader={"grade": false, "grade_id": "pixel_influence", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pixel_influence(net, x, row, column):
    """How strongly a network's output at one place depends on each pixel of its input.

    net: called with (n, 1, h, w) float tensors, returns (n, K, h, w)
    x: (n, 1, h, w) float tensor, the pictures at which the derivative is taken
    row, column: the place of the output, counted from 0
    returns: (h, w) float tensor: the absolute derivative of the sum of the K outputs at this place
        by each pixel, averaged over the n pictures
    """
    ### BEGIN SOLUTION
    x = x.clone().requires_grad_()
    # Pictures do not mix in a network, so one sum gives the gradients of all of them.
    output = net(x)[:, :, row, column].sum()
    (slope,) = torch.autograd.grad(output, x)
    return slope[:, 0].abs().mean(dim=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_pixel_influence", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("pixel_influence", pixel_influence)

# %% [markdown]
# Now four networks of masked 3×3 convolutions, with random weights. The output at row 4, column 3 has 35
# earlier pixels.
#
# **Predict:** the last two networks are mistakes, B in the first layer, and A in every layer. What will
# each of them see too much, or too little?


# %%
def stack(masks):
    """Masked convolutions of eight channels with ReLUs between them."""
    layers = []
    for k, mask in enumerate(masks):
        layers += [MaskedConv2d(mask, 8 if k else 1, 8), nn.ReLU()]
    return nn.Sequential(*layers[:-1]).to(device)


ROW = 4
COLUMN = 3
EARLIER = torch.arange(64).reshape(8, 8) < 8 * ROW + COLUMN
noise = torch.rand(64, 1, 8, 8, device=device)


def draw_field(axis, net, title):
    """Draw the receptive field of the output at (ROW, COLUMN); return how many pixels it misses."""
    field = pixel_influence(net, noise, ROW, COLUMN).cpu()
    seen = field > 1e-7 * field.max()
    colours = np.ones((8, 8, 3))
    for places, colour in (
        (seen & EARLIER, plot.SKY),
        (~seen & EARLIER, plot.YELLOW),
        (seen & ~EARLIER, plot.VERMILION),
    ):
        colours[places] = to_rgb(colour)
    axis.imshow(colours)
    axis.add_patch(plt.Rectangle((COLUMN - 0.5, ROW - 0.5), 1, 1, fill=False, linewidth=2))
    axis.text(COLUMN, ROW, "?", ha="center", va="center", weight="bold")
    axis.set_xticks(np.arange(8) + 0.5, [])
    axis.set_yticks(np.arange(8) + 0.5, [])
    axis.grid(color="0.85")
    axis.set_title(title, fontsize=10)
    return int((~seen & EARLIER).sum())


torch.manual_seed(1)
figure, axes = plt.subplots(1, 4, figsize=(9, 2.7))
draw_field(axes[0], stack([MASK_A] + 1 * [MASK_B]), "A, then one B")
blind = draw_field(axes[1], stack([MASK_A] + 6 * [MASK_B]), "A, then six B")
draw_field(axes[2], stack([MASK_B] + 6 * [MASK_B]), "B first")
missed_by_a = draw_field(axes[3], stack(3 * [MASK_A]), "A in all three layers")
plt.show()
print(f"A, then six B: {blind} of the 35 earlier pixels are never seen")
print(f"A everywhere:  {missed_by_a} of them are not, among them the two nearest")

# %% [markdown]
# Blue is seen, and may be; yellow is earlier but *not* seen; red is seen and must not be.
#
# - **B first** sees its own pixel. One red square: you know from MADE what that is worth.
# - **A everywhere** throws the nearest neighbours away, one more step in every layer: the pixel above and
#   the pixel to the left, the best witnesses of all, are gone. It is not wrong, everything that it sees
#   is past. It only learns badly, without any error message.
# - **A, then B** is right. But look at the second panel: more layers would not help, some pixels above
#   to the right are never seen. This is the **blind spot** of the PixelCNN. Each layer climbs one
#   row and at most one column to the right, so what lies flatter than the diagonal is out of reach. We
#   shall come back to it.
#
# ## 4. A PixelCNN, trained
#
# Type A, six layers of type B, 17 logits. Two things make it learn faster. Each layer *adds* to what is
# there (a residual connection, `h + layer(h)`). And each place has a bias of its own, for digits
# are centred, and weights that slide would otherwise not know where on the paper they are.
#
# **Predict:** independent pixels cost 2.4 bits. What will it be?

# %%
CHANNELS = 20


class PixelCNN(nn.Module):
    """Logits (n, 17, 8, 8) of pictures (n, 1, 8, 8)."""

    def __init__(self, first=MASK_A):
        super().__init__()
        self.first = MaskedConv2d(first, 1, CHANNELS)
        self.place = nn.Parameter(torch.zeros(CHANNELS, 8, 8))
        self.layers = nn.ModuleList(MaskedConv2d(MASK_B, CHANNELS, CHANNELS) for _ in range(6))
        self.out = nn.Conv2d(CHANNELS, LEVELS, 1)

    def forward(self, x):
        h = self.first(x) + self.place
        for layer in self.layers:
            h = h + layer(torch.relu(h))
        return self.out(torch.relu(h))


@cache
def trained_pixel_cnn():
    """The PixelCNN, trained once, and its history; later cells ask for them here."""
    learn.seed(0)
    net = PixelCNN().to(device)
    history = learn.fit(net, mean_bits, train_x, valid=valid_x, steps=STEPS, batch_size=64, lr=4e-3)
    return net, history


net, history = trained_pixel_cnn()
with torch.no_grad():
    plain_bits = mean_bits(net, test_x).item()
print(f"PixelCNN: {plain_bits:.2f} bits per dimension on test digits")

# %% [markdown]
# (If you change an answer later, run the cells with `@cache` again.) At laptop scale a pixel costs 1.85
# bits. It has to stay well above zero: how many of the 16 dots under
# a grey pixel were black is largely chance, and no model can foresee that.
#
# ## 5. Drawing and completing
#
# Pixel by pixel, in raster order, as in MADE: ask the network about the picture as it is, draw *one*
# pixel, put it in, ask again. The level is drawn by the inverse CDF of week 1: for a uniform number $u$
# take the smallest level $k$ with $u \le F_k = p_0 + \dots + p_k$. In float32, $F_{16}$ may be
# 0.9999999: for a $u$ beyond it, take level 16.
#
# Where a pixel is **known**, do not draw it: keep it. Then the same function draws new
# digits (nothing is known) and completes given ones (the upper half is known).
#
# ### Exercise 5: `complete` ★★★ (15 minutes, 3 points)
#
# The sampler of this lesson. Mind three things: the network reads *ink*, which is the level divided by
# 16; the argument `x` must not be changed; no gradients are needed (`torch.no_grad()`).


# %% nbgrader={"grade": false, "grade_id": "complete", "locked": false, "schema_version": 3, "solution": true, "task": false}
def complete(net, x, known, uniforms):
    """Draw the unknown pixels of pictures, in raster order.

    net: called with (n, 1, h, w) floats, inks between 0 and 1; returns logits (n, 17, h, w), those
        of a pixel depending only on the pixels before it in raster order
    x: (n, 1, h, w) float tensor of inks; at unknown pixels it may hold any finite number
    known: (h, w) bool tensor, True where the pixel of x is kept
    uniforms: (n, h, w) float tensor, numbers from 0 to 1: uniforms[b, row, column] decides about
        this pixel of picture b, by the smallest level whose cumulated probability reaches it
    returns: (n, 1, h, w) float tensor of inks, level / 16
    """
    ### BEGIN SOLUTION
    drawn = torch.where(known, x, 0.0)
    with torch.no_grad():
        for row, column in torch.nonzero(~known).tolist():  # raster order
            probs = torch.softmax(net(drawn)[:, :, row, column], dim=1)
            reached = uniforms[:, row, column, None] <= probs.cumsum(dim=1)
            level = (~reached[:, :16]).sum(dim=1)
            drawn[:, 0, row, column] = level / 16
    return drawn
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_complete", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("complete", complete)

# %% [markdown]
# **Predict:** the upper half decides a lot. For which digits will the two completions differ most?

# %%
nothing = torch.zeros(8, 8, dtype=torch.bool, device=device)
upper_half = (torch.arange(64) < 32).reshape(8, 8).to(device)
torch.manual_seed(2)
uniforms = torch.rand(2, 10, 8, 8, device=device)
net, _ = trained_pixel_cnn()
show_digits(
    {
        "real": real,
        "completed": complete(net, real, upper_half, uniforms[0]),
        "again": complete(net, real, upper_half, uniforms[1]),
    },
    "The upper half is given, a PixelCNN draws the lower one",
    border=4,
)
show_digits(
    {
        "drawn": complete(net, real, nothing, uniforms[0]),
        "again": complete(net, real, nothing, uniforms[1]),
    },
    "Nothing is given",
)

# %% [markdown]
# Halves that fit, with grey edges as they should be. The two completions differ most where several digits
# begin alike: below the arch of a 3 a 2, 3, 7 or 9 may follow, below the stroke of a 6 a 5 or a 6. They
# differ least for 0 and 1, whose upper half nearly says which digit it is. (Two pictures of each are
# few: draw more, if yours disagree.) From nothing come some digits, and some that want to be digits. With
# more training and a larger network they get better, here a laptop has to do.
#
# ## 6. A failure on purpose: B first
#
# One red square in the receptive field. A mask with one 1 too many; nothing crashes. We train it with a
# plain loop, shortly.
#
# **Predict** the loss on test digits, and what the network draws.

# %%
LEAKY_STEPS = learn.scaled(smoke=60, laptop=200, lab=400)


@cache
def trained_leaky():
    """A PixelCNN with type B in its first layer, after a few plain steps."""
    learn.seed(0)
    net = PixelCNN(first=MASK_B).to(device)
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-2)
    for _ in range(LEAKY_STEPS):
        batch = train_x[torch.randint(len(train_x), (64,))]
        loss = mean_bits(net, batch)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return net


@torch.no_grad()
def honest_bits(net, x):
    """Mean bits per dimension when each pixel is asked for with itself and all later ones blank."""
    levels, shown, nats = levels_of(x), torch.zeros_like(x), 0.0
    for row, column in np.ndindex(8, 8):
        logits = net(shown)[:, :, row, column]
        nats += F.cross_entropy(logits, levels[:, row, column]).item()
        shown[:, :, row, column] = x[:, :, row, column]
    return nats / (64 * math.log(2))


leaky = trained_leaky()
with torch.no_grad():
    leaky_bits = mean_bits(leaky, test_x).item()
leaky_honest = honest_bits(leaky, test_x[:60])
print(f"B first, as it claims:    {leaky_bits:5.2f} bits per dimension")
print(f"B first, asked honestly:  {leaky_honest:5.2f} bits per dimension (fair dice: 4.09)")
show_digits(
    {"drawn": complete(leaky, real, nothing, uniforms[0])}, "B in the first layer: what it draws"
)

# %% [markdown]
# Half of what an honest network takes, and on its way to zero; but what it draws is paper. The network
# has learned to *copy* the middle of its window, and where a pixel is about to be drawn, the middle is
# still white. Asked honestly it does far worse than dice, for it is so sure of its white. **If your
# loss beats the literature, draw samples before you write the paper.**
#
# ## 7. Two stacks without a blind spot
#
# Back to the yellow pixels. A single window cannot see them, because "above" and "to the left" climb
# together. The **gated PixelCNN** (van den Oord et al., 2016) takes the past apart:
#
# - the **vertical stack** sees *all of the rows above*: whole rows, left and right, no corner is lost;
# - the **horizontal stack** sees what is to the left *in the own row*, and listens to the vertical one.
#
# | where | seen by the vertical stack | seen by the horizontal stack |
# |---|---|---|
# | kernel | rows above **and the own row**, all columns | own row, left (A: without the middle) |
# | so its feature at (row, column) knows | rows 0 … row | the own row's pixels before column |
#
# Wait: the vertical kernel sees the own row, the pixel itself too? Yes, and therefore it must not talk to
# the horizontal stack at the same row. Its features are **moved down by one row** first: what comes in
# at row $r$ was computed for row $r - 1$ and knows the rows up to $r - 1$, nothing else. The
# first row gets zeros. Nothing of the vertical stack ever reaches the output in another way.

# %%
ABOVE_FIRST = torch.tensor(3 * [5 * [1.0]] + 2 * [5 * [0.0]])
ABOVE = torch.tensor([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
LEFT_FIRST = torch.tensor([[1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]])  # type A
LEFT = torch.tensor([[1.0, 1.0, 0.0]])  # type B
figure, axes = plt.subplots(1, 4, figsize=(9, 2.4), width_ratios=[5, 3, 7, 3])
draw_mask(axes[0], ABOVE_FIRST, "vertical,\nfirst layer")
draw_mask(axes[1], ABOVE, "vertical,\nlater layers")
draw_mask(axes[2], LEFT_FIRST, "horizontal,\nfirst layer")
draw_mask(axes[3], LEFT, "horizontal,\nlater layers")
plt.show()

# %% [markdown]
# The second idea is the **gate**, known from LSTMs. Every convolution makes twice as many channels as are
# needed. With $a$ for the first half of them and $b$ for the second,
#
# $$y = \tanh(a) \odot \sigma(b),$$
#
# the one half says *what*, the other *how much of it*. Products of features are something that a ReLU
# cannot do.
#
# ### Exercise 6: `gated_horizontal` ★★ (10 minutes, 2 points)
#
# The place where the two stacks meet, and where one forgotten row would be a leak. Add the vertical
# features, moved down by one row, to the horizontal ones; then the gate.


# %% nbgrader={"grade": false, "grade_id": "gated_horizontal", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gated_horizontal(vertical, horizontal):
    """The horizontal stack's new features.

    vertical: (n, 2C, h, w) float tensor; row r of it knows the pixels of rows 0 to r
    horizontal: (n, 2C, h, w) float tensor; knows the pixels to the left, in the own row
    returns: (n, C, h, w) float tensor, tanh(a) * sigmoid(b), where a is the first half and b the
        second half of the channels of: horizontal, plus vertical moved down by one row, with
        zeros in its first row
    """
    ### BEGIN SOLUTION
    moved_down = F.pad(vertical, (0, 0, 1, 0))[:, :, :-1]
    a, b = (horizontal + moved_down).chunk(2, dim=1)
    return torch.tanh(a) * torch.sigmoid(b)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gated_horizontal", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("gated_horizontal", gated_horizontal)

# %% [markdown]
# The rest is assembly. Each layer also gets a **condition**: a vector for each class, added in both stacks
# before the gates, so that we can ask for a seven. Class 10 means *not told*.

# %%
NOT_TOLD = 10


def gate(features):
    """(n, 2C, h, w) → (n, C, h, w)."""
    a, b = features.chunk(2, dim=1)
    return torch.tanh(a) * torch.sigmoid(b)


class GatedLayer(nn.Module):
    """One layer of both stacks: v and h, (n, inputs, 8, 8), become (n, CHANNELS, 8, 8)."""

    def __init__(self, above, left, inputs):
        super().__init__()
        self.vertical = MaskedConv2d(above, inputs, 2 * CHANNELS)
        self.horizontal = MaskedConv2d(left, inputs, 2 * CHANNELS)
        self.across = nn.Conv2d(2 * CHANNELS, 2 * CHANNELS, 1)  # from the vertical stack
        self.merge = nn.Conv2d(CHANNELS, CHANNELS, 1)
        self.condition = nn.Embedding(11, 2 * CHANNELS)
        nn.init.zeros_(self.condition.weight)

    def look_up(self, v, labels):
        return self.vertical(v) + self.condition(labels)[:, :, None, None]

    def look_left(self, h, labels):
        return self.horizontal(h) + self.condition(labels)[:, :, None, None]

    def join(self, h, new):
        """A residual connection, but not from the picture itself: that would be a leak."""
        return self.merge(new) if h.shape[1] == 1 else h + self.merge(new)

    def forward(self, v, h, labels):
        v = self.look_up(v, labels)
        new = gated_horizontal(self.across(v), self.look_left(h, labels))
        return gate(v), self.join(h, new)


class GatedPixelCNN(nn.Module):
    """Logits (n, levels, 8, 8) of pictures (n, 1, 8, 8) and, if they are told, labels (n,)."""

    def __init__(self, levels=LEVELS):
        super().__init__()
        first = GatedLayer(ABOVE_FIRST, LEFT_FIRST, 1)
        later = [GatedLayer(ABOVE, LEFT, CHANNELS) for _ in range(3)]
        self.layers = nn.ModuleList([first, *later])
        self.place = nn.Parameter(torch.zeros(CHANNELS, 8, 8))
        self.out = nn.Conv2d(CHANNELS, levels, 1)

    def forward(self, x, labels=None):
        if labels is None:
            labels = torch.full((len(x),), NOT_TOLD, device=x.device)
        v = h = x
        for k, layer in enumerate(self.layers):
            v, h = layer(v, h, labels)
            h = h + self.place if k == 0 else h
        return self.out(torch.relu(h))


torch.manual_seed(1)
figure, axes = plt.subplots(1, 2, figsize=(5, 2.7))
draw_field(axes[0], stack([MASK_A] + 6 * [MASK_B]), "one stack")
gated_blind = draw_field(axes[1], GatedPixelCNN().to(device), "two stacks")
plt.show()
print(f"two stacks: {gated_blind} of the 35 earlier pixels are never seen")

# %% [markdown]
# No yellow, no red. Four layers are enough, because the first one has a larger window.
#
# ## 8. Asking for a class
#
# During training the label of each digit is told in half of the cases, and hidden in the other half: so
# one network learns both $p(x)$ and $p(x \mid c)$.
#
# **Predict:** somebody tells you the digit before you see the picture. How many bits *per picture* can
# that be worth at most? ($\log_2 10 = 3.3$.) And per dimension?


# %%
def told_bits(net, batch):
    """The loss with labels; in training, half of them are hidden."""
    x, labels = batch
    if net.training:
        labels = torch.where(torch.rand(len(x), device=x.device) < 0.5, labels, NOT_TOLD)
    else:
        labels = torch.full_like(labels, NOT_TOLD)
    return F.cross_entropy(net(x, labels), levels_of(x)) / math.log(2)


@cache
def trained_gated():
    """The gated PixelCNN, trained once, and its history; later cells ask for them here."""
    learn.seed(0)
    net = GatedPixelCNN().to(device)
    history = learn.fit(
        net,
        told_bits,
        (train_x, train_labels),
        valid=(valid_x, valid_labels),
        steps=STEPS,
        batch_size=64,
        lr=4e-3,
    )
    return net, history


net, history = trained_gated()
with torch.no_grad():
    gated_bits = mean_bits(net, test_x).item()
    per_class = torch.stack(  # (10, n): the bits per picture if it were of this class
        [
            F.cross_entropy(
                net(test_x, torch.full_like(test_labels, c)), levels_of(test_x), reduction="none"
            ).sum(dim=(1, 2))
            / math.log(2)
            for c in range(10)
        ]
    )
told = per_class[test_labels, torch.arange(len(test_labels))].mean().item() / 64
accuracy = (per_class.argmin(dim=0) == test_labels).float().mean().item()
print(f"gated PixelCNN, not told: {gated_bits:.2f} bits per dimension")
print(f"gated PixelCNN, told:     {told:.2f} bits per dimension")
print(f"the class with the highest p(x | c) is right for {accuracy:.0%} of the test digits")

# %% [markdown]
# Being told saves 0.1 bits per dimension, 6 bits per picture, more than the 3.3 bits that a label contains?
# It may: a *perfect* $p(x)$ could not lose more than that to $p(x \mid c)$, but ours is not perfect, and
# to be told the class is easier than to work it out while drawing. And by Bayes' rule a model that can draw each class can
# also *tell* them apart, without having been trained for it.
#
# ## 9. Remembering while drawing
#
# Drawing one picture takes 64 passes, and each pass computes all features of all 64 places. Nearly all of
# that is waste: when pixel (row, column) is drawn, the features of earlier places have not changed,
# and those of later places are not needed. So remember:
#
# - the vertical stack changes only when a row is complete: compute its **one new row**, eight times;
# - the horizontal stack needs at each pixel **one new place** in each layer.
#
# The code below calls the same layers, each on the few rows or columns that its window can reach, and
# keeps the last row or column of what comes back. Nothing is approximated.
#
# **Predict:** 64 passes become about one pass in all. Will it be 64 times faster?


# %%
@torch.no_grad()
def draw_remembering(net, uniforms, labels):
    """Draw pictures (n, 1, 8, 8) of given classes from a gated PixelCNN, each feature once.

    uniforms: (n, 8, 8); labels: (n,) whole numbers from 0 to 10 (not told)
    """
    n = len(uniforms)
    x = torch.zeros(n, 1, 8, 8, device=uniforms.device)
    vs, hs = ([x, *x.new_zeros(4, n, CHANNELS, 8, 8)] for _ in range(2))  # inputs of each layer
    from_above = x.new_zeros(4, n, 2 * CHANNELS, 8, 8)  # what row r hears of the rows before it
    for row in tqdm(range(8), file=sys.stdout, desc="rows", ncols=79):
        for column in range(8):
            for k, layer in enumerate(net.layers):
                near = slice(max(0, column - (3 if k == 0 else 1)), column + 1)
                left = layer.look_left(hs[k][:, :, row : row + 1, near], labels)[..., -1:]
                new = gate(left + from_above[k, :, :, row : row + 1, column : column + 1])
                h = layer.join(hs[k][:, :, row : row + 1, column : column + 1], new)[..., 0, 0]
                hs[k + 1][:, :, row, column] = h + net.place[:, row, column] if k == 0 else h
            logits = net.out(torch.relu(hs[4][:, :, row : row + 1, column : column + 1]))[..., 0, 0]
            edges = torch.softmax(logits, dim=1).cumsum(dim=1)
            level = torch.searchsorted(edges, uniforms[:, row, column, None].contiguous())
            x[:, 0, row, column] = level[:, 0].clamp(max=LEVELS - 1) / 16
        for k, layer in enumerate(net.layers):
            near = slice(max(0, row - (2 if k == 0 else 1)), row + 1)
            v = layer.look_up(vs[k][:, :, near], labels)[:, :, -1:]
            vs[k + 1][:, :, row : row + 1] = gate(v)
            if row < 7:
                from_above[k, :, :, row + 1 : row + 2] = layer.across(v)
    return x


torch.manual_seed(3)
classes = torch.arange(10, device=device).repeat(4)
net, _ = trained_gated()
drawn = draw_remembering(net, torch.rand(40, 8, 8, device=device), classes)
show_digits(
    {f"draw {k + 1}": drawn[10 * k : 10 * k + 10] for k in range(4)},
    "Drawn on demand: a gated PixelCNN was told the class",
)

# %% [markdown]
# Each column was asked for one digit. Now the stopwatch, with 200 pictures, same network, same uniforms.


# %%
def seconds(call):
    """How long a call keeps the processor busy, whatever else runs; and what it returns."""
    begin = time.process_time()
    value = call()
    return time.process_time() - begin, value


net, _ = trained_gated()
many = torch.rand(200, 8, 8, device=device)
unknown = torch.full((200,), NOT_TOLD, device=device)
quick = [seconds(lambda: draw_remembering(net, many, unknown)) for _ in range(3)]
fast, remembering = min(quick, key=lambda run: run[0])
slow, recomputing = seconds(lambda: complete(net, torch.zeros_like(remembering), nothing, many))
same = (recomputing == remembering).flatten(1).all(dim=1).float().mean().item()
speed_up = slow / fast
at_least_five = min(speed_up, 5.0)
print(f"everything anew {slow:.2f} s, remembering {fast:.3f} s: {speed_up:.0f} times faster")
print(f"{same:.0%} of the pictures are the same, pixel for pixel")

# %% [markdown]
# On a CPU you should see at least five times, usually ten or more, but not 64: a hundred small steps have
# their own price. (On a GPU, where small steps are the dearest, the gain shows with
# thousands of pictures.) Should a few pictures differ, then because rounding, at an edge between two
# levels, decided the other way.
#
# ## 10. A rival: the row LSTM
#
# Before the PixelCNN there was the **PixelRNN** (van den Oord et al., 2016). Its *row LSTM* reads the
# picture row by row: the state of a row is computed from the state of the row above by a 3-wide
# convolution, and from the pixels to the left in the own row by a masked one. The LSTM can
# remember over many rows. The price: rows have to wait for each other, *also in training*.
#
# **Predict:** which will be better after the same number of steps, and which faster?


# %%
class RowLSTM(nn.Module):
    """A PixelRNN with two row-LSTM layers: logits (n, 17, 8, 8) of pictures (n, 1, 8, 8)."""

    def __init__(self):
        super().__init__()
        self.first = MaskedConv2d(MASK_A, 1, CHANNELS)
        self.place = nn.Parameter(torch.zeros(CHANNELS, 8, 8))
        self.inputs = nn.ModuleList(MaskedConv2d(LEFT, CHANNELS, 4 * CHANNELS) for _ in range(2))
        self.states = nn.ModuleList(
            nn.Conv1d(CHANNELS, 4 * CHANNELS, 3, padding=1) for _ in range(2)
        )
        self.out = nn.Conv2d(CHANNELS, LEVELS, 1)

    def forward(self, x):
        y = self.first(x) + self.place
        for from_input, from_state in zip(self.inputs, self.states, strict=True):
            wanted = from_input(y)  # (n, 4C, 8, 8), for all rows at once
            h = cell = torch.zeros_like(y[:, :, 0])
            rows = []
            for row in range(8):
                i, f, o, g = (wanted[:, :, row] + from_state(h)).chunk(4, dim=1)
                cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(cell)
                rows.append(h)
            y = y + torch.stack(rows, dim=2)
        return self.out(torch.relu(y))


@cache
def trained_row_lstm():
    """The row LSTM, trained once, and its history; later cells ask for them here."""
    learn.seed(0)
    net = RowLSTM().to(device)
    history = learn.fit(net, mean_bits, train_x, valid=valid_x, steps=STEPS, batch_size=64, lr=4e-3)
    return net, history


net, _ = trained_row_lstm()
with torch.no_grad():
    row_lstm_bits = mean_bits(net, test_x).item()
rivals = {
    "PixelCNN": (*trained_pixel_cnn(), plot.BLUE),
    "gated PixelCNN": (*trained_gated(), plot.ORANGE),
    "row LSTM": (*trained_row_lstm(), plot.GREEN),
}
figure, axis = plt.subplots()
for name, (net, history, colour) in rivals.items():
    axis.plot(history.valid_steps[1:], history.valid_losses[1:], color=colour, label=name)
    parameters = sum(p.numel() for p in net.parameters())
    with torch.no_grad():
        bits = mean_bits(net, test_x).item()
    print(
        f"{name:15} {bits:.2f} bits per dimension, {parameters:6,} parameters, "
        f"{1000 * history.seconds / history.steps[-1]:3.0f} ms a step"
    )
axis.set(title="Held-out digits while training", xlabel="step", ylabel="bits per dimension")
axis.legend()
plt.show()

# %% [markdown]
# After so few steps the two PixelCNNs are level, and the row LSTM is a little behind. On an idle CPU a
# step of the row LSTM takes nearly twice as long as one of the plain PixelCNN, although it has fewer
# layers and weights: 2 × 8 rows wait for each other. (The gated one pays for two stacks.) On CIFAR-10 the paper's best PixelRNN (3.00 bits) beat the PixelCNN (3.14), and took far longer to train;
# the gated PixelCNN (3.03) then had nearly both, the speed and the likelihood.
#
# ## 11. The result
#
# The weights of the gated PixelCNN go into a file beside the notebook. It holds a few more numbers than
# the network has parameters: the masks are buffers, not parameters, and are saved with them.

# %%
net, history = trained_gated()
learn.save_weights(net, "pixel_cnn.safetensors", history=history)

# %% [markdown]
# ### Exercise 7: `my_pixel_cnn` ★★ (10 minutes, 4 points)
#
# The model that you trained, as a function from pictures to logits, labels not told. Hand in the file
# `pixel_cnn.safetensors` together with the notebook: when you are graded, nothing is trained again;
# this function is called, and it loads the file.
#
# It is asked **honestly**, like `honest_bits`: a pixel that it is asked about, and all later ones,
# are noise. The pictures are test digits of which every grey pixel moved up or down by a level, or not,
# at random; when you are graded, by a seed that only the grader knows.
#
# - ½ of the points: at least 0.2 bits per dimension better than a table for each pixel;
# - ¼: at least 0.4 better (the reference gains 0.5);
# - ⅛: no output depends on its own pixel or on later ones;
# - ⅛: no output depends on the other pictures that are asked about in the same call.
#
# The last two count only beside a gain: a network that looks at nothing keeps them, too. A gain above 0.9
# is not believed: to know so much one needs the test digits themselves. Any network and any training
# will do: it need not be the gated one. But a smoke run cannot pass (it is worse than the tables);
# after one, train at laptop scale.


# %% nbgrader={"grade": false, "grade_id": "my_pixel_cnn", "locked": false, "schema_version": 3, "solution": true, "task": false}
def my_pixel_cnn(x):
    """The logits of the model that you trained, from the weights in `pixel_cnn.safetensors`.

    x: (n, 1, 8, 8) float tensor of inks, level / 16
    returns: (n, 17, 8, 8) float tensor: [b, k, row, column] is the logit of level k at this pixel
        of picture b, and depends on the pixels before it in raster order only.
        learn.load_weights(network, file) puts a file's weights into a network and returns it.
    """
    ### BEGIN SOLUTION
    net = learn.load_weights(GatedPixelCNN(), "pixel_cnn.safetensors")
    with torch.no_grad():
        return net(x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_my_pixel_cnn", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("my_pixel_cnn", my_pixel_cnn)

# %% [markdown]
# ### A line for the scoreboard
#
# The scoreboard counts nats per *binary* digit (grey ≥ 8 of 16), and 1.8 bits per dimension are $1.8 \cdot
# 64 \cdot \ln 2 = 81$ nats per *grey* digit. These two numbers cannot be compared: grey digits contain
# more to be told. So we train the same network, with 2 levels in place of 17, on binary digits of
# seven pens, as in the last lesson.
#
# **Predict:** MADE took 16.6 nats with 33,000 weights. And a gated PixelCNN, after few steps?

# %%
BINARY_STEPS = learn.scaled(smoke=20, laptop=400, lab=5000)
pens = torch.cat([(16 * train_x >= pen).float() for pen in range(5, 12)])
binary_valid, binary_test = ((16 * x >= 8).float() for x in (valid_x, test_x))


def binary_nats(net, x):
    """Mean NLL of binary pictures (n, 1, 8, 8) in nats; a scalar tensor."""
    return F.cross_entropy(net(x), x[:, 0].long()) * 64


@cache
def trained_binary():
    """A gated PixelCNN for binary digits, trained once."""
    learn.seed(0)
    net = GatedPixelCNN(levels=2).to(device)
    learn.fit(
        net, binary_nats, pens, valid=binary_valid, steps=BINARY_STEPS, batch_size=64, lr=4e-3
    )
    return net


net = trained_binary()
with torch.no_grad():
    gated_nats = binary_nats(net, binary_test).item()
learn.scoreboard.add("gated PixelCNN", nats=gated_nats, dims=64)
learn.scoreboard.draw()
plt.show()

# %% [markdown]
# 18.1 nats after 400 steps, level with the 64 logistic regressions and well below independent pixels
# (25.2), but MADE is ahead. On pictures of 64 pixels, all centred, weights that slide have little to
# gain: each corner can be learned by itself. Weights that slide pay on large pictures, where nobody
# could afford a weight for each pair of pixels. Would longer training close the gap? Try it.

# %% [markdown] nbgrader={"grade": false, "grade_id": "whats_wrong_pixel_cnn", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": true}
# ## 12. In your own words: what is wrong with this approach? (4 points, 12 minutes)
#
# Suppose you want to build a program that draws colour photographs of 1,000 × 1,000 pixels with a PixelCNN,
# and mends photographs in which a rectangle in the middle is missing.
#
# 1. Name **two** different weaknesses of the PixelCNN that will stand in your way, and say where each
#    comes from: the chain rule, the order, the convolution, or the softmax.
# 2. For each, describe an experiment on the 8×8 digits that would show it: what you measure, and what
#    outcome would convince you.
# 3. A friend says: "Use larger kernels and more layers, then both go away." Is that true of each?
#
# Eight to ten sentences are enough.
#
# ### BEGIN MARK SCHEME
# **1 point: the weaknesses**, half a point each, with the origin. For instance: drawing is sequential, 3
# million passes or cached steps that wait for each other (chain rule); a hole in the middle cannot be
# filled well, because what is below and to the right of it is never looked at (raster order); an output
# sees only as far as depth and kernels reach, so far parts do not agree (convolution); one stack has
# a blind spot (mask); levels are unordered classes, 256 of them in 3 channels, and rare ones are
# learned from few examples (softmax); likelihood is spent on pixel noise rather than on what the picture
# shows.
#
# **2 points: the experiments**, one point each. They must be able to come out either way. For instance:
# drawing time against the number of pixels, with and without remembering; fill rows 2 to 5 given the
# rest, count how often the result fits below the border (bits of the rows below under the
# completed picture, against those of the real one), compare with a lower half; bits per dimension
# against depth, or of pixels far from all known ink; bits with and without a blind spot, all else
# equal; bits with 17 levels against a mixture of logistics with fewer training digits. "Look at the
# samples" without saying what would decide earns half a point.
#
# **1 point: the friend.** Reach: yes, at a price. Order and sequential drawing: no, they come from the
# chain rule in a fixed order, whatever computes the factors. The blind spot: no with one stack, layers do
# not reach it. Half a point for one right case with its reason.
# ### END MARK SCHEME

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## What you should see
#
# At laptop scale. The rows without training are the same at every scale.
#
# | on test digits, 8×8, 17 levels | reference | tolerance | published, other data |
# |---|---|---|---|
# | fair dice | 4.09 bits/dim | exact | 8 bits/dim for 256 levels |
# | a table for each pixel | 2.42 | 0.02 | |
# | PixelCNN | 1.85 | 0.05 | CIFAR-10: 3.14 (van den Oord et al., 2016) |
# | gated PixelCNN, not told | 1.85 | 0.05 | CIFAR-10: 3.03 |
# | gated PixelCNN, told the class | 1.75 | 0.05 | |
# | the most likely class is right | 88 % | 6 % | |
# | row LSTM (PixelRNN) | 1.91 | 0.05 | CIFAR-10: 3.00 (another variant, diagonal) |
# | earlier pixels not seen: one stack, two stacks | 6, 0 of 35 | exact | |
# | B first: as it claims (it depends on the seed) | 0.6 | 0.4 | |
# | B first: asked honestly (likewise) | 75 | 40 | |
# | remembering while drawing, on a CPU | at least 5 times faster | | |
# | binary digits, gated PixelCNN | 18.1 nats | 0.5 | binarised MNIST: PixelCNN 81.30, PixelRNN 79.20 |
#
# Bits per dimension of different data say nothing about each other: ours have 17 levels and
# are small, CIFAR-10 has 256 levels and colours.
#
# ## In three sentences
#
# A convolution can draw if its kernel is masked, type A in the first layer and type B in all others, and
# its receptive field, drawn by a gradient, shows at once whether it leaks and what it misses. Two stacks,
# one for the rows above and one for the row so far, see all of the past, and gates and labels make them a
# model that draws a digit on demand and completes a half one. The likelihood is exact and training
# is parallel, but drawing goes pixel by pixel, and is bearable only if one remembers what has been
# computed.
#
# ## Further reading
#
# - A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, *Pixel recurrent neural networks* (2016):
#   PixelRNN and PixelCNN: <https://arxiv.org/abs/1601.06759>
# - A. van den Oord et al., *Conditional image generation with PixelCNN decoders* (2016): the blind spot,
#   the two stacks, the gate, the classes: <https://arxiv.org/abs/1606.05328>
# - T. Salimans et al., *PixelCNN++* (2017): a mixture of logistics in place of the softmax, 2.92 bits on
#   CIFAR-10: <https://arxiv.org/abs/1701.05517>
# - P. Ramachandran et al., *Fast generation for convolutional autoregressive models* (2017): remembering
#   while drawing: <https://arxiv.org/abs/1704.06001>
#
# **Next:** `wavenet`. Sound is a picture of one row, with 16,000 pixels a second. How does one see that
# far back?
