"""The questions of the lesson `mixtures`.

Everything random is passed as data, so each question has one right answer and no seed refuses it.
Weights are fractions of 64 and points are eighths wherever rounding could decide, so that float32
holds them exactly.
"""

import numpy as np

from gradelib.exam import ask, close, exercise

# What float32 leaves of sums of thousands, and of matrices that are hard to invert.
ROUGH = close(rel=2e-3, abs=1e-3)


@exercise(points=3)
def component_log_probs(answer, rng):
    """The log-density in nats of every point under every component; (n, K)."""
    means, covariances = rng.normal(size=(3, 2)) * 2, _covariances(rng, 3, 2)
    x = rng.normal(size=(5, 2)) * 2
    yield ask(
        "typical",
        lambda: answer(x, means, covariances),
        weight=2,
        hints=[
            "Five points and three components: which shape has the table?",
            "Three terms, each with its one half: distance, log det and d log(2 pi).",
            "det Σ is the square of det L, and det L is the product of L's diagonal.",
        ],
    )
    yield ask(
        "one component in one dimension",
        lambda: answer(x[:, :1], means[:1, :1], covariances[1:2, :1, :1]),
        hints=["In one dimension L is the standard deviation. Try x at the mean by hand."],
    )
    yield ask(
        "one point",
        lambda: answer(x[:1], means, covariances),
        hints=["One point has one row, with K numbers."],
    )
    far = means[0] + np.sign(x) * rng.uniform(60, 90, size=(5, 2))
    yield ask(
        "very far away",
        lambda: answer(far, means, covariances),
        hints=["exp(-2000) is 0 on a computer. Is the density itself needed anywhere?"],
    )
    origin = 1024.0 * rng.integers(2, 5, size=3)
    near, centres, spread = _eighths(rng, 4, 3), _eighths(rng, 2, 3), _covariances(rng, 2, 3)
    yield ask(
        "far from the origin",
        lambda: answer(origin + near, origin + centres, spread),
        rule=ROUGH,
        hints=["Only x - mean counts. What is lost when the square is multiplied out?"],
    )
    thin, along = _thin_covariances(rng, 2)
    yield ask(
        "thin as a blade",
        lambda: answer(along, np.zeros((2, 2)), thin),
        rule=ROUGH,
        hints=[
            "The smallest variance here is about 0.0000002. Do you add something to it?",
            "Is a density above 1 forbidden?",
        ],
    )
    d = 200
    wide = (np.diag(rng.uniform(1, 2, size=d)) + 0.25) / 64
    deviations = rng.normal(size=(2, d)) / 8
    yield ask(
        "200 dimensions",
        lambda: answer(deviations, np.zeros((1, d)), wide[None]),
        hints=["How large is 0.02 ** 200? And the sum of 200 logarithms?"],
    )


@exercise(points=3)
def e_step(answer, rng):
    """log p(x) of every point in nats (n,), and the responsibilities (n, K)."""
    log_probs = rng.integers(-40, 41, size=(5, 3)) / 16 - 3
    weights = _weights(rng, 3)
    yield ask(
        "log p(x)",
        lambda: answer(log_probs, weights)[0],
        weight=2,
        hints=[
            "p(x) is the sum of weight times density over the components.",
            "Try one point, two components of weight one half, and both log-densities 0.",
        ],
    )
    yield ask(
        "responsibilities",
        lambda: answer(log_probs, weights)[1],
        weight=2,
        hints=[
            "For each point the responsibilities of all components add up to 1.",
            "It is Bayes' rule: the weight is the prior.",
        ],
    )
    rough = close(rel=2e-3, abs=1e-5)
    yield ask(
        "densities too small for a float",
        lambda: list(answer(log_probs - 3000, weights)),
        rule=rough,
        hints=["exp(-3000) is 0, and 0 / 0 is nan. What may you subtract before the exponential?"],
    )
    yield ask(
        "densities too large for a float",
        lambda: list(answer(log_probs + 2000, weights)),
        rule=rough,
        hints=["The density of a thin component may be exp(2000). Its logarithm is harmless."],
    )
    levels = rng.permutation([-4000.0, -1500.0, 0.0, 1500.0, -2500.0])[:, None]
    yield ask(
        "points near and far in one table",
        lambda: list(answer(log_probs + levels, weights)),
        rule=rough,
        hints=["Which number do you take out: the largest of the table, or of each row?"],
    )
    absent = np.insert(weights, rng.integers(4), 0.0)
    four = np.column_stack([log_probs, rng.integers(-40, 41, size=5) / 16])
    yield ask(
        "a component of weight 0",
        lambda: list(answer(four, absent)),
        hints=["The logarithm of 0 is -inf, and exp(-inf) is 0. Is there a nan on your way?"],
    )
    best_of_all = four + 3000.0 * (absent == 0)
    yield ask(
        "a component of weight 0 that would fit best",
        lambda: list(answer(best_of_all, absent)),
        rule=rough,
        hints=[
            "A component that never occurs is responsible for nothing, however well it would fit.",
            "Which number do you take out of each row: the largest before or after log π is added?",
        ],
    )
    yield ask(
        "one component",
        lambda: list(answer(log_probs[:, :1], np.ones(1))),
        hints=["Where there is no choice, everything belongs to the one component."],
    )
    yield ask(
        "one point",
        lambda: list(answer(log_probs[:1], weights)),
        hints=["One point gives one log-density, and one row of responsibilities."],
    )


