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
# # Hidden Markov models: can a model find the vowels if nobody tells it that there are any?
#
# Naive Bayes drew every word without looking at the one before, and a mixture draws every picture
# afresh. Letters are not like that: after *q* comes *u*, and after three consonants it is time for
# a vowel. In this lesson a chain of **hidden states** stands behind the letters. You will compute
# with all its paths at once, let it learn from a list of words, look at what it has found, and have
# it spell words that nobody has written.
#
# **Afterwards you can**
#
# - *compute* the probability of a sequence by the forward algorithm, without underflow;
# - *infer* the hidden states: how probable each of them is, and which path is the best;
# - *train* the model by Baum and Welch's EM, and *show* how EM can fail;
# - *draw* new sequences;
# - *judge* the model by nats per letter beside models without a hidden state.
#
# **You need** week 1 (logarithms, log-sum-exp, the inverse CDF); the lesson *mixtures* helps, for
# this is a mixture with a memory. **Stuck?** Go on: no exercise needs another one, and a cell that
# needs an answer says which.
#
# | | minutes |
# |---|---|
# | reading | 30 |
# | six exercises and a question | 93 |
# | the machine: at scale `laptop`; `smoke` | 1 to 2; a half |

# %%
import itertools
import re
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
from hmmlearn.hmm import CategoricalHMM

from gradelib import check, data, learn, plot

plot.use_style()
rng = np.random.default_rng(0)
# How much we train on, at the scales smoke, laptop and lab (the environment's GRADELIB_SCALE).
LETTERS = learn.scaled(smoke=4_000, laptop=20_000, lab=20_000)  # letters for your own training
LIBRARY_LETTERS = learn.scaled(smoke=8_000, laptop=50_000, lab=100_000)  # for the library's
MOST_STATES = learn.scaled(smoke=8, laptop=24, lab=48)

# %% [markdown]
# ## What we are going to make
#
# Our data is the vocabulary of the King James Bible: every word that occurs in it, **once**, in
# random order. A letter, or the space after a word, is one of 27 *symbols*; the whole list is one
# long sequence `x` of whole numbers from 0 to 26. Words of other books of the Bible that do not
# occur in this list are kept for judging (`valid_x`, `test_x`).

# %%
ALPHABET = "abcdefghijklmnopqrstuvwxyz "


def distinct_words(text, known=()):
    """The words of a text that are not known yet, each once, in random order."""
    words = set(re.findall("[a-z]+", text.lower().replace("'", ""))) - set(known)
    return [str(word) for word in np.random.default_rng(0).permutation(sorted(words))]


def encode(words):
    """Words -> (T,) whole numbers: 0 to 25 for a to z, 26 for the space after each word."""
    return np.array([ALPHABET.index(letter) for word in words for letter in word + " "])


def decode(x):
    """(T,) whole numbers -> text."""
    return "".join(ALPHABET[int(symbol)] for symbol in x)


bible = data.bible()
train_words = distinct_words(bible.train)
valid_words = distinct_words(bible.valid, known=train_words)
test_words = distinct_words(bible.test, known=[*train_words, *valid_words])
train_x, valid_x, test_x = encode(train_words), encode(valid_words), encode(test_words)
for name, words in (("train", train_words), ("valid", valid_words), ("test", test_words)):
    print(f"{name:5s} {len(words):6,d} words: {', '.join(words[:7])}, ...")

# %% [markdown]
# And this is what comes out in the end. Above are words from the list, below words **written by
# the model**. A colour stands for one of its eight hidden states. Nobody told the model what a
# vowel is, or what English is; a library has trained it here, and you are going to write every
# part of it. What do letters of the same colour have in common?


# %%
def random_model(states, seed):
    """A start for training: pi (K,), A (K, K), B (K, 27), all probabilities near to equal."""
    generator = np.random.default_rng(seed)
    pi = np.full(states, 1 / states)
    A = generator.dirichlet(np.full(states, 10.0), size=states)
    B = generator.dirichlet(np.full(27, 30.0), size=states)
    return pi, A, B


def fit_library(x, start, steps, gain=1e-5):
    """hmmlearn's model after EM from `start`: until a step gains less than `gain` nats a letter."""
    model = CategoricalHMM(len(start[0]), n_features=27, n_iter=steps, tol=gain * len(x))
    model.init_params, model.implementation = "", "scaling"
    model.startprob_, model.transmat_, model.emissionprob_ = start
    return model.fit(x[:, None])


@cache
def library_model(states):
    """The library's model of the word list with so many states, trained once."""
    return fit_library(train_x[:LIBRARY_LETTERS], random_model(states, seed=1), steps=100)


def draw_letters(ax, title, lines):
    """Write lines of letters, each in the colour of its state; lines: (x, z) pairs."""
    for row, (x, z) in enumerate(lines):
        for place, (symbol, state) in enumerate(zip(x, z, strict=True)):
            style = {"family": "monospace", "size": 15, "weight": "bold", "ha": "center"}
            ax.text(place, -row, ALPHABET[symbol], color=plot.PALETTE[state], **style)
    ax.set(title=title, xlim=(-1, 46), ylim=(0.4 - len(lines), 0.9))
    ax.axis("off")


preview = library_model(8)
colour = np.argsort(np.argsort(preview.emissionprob_[:, 26]))  # the palest for spaces
real = [valid_x[45 * row : 45 * row + 45] for row in range(3)]
invented = [preview.sample(45, random_state=row) for row in range(3)]
fig, axes = plt.subplots(2, 1, figsize=(7.5, 2.9))
draw_letters(axes[0], "From the list", [(x, colour[preview.predict(x[:, None])]) for x in real])
draw_letters(axes[1], "Written by the model", [(x[:, 0], colour[z]) for x, z in invented])
plt.show()

# %% [markdown]
# ## 1. A chain behind the letters
#
# The model writes letter after letter. At each place $t = 0, \dots, T-1$ it is in one of $K$
# **states** $z_t$, which we do not see, and writes the letter $x_t$, which we do. Three tables say
# how; $M$ is the number of symbols, 27 for our letters:
#
# | in formulas | in the code | shape | meaning |
# |---|---|---|---|
# | $\pi_k$ | `pi` | (K,) | probability that the first state is $k$ |
# | $A_{ij}$ | `A` | (K, K) | probability that state $j$ follows state $i$: rows sum to 1 |
# | $B_{km}$ | `B` | (K, M) | probability that state $k$ writes symbol $m$: rows sum to 1 |
#
# A letter depends on nothing but its state, a state on nothing but the state before:
#
# $$p(x, z) = \pi_{z_0} B_{z_0 x_0} \prod_{t=1}^{T-1} A_{z_{t-1} z_t} B_{z_t x_t} .$$
#
# To have something small enough for pencil and paper, here is a model of two states and four
# letters, and the word *neat*. We play the teacher for once and call state 0 *vowel* and state 1
# *consonant*; the *e* may be silent, so consonants write one now and then.

