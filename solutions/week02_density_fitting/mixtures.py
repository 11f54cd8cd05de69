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
# # Mixtures: can a program find kinds that nobody has named?
#
# Last week ten Gaussians described ten digits, because somebody had told us which picture shows
# which digit. Now the labels are gone. You will write the algorithm that finds the kinds *and*
# their Gaussians at once, and then use the density it finds for everything a density is good for:
# drawing new digits, noticing what is no digit, filling in what is hidden, and classifying.
#
# **Afterwards you can**
#
# - *compute* the log-density of a mixture of Gaussians, however tiny or huge the density is;
# - *write* the EM algorithm, *show* that its likelihood never falls, and *break* it;
# - *choose* the number of components by BIC and by held-out likelihood;
# - *compare* a mixture with a kernel density estimate;
# - *use* a density: sample, find outliers, fill in missing pixels, classify.
#
# **You need** week 1 (Gaussians, Bayes' rule, sampling from uniform numbers) and matrix products.
# **Stuck?** Go on: no exercise needs another one, and a cell that needs an answer says which.
#
# | | minutes |
# |---|---|
# | reading | 40 |
# | seven exercises and a question | 82 |
# | the machine, at every scale, without a GPU | less than 1 |
#
# That is two sittings: sections 1 to 5 find a density, sections 6 to 10 use one.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KernelDensity

from gradelib import check, data, learn, plot

plot.use_style()
rng = np.random.default_rng(0)

# %% [markdown]
# ## What we are going to make
#
# The common digits again: 8×8 pixels, grey levels 0 to 16, one picture a row. A library fits a
# mixture of 15 Gaussians to the pictures **without their labels**. Above you see the mean of each
# component, below a new picture drawn from it.

# %%
digits = data.digits(size=8)
train_x, valid_x, test_x = (
    part.images.reshape(-1, 64).astype(float) for part in (digits.train, digits.valid, digits.test)
)
train_y, valid_y, test_y = (part.labels for part in (digits.train, digits.valid, digits.test))

# A variance of one grey level squared is added to every pixel, as in week 1.
FLOOR = 1.0
digit_mixture = GaussianMixture(15, reg_covar=FLOOR, random_state=0).fit(train_x)
one_gaussian = GaussianMixture(1, reg_covar=FLOOR).fit(train_x)  # to compare with, later


def show_pictures(axis, pictures, title):
    """Draw a row of 8x8 pictures on one axis."""
    tiles = [np.pad(np.reshape(picture, (8, 8)), 1) for picture in pictures]
    axis.imshow(np.hstack(tiles), cmap="gray_r", vmin=0, vmax=16)
    axis.set_title(title)
    axis.set_axis_off()


def draw_by_library(means, covariances):
    """One picture from each of the Gaussians."""
    return [rng.multivariate_normal(m, c) for m, c in zip(means, covariances, strict=True)]


figure, axes = plt.subplots(2, 1, figsize=(7.5, 1.9))
show_pictures(axes[0], digit_mixture.means_, "15 kinds of digit, found without labels: their means")
drawn = draw_by_library(digit_mixture.means_, digit_mixture.covariances_)
show_pictures(axes[1], np.clip(drawn, 0, 16), "a new picture of each kind")
plt.show()

# %% [markdown]
# Nobody said that there are zeros, or that a one may be written in two ways. How can a program
# know?

# %% [markdown]
# ## 1. A sum of bells
#
# To see what happens we first need a plane. All zeros, fours, sixes and sevens are projected on
# the two directions in which they differ most (their first two principal components; given here).
# The colours in the left figure are the true digits: **we** see them, the program will not.
#
# > **Predict, then run.** On the right, one Gaussian is fitted to all these points, as in week 1.
# > Where will its density be greatest, and what lies there?

# %%
kinds = [0, 4, 6, 7]
chosen = np.isin(train_y, kinds)
centre = train_x[chosen].mean(axis=0)
directions = np.linalg.svd(train_x[chosen] - centre, full_matrices=False)[2][:2]  # (2, 64)
plane = (train_x[chosen] - centre) @ directions.T  # (points, 2), in grey levels
plane_y = train_y[chosen]
valid_plane = (valid_x[np.isin(valid_y, kinds)] - centre) @ directions.T
print(f"{len(plane)} points to learn from, {len(valid_plane)} held out")

whole_mean = plane.mean(axis=0)
whole_covariance = np.cov(plane.T, bias=True)
angles = np.linspace(0, 2 * np.pi, 80)
circle = np.stack([np.cos(angles), np.sin(angles)])  # (2, 80)


def show_plane(axis, points, colours, title):
    """Points of the plane, one colour each."""
    axis.scatter(*points.T, s=7, c=colours)
    axis.set(title=title, xlabel="first direction (grey levels)", aspect="equal")


def show_bells(axis, means, covariances, colour=plot.BLACK):
    """The ellipse two standard deviations around each mean."""
    for mean, covariance in zip(means, covariances, strict=True):
        ellipse = np.asarray(mean)[:, None] + 2 * np.linalg.cholesky(covariance) @ circle
        axis.plot(*ellipse, color=colour, linewidth=1.5)
        axis.plot(*mean, "+", color=colour, markersize=9)


true_colours = np.array(plot.PALETTE)[np.searchsorted(kinds, plane_y)]
figure, axes = plt.subplots(1, 2, figsize=(8, 3.7), sharey=True)
show_plane(axes[0], plane, true_colours, "Four kinds of digit")
for digit in kinds:
    where = plane[plane_y == digit].mean(axis=0)
    axes[0].annotate(str(digit), where, fontsize=18, weight="bold", ha="center", va="center")
axes[0].set_ylabel("second direction (grey levels)")
show_plane(axes[1], plane, plot.SKY, "One bell for all")
show_bells(axes[1], [whole_mean], [whole_covariance])
plt.show()
near_top = np.mean(np.linalg.norm(plane - whole_mean, axis=1) < 5)
print(f"{near_top:.1%} of the points lie within 5 grey levels of the top of the bell")

# %% [markdown]
# The top of the one bell is nearly empty. Four heaps need four bells. A **mixture** is their sum:
#
# $$p(x) = \sum_{k=1}^{K} \pi_k \, \mathcal N(x \mid \mu_k, \Sigma_k), \qquad \pi_k \ge 0,\quad \sum_k \pi_k = 1 .$$
#
# Its generative story: *first choose a component $k$ with probability $\pi_k$, then draw $x$ from
# its Gaussian.* The component is never observed: it is a **latent variable**, the first of many
# in this course.
#
# | symbol | in the code | shape |
# |---|---|---|
# | $x$, the points | `x` | (n, d) |
# | $\pi_k$, how common component $k$ is | `weights` | (K,) |
# | $\mu_k$ | `means` | (K, d) |
# | $\Sigma_k$ | `covariances` | (K, d, d) |
# | $\log \mathcal N(x_n \mid \mu_k, \Sigma_k)$ | `log_probs` | (n, K), in nats |
#
# Week 1 had the logarithm of one bell, with an inverse and a determinant in it. There is a better
# way to compute it, and we shall need it thousands of times. Every covariance has a **Cholesky
# factor**: a lower triangular $L$ with $\Sigma = L L^\top$, `np.linalg.cholesky(covariance)`. If
# $z$ is round standard noise, then $\mu + Lz$ has covariance $\Sigma$. Go backwards: $z =
# L^{-1}(x - \mu)$ is the point in the bell's own coordinates, in which the bell is round, and so
#
# $$(x-\mu)^\top \Sigma^{-1} (x-\mu) = \lVert z \rVert^2, \qquad \log\det\Sigma = 2 \sum_i \log L_{ii},$$
#
# $$\log \mathcal N(x \mid \mu, \Sigma) = -\tfrac12 \lVert z \rVert^2 - \sum_i \log L_{ii} - \tfrac d2 \log 2\pi .$$
#
# No inverse, no determinant that vanishes, and a covariance that is none stops with an error
# instead of giving nonsense.

