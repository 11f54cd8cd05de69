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
# # Characters: how far back must one read to write on?
#
# In week 1 a bag of words wrote text messages. It had a vocabulary and no idea of order. Here we go
# to the other end: **one character at a time**, and everything that was written before may count.
# First by counting, then with a network that reads with a memory, at last with one that looks back.
#
# **You will** *estimate* probabilities with back-off, *build* a recurrent cell, *cut* its gradient in
# time, *measure* every model in nats per character, *tune* how it draws, *write* causal attention,
# and *train* a network that will be examined on two books that nobody has given it.
#
# **You need** week 1 (log-probabilities, smoothing) and a little PyTorch: tensors, `nn.Linear`, what
# a gradient step is.
#
# | | minutes |
# |---|---|
# | reading | 35 |
# | seven exercises and a question | 75 |
# | the machine: `smoke`, `laptop`, `lab` | ¼, 2, 15 |
#
# **Stuck?** Go on: no exercise needs another one, and a cell that needs an answer says which. Exercise
# 5 needs the network that the cells before it train. A check that refuses an answer stops "Run All":
# go on with the cell below it.

# %%
import math
import sys
from collections import Counter, defaultdict

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from tqdm import tqdm

from gradelib import check, data, learn, plot

plot.use_style()
rng = learn.seed(0)
device = learn.device()
STEPS = learn.scaled(smoke=60, laptop=800, lab=10_000)
TEXT = learn.scaled(smoke=60_000, laptop=465_000, lab=3_900_000)

# %% [markdown]
# ## What we are going to make
#
# In 1948 Claude Shannon, who wanted to know how much of a text can be foreseen, wrote English with
# nothing but a book. Open it anywhere, read until you meet the last few characters that you have
# written, write down the character that follows, close it, open it somewhere else. Here is a machine
# that does this with the King James Bible, remembering 0, 1, 2, 4 or 7 characters. A letter is the
# darker, the fewer places of the book it could have been taken from:

# %%
bible = data.bible(characters=TEXT)


def shannon(book, remembered, length):
    """Write `length` characters by looking into the book at random places."""
    written = book[:remembered]
    while len(written) < remembered + length:
        place = book.find(written[len(written) - remembered :], rng.integers(len(book)))
        if place >= 0 and place + remembered < len(book):
            written += book[place + remembered]
    return written


MEMORIES = (0, 1, 2, 4, 7)
texts = [shannon(bible.train, remembered, 72) for remembered in MEMORIES]
places = np.array(  # how often the characters before each one stand in the book, (memory, place)
    [
        [bible.train.count(text[i : i + m]) if m else len(bible.train) for i in range(72)]
        for m, text in zip(MEMORIES, texts, strict=True)
    ]
)
fig, axis = plt.subplots(figsize=(9, 2.4))
shades = axis.imshow(np.log10(places), cmap="cividis", aspect="auto", vmin=0, vmax=6)
for row, (m, text) in enumerate(zip(MEMORIES, texts, strict=True)):
    for column, letter in enumerate(text[m:].replace("\n", " ")):
        ink = "black" if places[row, column] > 1000 else "white"
        axis.text(column, row, letter, color=ink, family="monospace", ha="center", va="center")
axis.set(xticks=[], yticks=range(5), yticklabels=MEMORIES, ylabel="characters remembered")
axis.set_title("Written with a book and nothing else")
axis.grid(visible=False)
fig.colorbar(shades, ticks=[0, 3, 6], format="$10^{%d}$", label="places to take it from")
plt.show()

# %% [markdown]
# With no memory the letters have the right frequencies; with two characters of memory there are
# syllables, with four words, with seven scripture. But look closely at the last line: is it *written*,
# or *copied*? A memory of seven characters has mostly been in the book only a few times. The question
# of this lesson is how to remember far back without copying.
#
# ## 1. Foreseeing, in nats
#
# Let $c_1, c_2, \dots$ be the characters of a text. As always, by the chain rule,
#
# $$-\log p(c_1 \dots c_T) = \sum_t -\log p(c_t \mid c_1 \dots c_{t-1}).$$
#
# The mean of the terms is the model's cost in **nats per character**; divided by $\ln 2$ in **bits per
# character**. Its exponential is the *perplexity*: among how many equally likely characters the model
# hesitates. All models below are measured on the same held-out books.

# %%
CHARACTERS = "\n !'(),-.:;?ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwxyz"
NUMBER = {character: i for i, character in enumerate(CHARACTERS)}


def encode(text):
    """The characters of a text as numbers, a long tensor."""
    return torch.tensor([NUMBER[c] for c in text], device=device)


def decode(numbers):
    """The text of a tensor of numbers."""
    return "".join(CHARACTERS[int(i)] for i in numbers)


train, valid, test = (encode(part) for part in (bible.train, bible.valid, bible.test))
frequency = torch.bincount(train, minlength=len(CHARACTERS)).double() + 1
log_frequency = (frequency / frequency.sum()).log()
guessing_nats = math.log(len(CHARACTERS))
letter_nats = -log_frequency[test].mean().item()
print(f"{len(CHARACTERS)} characters; {len(train):,} to learn from, {len(test):,} to be tested on")
print(f"pure guessing:        {guessing_nats:.2f} nats per character")
print(f"letter frequencies:   {letter_nats:.2f} nats, {letter_nats / math.log(2):.2f} bits")