# %%
tiny_letters = "aent"
tiny_pi = np.array([0.4, 0.6])
tiny_A = np.array([[0.2, 0.8], [0.6, 0.4]])
tiny_B = np.array([[0.45, 0.45, 0.05, 0.05], [0.05, 0.2, 0.35, 0.4]])
tiny_log_pi, tiny_log_A, tiny_log_B = np.log(tiny_pi), np.log(tiny_A), np.log(tiny_B)
neat = np.array([tiny_letters.index(letter) for letter in "neat"])


def log_joint(log_pi, log_A, log_B, x, z):
    """log p(x, z) of letters x (T,) and one path of states z (T,), in nats."""
    steps = sum(log_A[i, j] for i, j in itertools.pairwise(z))
    letters = sum(log_B[k, symbol] for k, symbol in zip(z, x, strict=True))
    return log_pi[z[0]] + steps + letters


# %% [markdown]
# We see *neat*. We do not see the path. With two states and four letters there are $2^4 = 16$
# paths, so we can list them all: this is called **brute force**, and it is the truth against which
# everything clever below will be held.
#
# > **Predict, then run.** Which of the sixteen paths is the most probable? Does it have more than
# > half of the probability?

# %%
paths = list(itertools.product(range(2), repeat=len(neat)))
path_probs = np.exp([log_joint(tiny_log_pi, tiny_log_A, tiny_log_B, neat, z) for z in paths])
brute_force = path_probs.sum()  # p(x): all the ways in which the word may have come about
best_share = path_probs.max() / brute_force

names = ["".join("VC"[state] for state in z) for z in paths]
order = np.argsort(-path_probs)
fig, ax = plt.subplots(figsize=(7, 3))
colours = [plot.VERMILION] + [plot.BLUE] * 15
ax.bar(range(16), path_probs[order], color=colours)
ax.set_xticks(range(16), [names[i] for i in order], rotation=60, family="monospace")
ax.set(title="All the paths that can write “neat”", ylabel="p(x, z)")
plt.show()
print(f"p(neat) = {brute_force:.6f}; the best path has {best_share:.0%} of it")

# %% [markdown]
# Consonant, vowel, vowel, consonant: right, and yet it has less than half of the probability.
# There are three questions that one may ask, and the sixteen bars answer all of them.
#
# 1. How probable is the **word**? The sum of the bars.
# 2. How probable is a **state at a place**? The sum of those bars that have it there.
# 3. Which **path** is the best? The highest bar.
#
# A word of 20 letters would need a million bars, and the 20,000 letters of our list on which you
# will train (it has 87,378) would need $2^{20000}$. Fortunately paths share their pieces. Drawn as
# a **trellis**, every path is a way from left to right:

# %%
fig, ax = plt.subplots(figsize=(7, 2.3))
for t, (i, j) in itertools.product(range(3), itertools.product(range(2), repeat=2)):
    on_best = paths[order[0]][t : t + 2] == (i, j)
    ax.plot([t, t + 1], [-i, -j], color=plot.VERMILION if on_best else plot.SKY, zorder=1)
    ax.text(t + 0.27, -i + 0.27 * (i - j) + 0.06, f"{tiny_A[i, j]}", fontsize=9, ha="center")
for t, k in itertools.product(range(4), range(2)):
    ax.scatter(t, -k, s=900, color="white", edgecolor=plot.BLACK, zorder=2)
    ax.text(t, -k, f"{tiny_B[k, neat[t]]}", ha="center", va="center", fontsize=9)
ax.set_xticks(range(4), [f"t = {t}\n“{letter}”" for t, letter in enumerate("neat")])
ax.set_yticks([0, -1], ["vowel", "consonant"])
ax.set(title="Sixteen paths, but only twelve steps", ylim=(-1.4, 0.45))
plt.show()

# %% [markdown]
# In the circles stands how probable the letter is in this state, on the lines how probable the
# step is. All sixteen paths are made of four steps at each of three gaps. So we go from left to
# right and keep, for each state, the sum over **all paths that end there**. That is the whole idea.
#
# ## 2. The forward algorithm
#
# Let $\alpha_t(k) = p(x_0, \dots, x_t, z_t = k)$. Then
#
# $$\alpha_0(k) = \pi_k B_{k x_0}, \qquad
# \alpha_t(k) = \Bigl(\sum_i \alpha_{t-1}(i)\, A_{ik}\Bigr) B_{k x_t},
# \qquad p(x) = \sum_k \alpha_{T-1}(k) .$$
#
# Only $K^2$ products at each place. But products of how many probabilities?
#
# > **Predict, then run.** Give each letter of the list its own frequency as probability, and
# > multiply along the list. After how many letters is the product exactly 0 on a computer?

# %%
frequency = np.bincount(train_x, minlength=27) / len(train_x)
running_product = np.cumprod(frequency[train_x[:2000]])
vanished = np.argmax(running_product == 0)
log_product = np.sum(np.log(frequency[train_x[: vanished + 1]]))
print(f"after {vanished} letters the product is 0; its logarithm is {log_product:.0f} nats")

# %% [markdown]
# Not much more than thirty words. A table of $\alpha$ would be full of zeros from there on, $p(x)$
# would be 0, and dividing by it would give `nan`. So we keep $\log \alpha$. Products become sums,
# and the sum over $i$ becomes a **log-sum-exp**, which `np.logaddexp.reduce(values, axis=...)`
# does with care, also where some (or all) values are $\log 0 = -\infty$:
#
# $$\log\alpha_t(k) = \operatorname{logsumexp}_i \bigl(\log\alpha_{t-1}(i) + \log A_{ik}\bigr)
# + \log B_{k x_t} .$$

# %% [markdown]
# ### Exercise 1: `log_forward` ★★ (15 minutes, 3 points)
#
# Write it. This one table gives the probability of any sequence, and so it is the ruler with which
# the model is measured, and half of what is needed to train it.