# %% [markdown]
# ### Exercise 1: `component_log_probs` ★★★ (12 minutes, 3 points)
#
# The heart of the density: every point under every bell. `np.linalg.solve(L, b)` gives $L^{-1}b$
# for all columns of $b$ at once. A loop over the components is fine.


# %% nbgrader={"grade": false, "grade_id": "component_log_probs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def component_log_probs(x, means, covariances):
    """Log-density of every point under every Gaussian, in nats.

    x: (n, d) floats, one point a row
    means: (K, d) floats
    covariances: (K, d, d) floats, each symmetric and positive definite; some may be tiny or thin,
        and nothing is to be added to them here
    returns: (n, K) floats; row n, column k holds log N(x_n | mean_k, covariance_k)
    """
    ### BEGIN SOLUTION
    n, d = x.shape
    log_probs = np.empty((n, len(means)))
    for k in range(len(means)):
        L = np.linalg.cholesky(covariances[k])
        z = np.linalg.solve(L, (x - means[k]).T)  # (d, n)
        log_volume = np.sum(np.log(np.diag(L)))  # half of log det
        log_probs[:, k] = -0.5 * np.sum(z**2, axis=0) - log_volume - d / 2 * np.log(2 * np.pi)
    return log_probs
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_component_log_probs", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("component_log_probs", component_log_probs)

# %% [markdown]
# > **Predict, then run.** Two bells with the same mean, one with ten times the standard deviation
# > of the other in both directions. At the common mean, by how many nats do they differ? From
# > which distance on is the wide one higher?

# %%
narrow_and_wide = np.array([np.eye(2), 100 * np.eye(2)])
distance = np.linspace(0, 8, 200)
along = np.column_stack([distance, np.zeros(200)])
log_p = np.asarray(component_log_probs(along, np.zeros((2, 2)), narrow_and_wide))
gap_at_mean = log_p[0, 0] - log_p[0, 1]
crossing = distance[np.argmax(log_p[:, 1] > log_p[:, 0])]
figure, axis = plt.subplots(figsize=(6.5, 3))
axis.plot(distance, log_p[:, 0], color=plot.BLUE, label="narrow, standard deviation 1")
axis.plot(distance, log_p[:, 1], "--", color=plot.VERMILION, label="wide, standard deviation 10")
axis.set(title="Log-densities of two bells", xlabel="distance from the mean")
axis.set(ylabel="log-density (nats)", ylim=(-20, 0))
axis.legend(loc="lower left")
plt.show()
print(f"at the mean {gap_at_mean:.2f} nats apart; the wide one is higher from {crossing:.1f} on")

# %% [markdown]
# In $d$ dimensions a bell that is ten times wider is $d \log 10$ nats lower at the top: 4.61
# here, 147 for pictures of 64 pixels. Nats add up with the dimensions, and differences of
# hundreds of nats will be ordinary.

# %% [markdown]
# ## 2. Who made this point?
#
# Suppose the four bells were known. Which of them made a given point? We can only say how
# probable each one is. Bayes' rule, with $\pi_k$ as the prior, gives the **responsibility** of
# component $k$ for point $x_n$:
#
# $$r_{nk} = P(k \mid x_n) = \frac{\pi_k \mathcal N(x_n \mid \mu_k, \Sigma_k)}{p(x_n)}, \qquad
# p(x_n) = \sum_j \pi_j \mathcal N(x_n \mid \mu_j, \Sigma_j) .$$
#
# In logarithms the products become sums, $a_{nk} = \log\pi_k + \log\mathcal N(x_n \mid \mu_k,
# \Sigma_k)$, and the sum becomes the **log-sum-exp** that you met in naive Bayes:
#
# $$\log p(x_n) = m_n + \log\sum_k e^{a_{nk} - m_n}, \quad m_n = \max_k a_{nk}, \qquad
# r_{nk} = e^{a_{nk} - \log p(x_n)} .$$
#
# With $m_n$ taken out, the largest exponential is 1. Without it, $e^{-3000}$ is 0 (and $0/0$ is
# nan), and $e^{2000}$ is infinite; a thin bell in 64 dimensions has densities of either sort.

# %% [markdown]
# ### Exercise 2: `e_step` ★★★ (12 minutes, 3 points)
#
# The *expectation step*: the log-density of each point, which is our score for the rest of the
# lesson, and who is responsible. It knows nothing of Gaussians: the last section will use it,
# unchanged, for another kind of mixture.


