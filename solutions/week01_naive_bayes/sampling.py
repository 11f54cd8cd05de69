# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Sampling: how does a program make something that was not there before?
#
# A *generative model* is a program that has seen examples and can make more of their kind: digits
# nobody wrote, sentences nobody said. Behind every one of them, up to the largest picture
# generator, stands a **probability distribution** and a way to **draw from it**. In this lesson
# you write both, from nothing but uniform random numbers.
#
# **Afterwards you can**
#
# - *draw* symbols from any discrete distribution, and normal numbers, from uniform numbers;
# - *compute* log-probabilities and log-densities that neither underflow nor overflow;
# - *fit* a Gaussian by maximum likelihood, and *classify* with two of them by Bayes' rule;
# - *explain* what a generative model knows that a discriminative one does not;
# - *show with a measurement* that augmenting a data set, or listing all pictures, is no
#   generative model.
#
# **You need** mean, covariance, logarithms, Bayes' rule, and some NumPy. **Time:** 30 minutes of
# reading, 59 of exercises and 10 for a question; the machine needs about 10 seconds (this lesson is
# the same at every scale and needs no GPU). **Stuck?** Go on: no exercise needs another one, and a
# cell that needs an answer says which.

# %%
import math

import matplotlib.pyplot as plt
import numpy as np
from scipy import stats

from gradelib import check, data, plot

plot.use_style()
rng = np.random.default_rng(0)

# %% [markdown]
# ## What we are going to make
#
# Our data for the whole course: small pictures of handwritten digits, 8×8 pixels with grey levels
# from 0 (paper) to 16 (ink). A picture is a point in a space of 64 dimensions: one row of
# `train_x`.

# %%
digits = data.digits(size=8)
# One row per picture, one column per pixel, grey levels 0 to 16.
train_x = digits.train.images.reshape(-1, 64).astype(float)
valid_x = digits.valid.images.reshape(-1, 64).astype(float)
train_y, valid_y = digits.train.labels, digits.valid.labels


def show_pictures(axis, pictures, title):
    """Draw a row of 8x8 pictures on one axis."""
    tiles = [np.pad(picture.reshape(8, 8), 1) for picture in pictures]
    axis.imshow(np.hstack(tiles), cmap="gray_r", vmin=0, vmax=16)
    axis.set_title(title)
    axis.set_axis_off()


# A preview with library calls. You will write your own for every one of them.
written, made = [], []
for digit in range(10):
    examples = train_x[train_y == digit]
    made.append(rng.multivariate_normal(examples.mean(axis=0), np.cov(examples.T)))
    written.append(examples[0])

figure, axes = plt.subplots(2, 1, figsize=(7, 2.2))
show_pictures(axes[0], written, "Written by people")
show_pictures(axes[1], np.clip(made, 0, 16), "Made by a program from ten Gaussians")
plt.show()

# %% [markdown]
# The lower row is not copied and not bent from the upper one. The program holds ten means and ten
# covariance matrices, and turned random numbers into ink. It is not yet good, but it is a
# generator, and you can see what it does not understand: strokes have sharp ends, and a real
# writer leaves no grey dust.

# %% [markdown]
# ## 1. Two ways to look at data
#
# To see what is going on, two dimensions are better than 64. We describe a picture by the place
# where its ink balances: `x = (column, row)`, in pixels. Only threes (`y = 0`) and fives
# (`y = 1`) take part.


# %%
def centre_of_ink(pictures):
    """(n, 64) pictures -> (n, 2): mean column and mean row of the ink, in pixels."""
    ink = pictures.reshape(-1, 8, 8)
    total = ink.sum(axis=(1, 2))
    column = ink.sum(axis=1) @ np.arange(8) / total
    row = ink.sum(axis=2) @ np.arange(8) / total
    return np.column_stack([column, row])


def threes_and_fives(pictures, labels):
    """Centres of ink (n, 2) of all threes and fives, and y (n,): 0 for a three, 1 for a five."""
    chosen = (labels == 3) | (labels == 5)
    return centre_of_ink(pictures[chosen]), (labels[chosen] == 5).astype(int)


x, y = threes_and_fives(train_x, train_y)
valid_points, valid_is_five = threes_and_fives(valid_x, valid_y)
print(f"{len(x)} training points, {y.sum()} of them fives; {len(valid_points)} held out")

# %% [markdown]
# A **discriminative** model learns $P(y \mid x)$: *given this picture, which class?* The classic
# is logistic regression, a weighted sum put through the sigmoid $\sigma(a) = 1/(1 + e^{-a})$.
# (Fitting it is not today's subject, so it is given.)
#
# A **generative** model learns $p(x, y) = P(y)\,p(x \mid y)$: *what do threes and fives look
# like, and how frequent are they?*
#
# > **Predict, then run.** The figure below shades what logistic regression says. What will it say
# > about a point in the bottom left corner, where no digit has ever been?


# %%
def fit_logistic(x, y, steps=10):
    """Weights w of P(y = 1 | x) = sigmoid(w[0] + w[1] x[0] + w[2] x[1]), by Newton's method."""
    features = np.column_stack([np.ones(len(x)), x])
    w = np.zeros(features.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-features @ w))
        curvature = (features * (p * (1 - p))[:, None]).T @ features
        w += np.linalg.solve(curvature, features.T @ (y - p))
    return w


def logistic(w, x):
    """P(y = 1 | x) of every row of x, from the weights w."""
    return 1 / (1 + np.exp(-(w[0] + x @ w[1:])))


weights = fit_logistic(x, y)
nowhere = np.array([[1.5, 5.6]])  # column 1.5, row 5.6: far from every training point
columns, rows = np.meshgrid(np.linspace(1.2, 5, 120), np.linspace(2.2, 5.9, 120))
grid = np.column_stack([columns.ravel(), rows.ravel()])


def show_points(axis, x, y):
    """Threes and fives in the plane of the ink's centre; row 0 is at the top, as in a picture."""
    axis.plot(*x[y == 0].T, "o", color=plot.BLUE, markersize=3.5, label="three")
    axis.plot(*x[y == 1].T, "^", color=plot.VERMILION, markersize=3.5, label="five")
    axis.set(xlabel="column of the ink's centre (pixels)", ylabel="row (pixels)", ylim=(5.9, 2.2))


figure, axis = plt.subplots(figsize=(6, 3.8))
surface = axis.contourf(
    columns,
    rows,
    logistic(weights, grid).reshape(columns.shape),
    np.linspace(0, 1, 11),
    cmap="RdBu_r",
    alpha=0.5,
)
figure.colorbar(surface, label="P(five | x)")
show_points(axis, x, y)
axis.plot(*nowhere[0], "X", color=plot.BLACK, markersize=10, label="nowhere")
axis.legend(loc="lower right")
axis.set_title("Discriminative: a boundary, and an opinion everywhere")
plt.show()