# %% nbgrader={"grade": false, "grade_id": "log_forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def log_forward(log_pi, log_A, log_B, x):
    """The forward table: log p(x_0, ..., x_t, z_t = k), in nats.

    log_pi: (K,) floats, log-probabilities of the first state; -inf where it is impossible
    log_A: (K, K) floats, log_A[i, j] = log p(next state j | state i); may hold -inf
    log_B: (K, M) floats, log_B[k, m] = log p(symbol m | state k); may hold -inf
    x: (T,) ints from 0 to M - 1, T >= 1; T may be thousands
    returns: (T, K) floats; -inf (never nan) where the probability is 0
    """
    ### BEGIN SOLUTION
    log_alpha = np.empty((len(x), len(log_pi)))
    log_alpha[0] = log_pi + log_B[:, x[0]]
    for t in range(1, len(x)):
        ways = log_alpha[t - 1][:, None] + log_A  # (from state, to state)
        log_alpha[t] = np.logaddexp.reduce(ways, axis=0) + log_B[:, x[t]]
    return log_alpha
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_log_forward", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("log_forward", log_forward)

# %% [markdown]
# Does it find the sum of the sixteen bars? And what does the library say about the 2,000 letters
# whose product was 0?

# %%
eight = library_model(8)
with np.errstate(divide="ignore"):  # log 0 = -inf is what an impossible letter deserves
    eight_logs = np.log(eight.startprob_), np.log(eight.transmat_), np.log(eight.emissionprob_)

forward_neat = np.exp(np.asarray(log_forward(tiny_log_pi, tiny_log_A, tiny_log_B, neat)))
print("alpha, one row a letter:\n", forward_neat.round(5))
print(f"its last row sums to {forward_neat[-1].sum():.6f}; brute force said {brute_force:.6f}")
yours = np.logaddexp.reduce(log_forward(*eight_logs, valid_x[:2000])[-1])
forward_difference = yours / eight.score(valid_x[:2000, None]) - 1
print(f"2,000 letters: {yours:.4f} nats; relative difference to hmmlearn {forward_difference:.0e}")

# %% [markdown]
# ## 3. And backward
#
# Forward knows of the letters **up to** $t$. What is still to come is said by
# $\beta_t(k) = p(x_{t+1}, \dots, x_{T-1} \mid z_t = k)$, computed from right to left:
#
# $$\beta_{T-1}(k) = 1, \qquad
# \beta_t(k) = \sum_j A_{kj}\, B_{j x_{t+1}}\, \beta_{t+1}(j) .$$
#
# Read the sum aloud: *from k the chain goes to some j, j writes the next letter, and then comes
# the rest*. After the last letter nothing comes, and that is certain.
#
# ### Exercise 2: `log_backward` ★★ (12 minutes, 3 points)
#
# Write this table, in logarithms again. With both tables in hand one can look at any place of the
# sequence from both sides.


# %% nbgrader={"grade": false, "grade_id": "log_backward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def log_backward(log_A, log_B, x):
    """The backward table: log p(x_t+1, ..., x_T-1 | z_t = k), in nats.

    log_A: (K, K) floats, log_A[i, j] = log p(next state j | state i); may hold -inf
    log_B: (K, M) floats, log_B[k, m] = log p(symbol m | state k); may hold -inf
    x: (T,) ints from 0 to M - 1, T >= 1; T may be thousands
    returns: (T, K) floats, row t for place t; -inf (never nan) where the probability is 0
    """
    ### BEGIN SOLUTION
    log_beta = np.zeros((len(x), len(log_A)))
    for t in range(len(x) - 2, -1, -1):
        ways = log_A + log_B[:, x[t + 1]] + log_beta[t + 1]  # (from state, to state)
        log_beta[t] = np.logaddexp.reduce(ways, axis=1)
    return log_beta
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_log_backward", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("log_backward", log_backward)

# %% [markdown]
# > **Predict, then run.** Multiply $\alpha_t(k)\,\beta_t(k)$ and sum over $k$. At $t = 3$ this is
# > $p(x)$. What is it at $t = 0, 1, 2$?

# %%
tiny_tables = (tiny_log_pi, tiny_log_A, tiny_log_B)
alpha_table = np.asarray(log_forward(*tiny_tables, neat))
both = alpha_table + np.asarray(log_backward(*tiny_tables[1:], neat))
print("sum over k of alpha times beta, place by place:", np.exp(both).sum(axis=1).round(6))

# %% [markdown]
# The same at every place, for $\alpha_t(k)\,\beta_t(k) = p(x, z_t = k)$: all the paths that pass
# through state $k$ at $t$. Wherever you cut the trellis, the pieces sum to the whole. (A fine test
# of a forward and a backward pass: if the sums differ, one of them is wrong.)
#
# Divided by $p(x)$ it answers question 2, the **posterior** of the state at a place:
#
# $$\gamma_t(k) = p(z_t = k \mid x) = \frac{\alpha_t(k)\,\beta_t(k)}{\sum_j \alpha_t(j)\,\beta_t(j)} .$$
#
# ### Exercise 3: `posterior_states` ★ (6 minutes, 2 points)
#
# Join the two tables. What comes out are probabilities, at last, and not logarithms: they are
# never too small to be of interest.


# %% nbgrader={"grade": false, "grade_id": "posterior_states", "locked": false, "schema_version": 3, "solution": true, "task": false}
def posterior_states(log_alpha, log_beta):
    """How probable each state is at each place, given all the letters.

    log_alpha: (T, K) floats, the forward table; may hold -inf, and values far below -1000
    log_beta: (T, K) floats, the backward table of the same letters
    returns: (T, K) floats in [0, 1], gamma[t, k] = p(z_t = k | x); probabilities, no logarithms
    """
    ### BEGIN SOLUTION
    log_joint = log_alpha + log_beta
    return np.exp(log_joint - np.logaddexp.reduce(log_joint, axis=1, keepdims=True))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_posterior_states", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("posterior_states", posterior_states)

# %% [markdown]
# > **Predict, then run.** At which letter of *neat* is the tiny model least sure of the state? And
# > does brute force (the share of those bars that have a V at this place) say the same?

# %%
two_tables = log_forward(*tiny_tables, neat), log_backward(tiny_log_A, tiny_log_B, neat)
gamma = np.asarray(posterior_states(*map(np.asarray, two_tables)))
vowel_bars = [path_probs[[z[t] == 0 for z in paths]].sum() / brute_force for t in range(4)]
print("letter          ", *(f"{letter:>6s}" for letter in "neat"))
print("p(vowel | x)    ", *(f"{value:6.3f}" for value in gamma[:, 0]))
print("by brute force  ", *(f"{value:6.3f}" for value in vowel_bars))