# %% [markdown]
# ## 2. Counting: n-grams with back-off
#
# An **n-gram model** foresees a character from the $n - 1$ before it, its *context*, by counting what
# followed that context in the book. Long contexts know more, but most of them were never seen:

# %%
figure, ax = plt.subplots(figsize=(7, 3))
lengths = range(9)
unseen = []
for length in lengths:
    known = {bible.train[i : i + length] for i in range(len(bible.train) - length)}
    places = range(0, len(bible.test) - length, 7)
    unseen.append(np.mean([bible.test[i : i + length] not in known for i in places]))
unseen_share = float(unseen[8])
ax.plot(lengths, unseen, color=plot.BLUE, marker="o")
ax.set(title="Contexts of the test books that the training books never show")
ax.set(xlabel="length of the context (characters)", ylabel="share never seen")
plt.show()

# %% [markdown]
# The estimate of a long context is *sharp but rare*, that of a short one *blunt but sure*. **Back-off**
# lets each lean on the next shorter one. Start with the uniform distribution, $p = 1/V$. Then take the
# suffixes $s$ of the context from the shortest (the empty one) to the longest, and mix each one's
# counts $n_s(c)$ with what you have so far, as if you had seen `strength` ($= \beta$) further
# characters that were distributed like $p$:
#
# $$p(c) \;\leftarrow\; \frac{n_s(c) + \beta\, p(c)}{n_s + \beta}, \qquad n_s = \sum_c n_s(c).$$
#
# A context that was seen a thousand times hardly listens to the shorter one; one that was seen once
# listens a lot; one that was never seen repeats what it hears.
#
# ### Exercise 1: `backoff_probs` ★★ (10 minutes, 2 points)
#
# The yardstick for everything that follows: a network that does not beat this has learnt less than a
# table of counts.


# %% nbgrader={"grade": false, "grade_id": "backoff_probs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backoff_probs(counts, context, strength):
    """The probabilities of the next character, by counts of all suffixes of the context.

    counts: dict from a context (a string, "" among them) to a (V,) array: how often each of the V
        characters followed it; contexts that were never seen are not in it
    context: string, the characters before, in the order of reading, with blanks, newlines and
        capitals as they are; perhaps longer than any in counts
    strength: float above 0, perhaps below 1, how many observations the shorter context's estimate is worth
    returns: (V,) floats that sum to 1
    """
    ### BEGIN SOLUTION
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context), -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_backoff_probs", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("backoff_probs", backoff_probs)

# %% [markdown]
# Now count contexts of up to five characters, and let your function foresee the test books.
#
# **Predict:** with contexts of 0, 1, … 5 characters, does the cost on the test books fall all the way?
# And what if there is no back-off, only the longest context's own counts and 0.01 for each character,
# so that nothing is impossible?


# %%
def count_contexts(text, longest):
    """What follows each context of at most `longest` characters: {context: (V,) counts}."""
    found = defaultdict(Counter)
    for i, character in enumerate(text):
        for length in range(min(longest, i) + 1):
            found[text[i - length : i]][NUMBER[character]] += 1
    arrays = {}
    for context, counter in found.items():
        arrays[context] = np.zeros(len(CHARACTERS), dtype=np.float32)
        arrays[context][list(counter)] = list(counter.values())
    return arrays


def cost_of_counts(counts, text, length, probabilities):
    """Mean nats per character of a text, foreseen from `length` characters each time."""
    places = range(5, len(text), 5)  # a fifth of the places: good to about 0.02 nats
    p = [probabilities(counts, text[i - length : i])[NUMBER[text[i]]] for i in places]
    return float(-np.log(p).mean())


def without_backoff(counts, context):
    """The longest context's own counts and 0.01 for each character: the failure."""
    seen = counts.get(context, np.zeros(len(CHARACTERS))) + 0.01
    return seen / seen.sum()


counts = count_contexts(bible.train, longest=5)
print(f"{len(counts):,} different contexts were counted")
held_out = bible.test
alone = [cost_of_counts(counts, held_out, n, without_backoff) for n in range(6)]

# %%
backoff = [
    cost_of_counts(counts, held_out, n, lambda c, context: backoff_probs(c, context, 5.0))
    for n in range(6)
]
figure, ax = plt.subplots(figsize=(7, 3.2))
ax.plot(alone, color=plot.VERMILION, marker="s", label="its own counts + 0.01")
ax.plot(backoff, color=plot.BLUE, marker="o", label="with back-off")
ax.set(title="n-grams on books that they have not counted", ylim=(1, 4.2))
ax.set(xlabel="length of the context (characters)", ylabel="nats per character")
ax.legend()
plt.show()
bigram_nats, sixgram_nats, alone_nats = backoff[1], backoff[5], alone[5]
for n, (own, mixed) in enumerate(zip(alone, backoff, strict=True)):
    print(f"context {n}:  own counts {own:.2f},  back-off {mixed:.2f} nats per character")

# %% [markdown]
# From some length on, own counts get *worse* (at laptop scale they are best at four characters): they
# are sure of what they saw once, and pay for it dearly. With back-off the curve falls and flattens. But
# it will not fall much further, whatever the length: a table cannot know that *begat* and *begot* are
# nearly the same context. Every context is an island. A network can build bridges, if it puts contexts
# that mean the same into similar numbers.
#
# ## 3. Reading with a memory
#
# A **recurrent network** reads one character at a time and keeps a vector of $H$ numbers, its *hidden
# state* $h$. Each new state is made of the new input $x_t$ (a vector that stands for the character)
# and the old state, always by the same weights:
#
# $$h_t = \tanh\left(W_x\, x_t + W_h\, h_{t-1} + b\right).$$
#
# | symbol | in the code | shape |
# |---|---|---|
# | $x_t$ | `x` | (batch, inputs) |
# | $h_{t-1}$ | `h` | (batch, units) |
# | $W_x$ | `w_x` | (units, inputs) |
# | $W_h$ | `w_h` | (units, units) |
# | $b$ | `b` | (units,) |