logistic_accuracy = np.mean((logistic(weights, valid_points) > 0.5) == valid_is_five)
logistic_nowhere = logistic(weights, nowhere)[0]
print(f"accuracy on held-out points: {logistic_accuracy:.3f}")
print(f"P(five | nowhere) = {logistic_nowhere:.6f}")

# %% [markdown]
# It separates the classes well, and it is *certain* about a place of which it knows nothing. It
# has to be: it was only ever asked "three or five?", never "have you seen such a thing?" And it
# cannot make a new point: nothing in it says where points lie.
#
# A generative model must know where points lie, and must be able to draw some. So first: **how
# does one draw?**

# %% [markdown]
# ## 2. Drawing symbols
#
# Start with finitely many outcomes $0, \dots, k-1$: the faces of a die, the words of a language,
# the grey levels of a pixel. A **categorical** distribution is a list of probabilities
# $p_0, \dots, p_{k-1}$ with sum 1, its *probability mass function* (PMF). Draw $n$ times
# independently and let $c_i$ be how often $i$ came. One particular order of these draws has
# probability $\prod_i p_i^{c_i}$. Usually we do not care about the order, and $n! / \prod_i c_i!$
# orders share the same counts. That makes the **multinomial** PMF
#
# $$P(c_0, \dots, c_{k-1}) = \frac{n!}{\prod_i c_i!} \prod_i p_i^{c_i}, \qquad n = \sum_i c_i .$$
#
# Products of many probabilities leave the range of floats ($0.1^{400}$ is 0 on a computer), and
# $171!$ is too large for one. So we work with logarithms from the first day on: products become
# sums. The natural logarithm's unit is the **nat** (1 nat = 1.44 bits), and `math.lgamma(n + 1)`
# is $\log n!$ without computing $n!$.

# %% [markdown]
# ### Exercise 1: `multinomial_log_pmf` (★★, 8 minutes, 2 points)
#
# How probable are these counts? Every model of text and of pixels in this course is scored by
# such a log-probability; next lesson does it with words.


# %% nbgrader={"grade": false, "grade_id": "multinomial_log_pmf", "locked": false, "schema_version": 3, "solution": true, "task": false}
def multinomial_log_pmf(counts, probabilities):
    """Log-probability of the counts, in nats, whatever the order of the draws.

    counts: (k,) ints >= 0, how often each symbol was drawn; they may all be 0
    probabilities: (k,) floats >= 0 that sum to 1; some may be exactly 0
    returns: one float; -inf when a symbol of probability 0 was drawn.
        A symbol that was not drawn adds nothing, also when its probability is 0 (0 ** 0 is 1).
    """
    ### BEGIN SOLUTION
    log_orders = math.lgamma(counts.sum() + 1) - sum(math.lgamma(c + 1) for c in counts)
    drawn = counts > 0  # 0 * log(0) would be nan
    with np.errstate(divide="ignore"):  # log 0 = -inf is what an impossible draw deserves
        return log_orders + np.sum(counts[drawn] * np.log(probabilities[drawn]))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_multinomial_log_pmf", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("multinomial_log_pmf", multinomial_log_pmf)

# %% [markdown]
# > **Predict, then run.** You throw a fair die 6 times. What is the probability that all six
# > faces come once? And of six times the six?

# %%
fair = np.full(6, 1 / 6)
all_faces = np.exp(float(multinomial_log_pmf(np.ones(6, dtype=int), fair)))
all_sixes = np.exp(float(multinomial_log_pmf(np.array([0, 0, 0, 0, 0, 6]), fair)))
print(f"every face once {all_faces:.4f}, six sixes {all_sixes:.7f}")
print(f"ratio {all_faces / all_sixes:.0f}")

# %% [markdown]
# About 1 in 65, against 1 in 46,656. Every *order* is equally probable; the ratio 720 = 6! merely
# counts the orders.

# %% [markdown]
# ### From a uniform number to a symbol
#
# A computer gives uniform numbers $u$ between 0 and 1. To make symbols of them, lay pieces of length
# $p_0, p_1, \dots$ side by side on the line from 0 to 1. The pieces end at the **cumulative
# sums** $F_i = p_0 + \dots + p_i$. Put $u$ on the line: the probability that it falls on piece
# $i$ is the piece's length, $p_i$. This is called **inverse-CDF sampling**, because one goes from
# the height $u$ of the cumulative distribution function back to the place where that height is
# reached:
#
# $$\text{draw the smallest } i \text{ with } u \le F_i .$$
#
# Here is a loaded die that never shows a four.

# %%
loaded = np.array([0.10, 0.20, 0.30, 0.00, 0.25, 0.15])
F = np.cumsum(loaded)  # (k,), F[i] = loaded[0] + ... + loaded[i]
faces = np.arange(1, 7)

figure, axes = plt.subplots(1, 2, figsize=(7.5, 3.4))
axes[0].bar(faces, loaded, color=plot.BLUE)
axes[0].set(title="PMF: how much on each face", xlabel="face", ylabel="probability p", xticks=faces)
axes[1].step([0.4, *faces, 7], [0, *F, 1], where="post", color=plot.BLUE)
axes[1].annotate("no step at 4", (4, F[3]), (3.6, 0.35), arrowprops={"arrowstyle": "-"}, fontsize=9)
for u, face in [(0.2, 2), (0.5, 3), (0.95, 6)]:
    path = {"marker": "v", "markevery": [2], "color": plot.VERMILION, "linewidth": 1.5}
    axes[1].plot([0.4, face, face], [u, u, 0.02], **path)
    axes[1].text(0.45, u + 0.02, f"u = {u}", color=plot.VERMILION)
axes[1].set(
    title="CDF: from u back to a face",
    xlabel="face",
    ylabel="cumulative sum F",
    xticks=faces,
)
axes[1].set(xlim=(0.4, 7), ylim=(0, 1.05))
plt.show()

# %% [markdown]
# From $u$ go right until you meet a rising edge of the stairs, then down. Face 4 has no rising
# edge: no $u$ can draw it.
#
# **Think about the ends.** Piece $i$ is $F_{i-1} < u \le F_i$: the right end belongs to it, the
# left one does not. Two values of $u$ are trouble:
#
# - $u = 0$ is no piece's inside. The rule says the smallest $i$ with $0 \le F_i$, that is
#   $i = 0$, *even if* $p_0 = 0$. `rng.random()` can return 0 (in float32 one draw in 17 million
#   is), and then you would have drawn the impossible.
# - $u$ near 1 may be larger than *every* $F_i$, for floats do not add up exactly: ten times 0.1 makes
#   0.9999999999999999. Then no $i$ is found at all. (`rng.random()` is always below 1, but a float32
#   copy of its greatest values is exactly 1. So your function shall take $u \in [0, 1]$, both ends
#   included.)
#
# One sentence mends both. **Only symbols with $p_i > 0$ are candidates; draw the smallest
# candidate with $u \le F_i$, or the last candidate if there is none.** (Pieces that are closed on
# the left, $u < F_i$, would sample just as well. One has to choose; we take the definition of the
# quantile function, which has $\le$.)