# %% nbgrader={"grade": false, "grade_id": "e_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def e_step(log_probs, weights):
    """Log-density of every point under the mixture, and the responsibilities.

    log_probs: (n, K) floats, log p(x_n | k) in nats, anywhere from -5000 to 5000
    weights: (K,) floats >= 0 that sum to 1; a weight may be exactly 0
    returns: log_p (n,) floats, log p(x_n) in nats, and responsibilities (n, K) floats, whose rows
        sum to 1, in this order; a component of weight 0 is responsible for nothing
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):  # log 0 = -inf is what a weight of 0 means
        log_joint = log_probs + np.log(weights)
    largest = log_joint.max(axis=1, keepdims=True)
    log_p = largest + np.log(np.exp(log_joint - largest).sum(axis=1, keepdims=True))
    return log_p[:, 0], np.exp(log_joint - log_p)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_e_step", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("e_step", e_step)

# %% [markdown]
# Two bells in one dimension, at −2 and at +2, both with standard deviation 1; the left one is
# three times as common.
#
# > **Predict, then run.** Where is the point for which both are equally responsible: at 0, left
# > of it or right of it? And a point at 100: what does the naive formula say, and what does
# > yours?


# %%
def two_bells(points):
    """Log-densities (n, 2) of points (n,) under N(-2, 1) and N(2, 1)."""
    return -0.5 * (points[:, None] - np.array([-2.0, 2.0])) ** 2 - 0.5 * np.log(2 * np.pi)


two_weights = np.array([0.75, 0.25])
line = np.linspace(-6, 6, 1201)
log_p, shares = map(np.asarray, e_step(two_bells(line), two_weights))
equal_at = line[np.argmin(np.abs(shares[:, 0] - 0.5))]

figure, axes = plt.subplots(2, 1, figsize=(6.5, 4), sharex=True)
axes[0].plot(line, np.exp(log_p), color=plot.BLACK, label="mixture p(x)")
for k, colour in enumerate([plot.BLUE, plot.VERMILION]):
    bell = two_weights[k] * np.exp(two_bells(line)[:, k])
    axes[0].plot(line, bell, "--", color=colour, label=f"weight × bell {k}")
    axes[1].plot(line, shares[:, k], color=colour)
axes[0].set(title="Two bells, their sum, and who is responsible", ylabel="density")
axes[0].legend(fontsize=9)
axes[1].axvline(equal_at, color=plot.BLACK, linestyle=":", linewidth=1)
axes[1].set(xlabel="x", ylabel="responsibility")
plt.show()

far = two_bells(np.array([100.0]))
with np.errstate(invalid="ignore"):
    naive = two_weights * np.exp(far) / np.sum(two_weights * np.exp(far))
careful = np.asarray(e_step(far, two_weights)[1])
print(f"equally responsible at x = {equal_at:.2f}")
print(f"at x = 100: naive {naive[0]}, yours {careful[0]}")

# %% [markdown]
# The border moves towards the rarer component, by $\frac14 \log 3 = 0.27$. And at $x = 100$ the
# naive formula divides zero by zero, while the truth is quite clear: the right bell, without any
# doubt. A responsibility says who is *most nearly* responsible. It does not say that anybody is:
# that is what $\log p(x)$ is for.

# %% [markdown]
# ## 3. Learning without labels: EM
#
# If we knew who made which point, fitting would be week 1: mean and covariance of each
# component's own points. If we knew the bells, the responsibilities would tell us who made which
# point. We know neither. So **guess, and take turns**:
#
# - **E-step**: from the bells, the responsibilities.
# - **M-step**: from the responsibilities, new bells. Each point counts for component $k$ with its
#   share $r_{nk}$; component $k$ owns $N_k = \sum_n r_{nk}$ of the $N$ points (`n` in the code):
#
# $$\pi_k = \frac{N_k}{N}, \qquad \mu_k = \frac{1}{N_k}\sum_n r_{nk}\, x_n, \qquad
# \Sigma_k = \frac{1}{N_k}\sum_n r_{nk}\, (x_n - \mu_k)(x_n - \mu_k)^\top + \lambda I .$$
#
# The deviations are from the **new** mean. The **floor** $\lambda$ is not part of maximum
# likelihood; you will see below why one needs it. And a component that owns nothing, $N_k = 0$,
# must not spoil the others by a $0/0$.

# %% [markdown]
# ### Exercise 3: `m_step` ★★★ (12 minutes, 3 points)
#
# The *maximisation step*. `responsibilities[:, k]` are the shares of component `k`; think of them
# as numbers of points that need not be whole.


# %% nbgrader={"grade": false, "grade_id": "m_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def m_step(x, responsibilities, floor):
    """Weights, means and covariances of highest likelihood, given who is responsible.

    x: (n, d) floats, one point a row
    responsibilities: (n, K) floats >= 0, rows sum to 1
    floor: float >= 0, a variance that is added to every diagonal entry of every covariance
    returns: weights (K,), means (K, d), covariances (K, d, d), in this order. A component whose
        responsibilities are all exactly 0 gets weight 0, mean 0 and covariance floor * I
    """
    ### BEGIN SOLUTION
    n, d = x.shape
    owned = responsibilities.sum(axis=0)  # (K,), the N_k
    weights = owned / n
    means, covariances = np.zeros((len(owned), d)), np.zeros((len(owned), d, d))
    for k in np.flatnonzero(owned):
        shares = responsibilities[:, k] / owned[k]  # (n,), they sum to 1
        means[k] = shares @ x
        deviations = x - means[k]
        covariances[k] = (shares * deviations.T) @ deviations
    return weights, means, covariances + floor * np.eye(d)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_m_step", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("m_step", m_step)

# %% [markdown]
# That is all of learning. EM is the loop around the two steps. We start with the given means,
# equal weights and the covariance of all points, and stop when the mean log-density per point
# rises by less than `tolerance`.


# %%
def log_p_and_shares(x, weights, means, covariances):
    """Log-densities (n,) of points under a mixture, and responsibilities (n, K)."""
    log_probs = np.asarray(component_log_probs(x, means, covariances))
    return tuple(map(np.asarray, e_step(log_probs, weights)))


def fit_em(x, means, floor, steps=500, tolerance=1e-6):
    """EM from the given starting means: your two steps, in turns.

    returns: weights, means, covariances, and the list of log-likelihoods per point before each
        M-step, in nats
    """
    weights = np.full(len(means), 1 / len(means))
    whole = np.cov(x.T, bias=True) + floor * np.eye(x.shape[1])
    covariances = np.array([whole] * len(means))
    history = []
    for _ in range(steps):
        log_p, shares = log_p_and_shares(x, weights, means, covariances)
        history.append(np.mean(log_p))
        if len(history) > 1 and history[-1] - history[-2] < tolerance:
            break
        weights, means, covariances = map(np.asarray, m_step(x, shares, floor))
    return weights, means, covariances, history


def random_points(x, number, seed):
    """Some of the points, as starting means."""
    return x[np.random.default_rng(seed).choice(len(x), number, replace=False)]


# %% [markdown]
# > **Predict, then run.** Four components start on four random points, all as wide as the whole
# > cloud. Before you look: how many steps will it take until the heaps are found, about 5, 30 or
# > 1,000? Can the likelihood fall on the way?

# %%
start = random_points(plane, 4, seed=0)
figure, axes = plt.subplots(1, 4, figsize=(9, 2.9), sharey=True)
for axis, steps in zip(axes, [1, 6, 16, 500], strict=True):
    weights, means, covariances, history = fit_em(plane, start, floor=1e-6, steps=steps)
    log_p, shares = log_p_and_shares(plane, weights, means, covariances)
    owner = np.array(plot.PALETTE)[np.argmax(shares, axis=1)]
    show_plane(axis, plane, owner, f"{len(history)} step" + "s" * (len(history) > 1))
    show_bells(axis, means, covariances)
    axis.set_xlabel("")
plt.show()

em_steps, em_log_p, smallest_step = len(history), history[-1], np.min(np.diff(history))
figure, axis = plt.subplots(figsize=(6.5, 2.8))
axis.plot(range(1, em_steps + 1), history, ".-", color=plot.BLUE)
axis.set(title="The likelihood never falls", xlabel="step", ylabel="log p per point (nats)")
plt.show()
print(f"{em_steps} steps to {em_log_p:.4f} nats per point; smallest rise {smallest_step:.1e} nats")

# %% [markdown]
# The likelihood rose at every single step. This is a theorem, not luck. The responsibilities make
# a *lower bound* of the log-likelihood,
#
# $$\sum_n \log p(x_n) \;\ge\; \sum_{n,k} r_{nk} \bigl(\log \pi_k + \log\mathcal N(x_n \mid \mu_k,
# \Sigma_k) - \log r_{nk}\bigr),$$
#
# for any $r$ whose rows sum to 1 (Jensen's inequality). The E-step chooses the $r$ for which both
# sides are equal; the M-step raises the right side, and the left side is never below it. The same
# bound, with a neural network for $r$, will train the VAE in week 4. (The floor disturbs the
# theorem: it makes the M-step not quite a maximum. At $\lambda = 10^{-6}$ nobody notices; with
# large floors you may see a tiny fall at the end.)
#
# **Does it agree with a library?** scikit-learn gets the same start and the same floor.
#
# > **Predict, then run.** To how many digits will the two log-likelihoods agree?

# %%
inverse_start = np.linalg.inv(whole_covariance + 1e-6 * np.eye(2))
library = GaussianMixture(
    4,
    weights_init=np.full(4, 0.25),
    means_init=start,
    precisions_init=[inverse_start] * 4,
    reg_covar=1e-6,
    tol=1e-9,
    max_iter=2000,
).fit(plane)
weights, means, covariances, history = fit_em(plane, start, floor=1e-6, steps=2000, tolerance=1e-9)
difference_log_p = abs(history[-1] - library.score(plane))
difference_means = np.max(np.abs(means - library.means_))
print(f"yours {history[-1]:.8f}, scikit-learn {library.score(plane):.8f} nats per point")
print(f"largest difference of a mean: {difference_means:.1e} grey levels")

# %% [markdown]
# Your forty lines are the library's algorithm. From here on, where a later section needs a fitted
# mixture, we take the library's: the same numbers, and you can go on without your own.
#
# ### Starts, and bad ends
#
# "Never falls" does not mean "finds the top". EM climbs the hill it stands on.
#
# > **Predict, then run.** Forty different random starts. How many different ends?

# %%
fits = [fit_em(plane, random_points(plane, 4, seed), floor=1e-6) for seed in range(40)]
ends = np.array([history[-1] for *_, history in fits])
best_end, worst_end = ends.max(), ends.min()
share_bad = np.mean(ends < best_end - 0.01)

figure, axes = plt.subplots(1, 3, figsize=(9.5, 3.3))
for axis, fit, title in [
    (axes[0], fits[ends.argmax()], f"the best end: {best_end:.3f} nats"),
    (axes[1], fits[ends.argmin()], f"the worst end: {worst_end:.3f} nats"),
]:
    show_plane(axis, plane, true_colours, title)
    show_bells(axis, fit[1], fit[2])
for *_, history in fits:
    bad = history[-1] < best_end - 0.01
    colour, layer = (plot.VERMILION, 3) if bad else (plot.SKY, 2)
    axes[2].plot(history, color=colour, linewidth=1, zorder=layer)
axes[2].set(title="40 climbs", xlabel="step", ylabel="log p per point (nats)", ylim=(-7.7, -7.25))
plt.show()
print(f"best {best_end:.3f}, worst {worst_end:.3f} nats per point; {share_bad:.0%} end low")

# %% [markdown]
# Most starts find the four heaps. Some end a tenth of a nat per point lower, for ever: one bell
# has taken two heaps, and another lives on the few points between two others. A tenth does not
# look like much. Over 564 points it is 59 nats, so the better model makes the data more than
# $10^{25}$ times more probable. The remedy is plain: start several times and keep the best *training*
# likelihood, or start from k-means, as scikit-learn does.

# %% [markdown]
# ### A failure on purpose: the bell that becomes a needle
#
# Maximum likelihood has a hole. Put one mean exactly on one data point and let its covariance
# shrink: the density there grows without bound, and the others pay almost nothing.
#
# > **Predict, then run.** Only 60 of the points, 12 components, practically no floor. What will
# > the likelihood of the 60 points do, and what that of the held-out points?

# %%
few, few_start = plane[:60], random_points(plane[:60], 12, seed=0)
tried_steps = [1, 2, 3, 5, 7, 10, 15, 20, 30, 40]
figure, axes = plt.subplots(1, 2, figsize=(8, 3.3), sharey=True)
finals = {}
for axis, floor in zip(axes, [1e-9, 4.0], strict=True):
    scores = []
    for steps in tried_steps:
        fit = fit_em(few, few_start, floor, steps=steps, tolerance=-np.inf)
        log_p_few, _ = log_p_and_shares(few, *fit[:3])
        log_p_new, _ = log_p_and_shares(valid_plane, *fit[:3])
        scores.append([np.mean(log_p_few), np.mean(log_p_new)])
    finals[floor] = scores[-1]
    axis.plot(tried_steps, np.array(scores)[:, 0], "o-", color=plot.BLUE, label="the 60 points")
    axis.plot(tried_steps, np.array(scores)[:, 1], "s--", color=plot.VERMILION, label="held out")
    axis.set(title=f"floor λ = {floor:g}", xlabel="step")
    narrowest = min(np.sqrt(np.linalg.eigvalsh(c)[0]) for c in fit[2])
    print(f"floor {floor:g}: narrowest bell {narrowest:.1g} grey levels,", end=" ")
    print(f"{scores[-1][0]:.2f} nats on the 60 points, {scores[-1][1]:.2f} held out")
axes[0].set_ylabel("log p per point (nats)")
axes[0].legend()
plt.show()
needle_train, needle_held_out = finals[1e-9]
floor_train, floor_held_out = finals[4.0]
try:
    fit_em(few, few_start, floor=0.0)
    print("floor 0: finished")
except np.linalg.LinAlgError as error:
    print("floor 0:", error)

# %% [markdown]
# On the left one bell of the twelve becomes a needle, as thin as the floor allows, on a single
# point. The held-out points hardly notice it: without this bell they would have −11.84 nats each,
# with it they have −11.86. They pay four nats for another reason: the other bells, of about five
# points each, are too thin as well. For all this the 60 points gain a nat each. A floor of 4
# prevents both. And with no floor at all the program stops, because a bell with variance zero is
# none. A floor is a statement about the world: *nothing is known more finely than this.* For grey
# levels, which are whole numbers, $\lambda = 1$ is natural.
#
# ## 4. How many components?
#
# Training likelihood always asks for more. Two judges are fairer.
#
# - **Held-out likelihood**: the mean $\log p(x)$ of points that were not used for fitting.
# - The **Bayesian information criterion**, which needs no held-out data. It charges for each free
#   parameter half the logarithm of the number of points, and by convention doubles everything and
#   turns the sign, so that *less is better*:
#
# $$\text{BIC} = -2 \sum_n \log p(x_n) + P \log N .$$
#
# $N$ is the number of points (`n` in the code). $P$ is the number of parameters that can be chosen
# freely: $K - 1$ weights (they sum to 1), $K$
# means of $d$ numbers, and $K$ covariances. A covariance is symmetric: count the entries on and
# above its diagonal only.

# %% [markdown]
# ### Exercise 4: `bic` ★ (5 minutes, 2 points)
#
# One line, and a favourite place for mistakes: the sign and the count.


# %% nbgrader={"grade": false, "grade_id": "bic", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bic(total_log_prob, n, d, components):
    """The Bayesian information criterion of a mixture of Gaussians with full covariances.

    total_log_prob: float, the log-likelihood in nats, summed over all points
    n: int, the number of points
    d: int, the number of dimensions
    components: int, K >= 1
    returns: float, -2 total_log_prob + P log n; less is better
    """
    ### BEGIN SOLUTION
    per_component = d + d * (d + 1) / 2  # a mean and a symmetric matrix
    parameters = components - 1 + components * per_component
    return -2 * total_log_prob + parameters * np.log(n)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_bic", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("bic", bic)

# %% [markdown]
# Now all ten digits, in the 20 directions in which they differ most (they hold 89 % of the
# variance), from 1 to 50 components, each fitted by your EM to the 1,437 training pictures.
#
# > **Predict, then run.** A component in 20 dimensions has 231 parameters. How many components
# > will BIC allow, how many the held-out pictures? And who will like $K = 50$?

# %%
mean_digit = train_x.mean(axis=0)
axes_20 = np.linalg.svd(train_x - mean_digit, full_matrices=False)[2][:20]
train_20, valid_20 = ((part - mean_digit) @ axes_20.T for part in (train_x, valid_x))
explained = np.var(train_20, axis=0).sum() / np.var(train_x, axis=0).sum()

numbers = [1, 2, 3, 5, 8, 10, 15, 20, 30, 50]
on_train, on_valid, costs = [], [], []
for number in numbers:
    weights, means, covariances, history = fit_em(
        train_20, random_points(train_20, number, seed=0), FLOOR, tolerance=1e-4
    )
    log_p, _ = log_p_and_shares(valid_20, weights, means, covariances)
    on_train.append(history[-1])
    on_valid.append(np.mean(log_p))
    costs.append(bic(history[-1] * len(train_20), len(train_20), 20, number))
best_bic, best_valid = numbers[np.argmin(costs)], numbers[np.argmax(on_valid)]

figure, axis = plt.subplots(figsize=(7, 3.6))
axis.plot(numbers, on_train, "o-", color=plot.BLUE, label="training pictures")
axis.plot(numbers, on_valid, "s--", color=plot.VERMILION, label="held-out pictures")
as_nats = -np.array(costs) / 2 / len(train_20)
axis.plot(numbers, as_nats, "^:", color=plot.GREEN, label="BIC, as −BIC / 2n")
axis.plot(best_valid, max(on_valid), "s", markersize=13, fillstyle="none", color=plot.VERMILION)
axis.plot(best_bic, max(as_nats), "^", markersize=13, fillstyle="none", color=plot.GREEN)
axis.set(title="Three opinions on the number of components", xlabel="components K")
axis.set(ylabel="log p per picture (nats)")
axis.legend()
plt.show()
train_50, valid_50 = on_train[-1], on_valid[-1]
print(f"BIC chooses {best_bic} components, held-out pictures {best_valid}")
print(f"K = 50: {train_50:.2f} nats on training, {valid_50:.2f} on held-out pictures")
print(f"K = {best_valid}: {on_train[numbers.index(best_valid)]:.2f} and {max(on_valid):.2f}")

# %% [markdown]
# The training curve only rises. With $K = 50$ there are 11,549 parameters for 1,437 pictures:
# nine nats lie between the pictures it has seen and those it has not, and fewer components do
# better. BIC is stricter than the held-out pictures: its charge comes from a limit of very many
# points per parameter, and it looks for the *true* number of components. But digits are no
# Gaussians, and no $K$ is true. When you want a good density and have data to hold out, hold out.

# %% [markdown]
# ## 5. As many bells as points
#
# Take it to the extreme: one component on **every** training point, all with the same round
# covariance $h^2 I$, all with weight $1/m$. Nothing is fitted except the **bandwidth** $h$. This
# is a **kernel density estimate** (KDE):
#
# $$p(x) = \frac1m \sum_{i=1}^{m} \mathcal N(x \mid x_i, h^2 I), \qquad
# \log\mathcal N(x \mid x_i, h^2 I) = -\frac{\lVert x - x_i\rVert^2}{2h^2} - d\log h - \frac d2 \log 2\pi .$$

# %% [markdown]
# ### Exercise 5: `kde_log_prob` ★★ (8 minutes, 2 points)
#
# In week 8 this formula, under the name of Parzen window, will be caught giving very misleading
# scores to generators. Here it is honest.


# %% nbgrader={"grade": false, "grade_id": "kde_log_prob", "locked": false, "schema_version": 3, "solution": true, "task": false}
def kde_log_prob(x, points, bandwidth):
    """Log-density of every row of x under a kernel density estimate, in nats.

    x: (n, d) floats, where to evaluate
    points: (m, d) floats, one kernel on each; a row of x that is among them counts all m kernels
    bandwidth: float > 0, the standard deviation h of every kernel in every direction
    returns: (n,) floats; finite, however far x is from the points
    """
    ### BEGIN SOLUTION
    m, d = points.shape
    squares = np.sum((x[:, None] - points) ** 2, axis=2)  # (n, m)
    exponents = -squares / (2 * bandwidth**2)
    largest = exponents.max(axis=1)
    log_sum = largest + np.log(np.sum(np.exp(exponents - largest[:, None]), axis=1))
    return log_sum - np.log(m) - d * np.log(bandwidth) - d / 2 * np.log(2 * np.pi)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_kde_log_prob", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("kde_log_prob", kde_log_prob)

# %% [markdown]
# > **Predict, then run.** In the plane, and in all 64 pixels: will the KDE with the best
# > bandwidth beat the mixture on held-out points?


# %%
def mean_kde(x, points, bandwidth):
    """The mean KDE log-density of x, a few rows at a time to save memory."""
    parts = np.array_split(x, 1 + len(x) // 20)
    return np.mean(np.concatenate([np.ravel(kde_log_prob(p, points, bandwidth)) for p in parts]))


plane_widths, pixel_widths = [0.5, 1, 1.5, 2, 3, 4, 6, 9], [1, 1.5, 2, 2.5, 3, 4, 6]
plane_kde = [mean_kde(valid_plane, plane, h) for h in plane_widths]
pixel_kde = [mean_kde(valid_x, train_x, h) for h in pixel_widths]
best_plane_kde, best_pixel_kde = max(plane_kde), max(pixel_kde)
plane_mixture = GaussianMixture(4, reg_covar=1e-6, random_state=0).fit(plane)
mixture_plane_log_p = plane_mixture.score(valid_plane)
one_log_p, mixture_log_p = one_gaussian.score(valid_x), digit_mixture.score(valid_x)

figure, axes = plt.subplots(1, 2, figsize=(8, 3.3))
axes[0].plot(plane_widths, plane_kde, "o-", color=plot.BLUE, label="KDE")
axes[0].axhline(mixture_plane_log_p, color=plot.VERMILION, linestyle="--", label="4 Gaussians")
axes[0].set(title="The plane: 564 points", ylim=(-8.6, -7.2))
axes[1].plot(pixel_widths, pixel_kde, "o-", color=plot.BLUE, label="KDE")
axes[1].axhline(mixture_log_p, color=plot.VERMILION, linestyle="--", label="15 Gaussians")
axes[1].axhline(one_log_p, color=plot.BLACK, linestyle=":", label="1 Gaussian")
axes[1].set(title="64 pixels: 1,437 pictures", ylim=(-215, -110))
for axis in axes:
    axis.set(xlabel="bandwidth h (grey levels)", ylabel="held-out log p (nats)")
    axis.legend(fontsize=9)
plt.show()
library_kde = KernelDensity(bandwidth=2.0, leaf_size=len(train_x)).fit(train_x)
difference_kde = abs(mean_kde(valid_x, train_x, 2.0) - library_kde.score(valid_x) / len(valid_x))
print(f"plane: best KDE {best_plane_kde:.2f} nats, 4 Gaussians {mixture_plane_log_p:.2f}")
print(f"64 pixels: best KDE {best_pixel_kde:.1f}, 1 Gaussian {one_log_p:.1f},", end=" ")
print(f"15 Gaussians {mixture_log_p:.1f}")
print(f"difference from scikit-learn's KernelDensity: {difference_kde:.1e} nats")

# %% [markdown]
# In the plane the KDE is even a little better than the mixture, and nobody had to choose $K$. In
# 64 dimensions even *one* Gaussian beats it. Space is large there: the nearest training picture
# is 16 grey levels away, so the kernels must be wide, and a round kernel is wide in all 64
# directions at once, also in those in which no digit ever varies. The Gaussian has learned which
# directions matter.
#
# (`leaf_size=len(train_x)` makes the library compute every kernel. With its default, a search
# tree, some of these pictures come out wrong by up to 42 nats: a known defect, scikit-learn issue
# 7492. Ten lines of your own are a good test of a library, too.)
#
# And look at the 15 Gaussians: −121.7 nats. Week 1's ten Gaussians, *with* labels, had −122.1 on
# the same pictures. The labels were not needed.

# %% [markdown]
# ## 6. Using a density: new digits
#
# The generative story is a program. You have both halves from week 1: a component by the inverse
# CDF (the smallest $k$ with $u \le \pi_0 + \dots + \pi_k$; `np.searchsorted` on the cumulative
# sums), and a point by $x = \mu_k + L_k z$ with the Cholesky factor $L_k$. The last piece of the line
# ends at 1, also where rounding makes the sum a little less.

# %% [markdown]
# ### Exercise 6: `sample_mixture` ★★ (8 minutes, 2 points)
#
# The first generator of this course that has a latent variable. Uniforms and noise are arguments,
# so the same ones always give the same draws.


# %% nbgrader={"grade": false, "grade_id": "sample_mixture", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample_mixture(weights, means, covariances, uniforms, noise):
    """Draws from a mixture of Gaussians.

    weights: (K,) floats >= 0 that sum to 1; means: (K, d) floats; covariances: (K, d, d) floats
    uniforms: (n,) floats strictly between 0 and 1; uniforms[i] chooses the component of draw i, the
        smallest k with uniforms[i] <= weights[0] + ... + weights[k]
    noise: (n, d) floats, standard normal; row i is turned into a point by
        mean + L @ noise[i], with L the Cholesky factor (lower triangular) of the covariance
    returns: (n, d) floats, in the order of the uniforms
    """
    ### BEGIN SOLUTION
    ends = np.cumsum(weights)[:-1]  # the last piece reaches to 1, whatever rounding says
    component = np.searchsorted(ends, uniforms)  # (n,)
    factors = np.linalg.cholesky(covariances)[component]  # (n, d, d)
    return means[component] + np.einsum("nij,nj->ni", factors, noise)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_sample_mixture", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("sample_mixture", sample_mixture)

# %% [markdown]
# > **Predict, then run.** 180 pictures each from one Gaussian, from 15, and from the KDE with the
# > best bandwidth. Which row will look best? Which are nearest to training pictures?


# %%
def nearest_median(pictures):
    """Median distance of the pictures to the nearest training picture, in grey levels."""
    return np.median([np.linalg.norm(train_x - p, axis=1).min() for p in pictures])


def draw_pictures(model, number):
    """Pictures from one of the library's mixtures, by your function."""
    uniforms, noise = rng.random(number), rng.normal(size=(number, 64))
    draws = sample_mixture(model.weights_, model.means_, model.covariances_, uniforms, noise)
    return np.clip(draws, 0, 16)