# %% [markdown]
# The *e*: a consonant may write it, and the sure vowel *a* follows, which makes a vowel before it
# a little less probable. Every $\gamma$ weighs the letter against its neighbours on both sides.
#
# ## 4. The best path
#
# Question 3 asks for one path, the highest bar. Again we go from left to right; but of all the
# paths that end in a state we keep only **the best**, because whatever follows, the others can
# never overtake it. With $\delta_t(k)$ for the log-probability of the best path that ends in $k$ at
# place $t$,
#
# $$\delta_0(k) = \log\pi_k + \log B_{k x_0}, \qquad
# \delta_t(k) = \max_i \bigl(\delta_{t-1}(i) + \log A_{ik}\bigr) + \log B_{k x_t} .$$
#
# It looks like the forward algorithm with a maximum in place of the sum. One thing is new: we want
# the path and not only its score. So keep for every $t$ and $k$ **which** $i$ was the best, start
# at the best last state, and follow these notes back. This is **Viterbi's algorithm** (1967).
#
# ### Exercise 4: `viterbi` ★★★ (20 minutes, 3 points)
#
# Write it. It decodes mobile phones and DNA, and for thirty years it was the heart of every speech
# recogniser.


# %% nbgrader={"grade": false, "grade_id": "viterbi", "locked": false, "schema_version": 3, "solution": true, "task": false}
def viterbi(log_pi, log_A, log_B, x):
    """The most probable path of states, and its log-probability together with the letters.

    log_pi, log_A, log_B: (K,), (K, K), (K, M) floats, log-probabilities; may hold -inf
    x: (T,) ints from 0 to M - 1, T >= 1; T may be thousands
    returns: (path, log_prob): path (T,) ints, any one of the best if there are several;
        log_prob one float, max over z of log p(x, z), in nats; it is -inf if no path is
        possible (then any path will do)
    """
    ### BEGIN SOLUTION
    best = log_pi + log_B[:, x[0]]  # (K,), the best path that ends in each state
    came_from = []
    for symbol in x[1:]:
        ways = best[:, None] + log_A  # (from state, to state)
        came_from.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + log_B[:, symbol]
    path = [best.argmax()]
    for pointers in reversed(came_from):
        path.append(pointers[path[-1]])
    return np.array(path[::-1]), best.max()
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_viterbi", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("viterbi", viterbi)

# %% [markdown]
# > **Predict, then run.** One could also take at each place the state with the largest $\gamma$.
# > Is the outcome the same path? In how many of the held-out letters do the two differ, under the
# > library's model with eight states, and which of them has the higher probability as a whole?

# %%
best_path, best_log_prob = viterbi(*tiny_tables, neat)
print("neat:", "".join("VC"[int(k)] for k in best_path), f"{np.exp(best_log_prob):.6f},", end=" ")
print(f"highest bar {path_probs.max():.6f}")

held_out = valid_x[:2000]
place_by_place = eight.predict_proba(held_out[:, None]).argmax(axis=1)  # the library's gamma
viterbi_path, viterbi_log_prob = viterbi(*eight_logs, held_out)
paths_differ = np.mean(np.asarray(viterbi_path) != place_by_place)
other_log_prob = log_joint(*eight_logs, held_out, place_by_place)
print(f"2,000 letters, 8 states: the two differ at {paths_differ:.1%} of the places")
print(f"log p(x, z): Viterbi {viterbi_log_prob:.1f}, place by place {other_log_prob:.1f}")

# %% [markdown]
# The two answer different questions. $\gamma$ makes the fewest wrong states; Viterbi makes the one
# path that is most probable *as a whole*. A sequence of states that are the best one by one may
# even be impossible: nobody has asked whether there is a step between them.
#
# ## 5. Learning without labels
#
# Up to now the tables were given. If somebody marked the state of every letter, learning would be
# counting: $A_{ij}$ is the share of $j$ among the steps that leave $i$, and $B_{km}$ is the share
# of letter $m$ among all that $k$ writes. Nobody has. But given some tables, bad ones even, we
# know how *probable* each state is, so we can count **expected** occurrences, make tables of them,
# and repeat. That is EM, as for mixtures; for this model Baum and Welch had it first. Letters are
# counted with $\gamma_t(k)$, and steps with
#
# $$\xi_t(i, j) = p(z_t = i, z_{t+1} = j \mid x) = \frac{\alpha_t(i)\, A_{ij}\, B_{j x_{t+1}}\,
# \beta_{t+1}(j)}{p(x)}, \qquad t = 0, \dots, T-2 .$$
#
# It reads like a sentence again: *what was up to* $i$*, the step, the letter it led to, and what
# came after*. The new tables are shares of expected counts:
#
# $$\pi_k = \gamma_0(k), \qquad A_{ij} = \frac{\sum_t \xi_t(i, j)}{\sum_t \sum_{j'} \xi_t(i, j')}, \qquad
# B_{km} = \frac{\sum_{t:\, x_t = m} \gamma_t(k)}{\sum_t \gamma_t(k)} .$$
#
# (The sums over steps have $T - 1$ places, those over letters all $T$.)
#
# ### Exercise 5: `baum_welch_step` ★★★ (20 minutes, 3 points)
#
# Write one step of it. The forward and the backward table are arguments, so that nothing else is
# needed. All that this model will ever know of English goes through these few lines.


# %% nbgrader={"grade": false, "grade_id": "baum_welch_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def baum_welch_step(log_alpha, log_beta, log_A, log_B, x):
    """New tables from the expected counts under the old ones.

    log_alpha, log_beta: (T, K) floats, forward and backward table of x; far below -1000, or -inf
    log_A, log_B: (K, K), (K, M) floats, the old tables' log-probabilities; may hold -inf
    x: (T,) ints from 0 to M - 1, T >= 2, p(x) > 0; a symbol need not occur
    returns: (pi, A, B), shapes (K,), (K, K), (K, M): probabilities, no logarithms; every row
        sums to 1. (Every state is expected before the last place, so nothing is divided by 0.)
    """
    ### BEGIN SOLUTION
    log_x = np.logaddexp.reduce(log_alpha[-1])
    gamma = np.exp(log_alpha + log_beta - log_x)
    arrive = log_B[:, x[1:]].T + log_beta[1:]  # (T - 1, to state)
    xi = np.exp(log_alpha[:-1, :, None] + log_A + arrive[:, None, :] - log_x)
    steps = xi.sum(axis=0)
    letters = gamma.T @ np.eye(log_B.shape[1])[x]
    A = steps / steps.sum(axis=1, keepdims=True)
    B = letters / letters.sum(axis=1, keepdims=True)
    return gamma[0], A, B
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_baum_welch_step", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("baum_welch_step", baum_welch_step)