# %%
figure, ax = plt.subplots(figsize=(7.4, 2.4))
for t, (character, target) in enumerate(zip("In th", "n the", strict=True)):
    box = {"boxstyle": "round", "facecolor": plot.SKY, "edgecolor": "none"}
    ax.text(t, 1, f"$h_{t + 1}$", ha="center", va="center", bbox=box, size=13)
    ax.text(t, 0, repr(character), ha="center", va="center", size=12)
    ax.text(t, 2, f"{target!r} ?", ha="center", va="center", size=12, color=plot.VERMILION)
    for bottom, top, name in ((0.2, 0.75, "$W_x$"), (1.25, 1.8, "")):
        ax.annotate("", (t, top), (t, bottom), arrowprops={"arrowstyle": "->"})
        ax.text(t + 0.05, (bottom + top) / 2, name, va="center", size=9)
    ax.annotate("", (t - 0.2, 1), (t - 0.8, 1), arrowprops={"arrowstyle": "->"})
    ax.text(t - 0.5, 1.12, "$W_h$", ha="center", size=9)
ax.text(-1, 1, "$h_0$", ha="center", va="center", size=13)
ax.set(
    xlim=(-1.3, 4.6),
    ylim=(-0.3, 2.3),
    title="One cell, used again and again (black: read, red: foreseen)",
)
ax.axis("off")
plt.show()

# %% [markdown]
# ### Exercise 2: `rnn_step` ★ (6 minutes, 2 points)
#
# One step of reading. The whole memory of the network is in what this function returns.


# %% nbgrader={"grade": false, "grade_id": "rnn_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rnn_step(x, h, w_x, w_h, b):
    """The next hidden state of a vanilla recurrent network.

    x: (B, D) float tensor, the input of each of B >= 1 texts
    h: (B, H) float tensor, their states before it
    w_x: (H, D), w_h: (H, H), b: (H,) float tensors; row i belongs to unit i of the new state
    returns: (B, H) float tensor, the states after it, between -1 and 1; gradients flow to all five
    """
    ### BEGIN SOLUTION
    return torch.tanh(x @ w_x.T + h @ w_h.T + b)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_rnn_step", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("rnn_step", rnn_step)

# %% [markdown]
# ## 4. How far back may blame go?
#
# Training asks: how would the cost at step 500 change if `w_h` were a little larger? The honest answer
# follows the chain of states back to step 1, through 500 multiplications. That is slow, needs the
# memory of 500 steps, and is of little use, as we shall see. So one cuts the text into *pieces*. The
# state is carried from piece to piece, so the network **remembers** everything; but the gradient stops
# where a piece begins, so it is **blamed** only within the piece. This is *truncated back-propagation
# through time*. In PyTorch, `h.detach()` gives the same numbers without their history.
#
# ### Exercise 3: `truncated_states` ★★ (12 minutes, 3 points)
#
# One forgotten `detach` here is the commonest reason why training gets slower and slower until the
# memory is full.


# %% nbgrader={"grade": false, "grade_id": "truncated_states", "locked": false, "schema_version": 3, "solution": true, "task": false}
def truncated_states(x, h, w_x, w_h, b, length):
    """All states of a vanilla RNN; the gradient is cut where a piece of the text begins.

    x: (T, B, D) float tensor, the inputs of T steps; B may be 1
    h: (B, H) float tensor, the state before the first step
    w_x, w_h, b: as in rnn_step
    length: int >= 1; a piece has so many steps (the last one perhaps fewer). Pieces begin at the
        steps 0, length, 2 length, ...: the state that enters these steps, also the first one, has
        its value but passes no gradient on
    returns: (T, B, H) float tensor, the states after each step; within each piece gradients flow to
        the inputs, and at every step to w_x, w_h and b
    """
    ### BEGIN SOLUTION
    states = []
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_truncated_states", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("truncated_states", truncated_states)

# %% [markdown]
# Which input does a state feel? We let your function run over 24 steps with random weights, in pieces
# of eight, and draw the size of the gradient of each state (row) with respect to each input (column).
#
# **Predict:** where will the white areas be? And within a piece, are all inputs felt alike?

# %%
generator = torch.Generator().manual_seed(1)
x = torch.randn(24, 1, 4, generator=generator).requires_grad_()
w_x, w_h = (torch.randn(32, n, generator=generator) / math.sqrt(n) for n in (4, 32))
states = truncated_states(x, torch.zeros(1, 32), w_x, 0.8 * w_h, torch.zeros(32), 8)
felt = np.zeros((24, 24))
for t in range(24):
    (slope,) = torch.autograd.grad(states[t].sum(), x, retain_graph=True)
    felt[t] = slope.norm(dim=(1, 2))
figure, ax = plt.subplots(figsize=(4.6, 3.8))
shown = ax.imshow(np.where(felt > 0, felt, np.nan), cmap="cividis")
ax.set(
    title="How much each state feels each input", xlabel="input at step", ylabel="state after step"
)
figure.colorbar(shown, label="size of the gradient")
plt.show()
print(f"the input of its own step: {felt[15, 15]:.2f};   seven steps back: {felt[15, 8]:.3f}")
print(f"across a cut: {felt[15, :8].max():.1f}")