# %% [markdown]
# ### Exercise 2: `inverse_cdf` (★★★, 12 minutes, 3 points)
#
# The sampler of every discrete model in this course: it will write messages, draw pixels and
# choose mixture components. The uniforms are an argument, so that the answer is a function and
# the same uniforms always give the same symbols.


# %% nbgrader={"grade": false, "grade_id": "inverse_cdf", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inverse_cdf(probabilities, uniforms):
    """The symbol that each uniform number draws.

    probabilities: (k,) floats >= 0 that sum to 1 up to rounding; some may be exactly 0
    uniforms: (n,) floats in [0, 1], both ends included; n may be 0
    returns: (n,) ints from 0 to k - 1, in the order of the uniforms:
        the smallest i with p_i > 0 and u <= F_i, where F_i = p_0 + ... + p_i;
        where rounding leaves no such i, the largest i with p_i > 0
    """
    ### BEGIN SOLUTION
    possible = np.flatnonzero(probabilities > 0)
    F = np.cumsum(probabilities)[possible]
    place = np.searchsorted(F, uniforms)  # the first place with u <= F
    return possible[np.minimum(place, len(possible) - 1)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_inverse_cdf", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("inverse_cdf", inverse_cdf)

# %% [markdown]
# > **Predict, then run.** We throw the loaded die 10,000 times. How far will the worst frequency
# > be from its probability: about 0.1, 0.01 or 0.001? (The standard deviation of a frequency is
# > $\sqrt{p(1-p)/n}$.)

# %%
throws = np.array(inverse_cdf(loaded, rng.random(10_000)), dtype=int)
frequencies = np.bincount(throws, minlength=6) / len(throws)
worst_frequency = np.abs(frequencies - loaded).max()
print("probabilities", loaded)
print("frequencies  ", frequencies)
print(f"worst difference {worst_frequency:.4f}")

# %% [markdown]
# A few thousandths: $\sqrt{0.3 \cdot 0.7 / 10{,}000} = 0.0046$ is the size to expect. To halve it
# you need four times as many throws.
#
# ### A failure on purpose: the one-liner
#
# `np.searchsorted(np.cumsum(p), u)` is on many blogs. It works on nearly every $u$. Now a
# vocabulary of 200,000 words in float32, as a language model on a GPU would have it, and a few
# million draws.

# %%
words = rng.dirichlet(np.ones(200_000)).astype(np.float32)
one_liner = np.cumsum(words)
many_draws = np.searchsorted(one_liner, rng.random(2_000_000).astype(np.float32))
beyond_the_end = int(np.sum(many_draws == len(words)))
print(f"the sums end at {one_liner[-1]:.7f}")
print(f"{beyond_the_end} of {len(many_draws):,} draws have no word at all")

# %% [markdown]
# Each of these would be an `IndexError` in the middle of the night. Your function has no such
# case.

# %% [markdown]
# ## 3. Drawing numbers
#
# For a continuous variable the same idea works with an integral in place of the sum, if its CDF
# can be inverted. That of the **normal** distribution cannot, not with elementary functions. Box
# and Muller found a way round in 1958: draw *two* normals at once, as a point in the plane, in
# polar coordinates.
#
# Two independent standard normals have the density $\frac{1}{2\pi} e^{-(z_0^2 + z_1^2)/2}$. It
# depends on the radius $r$ only, so the **angle is uniform**; and a disc of radius $r$ holds the
# probability $F(r) = 1 - e^{-r^2/2}$. *This* CDF can be inverted:
#
# $$u_1 = 1 - e^{-r^2/2} \;\Rightarrow\; r = \sqrt{-2 \log(1 - u_1)}, \qquad \theta = 2\pi u_2, \qquad z_0 = r\cos\theta,\quad z_1 = r\sin\theta .$$
#
# Most texts shorten $1 - u_1$ to $u_1$, which is as uniform. But `rng.random()` lies in $[0, 1)$:
# it can be 0, and $\log 0$ is $-\infty$. It is never 1, so $1 - u_1$ is safe. We keep it.

# %% [markdown]
# ### Exercise 3: `box_muller` (★, 5 minutes, 2 points)
#
# From now on, all the noise of the course could come from this function: a VAE's, a GAN's, a
# diffusion model's.


# %% nbgrader={"grade": false, "grade_id": "box_muller", "locked": false, "schema_version": 3, "solution": true, "task": false}
def box_muller(u1, u2):
    """Two independent standard normal numbers from each pair of uniform ones.

    u1: (n,) floats in [0, 1): the radius is sqrt(-2 log(1 - u1)), so that u1 = 0 gives radius 0
    u2: (n,) floats in [0, 1): the angle is that part of a full turn, counted from the first axis
    returns: (2, n) floats, or a pair of (n,) arrays: first r cos(angle), then r sin(angle)
    """
    ### BEGIN SOLUTION
    radius = np.sqrt(-2 * np.log(1 - u1))
    angle = 2 * np.pi * u2
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_box_muller", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("box_muller", box_muller)

# %% [markdown]
# > **Predict, then run.** Of 10,000 standard normal numbers, how many lie outside $\pm 3$? Write
# > down a number first.

# %%
z = np.array(box_muller(rng.random(5_000), rng.random(5_000)))  # (2, 5000)
outside = int(np.sum(np.abs(z) > 3))
print(f"mean {z.mean():+.3f}, variance {z.var():.3f}, correlation {np.corrcoef(z)[0, 1]:+.3f}")
print(f"outside ±3: {outside} of {z.size:,}")

figure, axes = plt.subplots(1, 2, figsize=(7.5, 3.4))
axes[0].plot(*z, ".", markersize=1.5, color=plot.BLUE)
axes[0].set(
    title="5,000 pairs: round, no corners",
    xlabel="$z_0$",
    ylabel="$z_1$",
    aspect="equal",
    xlim=(-4.5, 4.5),
    ylim=(-4.5, 4.5),
)
axes[1].hist(z.ravel(), bins=60, density=True, color=plot.SKY, label="10,000 draws")
line = np.linspace(-4.5, 4.5, 200)
axes[1].plot(
    line, np.exp(-(line**2) / 2) / np.sqrt(2 * np.pi), color=plot.VERMILION, label="normal density"
)
axes[1].set(title="Either coordinate is normal", xlabel="z", ylabel="density", ylim=(0, 0.55))
axes[1].legend(loc="upper center", ncols=2, fontsize=9)
plt.show()

# %% [markdown]
# Expected are 27 of 10,000. Remember how rare 3 standard deviations are when a model's "random"
# pictures all look alike: a Gaussian hardly ever leaves the neighbourhood of its mean.
#
# Any Gaussian can be made of standard ones. If $\Sigma = L L^\top$ (Cholesky), then
# $x = \mu + L z$ has mean $\mu$ and covariance $\Sigma$. What is missing are $\mu$ and $\Sigma$:
# they come from data.

# %% [markdown]
# ## 4. Learning: which Gaussian?
#
# The density of a Gaussian in $d$ dimensions, in logarithms:
#
# $$\log p(x) = -\tfrac12 (x - \mu)^\top \Sigma^{-1} (x - \mu) \;-\; \tfrac12 \log\det\Sigma \;-\; \tfrac{d}{2} \log 2\pi .$$
#
# **Maximum likelihood** chooses the $\mu$ and $\Sigma$ under which the data are most probable,
# that is with the greatest sum of $\log p(x_n)$ over the $N$ points. Setting the derivatives to
# zero gives what one would guess:
#
# $$\mu = \frac1N \sum_n x_n, \qquad \Sigma = \frac1N \sum_n (x_n - \mu)(x_n - \mu)^\top .$$
#
# It is $N$ and not $N - 1$: the latter makes the estimate unbiased, which is another virtue. We
# shall see it on a curve.

# %% [markdown]
# ### Exercise 4: `fit_gaussian` (★, 6 minutes, 2 points)
#
# The simplest learning there is: two averages. EM in week 2 does the same with weights.


# %% nbgrader={"grade": false, "grade_id": "fit_gaussian", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit_gaussian(x):
    """Mean and covariance of the Gaussian under which x has the greatest likelihood.

    x: (n, d) floats, one point per row, n >= 1
    returns: arrays mean (d,) and covariance (d, d), also for d = 1, in this order;
        of one point the covariance is the zero matrix
    """
    ### BEGIN SOLUTION
    mean = x.mean(axis=0)
    deviations = x - mean
    covariance = deviations.T @ deviations / len(x)
    return mean, covariance
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_fit_gaussian", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("fit_gaussian", fit_gaussian)

# %% [markdown]
# ### Exercise 5: `gaussian_log_prob` (★★★, 12 minutes, 3 points)
#
# The score of every continuous model: a VAE's loss, a flow's, a diffusion model's contain this
# formula. Never compute the density itself: in many dimensions it is 0 or infinite as a float,
# while its logarithm is an ordinary number. For the same reason use `np.linalg.slogdet` (it
# returns a sign and the log) and not `det`. `np.linalg.solve(A, B)` is $A^{-1}B$.


# %% nbgrader={"grade": false, "grade_id": "gaussian_log_prob", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gaussian_log_prob(x, mean, covariance):
    """Log-density of every row of x under N(mean, covariance), in nats.

    x: (n, d) floats, one point per row, n >= 1
    mean: (d,) floats
    covariance: (d, d) floats, symmetric and positive definite; variances on the diagonal
    returns: (n,) floats, one per point; one point gives an array of shape (1,)
    """
    ### BEGIN SOLUTION
    d = len(mean)
    deviations = x - mean
    distance = np.sum(deviations * np.linalg.solve(covariance, deviations.T).T, axis=1)
    _, log_det = np.linalg.slogdet(covariance)
    return -0.5 * (distance + log_det + d * np.log(2 * np.pi))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_gaussian_log_prob", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("gaussian_log_prob", gaussian_log_prob)

# %% [markdown]
# Now fit one Gaussian to the threes and one to the fives. Later cells need these two; NumPy and
# SciPy make them (`np.cov` with `ddof=0` divides by $N$, too), so that no later cell waits for
# exercise 4 or 5. The rest of the cell does with your functions.
#
# > **Predict, then run.** Ten points are few. Cut the fives into 15 groups of ten, fit a Gaussian
# > to each group, and multiply its covariance by a factor $s$. At which $s$ is the likelihood of
# > the group itself greatest? And that of the *other* fives: at the same $s$, a smaller or a
# > greater one?

# %%
mean_3, covariance_3 = x[y == 0].mean(axis=0), np.cov(x[y == 0].T, ddof=0)
mean_5, covariance_5 = x[y == 1].mean(axis=0), np.cov(x[y == 1].T, ddof=0)
log_p_three = stats.multivariate_normal(mean_3, covariance_3).logpdf  # functions of points (n, 2)
log_p_five = stats.multivariate_normal(mean_5, covariance_5).logpdf
theirs_and_yours = log_p_five(x) - np.array(gaussian_log_prob(x, *fit_gaussian(x[y == 1])))
print(f"largest difference between SciPy and you: {np.abs(theirs_and_yours).max():.0e} nats")

groups = x[y == 1][:150].reshape(15, 10, 2)
factors = np.linspace(0.5, 3, 126)
on_itself, on_others = np.zeros(126), np.zeros(126)
for i, group in enumerate(groups):
    others = np.delete(groups, i, axis=0).reshape(-1, 2)
    mean, covariance = map(np.array, fit_gaussian(group))  # whatever holds your numbers
    for j, s in enumerate(factors):
        on_itself[j] += np.mean(gaussian_log_prob(group, mean, s * covariance)) / 15
        on_others[j] += np.mean(gaussian_log_prob(others, mean, s * covariance)) / 15
best_on_itself, best_on_others = factors[on_itself.argmax()], factors[on_others.argmax()]

figure, axes = plt.subplots(1, 2, figsize=(8, 3.6))
show_points(axes[0], x, y)
for mean, covariance, colour in [
    (mean_3, covariance_3, plot.BLUE),
    (mean_5, covariance_5, plot.VERMILION),
]:
    log_p = np.array(gaussian_log_prob(grid, mean, covariance)).reshape(columns.shape)
    axes[0].contour(
        columns, rows, log_p, [-6, -3, -1, 1], colors=colour, linestyles="solid", linewidths=1
    )
axes[0].set(title="Two fitted Gaussians", xlim=(2, 5), ylim=(4.8, 2.2))
axes[0].legend(loc="lower left")
axes[1].plot(factors, on_itself, color=plot.VERMILION, label="the ten points themselves")
axes[1].plot(factors, on_others, "--", color=plot.BLACK, label="other fives")
axes[1].plot(best_on_itself, on_itself.max(), "o", color=plot.VERMILION)
axes[1].plot(best_on_others, on_others.max(), "o", color=plot.BLACK)
axes[1].set(title="How wide is best?", xlabel="factor s on the covariance")
axes[1].set(ylabel="mean log-density (nats)", ylim=(-1.1, 0.5))
axes[1].legend(loc="lower right", fontsize=9)
plt.show()
print(
    f"greatest for the ten points at s = {best_on_itself:.2f}, for others at {best_on_others:.2f}"
)

# %% [markdown]
# For the ten points themselves the maximum is at $s = 1$ exactly: dividing by $N$ *is* the
# maximum of the likelihood, and $N - 1$ would be $s = 10/9$, a little lower. Other fives prefer
# almost twice the covariance: a model fitted to few points believes them too much. This gap
# between training and held-out likelihood is called overfitting, and it stays with us for sixteen
# weeks.

# %% [markdown]
# ## 5. Bayes' rule: a generative model can classify
#
# The model knows $p(x \mid y)$ for both classes and the **prior** $\pi = P(y = 1)$. Bayes' rule
# turns that round:
#
# $$P(y = 1 \mid x) = \frac{\pi\, p(x \mid 1)}{\pi\, p(x \mid 1) + (1 - \pi)\, p(x \mid 0)}
# = \sigma\!\left(\log\frac{p(x \mid 1)}{p(x \mid 0)} + \log\frac{\pi}{1 - \pi}\right) .$$
#
# Divide top and bottom by the numerator to see the second form. There is the sigmoid of logistic
# regression again: the discriminative model learns the sum in the bracket directly, the
# generative one makes it of two densities. The difference of two logarithms is harmless even
# where both densities are 0 as floats.

# %% [markdown]
# ### Exercise 6: `bayes_posterior` (★★, 8 minutes, 2 points)
#
# This is how the next lesson tells spam from ham. Stay in the log domain as long as you can;
# `np.logaddexp(a, b)` is $\log(e^a + e^b)$, computed safely.


# %% nbgrader={"grade": false, "grade_id": "bayes_posterior", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bayes_posterior(log_p0, log_p1, prior_1):
    """P(y = 1 | x) of every item, by Bayes' rule.

    log_p0: (n,) floats, log p(x | y = 0) in nats, from -3000 to +3000
    log_p1: (n,) floats, log p(x | y = 1), likewise
    prior_1: float in [0, 1), P(y = 1); that of the other class is 1 - prior_1
    returns: (n,) floats in [0, 1]; 0 everywhere when prior_1 is 0
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):  # log 0 = -inf is what a prior of 0 means
        log_joint_0 = log_p0 + np.log(1 - prior_1)
        log_joint_1 = log_p1 + np.log(prior_1)
    return np.exp(log_joint_1 - np.logaddexp(log_joint_0, log_joint_1))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_bayes_posterior", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("bayes_posterior", bayes_posterior)

# %% [markdown]
# > **Predict, then run.** Where will the two models disagree: between the classes, or far away?
# > And if fives were rare, one in twenty: what must be changed in the generative model, and what
# > in logistic regression?


# %%
def posterior_of_five(x, prior):
    """P(five | x) from the two fitted Gaussians."""
    return np.array(bayes_posterior(log_p_three(x), log_p_five(x), prior))


def log_p_of(x):
    """log p(x), whatever the class, from the two fitted Gaussians."""
    return np.logaddexp(log_p_three(x) + np.log(1 - prior_five), log_p_five(x) + np.log(prior_five))


prior_five = y.mean()
figure, axes = plt.subplots(1, 2, figsize=(8, 3.6), sharey=True)
for axis, prior, title in [
    (axes[0], prior_five, "as frequent as threes"),
    (axes[1], 0.05, "one in twenty"),
]:
    surface = axis.contourf(
        columns,
        rows,
        posterior_of_five(grid, prior).reshape(columns.shape),
        np.linspace(0, 1, 11),
        cmap="RdBu_r",
        alpha=0.5,
    )
    show_points(axis, x, y)
    axis.plot(*nowhere[0], "X", color=plot.BLACK, markersize=9)
    axis.set_title(f"Fives {title}")
axes[0].legend(loc="lower center")
axes[1].set_ylabel("")
figure.colorbar(surface, ax=axes, label="P(five | x)")
plt.show()

says_five = posterior_of_five(valid_points, prior_five) > 0.5
bayes_accuracy = np.mean(says_five == valid_is_five)
same_verdict = int(np.sum(says_five == (logistic(weights, valid_points) > 0.5)))
typical_log_p, log_p_nowhere = np.median(log_p_of(x)), log_p_of(nowhere)
bayes_nowhere = posterior_of_five(nowhere, prior_five).item()
print("                      two Gaussians   logistic regression")
print(f"held-out accuracy     {bayes_accuracy:13.3f}   {logistic_accuracy:19.3f}")
print(f"the same verdict on   {same_verdict:10} of {len(valid_points)} held-out points")
print(f"P(five | nowhere)     {bayes_nowhere:13.4f}   {logistic_nowhere:19.4f}")
print(f"log p(typical point)  {typical_log_p:8.1f} nats              unknown")
print(f"log p(nowhere)        {log_p_nowhere:8.1f} nats              unknown")

# %% [markdown]
# Between the classes the two agree: they give the same verdict on all 26 held-out points, right on 24
# of them. Far away they *contradict* each other, and both are quite certain. A posterior
# compares two classes and nothing else; where both densities are tiny, the ratio of two tiny
# numbers can be anything.
#
# But the generative model knows one thing more: $p(x) = \sum_y P(y)\, p(x \mid y)$, how usual
# this point is at all. Its logarithm is more than 120 nats below that of a typical point. A
# careful program would answer "I have never seen anything like it".
#
# When fives become rare, in the generative model one number changes, $\pi$, and the boundary
# moves into the fives. In logistic regression the prior is baked into `w[0]` together with
# everything else: you must know the training set's own prior to get it out.
#
# ### And now: draw
#
# First a class by `inverse_cdf`, then a point by `box_muller` and $x = \mu + Lz$. This order, $y$
# first and $x$ given $y$, is the *generative story* of the model.


# %%
def draw_gaussian(n, mean, covariance):
    """(n, d) draws from N(mean, covariance), made of uniform numbers alone."""
    d = len(mean)
    pairs = (n * d + 1) // 2
    z = np.ravel(box_muller(rng.random(pairs), rng.random(pairs)))[: n * d].reshape(n, d)
    return mean + z @ np.linalg.cholesky(covariance).T


drawn_y = np.array(inverse_cdf(np.array([1 - prior_five, prior_five]), rng.random(len(x))))
drawn_x = np.where(
    drawn_y[:, None] == 1,
    draw_gaussian(len(x), mean_5, covariance_5),
    draw_gaussian(len(x), mean_3, covariance_3),
)

figure, axes = plt.subplots(1, 2, figsize=(8, 3.4), sharey=True)
for axis, points, labels, title in [
    (axes[0], x, y, "Real"),
    (axes[1], drawn_x, drawn_y, "Drawn from the model"),
]:
    show_points(axis, points, labels)
    axis.set(title=title, xlim=(2, 5), ylim=(4.8, 2.2))
axes[1].set_ylabel("")
axes[0].legend(loc="lower left")
plt.show()

# %% [markdown]
# The model makes points that no digit of the training set has, in the right places and with the
# right slant. Look for what it misses: the real fives thin out towards the upper left, while a
# Gaussian has one centre and is symmetric about it. Next week's mixtures have several.

# %% [markdown]
# ## 6. The same in 64 dimensions: digits
#
# Nothing in your functions knows that there are two dimensions. Give them all 64 pixels and one
# Gaussian for each of the ten digits.
#
# ### A failure on purpose: the pixel that never sees ink
#
# > **Predict, then run.** In the corner of the picture there is never any ink. What is that
# > pixel's variance? And what then are $\det\Sigma$ and the log-density?

# %%
threes = train_x[train_y == 3]
mean_pixels, covariance_pixels = map(np.array, fit_gaussian(threes))
dead_pixels = int(np.sum(np.diag(covariance_pixels) == 0))
_, log_det_pixels = np.linalg.slogdet(covariance_pixels)
rank_pixels = int(np.linalg.matrix_rank(covariance_pixels))
print(f"{len(threes)} threes: {dead_pixels} pixels never vary")
print(f"rank {rank_pixels} of 64, log det = {log_det_pixels}")
try:
    print("log-density of a three:", gaussian_log_prob(threes[:1], mean_pixels, covariance_pixels))
except (np.linalg.LinAlgError, ValueError, RuntimeError) as error:
    print(f"log-density of a three: {type(error).__name__}, {str(error)[:80]}")

# %% [markdown]
# The Gaussian is flat in some directions, like a sheet of paper: its density is infinite on the
# sheet and zero beside it. The usual remedy is a **floor**: add a small variance $\lambda$ to
# every pixel, $\Sigma + \lambda I$. How large? "Take the $\lambda$ with the greatest log-density
# on held-out pictures" sounds right.
#
# > **Predict, then run.** Which floor will win that contest?

# %%
class_prior = np.bincount(train_y) / len(train_y)  # (10,)
pictures_of = [train_x[train_y == digit] for digit in range(10)]
gaussians = [(pictures.mean(axis=0), np.cov(pictures.T, ddof=0)) for pictures in pictures_of]
FLOOR = 1.0  # the one that we shall take in the end


def log_joint(x, floor):
    """log p(x, y) for every picture and digit: (n, 10), in nats."""
    return np.column_stack(
        [
            np.array(gaussian_log_prob(x, mean, covariance + floor * np.eye(64)))
            + np.log(class_prior[digit])
            for digit, (mean, covariance) in enumerate(gaussians)
        ]
    )


floors = 10.0 ** np.arange(-6, 2.5, 0.5)
floor_log_p, floor_accuracy = [], []
for floor in floors:
    joint = log_joint(valid_x, floor)
    floor_log_p.append(np.logaddexp.reduce(joint, axis=1).mean())
    floor_accuracy.append(np.mean(joint.argmax(axis=1) == valid_y))

figure, axes = plt.subplots(1, 2, figsize=(8, 3.3))
axes[0].semilogx(floors, floor_log_p, "o-", color=plot.BLUE, markersize=4)
axes[0].set(
    title="The likelihood is fooled",
    xlabel="floor λ (grey levels²)",
    ylabel="held-out log p(x) (nats)",
)
axes[1].semilogx(floors, floor_accuracy, "o-", color=plot.GREEN, markersize=4)
axes[1].set(
    title="The classifier is not", xlabel="floor λ (grey levels²)", ylabel="held-out accuracy"
)
for axis in axes:
    axis.axvline(1, color=plot.BLACK, linewidth=1, linestyle=":")
plt.show()

digits_log_p = np.logaddexp.reduce(log_joint(valid_x, FLOOR), axis=1).mean()
digits_accuracy = np.mean(log_joint(valid_x, FLOOR).argmax(axis=1) == valid_y)
print(f"floor 1e-6: {floor_log_p[0]:.1f} nats, accuracy {floor_accuracy[0]:.3f}")
print(f"floor 1:    {digits_log_p:.1f} nats, accuracy {digits_accuracy:.3f}")

# %% [markdown]
# The smallest floor wins, and a smaller one would beat it in turn: this measure is **fooled**.
# Grey levels are whole numbers, and a pixel that is always 0 can be given a needle of a Gaussian.
# Each such pixel earns $\frac12 \log 10 = 1.15$ nats for every factor of ten; a digit has 13 of
# them on average, and 15 nats for a factor of ten is the slope on the left. Nothing has been
# understood about digits, and the accuracy falls meanwhile.
#
# A density on whole numbers is only to be trusted when it is smooth at the scale of one grey
# level. So we take $\lambda = 1$, a standard deviation of one level; week 5 adds noise to the
# data instead, which mends it properly.
#
# With that floor the generative model recognises 98.9 % of the held-out digits: 2 errors in 180.
#
# Now the picture from the top of the page, drawn with your `inverse_cdf` and `box_muller` from
# `rng.random`.


# %%
def draw_digits(n):
    """n pictures (n, 64) and their digits (n,): first the digit, then the pixels."""
    labels = np.array(inverse_cdf(class_prior, rng.random(n)), dtype=int)
    pictures = [
        draw_gaussian(1, gaussians[k][0], gaussians[k][1] + FLOOR * np.eye(64))[0] for k in labels
    ]
    return np.clip(pictures, 0, 16), labels


drawn, which = draw_digits(12)
print("drawn:", which)
figure, axis = plt.subplots(figsize=(7, 1.1))
show_pictures(axis, drawn, "Drawn by your own functions: first a digit, then 64 pixels")
plt.show()

# %% [markdown]
# ## 7. Two "solutions" that are none
#
# Could one have had new pictures more cheaply? Two suggestions come up every year.
#
# **Augment.** Shift the training pictures a little, brighten them, add some noise: thousands of
# "new" pictures for nothing.
#
# **Enumerate.** A picture is a list of finitely many grey levels, so there are only finitely many
# pictures. Write a loop over all of them; one day the cat you want comes by.

# %% [markdown]
# ### Exercise 7: `nearest_distances` (★★, 8 minutes, 2 points)
#
# Is a sample new, or a training picture in disguise? The plainest measure is the distance to the
# *nearest* training picture; in week 8 it returns as a test for memorisation.


# %% nbgrader={"grade": false, "grade_id": "nearest_distances", "locked": false, "schema_version": 3, "solution": true, "task": false}
def nearest_distances(queries, references):
    """Euclidean distance of every query to the reference nearest to it.

    queries: (n, d) floats or uint8, one picture per row; n may be 0
    references: (m, d) floats or uint8, m >= 1
    returns: (n,) floats; 0 for a query that is among the references
    """
    ### BEGIN SOLUTION
    queries, references = queries.astype(float), references.astype(float)
    distances = np.zeros(len(queries))
    for i, query in enumerate(queries):
        distances[i] = np.sqrt(np.sum((references - query) ** 2, axis=1)).min()
    return distances
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_nearest_distances", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("nearest_distances", nearest_distances)

# %% [markdown]
# > **Predict, then run.** Order these by their median distance to the nearest training picture:
# > held-out real digits, slightly augmented training pictures (brightness ±10 %, a shift by a
# > tenth of a pixel, noise of one grey level), training pictures shifted by a *whole* pixel,
# > samples from your Gaussians, pictures drawn uniformly from the list of all pictures.


# %%
def shift_right(pictures, pixels=1.0):
    """Shift (n, 64) pictures to the right by a part of a pixel; paper comes in from the left."""
    images = pictures.reshape(-1, 8, 8)
    moved = np.pad(images, ((0, 0), (0, 0), (1, 0)))[:, :, :8]
    return ((1 - pixels) * images + pixels * moved).reshape(-1, 64)


chosen = train_x[:180]
brightness = rng.uniform(0.9, 1.1, size=(180, 1))
augmented = np.clip(brightness * shift_right(chosen, 0.1) + rng.normal(size=chosen.shape), 0, 16)
# 180 pictures as from your draw_digits, but drawn by NumPy: this cell waits for exercise 7 only.
made_x = [
    rng.multivariate_normal(gaussians[k][0], gaussians[k][1] + FLOOR * np.eye(64))
    for k in rng.choice(10, size=180, p=class_prior)
]
made_x = np.clip(made_x, 0, 16)
enumerated = rng.integers(0, 17, size=(180, 64)).astype(float)

nearest = {
    "augmented a little": nearest_distances(augmented, train_x),
    "held-out digits": nearest_distances(valid_x, train_x),
    "ten Gaussians": nearest_distances(made_x, train_x),
    "shifted by a pixel": nearest_distances(shift_right(chosen), train_x),
    "from the list of all": nearest_distances(enumerated, train_x),
}
medians = {name: float(np.median(distances)) for name, distances in nearest.items()}
augmented_median, held_out_median, made_median, shifted_median, listed_median = medians.values()
for name, median in medians.items():
    print(f"{name:22} {median:5.1f}")

figure, axis = plt.subplots(figsize=(7, 3.3))
parts = axis.violinplot(
    list(nearest.values()), orientation="horizontal", showmedians=True, widths=0.85
)
for body, colour in zip(parts["bodies"], plot.PALETTE, strict=False):
    body.set(facecolor=colour, alpha=0.7)
axis.set_yticks(range(1, 6), nearest)
axis.axvline(held_out_median, color=plot.BLACK, linestyle=":", linewidth=1)
axis.set(
    title="How far from the nearest training picture?", xlabel="Euclidean distance (grey levels)"
)
plt.show()

# %% [markdown]
# Three things to read from it.
#
# - Augmented pictures lie **nearer** to the training data (9) than real new digits do (16). They
#   are the old ones with dust on them. That is useful for training a classifier, and it is not
#   generation.
# - The Gaussians' samples (20) are a little **further** away than real new digits. They are no
#   copies; and they are not quite digits either. A perfect generator would be *indistinguishable
#   from held-out data*, here as in every other measure.
# - Shifted by one whole pixel, a copy seems further from the training data (34) than any honest
#   new digit. So is it new?
#
# Let us look once more, and allow for the shift: shift the training pictures, too, before
# measuring.

# %%
shifted_back = np.array(nearest_distances(shift_right(chosen), shift_right(train_x)))
both = np.concatenate([train_x, shift_right(train_x)])
held_out_shifted = np.array(nearest_distances(valid_x, both))
print(f"shifted copies, shifted training set: largest distance {np.max(shifted_back):.1f}")
print(f"held-out digits, both training sets: median distance {np.median(held_out_shifted):.1f}")

# %% [markdown]
# Every shifted picture is at distance 0: all of them were copies, and our ruler did not see it.
# Held-out digits stay where they were. A measure of novelty is only as good as its idea of "the
# same", which is why week 8 has a whole lesson about measures. And there is a deeper fault: no
# five ever comes out whose strokes are not those of a five in the file.
#
# ### Enumerating
#
# Take small photographs, 100×100 pixels in three colours with 256 levels each. Their number is
#
# $$256^{100 \cdot 100 \cdot 3} = 256^{30000} .$$
#
# > **Predict, then run.** A well-known lecture prints this number, in one place, as
# > $1.58 \cdot 10^{72245}$. Something is wrong with it. How would you check, when no float goes
# > beyond $10^{308}$?

# %%
log10_pictures = 30_000 * math.log10(256)
exponent = math.floor(log10_pictures)
mantissa = 10 ** (log10_pictures - exponent)
print(f"log10 of the number of pictures: {log10_pictures:.4f}")
print(f"the number of pictures: {mantissa:.2f} · 10^{exponent}")

log10_digits = 64 * math.log10(17)
log10_years = log10_digits - 9 - math.log10(3600 * 24 * 365.25)
print(f"8×8 digits with 17 levels: 10^{log10_digits:.1f} pictures")
print(f"at a billion a second: 10^{log10_years:.0f} years")

# %% [markdown]
# $256^{30000} = 1.58 \cdot 10^{72247}$: the mantissa was right and the exponent too small by two,
# a factor of a hundred. The digits before the power are checked easily and the power is not; take
# the logarithm yourself. (It does not save the loop. Even our 8×8 digits would take $10^{62}$
# years, and the universe has had $10^{10}$.)
#
# But size is not the real objection. Suppose you had the list, and all the time in the world. It
# contains every digit and every cat, and *does not say where*. Drawing from it means drawing each
# pixel uniformly: the row "from the list of all" above, 57 grey levels from anything ever
# written. A generative model is what the list lacks: **a probability for each of its entries.**
#
# Augmenting, in fairness, can be given a probability in one simple case: if it does nothing but
# add noise of one grey level, its density is a narrow Gaussian around each of the 1,437 training
# pictures, all with equal weight. So the three can be held against each other.
#
# > **Predict, then run.** Which of the three gives held-out digits the greatest log-probability:
# > the list of all pictures, the training set with noise, or the ten Gaussians? And which the
# > least?

# %%
listed_log_p = -64 * math.log(17)
near_each = [
    np.logaddexp.reduce(-0.5 * np.sum((train_x - picture) ** 2, axis=1)) for picture in valid_x
]
augmented_log_p = np.mean(near_each) - 32 * math.log(2 * math.pi) - math.log(len(train_x))
gaussians_log_p = np.logaddexp.reduce(log_joint(valid_x, FLOOR), axis=1).mean()
gained_digits = (gaussians_log_p - listed_log_p) / math.log(10)
print("mean log-probability of a held-out digit, in nats")
print(f"  the list of all pictures: {listed_log_p:.1f}")
print(f"  training set with noise:  {augmented_log_p:.1f}")
print(f"  ten Gaussians:            {gaussians_log_p:.1f}")
print(f"Gaussians against the list: a factor of 10^{gained_digits:.0f}")

# %% [markdown]
# Augmentation is *last*, behind the list that knows nothing. It puts nearly all its probability
# next to pictures it has seen, and real new digits are not there. (How to choose a better width
# for the noise is a subject of week 2, under the name of kernel density estimation.) Ten means
# and ten covariance matrices make unseen digits $10^{26}$ times more probable than the list does.
#
# A density may stand beside a probability here because grey levels are 1 apart and both densities
# are smooth at that scale: probability ≈ density × 1. Everything from here to week 16 is about
# raising this number, or about making samples for which it need not be known.

# %% [markdown] nbgrader={"grade": false, "grade_id": "whats_wrong_sampling", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": true}
# ## 8. In your own words (4 points, 10 minutes)
#
# A company sells "a generative model of handwritten digits". Looking inside, you find that it
# stores the training set, picks one of its pictures at random, turns it by a few degrees and adds
# noise. The company says: *no two of our pictures are ever the same, and classifiers trained on
# them work better.* Both are true.
#
# 1. Which two things that a generative model can do can this program not do?
# 2. Propose **one measurement** that would show the difference to a customer. Say what you would
#    compute, on which data, beside which number you would put it, and what you expect.
# 3. Your colleague answers: "then just draw from the list of all pictures, nothing is copied
#    there." What is missing in that list?
#
# Six to ten sentences.
#
# ### BEGIN MARK SCHEME
# **1 point: what it cannot do.** Two of: give a probability or density p(x) of a picture (so it
# can neither compare pictures nor notice an odd one); make a picture that is not a transformed
# training picture (mix what it saw: other slants, other strokes); classify by Bayes' rule or
# adapt to another prior; be conditioned on a part of a picture. Half a point for one. (Whoever
# notes that noise alone would have a density, a narrow Gaussian around each training picture, is
# right: then the fault is how little it gives to new digits.)
#
# **2 points: the measurement.** One point for a sound quantity: distance to the nearest training
# picture *up to the transformations used* (undo the turn, or augment the references as well), or
# the log-probability of held-out pictures, or coverage of held-out pictures by samples. One point
# for the comparison and the expectation: it must stand beside the same quantity for held-out real
# pictures (augmented: near 0 once the transformation is allowed for, held-out: clearly greater).
# A plain pixel distance without a baseline, or one that a shift of a pixel would fool, earns one
# point of the two.
#
# **1 point: the list.** It has all pictures but no probabilities: every picture counts the same,
# so a draw from it is noise; and it cannot be walked through either (10^78 pictures for 8×8
# alone). Half a point for the size only.
#
# "It is not artificial intelligence", "the pictures look bad" or "there is no neural network"
# earn nothing: ten Gaussians have no network either.
# ### END MARK SCHEME

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## What you should see
#
# | measured in this lesson | reference | tolerance |
# |---|---|---|
# | $P$(every face of a die once in 6 throws) | 0.0154 | 0.0001 |
# | worst frequency in 10,000 throws of the loaded die | 0.0045 | 0.0030 |
# | draws beyond the end, one-liner in float32, of 2,000,000 | 5 | 5 |
# | factor on the covariance that suits the ten points themselves; other fives | 1.00; 1.90 | 0.02; 0.10 |
# | accuracy on 26 held-out threes and fives: logistic; two Gaussians | 0.923; 0.923 | 0.04 |
# | points of these 26 on which the two give the same verdict | 26 | 1 |
# | $\log p$: typical training point; nowhere | 0.1; −124.1 nats | 0.1; 1 |
# | ten Gaussians, $\lambda = 1$: held-out $\log p(x)$ | −122.1 nats (−176.2 bits, 2.75 bits per pixel) | 0.5 |
# | ten Gaussians, $\lambda = 1$: held-out accuracy | 0.989 | 0.006 |
# | median distance to the training set: augmented; held-out; Gaussians; shifted; listed | 9.0; 16.3; 19.8; 33.6; 57.3 | 2 |
# | held-out $\log p$: list of all; training set with noise | −181.3; −209.6 nats | 0.1; 1 |
# | number of 100×100 colour pictures | $1.58 \cdot 10^{72247}$ | exact |
#
# *Beside it, a published figure:* the authors of this data set report 98.00 % accuracy for the
# nearest neighbour (Alpaydin and Kaynak, 1998). Theirs is a harder task: they train on 3,823
# pictures by 30 people and test on 1,797 by 13 *others*. Those 1,797 are all that our package
# carries, so our training and held-out pictures come from the same hands. Do not compare the two
# as if 98.9 were better.
#
# ## In three sentences
#
# A generative model is a probability distribution over data together with a way to draw from it:
# uniform numbers become symbols through the inverse CDF, normal numbers through Box and Muller,
# and pictures through a fitted mean and covariance. Because it knows $p(x, y)$ it can do what a
# boundary cannot: classify under any prior, draw, and notice that something is unlike all it has
# seen. Copies with dust and lists without probabilities are no such models, and a number can show
# it, provided one asks whether that number can be fooled.
#
# ## Further reading
#
# - G. Box and M. Muller, *A note on the generation of random normal deviates*, 1958,
#   https://doi.org/10.1214/aoms/1177706645 — two pages, still in use.
# - L. Devroye, *Non-Uniform Random Variate Generation*, 1986,
#   https://luc.devroye.org/rnbookindex.html — the whole art of drawing; chapter II is the inverse
#   CDF.
# - A. Ng and M. Jordan, *On discriminative vs. generative classifiers*, 2001,
#   https://papers.nips.cc/paper/2001/hash/7b7a53e239400a13bd6be6c91c4f6c4e-Abstract.html — the
#   generative one needs fewer examples, the discriminative one ends better.
# - K. Murphy, *Probabilistic Machine Learning: An Introduction*, 2022,
#   https://probml.github.io/pml-book/book1.html — chapters 3 (Gaussians), 4 (maximum likelihood)
#   and 9 (generative classifiers).
# - E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits*, 1998,
#   https://doi.org/10.24432/C50P49 — our data.
#
# **Next lesson:** `naive_bayes`. The same two ingredients, a prior and a sampler, on real text
# messages: telling spam from ham, and writing some of either. There your scoreboard gets its
# first line.