# %% [markdown]
# Now train a model of **two states** on the first letters of the list, 27 symbols and no word about
# vowels. It starts from tables that are nearly the same for both states.
#
# > **Predict, then run.** A model without any states, which knows only how frequent the letters
# > are, needs about 2.93 nats a letter. Will the curve fall evenly from its start to its end?

# %%
STEPS = 70


@cache
def trained_by_you():
    """Your model of two states, and nats per letter before each step (run again after a change)."""
    x, (pi, A, B) = train_x[:LETTERS], random_model(2, seed=1)
    nats = []
    for _ in range(STEPS):
        with np.errstate(divide="ignore"):
            log_pi, log_A, log_B = np.log(pi), np.log(A), np.log(B)
        log_alpha = np.asarray(log_forward(log_pi, log_A, log_B, x))
        log_beta = np.asarray(log_backward(log_A, log_B, x))
        nats.append(-np.logaddexp.reduce(log_alpha[-1]) / len(x))
        pi, A, B = map(np.asarray, baum_welch_step(log_alpha, log_beta, log_A, log_B, x))
    return (pi, A, B), nats


your_nats = trained_by_you()[1]
first_nats, last_nats, worst_step = your_nats[1], your_nats[-1], np.max(np.diff(your_nats))
fig, ax = plt.subplots()
ax.plot(your_nats, color=plot.BLUE)
share = np.unique(train_x[:LETTERS], return_counts=True)[1] / LETTERS
letter_nats = -np.sum(share * np.log(share))
ax.axhline(letter_nats, color=plot.BLACK, linestyle="--", linewidth=1)
ax.text(STEPS, letter_nats, "letters' frequencies alone", ha="right", va="bottom")
ax.set(title="Two states learn", xlabel="EM step", ylabel="nats per letter", ylim=(2.75, 3.05))
plt.show()
print(f"after 1 step {first_nats:.4f} nats a letter, at the end {last_nats:.4f}")
print(f"largest rise in a step: {worst_step:.1e}")

# %% [markdown]
# It never rises. After one step the model knows how frequent the letters are, and then, for a
# dozen steps, seems to have finished: the states are too much alike for either to know what it
# should specialise in. Then one thing leads to the other, and it drops. (Whoever stops training at
# the first flat stretch would have stopped there.)
#
# What are the two states? Here is the table $B$. We have sorted the letters by how much more one
# state writes them than the other; the model knows nothing of our alphabet.

# %%
(_, your_A, your_B), _ = trained_by_you()  # ready if it was trained in the cell above
fig, ax = plt.subplots(figsize=(7.5, 3.2))
vowel_state = int(np.argmax(your_B[:, ALPHABET.index("e")]))
preference = your_B[vowel_state] / your_B.sum(axis=0)
letters_order = np.argsort(-preference)
ax.bar(range(27), your_B[vowel_state][letters_order], color=plot.ORANGE, label="one state")
ax.bar(range(27), -your_B[1 - vowel_state][letters_order], color=plot.BLUE, label="the other")
letter_names = [ALPHABET[m].replace(" ", "␣") for m in letters_order]
ax.set_xticks(range(27), letter_names, family="monospace")
ax.set(title="What the two states write", ylabel="B (other state downwards)")
ax.legend()
plt.show()
its_letters = sorted(ALPHABET[m] for m in range(27) if preference[m] > 0.5)
print("letters that the first state prefers:", its_letters)
print("from it to itself, and from the other to itself:", np.diag(your_A).round(2))

# %% [markdown]
# **It has found the vowels**, and put the space with them: after a space, as after a vowel, a
# consonant is likely, and so the space behaves like one. The letters a, e, i, o, u on one side and
# all the others on the other; nobody told it, and it could not have read it off any letter alone.
# All it had was *which letters stand beside which*.
#
# Is it right to the digit? The library starts from the same tables and takes as many steps.

# %%
library_two = fit_library(train_x[:LETTERS], random_model(2, seed=1), STEPS, gain=-np.inf)
(_, your_A, your_B), _ = trained_by_you()
A_difference = np.abs(your_A - library_two.transmat_).max()
B_difference = np.abs(your_B - library_two.emissionprob_).max()
print(f"largest difference to hmmlearn: A {A_difference:.0e}, B {B_difference:.0e}")

# %% [markdown]
# Good: from here on we may use the library's, which does the same in compiled code and is about a
# hundred times faster.
#
# ### Failures on purpose
#
# EM only climbs. Where it arrives depends on where it starts. The next cell starts from **twelve**
# random tables, and once from a *symmetric* one, in which both states are exactly alike.
#
# > **Predict, then run.** What will the symmetric start learn? Will all the others end at the same
# > likelihood? At the same tables?

# %%
starts = [random_model(2, seed) for seed in range(12)]
models = [fit_library(train_x[:LETTERS], start, steps=100, gain=-np.inf) for start in starts]
alike = (np.full(2, 0.5), np.full((2, 2), 0.5), np.full((2, 27), 1 / 27))
symmetric = fit_library(train_x[:LETTERS], alike, steps=100, gain=-np.inf)
curves = [-np.array(model.monitor_.history) / LETTERS for model in models]
symmetric_nats = -np.array(symmetric.monitor_.history) / LETTERS
ends = np.array([curve[-1] for curve in curves])
found_vowels = ends < ends.min() + 0.001
vowels_first = [model.emissionprob_[0, 4] > model.emissionprob_[1, 4] for model in models]

fig, ax = plt.subplots()
for curve, good in zip(curves, found_vowels, strict=True):
    ax.plot(curve, color=plot.BLUE if good else plot.VERMILION, linewidth=1, alpha=0.8)
ax.plot(symmetric_nats, color=plot.BLACK, linestyle="--", label="both states alike")
ax.set(title="Twelve random starts, and one symmetric", ylim=(2.75, 3.0))
ax.set(xlabel="EM step", ylabel="nats per letter")
ax.legend(loc="upper right")
plt.show()
good_starts, good_end, bad_end = found_vowels.sum(), ends.min(), ends.max()
switched = np.sum(found_vowels & ~np.array(vowels_first))
symmetric_gain = symmetric_nats[1] - symmetric_nats[-1]
print(f"{good_starts} of 12 starts end at {good_end:.4f}, the worst at {bad_end:.4f}")
print(f"of those {good_starts}, {switched} have the vowels in state 1, the others in state 0")
print(f"gain of the symmetric start after its first step: {symmetric_gain:.1e} nats a letter")