# %% [markdown]
# Three triangles: nothing passes a cut, and nothing comes from the future. Within a triangle the
# colours fade to the left. Each step back multiplies by $W_h$ and by the slope of the tanh, which is
# below 1, and what is multiplied often by something below 1 **vanishes**. (Above 1 it *explodes*: that
# is why one clips the gradient.) A vanilla network cannot learn what it should have remembered long
# ago, however long the pieces are.
#
# ## 5. Gates: LSTM and GRU
#
# The cure, by Hochreiter and Schmidhuber (1997), is to *add* to the memory instead of rewriting it at
# each step. The **GRU** (Cho et al., 2014) is its shorter sister. With the sigmoid $\sigma$, and
# $\odot$ for products element by element,
#
# $$\begin{aligned}
# r &= \sigma(W_r x + U_r h + b_r) && \text{reset: what of the old state matters for the proposal} \\
# z &= \sigma(W_z x + U_z h + b_z) && \text{keep: how much of the old state stays} \\
# n &= \tanh(W_n x + b_n + r \odot (U_n h + d_n)) && \text{the proposal} \\
# h' &= (1 - z) \odot n + z \odot h && \text{the new state}
# \end{aligned}$$
#
# Where $z$ is near 1 the state is simply kept, its slope is 1, and nothing vanishes. The LSTM keeps a
# second vector $m$, its *memory*, for this purpose, with a proposal $g$ and three gates, forget $f$,
# input $i$ and output $o$: $m' = f \odot m + i \odot g$ and $h' = o \odot \tanh m'$. (Elsewhere $m$ is
# often called $c$.)
#
# The formula in code, against the library's. The library has two biases for each line, one beside $W$
# and one beside $U$; our $b_r$ and $b_z$ are their sums, and only in the proposal do $b_n$ and $d_n$
# stand apart.