noisy_copies = train_x[rng.integers(len(train_x), size=180)] + 2 * rng.normal(size=(180, 64))
rows = {
    "held-out digits": valid_x[:180],
    "15 Gaussians": draw_pictures(digit_mixture, 180),
    "1 Gaussian": draw_pictures(one_gaussian, 180),
    "KDE, h = 2": np.clip(noisy_copies, 0, 16),
}
medians = {name: float(nearest_median(pictures)) for name, pictures in rows.items()}
figure, axes = plt.subplots(4, 1, figsize=(7.5, 3.8))
for axis, (name, pictures) in zip(axes, rows.items(), strict=True):
    show_pictures(axis, pictures[:16], f"{name}: {medians[name]:.1f} grey levels from the nearest")
plt.show()
held_out_median, mixture_median, one_median, kde_median = medians.values()

# %% [markdown]
# One Gaussian draws ghosts of several digits at once; fifteen draw digits, with some grey dust.
# The KDE draws training pictures with noise: its "new" pictures are old ones, and their distance
# is nothing but the noise, about $2\sqrt{64}$ with the paper's white cut off. Distance to the
# nearest says nothing good or bad by itself: hold it against that of real new digits.

# %% [markdown]
# ## 7. Using a density: what is no digit?
#
# A density knows when something is unlike all it has seen. We show the mixture the test digits,
# capital letters (rendered from fonts) and noise, and look at $\log p(x)$ alone. No outlier was
# seen in training.
#
# To judge a score without choosing a threshold: the **ROC curve**. Slide the threshold from high
# to low; at each place, what share of the digits is taken for an outlier (false alarms), and what
# share of the outliers is found? The area under the curve, **AUC**, is the probability that a
# random outlier scores lower than a random digit: 0.5 is guessing, 1 is perfect.
#
# > **Predict, then run.** Which letters will pass for digits? Will one Gaussian be much worse
# > than fifteen for letters, and for noise?