@exercise(points=3)
def m_step(answer, rng):
    """Weights (K,), means (K, d) and covariances (K, d, d) from points and responsibilities."""
    x, shares, floor = _eighths(rng, 7, 2), _shares(rng, 7, 3), rng.uniform(0.2, 0.5)
    yield ask(
        "weights",
        lambda: answer(x, shares, floor)[0],
        hints=["How many points does a component have, if shares of points count? Of how many?"],
    )
    yield ask(
        "means",
        lambda: answer(x, shares, floor)[1],
        hints=["A weighted mean divides by the sum of its weights."],
    )
    yield ask(
        "covariances",
        lambda: answer(x, shares, floor)[2],
        weight=2,
        hints=[
            "The deviations are those from the component's own, new mean.",
            "The floor stands on the diagonal alone.",
        ],
    )
    certain = np.eye(2)[rng.permutation([0, 0, 0, 1, 1, 1, 1])]
    yield ask(
        "no doubt who made which point, no floor",
        lambda: list(answer(x, certain, 0.0)),
        hints=["Each component is now the Gaussian of its own points: divide by their number."],
    )
    left_out = np.insert(_shares(rng, 7, 2), rng.integers(3), 0.0, axis=1)
    yield ask(
        "a component without points",
        lambda: list(answer(x, left_out, floor)),
        hints=["0 / 0 is nan, and one nan spoils all the rest. What does the docstring want?"],
    )
    hardly = left_out.copy()
    hardly[:, left_out.sum(axis=0) == 0] = 2.0**-40
    yield ask(
        "a component with hardly any share",
        lambda: list(answer(x, hardly, floor)),
        rule=ROUGH,  # a guard as small as scikit-learn's, 2e-15, is welcome
        hints=["A sum of 0.000000000006 is small, but it is no zero."],
    )
    yield ask(
        "one component",
        lambda: list(answer(_with_axis(x), np.ones((7, 1)), floor)),
        hints=["This is the Gaussian of week 1, and the floor."],
    )
    yield ask(
        "one point",
        lambda: list(answer(x[:1], shares[:1], floor)),
        hints=["One point is every component's mean. How much does it vary?"],
    )
    origin = 1024.0 * rng.integers(2, 5, size=2)
    yield ask(
        "far from the origin",
        lambda: list(answer(origin + x, shares, floor)),
        rule=ROUGH,
        hints=["Subtract the mean before you square."],
    )


@exercise(points=2)
def bic(answer, rng):
    """The Bayesian information criterion of a mixture with full covariances; one number."""
    # The two terms must not cancel: a float32 keeps seven digits of the larger one.
    total = -float(rng.uniform(2000, 3000))
    n, d, components = (int(rng.integers(a, a + 6)) for a in (200, 3, 10))
    yield ask(
        "typical",
        lambda: answer(total, n, d, components),
        weight=2,
        hints=[
            "Count the free numbers of two components in the plane: 1 weight, 4 and 6.",
            "BIC is a cost: it grows with every parameter and falls with the likelihood.",
        ],
    )
    yield ask(
        "one component",
        lambda: answer(total, n, d, 1),
        hints=["How many weights can you choose freely when there is one?"],
    )
    yield ask(
        "one dimension",
        lambda: answer(total, n, 1, components),
        hints=["In one dimension: K - 1 weights, K means and K variances."],
    )
    yield ask(
        "one component in one dimension",
        lambda: answer(total, n, 1, 1),
        hints=["A mean and a variance."],
    )
    yield ask(
        "digits",
        lambda: answer(100 * total, 1437, 64, components),
        hints=["A symmetric matrix has d (d + 1) / 2 different entries."],
    )
    yield ask(
        "a likelihood above 1",
        lambda: answer(-total, n, d, components),
        hints=["The log-density of thin components may be positive. Nothing changes."],
    )