# %%
cell = nn.GRUCell(5, 3)
x, h = torch.randn(2, 5), torch.randn(2, 3)
with torch.no_grad():
    from_x = (x @ cell.weight_ih.T + cell.bias_ih).chunk(3, dim=1)
    from_h = (h @ cell.weight_hh.T + cell.bias_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(from_x[0] + from_h[0]), torch.sigmoid(from_x[1] + from_h[1])
    n = torch.tanh(from_x[2] + r * from_h[2])
    by_hand = (1 - z) * n + z * h
    gru_difference = (by_hand - cell(x, h)).abs().max().item()
print(f"largest difference to nn.GRUCell: {gru_difference:.1e}")

# %% [markdown]
# ## 6. The loss: read $t$, foresee $t + 1$
#
# A network reads the characters $0, \dots, T - 1$ of a text of $T + 1$ characters. After each it gives
# $V$ *logits*; their softmax are the probabilities of the character to come. So the logits at step $t$
# are judged by the character at $t + 1$: input and target are the same text, **shifted by one**.
#
# ### Exercise 4: `next_char_loss` ★★ (8 minutes, 2 points)
#
# The number that everything here is trained with and judged by. If training reaches 0.01 nats within
# a minute, this is the function to doubt. You may use the library's `F.cross_entropy`: the thought is
# in what you hand to it.


# %% nbgrader={"grade": false, "grade_id": "next_char_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def next_char_loss(logits, text):
    """Mean cost of the characters to come, in nats per character.

    logits: (B, T, V) float tensor, B >= 1; logits[:, t] were made after text[:, : t + 1] had been read
    text: (B, T + 1) long tensor of numbers from 0 to V - 1
    returns: scalar float tensor, the mean over all B T predictions; gradients flow to the logits, and
        it is exact for logits of several hundred
    """
    ### BEGIN SOLUTION
    return F.cross_entropy(logits.transpose(1, 2), text[:, 1:])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_next_char_loss", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("next_char_loss", next_char_loss)

# %% [markdown]
# Now the network. An *embedding* is a table with a row for each character: it makes numbers of
# letters. The core is the library's (the same formulas, written for speed); the head makes logits of
# states.


# %%
class Reader(nn.Module):
    """Reads the characters of an alphabet and foresees them. core: nn.RNN, nn.GRU or nn.LSTM."""

    def __init__(self, alphabet, core=nn.GRU):
        super().__init__()
        self.embed = nn.Embedding(len(alphabet), 48)
        self.core = core(48, 128, batch_first=True)
        self.head = nn.Linear(128, len(alphabet))

    def forward(self, text, state=None):
        """text: (B, T) numbers -> logits (B, T, V), and the state at the end."""
        states, state = self.core(self.embed(text), state)
        return self.head(states), state


def loss_of(logits, text):
    """What exercise 4 asks for, by the library, so that nothing below waits for it."""
    return F.cross_entropy(logits.flatten(0, 1), text[:, 1:].flatten())


@torch.no_grad()
def held_out_nats(model, text):
    """Nats per character of a held-out text, read in 32 pieces side by side."""
    pieces = text[: len(text) // 32 * 32].reshape(32, -1)
    logits, _ = model.eval()(pieces[:, :-1])
    return loss_of(logits, pieces).item()


# %% [markdown]
# And the loop, in plain PyTorch. Thirty-two places of the Bible are read side by side, 48 characters
# at a time. The state goes on from piece to piece, without its history: truncated back-propagation,
# exactly as in exercise 3.


# %%
def read_and_learn(model, steps, rate=0.01, streams=32, length=48):
    """Train on the training books in order; returns the training cost at each step."""
    text = train[: len(train) // streams * streams].reshape(streams, -1)
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=steps, pct_start=0.1
    )
    place, state, costs = 0, None, []
    for _ in tqdm(range(steps), file=sys.stdout, desc=type(model.core).__name__, mininterval=1):
        if place + length >= text.shape[1]:  # the end of the stream: begin again, with no memory
            place, state = 0, None
        piece = text[:, place : place + length + 1]
        logits, state = model(piece[:, :-1], state)
        state = tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()
        loss = loss_of(logits, piece)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        place += length
        costs.append(loss.item())
    return costs


# %% [markdown]
# **Predict:** the vanilla cell, the GRU and the LSTM read the same text for the same number of steps.
# Which of them beats the n-gram with a context of five?

# %%
curves, readers, nats = {}, {}, {}
for name, core, rate in (("RNN", nn.RNN, 0.003), ("LSTM", nn.LSTM, 0.01), ("GRU", nn.GRU, 0.01)):
    torch.manual_seed(0)
    readers[name] = Reader(CHARACTERS, core).to(device)
    # The vanilla cell and the LSTM are for comparison only, so they read half as long.
    curves[name] = read_and_learn(readers[name], STEPS if name == "GRU" else STEPS // 2, rate)
    nats[name] = held_out_nats(readers[name], test)
rnn_nats, lstm_nats, gru_nats = nats["RNN"], nats["LSTM"], nats["GRU"]

figure, ax = plt.subplots(figsize=(9, 3.2))
for (name, curve), colour in zip(curves.items(), (plot.SKY, plot.GREEN, plot.BLUE), strict=True):
    smooth = np.convolve(curve, np.ones(5) / 5, mode="valid")
    ax.plot(smooth, color=colour, label=f"{name}: {nats[name]:.2f} on the test books")
ax.axhline(letter_nats, color="0.6", linestyle=":", label=f"letter frequencies: {letter_nats:.2f}")
ax.set(title="Reading the Bible", xlabel="steps of 32 × 48 characters")
ax.set(ylabel="training cost (nats per character)", ylim=(1, 4.2))
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()

# %% [markdown]
# At laptop scale the vanilla cell (1.67) is hardly better than counts with a context of two characters
# (1.72): its blame fades too soon. The LSTM, after as many steps, is between contexts of two and of
# three (1.40): 1.49. The GRU read on for twice as long, and ends where the best table is, with 80,000 weights
# instead of 66,000 contexts of 63 counts each; and its curve still falls. Keep it: its weights are what
# you hand in with this notebook. When your work is graded, nothing is trained again; the file beside
# the notebook is read.

# %%
learn.save_weights(readers["GRU"], "char_rnn.safetensors")

# %% [markdown]
# ### Exercise 5: `my_next_char` ★★ (8 minutes, 4 points)
#
# Put your trained network to work as a function: from the beginning of a text to the logits of the
# character that comes next. You will be asked about two books, Judges and Acts, that no part of
# `data.bible()` holds. This is a *result*: what counts is how well your network foresees them. (The
# reference, trained in half a minute, takes 1.46 nats there for the character after 32 others. Asked
# for are 2.2, and for all points 1.8.)
#
# Load the file that the cell above has saved, by `learn.load_weights(model, name)`, which gives the
# model back: when your work is graded, only the functions and classes of this notebook are there, and
# `readers` is not. A run at smoke scale trains too little to earn more than a part of these points,
# and its check stops "Run All": go on with the next cell.


# %% nbgrader={"grade": false, "grade_id": "my_next_char", "locked": false, "schema_version": 3, "solution": true, "task": false}
def my_next_char(context):
    """The logits of the next character, by the network that you trained.

    The weights are read from the file char_rnn.safetensors. No text's logits depend on other texts.

    context: (n, L) long tensor on the CPU, the beginnings of n >= 1 texts, as numbers of `CHARACTERS`;
        L is 8, 32 or 40, say
    returns: (n, V) float tensor, the logits of the character that follows each of them
    """
    ### BEGIN SOLUTION
    model = learn.load_weights(Reader(CHARACTERS), "char_rnn.safetensors")
    with torch.no_grad():
        logits, _ = model(context)
    return logits[:, -1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_my_next_char", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("my_next_char", my_next_char)

# %% [markdown]
# ## 7. How to draw
#
# The network gives probabilities; writing means to draw. Two knobs change how bold it is. The
# **temperature** $\tau$ divides the logits before the softmax: below 1 the likely gets likelier, above 1
# everything gets more alike. **Top-$k$** keeps the $k$ likeliest characters and forbids the rest, so
# that a thousand tiny probabilities do not add up to nonsense.
#
# ### Exercise 6: `sampling_probs` ★★ (8 minutes, 2 points)
#
# These two knobs are on every language model that you have used.


# %% nbgrader={"grade": false, "grade_id": "sampling_probs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sampling_probs(logits, temperature, k):
    """The probabilities to draw from, row by row.

    logits: (B, V) float tensor, no two of a row alike; B may be 1
    temperature: float above 0, 0.001 or 2000, say
    k: int >= 1; the k largest logits of each row stay in the game, all of them if k >= V
    returns: (B, V) float tensor: softmax of logits / temperature over those that stay, elsewhere
        exactly 0
    """
    ### BEGIN SOLUTION
    smallest = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    kept = torch.where(logits >= smallest, logits / temperature, -torch.inf)
    return kept.softmax(dim=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_sampling_probs", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("sampling_probs", sampling_probs)

# %% [markdown]
# **Predict:** which of these four looks most like the Bible: always the likeliest character
# (temperature near 0), temperature 0.7, temperature 1, temperature 1.5? And which one will go round in
# circles?


# %%
@torch.no_grad()
def write(model, beginning, length, probabilities, seed=0):
    """Go on writing; probabilities: logits (1, V) -> probabilities (1, V)."""
    generator = torch.Generator().manual_seed(seed)
    logits, state = model.eval()(encode(beginning)[None])
    written = []
    for _ in range(length):
        p = probabilities(logits[:, -1].cpu())
        written.append(int(torch.multinomial(p[0], 1, generator=generator)))
        logits, state = model(torch.tensor([[written[-1]]], device=device), state)
    return beginning + decode(written)


for temperature in (0.01, 0.7, 1.0, 1.5):
    text = write(
        readers["GRU"],
        "And it came to pass",
        160,
        lambda logits, t=temperature: sampling_probs(logits, t, len(CHARACTERS)),
    )
    print(f"--- temperature {temperature}\n{text.strip()}\n")

# %% [markdown]
# Near zero the text is grammatical and soon goes round in a circle: the *likeliest* text is not a
# *typical* one. At 1 the network is as bold as the Bible is, as far as it knows it; at 1.5 it
# stumbles, and one stumble leads to a state from which it has never read on. Between 0.7 and 1 most
# people find it best, though that is no longer the distribution that was learnt.
#
# ### A second book: names
#
# The same with names: a network of the same size learns them in seconds. `learn.fit` is the loop of
# above with a progress bar, clipping, held-out cost and best weights, for sequences that need no
# carried state.

# %%
LETTERS = "\n abcdefghijklmnopqrstuvwxyz"  # a name ends with the newline
LONGEST = 14


def as_rows(names):
    """Names as an (n, LONGEST + 1) long tensor: a newline, the name, newlines."""
    rows = np.zeros((len(names), LONGEST + 1), dtype=np.int64)
    for row, name in zip(rows, names, strict=True):
        letters = [LETTERS.index(letter) for letter in name[: LONGEST - 1]]
        row[1 : 1 + len(letters)] = letters
    return torch.tensor(rows, device=device)


def name_loss(model, rows):
    """Nats per predicted letter, where everything behind the end of the name is left out."""
    logits, _ = model(rows[:, :-1])
    target = rows[:, 1:]
    ended = (target == 0).cumsum(dim=1) > 1
    return F.cross_entropy(logits.flatten(0, 1), target.masked_fill(ended, -100).flatten())


names = data.names()
name_steps = learn.scaled(smoke=20, laptop=250, lab=5000)
torch.manual_seed(0)
name_reader = Reader(LETTERS).to(device)
learn.fit(
    name_reader,
    name_loss,
    as_rows(names.train),
    valid=as_rows(names.valid[:2000]),
    steps=name_steps,
    batch_size=128,
    lr=0.005,
    clip=1.0,
)
with torch.no_grad():
    name_nats = name_loss(name_reader, as_rows(names.test[:2000])).item()
print(f"{name_nats:.2f} nats per letter of a test name")

# %%
torch.manual_seed(1)
with torch.no_grad():
    rows = torch.zeros(200, 1, dtype=torch.long, device=device)
    for _ in range(LONGEST):
        logits, _ = name_reader(rows)
        rows = torch.cat([rows, torch.multinomial(logits[:, -1].softmax(-1), 1)], dim=1)
made = ["".join(LETTERS[int(i)] for i in row[1:]).split("\n")[0] for row in rows]
known_names = set(names.train) | set(names.valid) | set(names.test)
real_share = float(np.mean([name in known_names for name in made]))
print(", ".join(made[:20]))
print(f"{real_share:.0%} of 200 drawn names are in the list of 90,000 real ones")

# %% [markdown]
# ## 8. Looking back instead of remembering
#
# A recurrent network must squeeze all that it has read into one vector. **Attention** keeps all the
# vectors and looks back at them. Each position $t$ makes a *query* $q_t$, a *key* $k_t$ and a *value*
# $v_t$. It compares its query with all keys, and takes a mixture of the values:
#
# $$a_{ts} = \frac{q_t \cdot k_s}{\sqrt{D}}, \qquad
# w_{ts} = \frac{e^{a_{ts}}}{\sum_{s' \le t} e^{a_{ts'}}} \;\; (s \le t), \qquad
# \text{out}_t = \sum_{s \le t} w_{ts}\, v_s .$$
#
# The condition $s \le t$ is the **causal mask**: position $t$ foresees character $t + 1$, so it may know
# the characters up to itself and no others. In code the forbidden scores become $-\infty$ *before*
# the softmax. (If the numbers of queries and keys have unit variance, a product of $D$ of them has
# variance $D$; dividing by $\sqrt D$ brings the scores back to unit variance, whatever $D$ is.)

# %%
words = "In the beginning"
forbidden = np.triu(np.ones((len(words), len(words))), 1)
figure, ax = plt.subplots(figsize=(4.6, 4.2))
ax.imshow(1 - forbidden, cmap="Blues", vmin=0, vmax=1.6)
ax.set(title="The causal mask: blue may be looked at", xlabel="looked at: s", ylabel="looking: t")
ax.set_xticks(range(len(words)), words)
ax.set_yticks(range(len(words)), words)
plt.show()

# %% [markdown]
# ### Exercise 7: `causal_attention` ★★★ (12 minutes, 3 points)
#
# The heart of every transformer. What a recurrent network does in $T$ steps, it does in one. (The
# library has it in a single call, with which we compare below. It would pass, too; but these three
# lines are worth writing once.)


# %% nbgrader={"grade": false, "grade_id": "causal_attention", "locked": false, "schema_version": 3, "solution": true, "task": false}
def causal_attention(q, k, v):
    """For each position a mixture of the values up to itself.

    q, k: (B, T, D) float tensors, queries and keys; B may be 1
    v: (B, T, E) float tensor, values
    returns: (B, T, E) float tensor; gradients flow to q, k and v
    """
    ### BEGIN SOLUTION
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    future = torch.ones_like(scores[0], dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(dim=-1) @ v
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_causal_attention", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("causal_attention", causal_attention)

# %%
q, k, v = torch.randn(3, 2, 9, 16)
attention_difference = (
    (causal_attention(q, k, v) - F.scaled_dot_product_attention(q, k, v, is_causal=True))
    .abs()
    .max()
)
print(f"largest difference to the library's: {attention_difference:.1e}")

# %% [markdown]
# A **transformer block** is attention followed by a small network at each position. Each of the two
# adds to what comes in (so gradients have a straight way) and sees it normalised. Since attention
# does not know which position is where, a vector for the position is added to each character's. Four
# *heads* attend side by side, each with a quarter of the numbers. Below the library's attention is
# used, which is the same as yours, for all heads at once.


# %%
class Block(nn.Module):
    """Attention, then a network at each position; both add to what they are given."""

    def __init__(self, size, heads=4):
        super().__init__()
        self.heads = heads
        self.norm, self.norm2 = nn.LayerNorm(size), nn.LayerNorm(size)
        self.qkv, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.network = nn.Sequential(
            nn.Linear(size, 4 * size), nn.GELU(), nn.Linear(4 * size, size)
        )

    def forward(self, x):
        """(B, T, size) -> (B, T, size)"""
        batch, length, size = x.shape
        q, k, v = self.qkv(self.norm(x)).reshape(batch, length, 3, self.heads, -1).unbind(2)
        q, k, v = (a.transpose(1, 2) for a in (q, k, v))  # (B, heads, T, size / heads)
        seen = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(seen.transpose(1, 2).reshape(batch, length, size))
        return x + self.network(self.norm2(x))


class Transformer(nn.Module):
    """Two blocks between an embedding and a head; reads at most `longest` characters."""

    def __init__(self, size=96, longest=64):
        super().__init__()
        self.embed, self.place = nn.Embedding(len(CHARACTERS), size), nn.Embedding(longest, size)
        self.blocks = nn.Sequential(Block(size), Block(size))
        self.head = nn.Sequential(nn.LayerNorm(size), nn.Linear(size, len(CHARACTERS)))

    def forward(self, text):
        """(B, T) numbers -> (B, T, V) logits"""
        places = torch.arange(text.shape[1], device=text.device)
        return self.head(self.blocks(self.embed(text) + self.place(places)))


def pieces_of(text, length=65):
    """A text as rows of `length` characters."""
    return text[: len(text) // length * length].reshape(-1, length)


# %% [markdown]
# **Predict:** it has three times as many weights as the GRU, and at laptop scale it reads half as many
# characters in training (300 steps of 32 × 64, against 800 of 32 × 48). Will it be better? Think of
# what the GRU need not learn: that the last few characters matter most.

# %%
torch.manual_seed(0)
transformer = Transformer().to(device)
history = learn.fit(
    transformer,
    lambda model, rows: loss_of(model(rows[:, :-1]), rows),
    pieces_of(train),
    valid=pieces_of(valid)[:200],
    steps=learn.scaled(smoke=20, laptop=300, lab=20_000),
    batch_size=32,
    lr=0.003,
    clip=1.0,
)
with torch.no_grad():
    rows = pieces_of(test)
    transformer_nats = loss_of(transformer(rows[:, :-1]), rows).item()
weights = {m: sum(p.numel() for p in m.parameters()) for m in (readers["GRU"], transformer)}
print(f"GRU:         {weights[readers['GRU']]:,} weights, {gru_nats:.2f} nats per character")
print(f"transformer: {weights[transformer]:,} weights, {transformer_nats:.2f} nats per character")

# %% [markdown]
# With so little reading the transformer is far behind: it has to *find out* that the neighbours matter.
# The comparison is not quite fair: the GRU carries its state through the test books, and the
# transformer is tested on pieces of 64 characters, in which it has seen 32 on average. What it has is that its reading goes side by side, not one
# step after the other, so that on large machines it reads thousands of times more text in the same
# time; and with more text it goes on improving where the GRU has stopped.
#
# ## 9. Digits are texts, too
#
# A picture of 8×8 black and white pixels is a text of 64 characters in an alphabet of two. The same
# network reads it row by row, like a page. Its likelihood belongs on your scoreboard, in the same
# unit as independent pixels (week 1: 25.19 nats) and MADE (the next lesson).

# %%
digits = data.digits(size=8)
pixels = [
    torch.tensor(part.images.reshape(-1, 64) >= 8, device=device).long()
    for part in (digits.train, digits.valid, digits.test)
]


def pixel_loss(model, rows):
    """Nats per picture: a ^ stands for the beginning, then each pixel foresees the next."""
    begin = torch.full_like(rows[:, :1], 2)
    logits, _ = model(torch.cat([begin, rows[:, :-1]], dim=1))
    return F.cross_entropy(logits.flatten(0, 1), rows.flatten(), reduction="sum") / len(rows)


torch.manual_seed(0)
pixel_reader = Reader("01^").to(device)
pixel_history = learn.fit(
    pixel_reader,
    pixel_loss,
    pixels[0],
    valid=pixels[1],
    steps=learn.scaled(smoke=20, laptop=300, lab=1500),
    batch_size=64,
    lr=0.01,
    clip=1.0,
)
with torch.no_grad():
    pixel_nats = pixel_loss(pixel_reader, pixels[2]).item()
learn.scoreboard.add("pixels read by a GRU", nats=pixel_nats, dims=64)
learn.scoreboard.draw()
plt.show()

# %% [markdown] nbgrader={"grade": false, "grade_id": "whats_wrong_char_rnn", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": true}
# ## 10. In your own words: is it writing? (4 points, 12 minutes)
#
# A friend has trained a GRU on all of Shakespeare, character by character. It reaches 0.2 nats per
# character on the text that it was trained on, and what it writes at temperature 0.3 is so good that
# your friend thinks of publishing it.
#
# 1. Give **two** different reasons to doubt that the network has learnt to write.
# 2. For each, describe a measurement that would settle it: on which text, which number, and what
#    outcome would convince you of the contrary.
# 3. Which question about a text that the network has written does a small cost per character, even
#    on held-out text, leave unanswered? Say why.
#
# Eight sentences are enough.
#
# ### BEGIN MARK SCHEME
# **1 point: the reasons.** Half a point each for two different ones: 0.2 nats on *training* text says
# nothing about unseen text (memorised; far below any published cost of English); the low temperature
# shows only the safest, perhaps copied, phrases; a few chosen samples are no measurement; the unit or
# the shift may be wrong (a network that foresees what it has just read reaches 0).
#
# **2 points: the measurements**, one point each; they must be able to come out either way. For
# instance: nats per character on a play that was held out as a whole, against a 5-gram with back-off
# (if it is near 1.3 and below the n-gram, it has learnt something); the longest stretch that generated
# text shares with the training text, compared with that of a held-out play; shifting check: the cost
# if the last character read is replaced. "Read more samples" earns nothing.
#
# **1 point: what a small cost leaves open**, with the reason. For instance: whether what it says is
# true (the cost asks only how probable the next character is); whether it follows a plan or a plot
# beyond its memory (most characters are foreseen from the few before them, so the cost hardly shows
# it, and in writing it meets its own errors, which it has never read); whether it is copied (a long
# phrase of the training text is cheap, too). "Whether it makes spelling mistakes" is no answer: these
# cost a lot.
# ### END MARK SCHEME

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## What you should see
#
# At laptop scale, on Joshua and the books after it, with 372,000 training characters:
#
# | nats per test character | reference | tolerance | published, for comparison |
# |---|---|---|---|
# | pure guessing, 63 characters | 4.14 | exact | 27 letters: 3.30 |
# | letter frequencies | 2.98 | 0.01 | |
# | counts, context 1, with back-off | 2.25 | 0.02 | |
# | counts, context 5, with back-off | 1.26 | 0.02 | |
# | counts, context 5, without | 1.50 | 0.05 | |
# | vanilla RNN (400 steps) | 1.67 | 0.1 | |
# | LSTM (400 steps); GRU (800 steps) | 1.49; 1.24 | 0.06 | English Wikipedia (enwik8): LSTM about 0.9 to 1.0 |
# | transformer, two blocks | 1.71 | 0.1 | enwik8, 12 layers and more: about 0.7 |
# | names, nats per letter | 2.23 | 0.05 | |
# | digits read by a GRU, nats per digit | 20.3 | 0.6 | |
#
# Published costs are for other texts (markup, capitals, foreign words), networks a hundred times
# larger and days of training, so no two numbers of a row can be compared. Not even the order can:
# there gates beat counts and attention beats gates; in our column attention is where counts with a
# context of two characters are. It is what gains most from more text and more weights.
#
# ## In three sentences
#
# A text's probability is a product of foreseen characters, so every model of text can be measured by
# one number, nats per character, on text that it has not seen. Counting needs back-off because long
# contexts are rare; a recurrent network lets similar contexts share what they know, and gates let it
# remember where a plain cell's gradient vanishes. Attention looks back instead of remembering; it
# needs more text, and a causal mask.
#
# ## Further reading
#
# - C. Shannon, *Prediction and entropy of printed English* (1951): <https://doi.org/10.1002/j.1538-7305.1951.tb01366.x>
# - D. MacKay and L. Peto, *A hierarchical Dirichlet language model* (1995): where our back-off comes
#   from: <https://doi.org/10.1017/S1351324900000218>
# - S. Hochreiter and J. Schmidhuber, *Long short-term memory* (1997): <https://doi.org/10.1162/neco.1997.9.8.1735>
# - K. Cho et al., *Learning phrase representations using RNN encoder–decoder* (2014), the GRU: <https://arxiv.org/abs/1406.1078>
# - A. Karpathy, *The unreasonable effectiveness of recurrent neural networks* (2015): <https://karpathy.github.io/2015/05/21/rnn-effectiveness/>
# - A. Vaswani et al., *Attention is all you need* (2017): <https://arxiv.org/abs/1706.03762>
#
# **Next:** `made`, where one network foresees all 64 pixels in a single pass.