# %%
letters = data.letters(size=8).test.images.reshape(-1, 64).astype(float)
outliers = {
    "letters": letters,
    "shuffled digits": np.array([rng.permutation(picture) for picture in test_x]),
    "uniform noise": rng.integers(0, 17, size=(180, 64)).astype(float),
}


def auc_of(score, others):
    """The area under the ROC curve when a low score of `others` means an outlier."""
    truth = np.repeat([0, 1], [len(test_x), len(others)])
    return roc_auc_score(truth, -np.concatenate([score(test_x), score(others)]))


models = {"15 Gaussians": digit_mixture, "1 Gaussian": one_gaussian}
aucs = {
    (name, kind): auc_of(model.score_samples, others)
    for name, model in models.items()
    for kind, others in outliers.items()
}
for (name, kind), value in aucs.items():
    print(f"{name:13} {kind:16} AUC {value:.3f}")
auc_letters, auc_letters_one = aucs["15 Gaussians", "letters"], aucs["1 Gaussian", "letters"]

figure, axes = plt.subplots(1, 2, figsize=(8.5, 3.3))
bins = np.linspace(-500, -60, 56)
for name, pictures, colour in [
    ("test digits", test_x, plot.BLUE),
    ("letters", letters, plot.VERMILION),
    ("shuffled digits", outliers["shuffled digits"], plot.GREEN),
]:
    score = np.clip(digit_mixture.score_samples(pictures), -499, None)
    axes[0].hist(score, bins, alpha=0.6, color=colour, label=name, density=True)