@exercise(points=2)
def kde_log_prob(answer, rng):
    """The log-density in nats of a kernel density estimate at every row of x; (n,)."""
    x, points, width = _eighths(rng, 4, 3) / 2, _eighths(rng, 6, 3) / 2, rng.uniform(0.6, 0.9)
    yield ask(
        "typical",
        lambda: answer(x, points, width),
        weight=2,
        hints=[
            "It is a mixture: one component on each point. Which weight has each of them?",
            "A Gaussian in d dimensions with standard deviation h has a factor h^d below the line.",
        ],
    )
    yield ask(
        "one dimension",
        lambda: answer(x[:, :1], points[:, :1], 2 * width),
        hints=["Is the bandwidth a variance or a standard deviation?"],
    )
    yield ask(
        "one kernel",
        lambda: answer(x, points[:1], 2 * width),
        hints=["One kernel is a Gaussian with covariance h² I."],
    )
    yield ask(
        "at the points themselves",
        lambda: answer(points, points, width),
        hints=["A distance of 0 is a distance. Every point is asked about all six kernels."],
    )
    yield ask(
        "far from every point",
        lambda: answer(x + 90, points, width),
        hints=["Every one of the exponentials is 0 on a computer. Take out the largest first."],
    )
    yield ask(
        "narrow kernels",
        lambda: answer(np.concatenate([x, points[:2] + 0.001]), points, 2.0**-7),
        rule=ROUGH,
        hints=["Some of the logarithms are far below -700 and some are above 0."],
    )
    wide = rng.normal(size=(5, 150)) / 4
    yield ask(
        "150 dimensions",
        lambda: answer(wide[:2], wide[2:], width / 16),
        hints=["How large is 0.05 ** 150? And what is its logarithm?"],
    )
    yield ask("one query", lambda: answer(x[:1], points, width))


@exercise(points=2)
def sample_mixture(answer, rng):
    """n draws from a mixture: a component by a uniform number, a point by normal noise; (n, d)."""
    weights, means = _weights(rng, 3), _eighths(rng, 3, 2)
    covariances = _covariances(rng, 3, 2)
    uniforms, noise = _uniforms(rng, 9), rng.normal(size=(9, 2))
    yield ask(
        "typical",
        lambda: answer(weights, means, covariances, uniforms, noise),
        weight=2,
        hints=[
            "Two steps for each draw: which component, then where.",
            "mean + L @ noise, with Σ = L Lᵀ and L lower triangular.",
        ],
    )
    yield ask(
        "no noise",
        lambda: answer(weights, means, covariances, uniforms, 0 * noise),
        weight=2,
        hints=["Without noise every draw is the mean of the component that its uniform chose."],
    )
    yield ask(
        "one dimension",
        lambda: answer(weights, means[:, :1], covariances[:, :1, :1], uniforms, noise[:, :1]),
        hints=["The covariance holds a variance. What multiplies standard normal noise?"],
    )
    absent = np.insert(weights, 1, 0.0)
    four, spreads = _eighths(rng, 4, 3), _covariances(rng, 4, 3)
    noise_3 = rng.normal(size=(9, 3))
    yield ask(
        "a component of weight 0",
        lambda: answer(absent, four, spreads, uniforms, noise_3),
        hints=["Its piece of the line from 0 to 1 has length 0: no uniform may choose it."],
    )
    yield ask(
        "one component",
        lambda: answer(np.ones(1), four[:1], spreads[:1], uniforms, noise_3),
        hints=["There is no choice, only noise."],
    )
    last = np.array([0.999, 0.001, 0.999])
    yield ask(
        "both ends of the line",
        lambda: answer(weights, means, covariances, last, noise[:3]),
        hints=["Small uniforms choose the first component, those near 1 the last."],
    )
    yield ask("one draw", lambda: answer(weights, means, covariances, uniforms[:1], noise[:1]))