# %% [markdown]
# Three lessons in one figure.
#
# - **Symmetry never breaks by itself.** If both states are alike, each letter belongs to both by
#   halves, so the new states are alike again: one step to the letters' frequencies, and then
#   nothing, for ever. Randomness in the start is no decoration.
# - **A poor start.** Half of the starts are still high up after a hundred steps, on a slope too
#   flat to get off or in a **local optimum**. Nothing in such a curve by itself tells; only
#   comparing starts does. So train from several and keep the best likelihood.
# - **Label switching.** Of those that found the vowels about half call them state 0 and half state
#   1, with the same likelihood to the last digit. The *number* of a state means nothing; never
#   average or compare tables of two runs before you have matched their states.
#
# And the failure that matters most: **EM finds what raises the likelihood, not what you wish for.**
# So far each word counted once. Let us train the same two states on the *running text* of the
# same Bible, as every textbook does.
#
# > **Predict, then run.** Will the two states be vowels and consonants again?

# %%
running_words = re.findall("[a-z]+", bible.train.lower())
the_and = np.mean([word in ("the", "and") for word in running_words])
running_x = encode(running_words[:LETTERS])[:LETTERS]
candidates = [fit_library(running_x, random_model(2, seed), steps=150) for seed in range(2, 6)]
running = max(candidates, key=lambda model: model.score(running_x[:, None]))
running_nats = -running.score(running_x[:, None]) / LETTERS
for state in np.argsort(-running.emissionprob_[:, 26]):
    top = np.argsort(-running.emissionprob_[state])[:9]
    print(f"{running.emissionprob_[state, top].sum():.0%} of what a state writes:", end=" ")
    print(*(f"{ALPHABET[m].replace(' ', '␣')} {running.emissionprob_[state, m]:.2f}" for m in top))
print(f"{running_nats:.4f} nats a letter; 'the' and 'and' are {the_and:.1%} of all words")

# %% [markdown]
# No. Every seventh word of the King James text is *the* or *and*, and getting these right gains
# more than all the vowels. Call the states P and Q: P writes the space, `h` and `n`, Q writes most
# of the `t`, `d`, `a` and `e`, so that `␣the␣` and `␣and␣` are both the path P Q P Q P. The model
# is not wrong; it answers the question that the likelihood asks, about the text that you give.
# Counting each word once was *our* choice, and the vowels were its fruit.
#
# ## 6. More states, and is it a good model?
#
# With more states there is more to remember.
#
# > **Predict, then run.** The heat map shows $B$ of the model with eight states from the first
# > page, one row a state, and on its right what most often follows it. What might a state do that
# > is neither for vowels nor for consonants?

# %%
by_vowels = np.argsort(-eight.emissionprob_[:, [0, 4, 8, 14, 20, 26]].sum(axis=1))
fig, (left, right) = plt.subplots(1, 2, figsize=(8.5, 3.3), width_ratios=[27, 9])
left.imshow(eight.emissionprob_[by_vowels], vmin=0, vmax=0.5, aspect="auto")
left.set_xticks(range(27), [letter.replace(" ", "␣") for letter in ALPHABET], family="monospace")
left.set(title="B: which letters a state writes", ylabel="state", yticks=range(8))
steps = eight.transmat_[by_vowels][:, by_vowels]
shades = right.imshow(steps, vmin=0, vmax=0.5, aspect="auto")
right.set(title="A: who follows", xlabel="next state", xticks=range(8), yticks=range(8))
fig.colorbar(shades, label="probability (0.5 or more is brightest)")
plt.show()

# %% [markdown]
# States now know *where in a word* they are. Two of them write the space and nothing else. State 7
# opens a word or a syllable with a consonant, and a vowel from state 2 follows; states 5 and 6 write
# consonants after a vowel; state 4 ends words (-h, -s, -y, -e), and a space follows. Nobody asked for
# syllables, either. (At another scale, or from another start, the states have other numbers.)
#
# But is it a *good* model? The ruler is the log-probability of words that it has not seen, in nats
# per letter. Beside it we put two models **without hidden states**, which are fitted by counting:
# the *unigram* knows the letters' frequencies; the *bigram* knows how often each letter follows
# each other letter (702 free numbers, each count raised by one, as in week 1).
#
# > **Predict, then run.** With two states an HMM remembers one bit of the past; the bigram
# > remembers the whole last letter. How many states does the HMM need to beat it?

# %%
known_x = train_x[:LIBRARY_LETTERS]
unigram = (np.bincount(known_x, minlength=27) + 1) / (len(known_x) + 27)
pairs = np.ones((27, 27))
np.add.at(pairs, (known_x[:-1], known_x[1:]), 1)
bigram = pairs / pairs.sum(axis=1, keepdims=True)


def nats_per_letter(model, x):
    """Minus the mean log-probability of a letter of x under a trained model."""
    return -model.score(x[:, None]) / len(x)


unigram_nats = -np.mean(np.log(unigram[valid_x]))
bigram_nats = -np.mean(np.log(bigram[valid_x[:-1], valid_x[1:]]))
numbers_of_states = [states for states in (1, 2, 4, 8, 16, 24, 48) if states <= MOST_STATES]
seen = [nats_per_letter(library_model(states), known_x) for states in numbers_of_states]
unseen = [nats_per_letter(library_model(states), valid_x) for states in numbers_of_states]

fig, ax = plt.subplots(figsize=(7, 3.6))
ax.semilogx(numbers_of_states, unseen, "o-", color=plot.BLUE, label="HMM, unseen words")
ax.semilogx(numbers_of_states, seen, "o:", color=plot.SKY, label="HMM, training words")
ax.axhline(unigram_nats, color=plot.BLACK, linestyle=":", linewidth=1)
ax.axhline(bigram_nats, color=plot.VERMILION, linestyle="--", linewidth=1.5)
ax.text(numbers_of_states[-1], unigram_nats + 0.01, "unigram", va="bottom", ha="right")
ax.text(1, bigram_nats - 0.01, "bigram", va="top", color=plot.VERMILION)
ax.set_xticks(numbers_of_states, [str(states) for states in numbers_of_states])
ax.minorticks_off()
ax.margins(y=0.12)
ax.set(title="How well are unseen words foretold?", xlabel="hidden states K")
ax.set(ylabel="nats per letter")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()
for states, loss in zip(numbers_of_states, unseen, strict=True):
    free = states - 1 + states * (states - 1) + 26 * states
    print(f"K = {states:2d}: {free:4d} free numbers, {loss:.3f} nats = {loss / np.log(2):.3f} bits")