axes[0].set(title="15 Gaussians", xlabel="log p (nats); far left: −500 and less", ylabel="share")
axes[0].set_yticks([])
axes[0].legend(fontsize=9)
for (name, model), colour in zip(models.items(), [plot.BLUE, plot.ORANGE], strict=True):
    truth = np.repeat([0, 1], [len(test_x), len(letters)])
    score = -model.score_samples(np.concatenate([test_x, letters]))
    false_alarms, found, _ = roc_curve(truth, score)
    axes[1].plot(false_alarms, found, color=colour, label=name)
axes[1].set(title="Letters among digits", xlabel="digits taken for letters", ylabel="letters found")
axes[1].set(xlim=(-0.01, 0.3), ylim=(0.7, 1.01))
axes[1].legend()
plt.show()

figure, axes = plt.subplots(2, 1, figsize=(7.5, 1.9))
most_digit_like = letters[np.argsort(-digit_mixture.score_samples(letters))[:15]]
least_digit_like = test_x[np.argsort(digit_mixture.score_samples(test_x))[:15]]
show_pictures(axes[0], most_digit_like, "letters with the greatest log p")
show_pictures(axes[1], least_digit_like, "test digits with the least log p")
plt.show()

# %% [markdown]
# Noise is hundreds of nats away, and any model sees it. Letters are harder, and fifteen kinds
# know a little better than one what a digit is. Those that pass look like digits to us, too. The
# digits that fail are odd ones: for a person who cleans data, this list is the most useful output
# of the lesson. (Do not take this for granted with stronger models: week 11 shows deep models
# that give *other* data sets a greater likelihood than their own.)

# %% [markdown]
# ## 8. Using a density: what is hidden?
#
# Hide the lower half of a picture. Split the features into **s**een and **m**issing ones, and cut
# mean and covariance accordingly. For one Gaussian, what is seen shifts the mean of what is
# missing:
#
# $$\mu_{m \mid s} = \mu_m + \Sigma_{ms}\, \Sigma_{ss}^{-1} (x_s - \mu_s) .$$
#
# For a mixture each component makes this prediction, and they are weighted by how well they
# explain what was seen: the density of the seen features under component $k$ is the Gaussian with
# $\mu_s$ and $\Sigma_{ss}$ alone, and
#
# $$P(k \mid x_s) \propto \pi_k \, \mathcal N(x_s \mid \mu_{k,s}, \Sigma_{k,ss}) .$$

# %% [markdown]
# ### Exercise 7: `conditional_mixture` ★★★ (15 minutes, 3 points)
#
# Given what is seen: how probable is each component, and what does each expect of the missing?
# The answer is several guesses with their weights, not one; that is the point of a mixture.
# `covariance[np.ix_(rows, columns)]` cuts a block out of a matrix, for masks too. Mind tiny
# densities.


# %% nbgrader={"grade": false, "grade_id": "conditional_mixture", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conditional_mixture(x, weights, means, covariances):
    """What a mixture of Gaussians expects of the missing features of one point.

    x: (d,) floats, nan where a feature is missing; all or none may be missing
    weights: (K,) floats >= 0 that sum to 1; means: (K, d) floats; covariances: (K, d, d) floats
    returns: posterior (K,) floats, P(component | seen features), and guesses (K, m) floats, the mean
        of the m missing features under each component given the seen ones, in the features' order
    """
    ### BEGIN SOLUTION
    missing = np.isnan(x)
    seen = ~missing
    with np.errstate(divide="ignore"):
        log_joint = np.log(weights)
    guesses = np.empty((len(weights), missing.sum()))
    for k in range(len(weights)):
        deviations = x[seen] - means[k][seen]
        block = covariances[k][np.ix_(seen, seen)]
        solved = np.linalg.solve(block, deviations)
        log_joint[k] -= 0.5 * (deviations @ solved + np.linalg.slogdet(block)[1])
        guesses[k] = means[k][missing] + covariances[k][np.ix_(missing, seen)] @ solved
    posterior = np.exp(log_joint - log_joint.max())
    return posterior / posterior.sum(), guesses
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "check_conditional_mixture", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("conditional_mixture", conditional_mixture)