@exercise(points=3)
def conditional_mixture(answer, rng):
    """Given the seen features: each component's weight (K,), and means of the missing (K, m)."""
    weights, means = _weights(rng, 3), _eighths(rng, 3, 5)
    covariances = _covariances(rng, 3, 5)
    # One coordinate of each draw is far out, so that the components' opinions differ clearly.
    x = means.mean(axis=0) + rng.choice([-1.0, 1.0], size=5) * rng.uniform(0.5, 2.0, size=5)
    x[[1, 3]] = np.nan
    yield ask(
        "weights of the components",
        lambda: answer(x, weights, means, covariances)[0],
        weight=2,
        hints=[
            "Bayes' rule again, with the density of the seen features alone.",
            "The seen features of a Gaussian are a Gaussian: rows and columns of the others go.",
        ],
    )
    yield ask(
        "means of the missing features",
        lambda: answer(x, weights, means, covariances)[1],
        weight=2,
        hints=[
            "If a seen feature is larger than expected, what do you expect of a missing one?",
            "Check with two features, variances 1 and covariance 0.5: the mean moves by half.",
        ],
    )
    scattered = np.where(np.isnan(x), means[1], np.nan)
    yield ask(
        "other features are missing",
        lambda: list(answer(scattered, weights, means, covariances)),
        hints=["Which features are missing is marked by nan, and differs from picture to picture."],
    )
    blind = np.full(5, np.nan)
    yield ask(
        "nothing seen",
        lambda: list(answer(blind, weights, means, covariances)),
        hints=["What do you know about a picture before you see a part of it?"],
    )
    complete = rng.normal(size=2)
    yield ask(
        "nothing missing",
        lambda: answer(complete, weights, means[:, :2], covariances[:, :2, :2])[0],
        hints=["The weights are then the responsibilities."],
    )
    extreme = x + np.sign(x) * rng.uniform(90, 120, size=5)
    yield ask(
        "something never seen before",
        lambda: list(answer(extreme, weights, means, covariances)),
        rule=ROUGH,
        hints=["All the densities are 0 on a computer. Compare their logarithms."],
    )
    small = 2.0**-10
    yield ask(
        "in small units",
        lambda: list(answer(small * x, weights, small * means, small**2 * covariances)),
        hints=["Every length is a thousandth of what it was. Do you add something to a variance?"],
    )
    yield ask(
        "one component",
        lambda: list(answer(x, np.ones(1), means[:1], covariances[:1])),
        hints=["One component has all the weight, and still has something to say."],
    )
    absent = np.insert(weights, 1, 0.0)
    four, spreads = _eighths(rng, 4, 3), _covariances(rng, 4, 3)
    yield ask(
        "a component of weight 0",
        lambda: list(answer(np.r_[np.nan, complete], absent, four, spreads)),
        hints=["It keeps weight 0, whatever is seen; its mean is computed like the others'."],
    )


def _eighths(rng: np.random.Generator, n: int, d: int) -> np.ndarray:
    """(n, d) multiples of 1/8 between -4 and 4, no two rows alike in their first column."""
    first = rng.permutation(np.arange(-32, 33, 4))[:n] + rng.integers(-1, 2, size=n)
    return np.column_stack([first, rng.integers(-32, 33, size=(n, d - 1))]) / 8


def _with_axis(x: np.ndarray) -> np.ndarray:
    """The same points with a third coordinate that depends on the other two."""
    return np.column_stack([x, x[:, 0] * x[:, 1] / 8])


def _weights(rng: np.random.Generator, size: int) -> np.ndarray:
    """(size,) clearly different positive multiples of 1/64 with sum 1."""
    parts = np.arange(1, size) * 2 + 5 + rng.integers(0, 2, size=size - 1)
    return rng.permutation(np.append(parts, 64 - parts.sum())) / 64


def _shares(rng: np.random.Generator, n: int, size: int) -> np.ndarray:
    """(n, size) responsibilities: rows of positive multiples of 1/64 with sum 1."""
    return (2 + rng.multinomial(64 - 2 * size, np.full(size, 1 / size), size=n)) / 64


def _uniforms(rng: np.random.Generator, n: int) -> np.ndarray:
    """(n,) numbers spread over (0, 1), none of them a multiple of 1/64."""
    return rng.permutation(
        (np.arange(n) * (512 // n) + rng.integers(0, 512 // n, size=n) + 0.5) / 512
    )


def _covariances(rng: np.random.Generator, size: int, d: int) -> np.ndarray:
    """(size, d, d) well-conditioned covariances with clear correlations and different sizes."""
    roots = rng.normal(size=(size, d, d)) + np.tri(d)
    noise = rng.uniform(0.5, 1.5, size=(size, d, 1)) * np.eye(d)
    return (roots @ np.swapaxes(roots, 1, 2) / d + noise) * (1 + np.arange(size))[:, None, None]


def _thin_covariances(rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Covariances (size, 2, 2), 64 times as long as wide, and (4, 2) points along the first."""
    angle = rng.uniform(0.3, 1.2, size=size)
    long = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    across = np.stack([-np.sin(angle), np.cos(angle)], axis=1)
    covariances = (
        np.einsum("ki,kj->kij", long, long) + np.einsum("ki,kj->kij", across, across) / 4096
    )
    along = (
        rng.uniform(-1, 1, size=(4, 1)) * long[0] + rng.uniform(-1, 1, size=(4, 1)) / 64 * across[0]
    )
    return covariances / 1024, along / 32

# Made from solutions/week02_density_fitting/exam/mixtures.py; edit that. Checksum df1d73fa734ac8bdd3e2c0c6a25df190cdfc94e852fd129b1e8cdc0f398a22da