print(f"unigram {unigram_nats:.3f} nats, bigram {bigram_nats:.3f} nats (702 free numbers)")

# %% [markdown]
# One state is the unigram. Two states gain a tenth of a nat: that is what knowing the vowels is
# worth. With sixteen states and 671 free numbers the HMM is as good as the bigram with 702: it
# remembers less of the last letter, but something of those before it. With 24 states it is clearly
# better. On the test words, which we have not looked at before:

# %%
largest = library_model(MOST_STATES)
test_hmm = nats_per_letter(largest, test_x)
test_bigram = -np.mean(np.log(bigram[test_x[:-1], test_x[1:]]))
print(f"test words: HMM {test_hmm:.3f} nats, {test_hmm / np.log(2):.3f} bits a letter")
print(f"            bigram {test_bigram:.3f} nats, {test_bigram / np.log(2):.3f} bits a letter")

# %% [markdown]
# ## 7. Let it write
#
# Generating is the easy direction: go through the formula of section 1 from left to right and draw
# wherever it has a probability. Draw $z_0$ from $\pi$; write $x_0$ from row $z_0$ of $B$; draw
# $z_1$ from row $z_0$ of $A$; and so on. One calls it *ancestral* sampling, because each draw
# needs only its parents. The inverse CDF of the first lesson does the drawing.


# %%
def inverse_cdf(probabilities, u):
    """The smallest i with u <= F_i, F the cumulative sums of the probabilities; u one float."""
    place = int(np.searchsorted(np.cumsum(probabilities), u))
    return min(place, len(probabilities) - 1)  # F may end a rounding error below 1


# %% [markdown]
# ### Exercise 6: `sample_hmm` ★★ (10 minutes, 2 points)
#
# Write the sampler. Each letter gets two uniform numbers, the first for its state and the second
# for the letter.