# %% [markdown]
# > **Predict, then run.** We hide the lower four rows of every test digit and fill them in by the
# > mean training picture, by one Gaussian, and by the mixture (its guesses averaged by their
# > weights, or the likeliest alone). By how many grey levels is a hidden pixel missed, root mean
# > square? And which digits are hard to tell by their upper halves?


# %%
def fill_in(picture, model):
    """The picture with its missing pixels filled in, the weights, and one picture per component."""
    answer = conditional_mixture(picture, model.weights_, model.means_, model.covariances_)
    posterior, guesses = map(np.asarray, answer)
    candidates = np.tile(picture, (len(posterior), 1))
    candidates[:, np.isnan(picture)] = guesses
    return posterior @ candidates, posterior, candidates


hidden = np.arange(64) >= 32  # the lower four rows
half_seen = np.where(hidden, np.nan, test_x)
by_mixture = [fill_in(picture, digit_mixture) for picture in half_seen]
filled = {
    "mean picture": np.where(hidden, train_x.mean(axis=0), test_x),
    "1 Gaussian": np.array([fill_in(picture, one_gaussian)[0] for picture in half_seen]),
    "15 Gaussians, averaged": np.array([average for average, _, _ in by_mixture]),
    "15 Gaussians, likeliest": np.array([c[p.argmax()] for _, p, c in by_mixture]),
}
errors = {
    name: float(np.sqrt(np.mean((pictures - test_x)[:, hidden] ** 2)))
    for name, pictures in filled.items()
}
for name, error in errors.items():
    print(f"{name:23} misses a hidden pixel by {error:.2f} grey levels")
mean_error, one_error, mixture_error, likeliest_error = errors.values()

posteriors = np.array([posterior for _, posterior, _ in by_mixture])
doubt = -np.sum(posteriors * np.log(np.maximum(posteriors, 1e-12)), axis=1)  # nats
figure, axes = plt.subplots(5, 6, figsize=(7, 6.2))
for row, which in zip(axes, np.argsort(-doubt)[:5], strict=True):
    average, posterior, candidates = by_mixture[which]
    likely = np.argsort(-posterior)[:3]
    shown = [test_x[which], np.nan_to_num(half_seen[which]), *candidates[likely], average]
    titles = ["truth", "seen", *(f"{posterior[k]:.0%}" for k in likely), "average"]
    for axis, picture, title in zip(row, shown, titles, strict=True):
        axis.imshow(np.reshape(picture, (8, 8)), cmap="gray_r", vmin=0, vmax=16)
        axis.set_title(title, fontsize=10)
        axis.set(xticks=[], yticks=[])
figure.suptitle("The five test digits with the most doubtful lower halves")
plt.show()

# %% [markdown]
# Each candidate is a digit that somebody could have written; the average of several is a blur
# that nobody would write, and yet the average misses the hidden pixels by less than the likeliest
# candidate does. Remember this when a later model's loss is a squared error and its pictures are
# grey: **the best guess on average is not a sample.**

# %% [markdown]
# ## 9. Using a density: classes
#
# Now the labels come back, for a moment. Week 1 had one Gaussian per class. With a *mixture* per
# class a seven with a bar and a seven without may have a bell each.
#
# > **Predict, then run.** Week 1's accuracy was .989 on the held-out digits. How much will a
# > second bell per class bring, and a sixth?

# %%
log_prior = np.log(np.bincount(train_y) / len(train_y))
per_class, accuracies, class_log_p = [1, 2, 3, 4, 6], [], []
for number in per_class:
    log_joint = np.empty((len(valid_x), 10))
    for digit in range(10):
        model = GaussianMixture(number, reg_covar=FLOOR, random_state=0)
        model.fit(train_x[train_y == digit])
        log_joint[:, digit] = model.score_samples(valid_x) + log_prior[digit]
    accuracies.append(np.mean(log_joint.argmax(axis=1) == valid_y))
    class_log_p.append(np.mean(np.logaddexp.reduce(log_joint, axis=1)))
    print(f"{number} per class: accuracy {accuracies[-1]:.3f}, log p(x) {class_log_p[-1]:.1f} nats")
accuracy_two, log_p_two = accuracies[1], class_log_p[1]

# %% [markdown]
# One error of two is gone, which on 180 pictures is no proof of anything. The likelihood, a finer
# ruler than a count of errors, agrees that two are better than one and six too many: six bells
# for 144 pictures in 64 dimensions.

# %% [markdown]
# ## 10. Black and white: a line for the scoreboard
#
# Our scoreboard holds nats *per picture of black and white pixels*. A density over grey levels
# cannot stand there: it is not a probability, and it depends on the unit (with grey levels from 0
# to 1 every $\log p$ above would be $64 \log 16 = 177$ nats greater). But nothing in EM is about
# Gaussians. Give each component a table of probabilities $\theta_{kd}$ that pixel $d$ is on: a
# **mixture of Bernoullis**, naive Bayes without the labels. The E-step is yours, *unchanged*;
# only two lines are new:
#
# $$\log p(x \mid k) = \sum_d \bigl[x_d \log\theta_{kd} + (1 - x_d)\log(1 - \theta_{kd})\bigr], \qquad
# \theta_{kd} = \frac{\alpha + \sum_n r_{nk}\, x_{nd}}{2\alpha + N_k} ,$$
#
# with a little smoothing $\alpha = 0.3$, the discrete cousin of the floor.
#
# > **Predict, then run.** Independent pixels cost 25.19 nats, naive Bayes with its ten labelled
# > tables 20.17. What will ten tables *without* labels cost? And how many tables will the
# > held-out digits ask for?

# %%
ALPHA = 0.3
train_ink, valid_ink, test_ink = ((part >= 8).astype(float) for part in (train_x, valid_x, test_x))


def ink_log_probs(ink, theta):
    """log p(x | k) of black and white pictures (n, 64) under tables (K, 64); (n, K), in nats."""
    return ink @ np.log(theta).T + (1 - ink) @ np.log(1 - theta).T


def fit_bernoulli(ink, number, seed, steps=100):
    """EM for a mixture of Bernoullis: weights (K,) and tables (K, 64)."""
    weights = np.full(number, 1 / number)
    theta = 0.25 + 0.5 * random_points(ink, number, seed)
    for _ in range(steps):
        shares = np.asarray(e_step(ink_log_probs(ink, theta), weights)[1])
        owned = shares.sum(axis=0)
        weights = owned / len(ink)
        theta = (ALPHA + shares.T @ ink) / (2 * ALPHA + owned[:, None])
    return weights, theta


table_numbers = [1, 5, 10, 20, 40, 80, 160]
tables = [fit_bernoulli(train_ink, number, seed=0) for number in table_numbers]
train_nats, valid_nats, test_nats = (
    [
        -np.mean(np.asarray(e_step(ink_log_probs(ink, theta), weights)[0]))
        for weights, theta in tables
    ]
    for ink in (train_ink, valid_ink, test_ink)
)
best = int(np.argmin(valid_nats))
ten_tables, bernoulli_nats = test_nats[2], test_nats[best]