# %% nbgrader={"grade": false, "grade_id": "sample_hmm", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample_hmm(pi, A, B, uniforms):
    """Draw states and letters, by the inverse CDF (the smallest i with u <= F_i).

    pi, A, B: (K,), (K, K), (K, M) floats, probabilities; every row sums to 1
    uniforms: (T, 2) floats in (0, 1), T >= 1; row t decides place t: uniforms[t, 0] the state,
        uniforms[t, 1] the letter
    returns: (z, x), the states (T,) ints and the letters (T,) ints, in this order
    """
    ### BEGIN SOLUTION
    z, x = [], []
    row = pi
    for u_state, u_letter in uniforms:
        z.append(inverse_cdf(row, u_state))
        x.append(inverse_cdf(B[z[-1]], u_letter))
        row = A[z[-1]]
    return np.array(z), np.array(x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_sample_hmm", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("sample_hmm", sample_hmm)

# %% [markdown]
# > **Predict, then run.** Of our list one word in a thousand has none of the letters a, e, i, o, u
# > (*by*, *my*, *thy*). In how many of a hundred words will they be missing if letters are drawn
# > by their frequencies alone, that is, with one state? Will there be more or fewer with two
# > states, which know the vowels? And with the most states?

# %%
uniforms = np.random.default_rng(3).random((8_000, 2))
one, two = library_model(1), library_model(2)
writers = {"1 state": one, "2 states": two, f"{MOST_STATES} states": largest}
without_vowel, in_the_list = {}, {}
for name, model in writers.items():
    text = decode(sample_hmm(model.startprob_, model.transmat_, model.emissionprob_, uniforms)[1])
    words = [word for word in text.split(" ")[:-1] if word]
    without_vowel[name] = np.mean([not set(word) & set("aeiou") for word in words])
    in_the_list[name] = np.mean([word in set(train_words) for word in words])
    print(f"{name:9s} {without_vowel[name]:5.1%} without a vowel, ", end="")
    print(f"{in_the_list[name]:4.1%} are in the list: {text[:64]}")
vowelless_real = np.mean([not set(word) & set("aeiou") for word in train_words])
print(f"the list  {vowelless_real:5.1%} without a vowel")
missing_one, missing_two, missing_most = without_vowel.values()
copied = in_the_list[f"{MOST_STATES} states"]

# %% [markdown]
# *More* with two states than with one! To two states the space is one of the vowels, so that
# consonant, space, consonant, space is as good as a syllable: the model has learned to alternate,
# and nothing of words. With many states there is one for the space alone, and states that know
# whether the word has had its vowel; most of what they write could be pronounced, and hardly any
# of it stands in the list.
#
# ## 8. The same on digits
#
# A picture can be a sequence, too. Read a digit of 8×8 pixels, each *on* or *off*, row by row from
# the top; a row of eight pixels is one of $2^8 = 256$ symbols. Every digit is a sequence of eight
# symbols of its own. (The library takes all of them in a row and the length of each.)
#
# > **Predict, then run.** Independent pixels cost 25.2 nats a digit, naive Bayes with ten classes,
# > *which had the labels*, 20.2. Where will sixteen hidden states land, without labels?

# %%
digits = data.digits(size=8)
powers = 2 ** np.arange(8)[::-1]
train_rows = (digits.train.images >= 8).astype(int) @ powers  # (n, 8) symbols, 0 to 255
test_rows = (digits.test.images >= 8).astype(int) @ powers
generator = np.random.default_rng(0)
rows_hmm = CategoricalHMM(16, n_features=256, n_iter=learn.scaled(smoke=8, laptop=40, lab=200))
rows_hmm.init_params, rows_hmm.implementation = "", "scaling"
rows_hmm.emissionprob_prior = 1.02  # each row counts as seen a little, as in week 1
rows_hmm.startprob_ = np.full(16, 1 / 16)
rows_hmm.transmat_ = generator.dirichlet(np.full(16, 5.0), size=16)
rows_hmm.emissionprob_ = generator.dirichlet(np.full(256, 5.0), size=16)
rows_hmm.fit(train_rows.reshape(-1, 1), np.full(len(train_rows), 8))
rows_nats = -rows_hmm.score(test_rows.reshape(-1, 1), np.full(len(test_rows), 8)) / len(test_rows)

drawn = [rows_hmm.sample(8, random_state=seed)[0][:, 0] for seed in range(10)]
fig, axes = plt.subplots(2, 10, figsize=(7, 2.2))
for column in range(10):
    for ax, rows in zip(axes[:, column], (test_rows[column], drawn[column]), strict=True):
        ax.imshow(rows[:, None] // powers % 2, cmap="gray_r", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, color=plot.SKY)
fig.suptitle("Digits of the test set, and digits drawn row by row")
axes[0, 0].set_ylabel("real", rotation=0, ha="right", va="center")
axes[1, 0].set_ylabel("drawn", rotation=0, ha="right", va="center")
plt.show()
learn.scoreboard.add("HMM of rows, 16 states", nats=rows_nats, dims=64)
learn.scoreboard.draw()
plt.show()

# %% [markdown]
# Between the two. Every pair of neighbouring rows fits, and yet few of the drawings are digits:
# one of sixteen states is all that a row knows of what stands above it.

# %% [markdown] nbgrader={"grade": false, "grade_id": "whats_wrong_hidden_markov", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": true}
# ## 9. In your own words: what is wrong with this approach? (4 points, 10 minutes)
#
# A colleague trains an HMM with ten states on running text, once, from a random start. The
# log-likelihood rises at every step. She prints the table $B$, calls state 3 "vowels" and state 7
# "word endings", and writes: *"The likelihood rose until it converged, so the model has discovered
# the structure of English. With more states it will write whole sentences."*
#
# 1. Name **two** reasons why her conclusion about the states does not follow, and say for one of
#    them what she should compute.
# 2. What can a model with $K$ states not do, however long it trains, and why? Propose **one
#    measurement** on text, real or drawn from the model, that would show it.
#
# Eight to ten sentences.
#
# ### BEGIN MARK SCHEME
# **2 points: the states.** One point for two of these reasons (half a point for one): a rising
# likelihood is guaranteed by EM and so shows nothing; it may be a local optimum (another start,
# other states); the numbers and the meaning of states are hers, not the model's (label switching;
# running text gave "the/and" states in this lesson); nothing was compared on held-out text or with
# a bigram. One point for a computation that would tell: several starts, states matched by their
# emissions, and likelihoods compared; or the agreement of the decoded states with marked vowels or
# word ends, against chance; or held-out nats per letter beside the bigram's. Printing B again
# earns nothing.
#
# **2 points: the memory.** One point for the reason: given the state, past and future are
# independent, so all that is remembered is one of K states, at most log K nats (log2 K bits);
# whatever needs more (the beginning of a long word, agreement over many words, a closing bracket,
# the same name again) is lost, and what a state remembers fades with every step. One point for a
# measurement with an expectation: e.g. mutual information of letters at distance d in real text
# against samples (samples fall to 0 faster); held-out loss against a model with a longer memory
# (trigram, 5-gram); share of drawn words that exist, by length; brackets or quotes that close. "It
# does not understand" or "the text looks bad" earns nothing; "needs a neural network" earns
# nothing without what the network would remember.
# ### END MARK SCHEME

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## What you should see
#
# At `laptop` scale:
#
# | measured in this lesson | reference | tolerance |
# |---|---|---|
# | $p$(*neat*) by brute force, by the forward algorithm | 0.00404 | 0.00001 |
# | share of it that the best path has | 0.40 | 0.01 |
# | letters until the product is 0 | 258 | 5 |
# | places where Viterbi and the largest $\gamma$ differ, 8 states | 4.4 % | 2 % |
# | two states: after one step; at the end | 2.923; 2.791 nats | 0.005 |
# | letters that the first state prefers | a e i o u and the space | exact |
# | largest difference of $A$ and $B$ to hmmlearn after 70 steps | 0 | 0.00001 |
# | starts of twelve that find the vowels | 6 | 2 |
# | nats a letter there; worst random start | 2.791; 2.923 | 0.005 |
# | gain of the symmetric start after its first step | 0 | 0.000001 |
# | two states on running text | 2.625 nats | 0.005 |
# | unseen words: unigram; bigram | 2.930; 2.459 nats | 0.005 |
# | unseen words: HMM with 2; 8; 16; 24 states | 2.820; 2.594; 2.458; 2.373 nats | 0.02 |
# | test words: bigram; HMM with 24 states | 2.485; 2.389 nats (3.584; 3.446 bits) | 0.02 |
# | drawn words without a vowel: 1; 2; 24 states | 15 %; 24 %; 0 % | 2 % |
# | digits, HMM of rows with 16 states | 21.3 nats (0.481 bits per pixel) | 0.3 |
#
# *Beside it, a published figure:* Stamp (2004) trains two states on 50,000 letters of the Brown
# corpus, the same 27 symbols, and reports a log-probability of −165,097 at the start and −137,305
# after 100 steps: 3.302 and 2.746 nats a letter. His is running text of newspapers and novels, and
# there the two states *are* vowels and consonants; ours is running text of the Bible at 2.625
# nats, easier to foretell because *the* and *and* are so frequent, and there they are not. Our
# 2.791 is a list without repetition. The three numbers are no ranking: nats of different texts do
# not compare. (All three are of the letters trained on.)
#
# ## In three sentences
#
# A hidden Markov model explains a sequence by a path of states that nobody sees, and because paths
# share their pieces, one pass forward and one backward sum over all of them. EM then learns the
# tables from letters alone, and finds vowels, or *the* and *and*, or nothing at all: whatever its
# start, its data and the likelihood lead to. Its memory is one of $K$ states, which is enough for
# syllables and not for sentences.
#
# ## Further reading
#
# - L. Rabiner, *A tutorial on hidden Markov models and selected applications in speech
#   recognition*, 1989, https://doi.org/10.1109/5.18626 — the classic; its three problems are our
#   three questions.
# - M. Stamp, *A revealing introduction to hidden Markov models*, 2004 (revised since),
#   https://www.cs.sjsu.edu/~stamp/RUA/HMM.pdf — the vowels of English running text, by hand.
# - L. Baum, T. Petrie, G. Soules and N. Weiss, *A maximization technique occurring in the
#   statistical analysis of probabilistic functions of Markov chains*, 1970,
#   https://doi.org/10.1214/aoms/1177697196 — EM seven years before it had a name.
# - A. Viterbi, *Error bounds for convolutional codes and an asymptotically optimum decoding
#   algorithm*, 1967, https://doi.org/10.1109/TIT.1967.1054010.
#
# **Next lesson:** `char_rnn` in week 3. The state becomes a vector of numbers that may remember as
# much as it learns to, and there is nothing hidden left to sum over.