figure, axes = plt.subplots(1, 2, figsize=(9, 3.4))
axes[0].semilogx(table_numbers, train_nats, "o-", color=plot.BLUE, label="training digits")
axes[0].semilogx(table_numbers, valid_nats, "s--", color=plot.VERMILION, label="held-out digits")
axes[0].set(title="Mixtures of Bernoullis", xlabel="tables K", ylabel="nats per digit")
axes[0].set_xticks(table_numbers, map(str, table_numbers))
axes[0].minorticks_off()
axes[0].legend()
weights, theta = tables[best]
made = rng.random((30, 64)) < theta[rng.choice(len(weights), size=30, p=weights)]
tiles = [[np.pad(made[6 * i + j].reshape(8, 8), 1) for j in range(6)] for i in range(5)]
axes[1].imshow(np.block(tiles), cmap="gray_r")
axes[1].set(title=f"Drawn from {table_numbers[best]} tables", xticks=[], yticks=[])
plt.show()
print(f"ten tables without labels: {ten_tables:.2f} nats per test digit")
print(f"{table_numbers[best]} tables, as held-out digits ask: {bernoulli_nats:.2f} nats")

learn.scoreboard.add("mixture of Bernoullis", nats=bernoulli_nats, dims=64)
learn.scoreboard.draw()
plt.show()

# %% [markdown]
# Ten tables that nobody labelled beat ten that were labelled: EM may spend two tables on two ways
# to write a one, and none on a distinction that costs little. More tables go on helping far
# longer than with Gaussians, since a table has only 64 numbers. Sociologists have used this model
# since 1950, as *latent class analysis*; week 3's first neural network will reach about 17.8
# nats. Simple is not the same as weak.

# %% [markdown] nbgrader={"grade": false, "grade_id": "whats_wrong_mixtures", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": true}
# ## 11. In your own words: what is wrong with this approach? (4 points, 10 minutes)
#
# A firm checks parts in a factory. From 300 pictures of good parts, of 64 pixels each, it fits a
# mixture of 100 Gaussians with full covariances and a floor of $10^{-9}$ by EM, from one random
# start. "Our mean log-density is +570 nats per picture, your mixture has only −120, so our
# detector of bad parts is better. And it says with 100 % certainty which of the 100 types each
# part is."
#
# 1. Name **two** different mistakes in this argument.
# 2. For at least one of them, say how you would **show** it: what you would compute, on which
#    pictures, and what you expect.
# 3. What would you do instead?
#
# ### BEGIN MARK SCHEME
# 1 point each, 4 in all:
#
# - **First mistake, with its cause.** The likelihood is that of the *training* pictures, and with
#   three pictures per component in 64 dimensions every covariance is singular: the floor alone
#   keeps it from infinity. +570 measures the floor, not the parts (each of 62 flat directions
#   earns 9.4 nats). ("Overfitting" without the reason earns half a point.)
# - **A second, different mistake.** For instance: densities of different data (or units, or grey
#   scales) cannot be compared at all, and a positive log-density is no sign of quality;
#   responsibilities compare components with each other and are near 0 or 1 for anything in 64
#   dimensions, also for a bad part or a cat, so certainty about the type says nothing; one start
#   may be a bad optimum; $K$ was not chosen by anything; there is no figure about bad parts.
# - **A demonstration that could come out either way.** For instance: $\log p$ of held-out good
#   parts (expected: hundreds of nats below the training value), over several floors and $K$; the
#   training value as a function of the floor (it rises by a constant for every factor of ten: it
#   measures the floor); ROC or AUC of held-out good parts against known bad ones or noise;
#   responsibilities for noise pictures (also "100 % certain"); several starts.
# - **What to do instead, reasonably complete.** For instance: far fewer components or simpler
#   covariances (diagonal, shared, factor analysis), a floor at the scale of the measurement,
#   several starts or k-means, $K$ by held-out likelihood or BIC, the threshold set on held-out
#   good parts, and judged by $\log p(x)$, not by responsibilities.
#
# A wrong claim beside a right one costs the point of that line only.
# ### END MARK SCHEME

# %% [markdown]
# *Write your answer here.*

# %% [markdown]
# ## What you should see
#
# | measured in this lesson | reference | tolerance |
# |---|---|---|
# | two bells, where both are equally responsible | 0.27 | 0.01 |
# | EM in the plane, log p per point | −7.276 nats | 0.002 |
# | difference of log p from scikit-learn | 0 | $10^{-6}$ nats |
# | best and worst of 40 starts | −7.276; −7.381 nats | 0.005 |
# | 12 bells on 60 points, $\lambda = 10^{-9}$: training; held out | −5.98; −11.86 nats | 0.1; 1 |
# | the same with $\lambda = 4$: training; held out | −6.99; −7.75 nats | 0.05 |
# | 20 directions: $K$ by BIC; by held-out pictures | 8; 20 | 0; 10 |
# | 20 directions, $K = 50$: training; held out | −48.55; −57.55 nats | 0.3 |
# | 64 pixels, held out: best KDE; 1 Gaussian; 15 Gaussians | −146.3; −139.4; −121.7 nats | 0.5 |
# | median distance to the training set: held out; 15 Gaussians; 1 Gaussian; KDE | 16.3; 18.7; 26.5; 12.8 | 1 |
# | letters among digits, AUC: 15 Gaussians; 1 Gaussian | 0.991; 0.984 | 0.01 |
# | hidden half, error per pixel: mean; 1 Gaussian; 15 averaged; likeliest of 15 | 4.52; 3.68; 2.99; 3.07 grey levels | 0.05 |
# | two Gaussians per class: held-out accuracy; log p | 0.994; −120.9 nats | 0.006; 0.5 |
# | mixture of Bernoullis, test digits: 10 tables; 80 tables | 19.77; 17.51 nats (0.395 bits per pixel) | 0.15 |
#
# *Beside it, a published figure:* on MNIST (28×28 pixels, binarised at random) a mixture of 500
# Bernoullis reaches 137.64 nats (Larochelle and Murray, 2011), where one of ten had 168.95
# (Salakhutdinov and Murray, 2008): that is 0.25 bits per pixel against our 0.395. Large pictures
# cost *fewer* bits per pixel, because neighbouring pixels are more alike; the *ratio* of the
# large mixture to the one of ten, 0.81, stands beside our 0.89.
#
# ## In three sentences
#
# A mixture is a sum of simple distributions with a hidden choice among them; EM finds it by
# turns, asking who is responsible for each point and then refitting each component to its share,
# and no turn lowers the likelihood. It ends on the hill where it started, makes needles where no
# floor forbids it, and needs held-out data to say how many components are too many. But the
# density that comes out draws, warns, completes and classifies, all by Bayes' rule and
# log-sum-exp.
#
# ## Further reading
#
# - A. Dempster, N. Laird and D. Rubin, *Maximum likelihood from incomplete data via the EM
#   algorithm*, 1977, <https://doi.org/10.1111/j.2517-6161.1977.tb01600.x>: the paper, with the
#   theorem.
# - G. Schwarz, *Estimating the dimension of a model*, 1978,
#   <https://doi.org/10.1214/aos/1176344136>: BIC in four pages.
# - E. Parzen, *On estimation of a probability density function and mode*, 1962,
#   <https://doi.org/10.1214/aoms/1177704472>: kernels.
# - C. Bishop, *Pattern Recognition and Machine Learning*, 2006, chapter 9,
#   <https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/>.
# - R. Salakhutdinov and I. Murray, *On the quantitative analysis of deep belief networks*, 2008,
#   <https://doi.org/10.1145/1390156.1390266>, and H. Larochelle and I. Murray, *The neural
#   autoregressive distribution estimator*, 2011,
#   <https://proceedings.mlr.press/v15/larochelle11a.html>: the published figures.
# - E. Richardson and Y. Weiss, *On GANs and GMMs*, 2018, <https://arxiv.org/abs/1805.12462>:
#   mixtures of Gaussians on photographs of faces, and what they do better than a GAN.
# - E. Nalisnick and others, *Do deep generative models know what they don't know?*, 2019,
#   <https://arxiv.org/abs/1810.09136>: when outlier detection by likelihood fails.
#
# **Next lesson:** `hidden_markov`. There the hidden choice gets a memory: the next one depends on
# the last.
