"""The questions of the lesson `sampling`.

Inputs are fractions with a power of two below the line wherever an edge or a cancellation matters,
so that any right order of operations, in float32 too, gives the same value.
"""

import numpy as np

from gradelib.exam import ask, close, exercise


@exercise(points=2)
def multinomial_log_pmf(answer, rng):
    """The log-probability in nats of drawing these counts; one number."""
    counts = rng.integers(1, 6, size=5)
    p = _probabilities(rng, 5)
    yield ask(
        "typical",
        lambda: answer(counts, p),
        weight=2,
        hints=[
            "Check by hand: one head and one tail from a fair coin have probability 1/2, not 1/4.",
            "Three sums: log n!, minus the sum of log c!, plus the sum of c log p.",
        ],
    )
    single = np.eye(5, dtype=int)[rng.integers(5)]
    yield ask(
        "one draw",
        lambda: answer(single, p),
        hints=["With one draw the multinomial is the categorical distribution."],
    )
    some = counts * (np.arange(5) != rng.integers(5))
    yield ask("a symbol that was not drawn", lambda: answer(some, p), hints=["What is log 0! ?"])
    hole = _with_hole(p, place=2)
    yield ask(
        "an impossible symbol that was not drawn",
        lambda: answer(counts * (hole > 0), hole),
        hints=["p to the power 0 is 1, for p = 0 too. What does 0 * log 0 give in NumPy?"],
    )
    yield ask(
        "an impossible symbol that was drawn",
        lambda: answer(counts, hole),
        hints=["The probability is 0. What is its logarithm?"],
    )
    many = rng.integers(60, 90, size=4)
    yield ask(
        "hundreds of draws",
        lambda: answer(many, p[1:] / p[1:].sum()),
        hints=["300! has 615 digits. What is the largest float?", "log n! is lgamma(n + 1)."],
    )
    yield ask(
        "no draws", lambda: answer(0 * counts, p), hints=["In how many ways can that happen?"]
    )


@exercise(points=3)
def inverse_cdf(answer, rng):
    """The index of the symbol that each uniform number draws; (n,) integers."""
    p = _probabilities(rng, 6)
    u = _uniforms(rng, 30)
    yield ask(
        "typical",
        lambda: answer(p, u),
        rule=close(dtype="int"),
        weight=2,
        hints=[
            "Mark the cumulative sums on a line from 0 to 1 and put u on it. Which piece is it in?",
            "You want the first cumulative sum that is not smaller than u.",
        ],
    )
    edges = rng.permutation(np.cumsum(p)[:-1])
    yield ask(
        "u exactly on an edge",
        lambda: answer(p, edges),
        hints=["The rule says u <= F_i. Does F_i belong to symbol i or to symbol i + 1?"],
    )
    close_by = np.concatenate([edges[:3] + 2.0**-22, edges[2:] - 2.0**-22])
    yield ask(
        "u just beside an edge",
        lambda: answer(p, close_by),
        hints=["Do you change u or the sums before you compare them?"],
    )
    rare = _with_hole(p, place=4)
    rare[4], rare[1] = 2.0**-20, rare[1] - 2.0**-20
    yield ask(
        "a symbol of one in a million",
        lambda: answer(rare, np.append(u[8:12], np.cumsum(rare)[4] - 2.0**-21)),
        hints=["Rare is not impossible. Which symbols do you leave out?"],
    )
    middle = _with_hole(p, place=3)
    yield ask(
        "an impossible symbol in the middle",
        lambda: answer(middle, np.concatenate([np.cumsum(middle)[2:4], u[:8]])),
        hints=["How long is the piece of the line that belongs to an impossible symbol?"],
    )
    late = np.concatenate([np.zeros(rng.integers(1, 4)), p])
    yield ask(
        "u = 0 when the first symbols are impossible",
        lambda: answer(late, np.concatenate([[0.0, 0.0], u[:6]])),
        hints=["0 <= 0 is true. Should a symbol with probability 0 ever be drawn?"],
    )
    early = np.concatenate([p, np.zeros(rng.integers(1, 4))])
    yield ask(
        "u = 0 and u = 1",
        lambda: answer(early, np.concatenate([[1.0, 0.0], u[6:12]])),
        hints=["u may be as large as 1. Which symbol owns the very end of the line?"],
    )
    tenths = np.concatenate([np.full(10, 0.1), np.zeros(2)])
    yield ask(
        "u = 1 where rounding leaves every sum below 1",
        lambda: answer(tenths, np.concatenate([[1.0], u[:5]])),
        hints=[
            "Look at np.cumsum(np.full(10, 0.1))[-1] < 1.",
            "Which symbols may be drawn at all?",
        ],
    )
    yield ask("no uniforms", lambda: answer(p, np.zeros(0)))


@exercise(points=2)
def box_muller(answer, rng):
    """Two independent standard normal numbers from each pair of uniform ones; (2, n)."""
    u1, u2 = rng.uniform(0.05, 0.95, size=7), _turns(rng, 7)
    yield ask(
        "typical",
        lambda: answer(u1, u2),
        weight=2,
        hints=[
            "Radius from u1, angle from u2; then from polar to Cartesian coordinates.",
            "np.cos takes radians, and a full turn is 2 pi of them.",
        ],
    )
    at_zero = np.array([0.0, u1[0], 0.0, u1[1]])
    yield ask(
        "u1 = 0",
        lambda: answer(at_zero, u2[:4]),
        hints=["rng.random() may return 0 but never 1. Which of log(u) and log(1 - u) is safe?"],
    )
    close_to_one = 1 - 2.0 ** -rng.integers(12, 20, size=5)
    yield ask("u1 close to 1 (far from the centre)", lambda: answer(close_to_one, u2[:5]))
    yield ask("one pair", lambda: answer(u1[:1], u2[:1]))


@exercise(points=2)
def fit_gaussian(answer, rng):
    """Mean and covariance of the Gaussian of highest likelihood; (d,) and (d, d)."""
    x = _points(rng, 12, 3)
    yield ask(
        "the mean",
        lambda: answer(x)[0],
        hints=["x has one row per point. How many numbers should the mean have?"],
    )
    yield ask(
        "the covariance",
        lambda: answer(x)[1],
        weight=2,
        hints=[
            "Subtract the mean first; then average the products of every two features.",
            "The maximum of the likelihood divides by N.",
        ],
    )
    line = _points(rng, 4, 1)
    yield ask(
        "one feature",
        lambda: answer(line)[1],
        rule=close(shape=False),  # np.cov gives a bare number
    )
    few = _points(rng, 2, 4)
    yield ask("fewer points than features", lambda: answer(few)[1])
    single = _points(rng, 1, 3)
    yield ask(
        "one point",
        lambda: [*np.ravel(answer(single)[0]), *np.ravel(answer(single)[1])],
        rule=close(abs=1e-12),
        hints=["How much does a single point vary?", "Do you add anything to the covariance?"],
    )
    small = x[:5] / 2.0**12
    yield ask(
        "small numbers",
        lambda: answer(small)[1],
        rule=close(rel=1e-4, abs=1e-12),  # the variances are about 1e-7
        hints=["How large are the variances here, against what you add to them?"],
    )
    # Deviations of -1, 0, 1 that cancel, around 2**21: centring is exact here, in float32 too.
    signs = rng.permuted(np.repeat([[1.0, 1, -1, -1, 0, 0, 0]], 3, axis=0), axis=1).T
    large = 2.0**21 + signs
    yield ask(
        "large numbers that vary little",
        lambda: answer(large)[1],
        rule=close(rel=1e-5),
        hints=[
            "The difference of two huge numbers has few digits left. What can come off earlier?"
        ],
    )


@exercise(points=3)
def gaussian_log_prob(answer, rng):
    """Log-density in nats of every row of x under N(mean, covariance); (n,)."""
    mean, covariance = rng.normal(size=3) * 2, _covariance(rng, 3)
    x = mean + rng.normal(size=(5, 3)) * 1.5
    yield ask(
        "typical",
        lambda: answer(x, mean, covariance),
        weight=2,
        hints=[
            "Three terms, and one half stands before each of them.",
            "Try d = 1, mean 0, variance 1, x = 0 by hand: -0.919.",
        ],
    )
    yield ask(
        "at the mean",
        lambda: answer(mean[None], mean, covariance),
        rule=close(shape=False),  # SciPy gives a bare number for one row
        hints=["Here the distance is 0: only log det and d log(2 pi) are left."],
    )
    line = rng.normal(size=(6, 1)) * 2
    variance = rng.uniform(2, 5, size=(1, 1))
    yield ask(
        "one dimension",
        lambda: answer(line, mean[:1], variance),
        hints=["The matrix holds variances, not standard deviations."],
    )
    far = mean + np.sign(x - mean) * rng.uniform(60, 90, size=3)
    yield ask(
        "very far away",
        lambda: answer(far, mean, covariance),
        hints=["exp(-2000) is 0 on a computer. Is the density itself needed anywhere?"],
    )
    narrow, near = covariance / 2.0**40, (x - mean) / 2.0**20
    yield ask(
        "a narrow Gaussian",
        lambda: answer(near, 0 * mean, narrow),
        hints=[
            "A density, unlike a probability, may exceed 1.",
            "How large are the variances here? Do you add anything to them?",
        ],
    )
    d = 200
    wide = (np.diag(rng.uniform(1, 2, size=d)) + 0.25) / 64
    deviations = rng.normal(size=(2, d)) / 8
    yield ask(
        "200 dimensions",
        lambda: answer(deviations, np.zeros(d), wide),
        hints=["How large is 0.02 ** 200?", "np.linalg.slogdet gives log det without the det."],
    )


@exercise(points=2)
def bayes_posterior(answer, rng):
    """P(y = 1 | x) of every item, from two log-densities and a prior; (n,)."""
    log_p = rng.integers(-24, 25, size=(2, 6)) / 8 - 6
    prior = float(rng.choice([0.125, 0.25, 0.75, 0.875]))
    yield ask(
        "typical",
        lambda: answer(log_p[0], log_p[1], prior),
        weight=2,
        hints=[
            "p(x, y = 1) = prior times density: what is that in logarithms?",
            "Divide by the sum over both classes.",
        ],
    )
    yield ask(
        "both densities equal",
        lambda: answer(log_p[0], log_p[0], prior),
        hints=["When x says nothing, what is left?"],
    )
    yield ask("one item", lambda: answer(log_p[0, :1], log_p[1, :1], 1 - prior))
    yield ask(
        "densities too small for a float",
        lambda: answer(log_p[0] - 3000, log_p[1] - 3000, prior),
        hints=["exp(-3000) is 0, and 0 / 0 is nan. Only the difference of the two matters."],
    )
    sides = rng.permutation([-2500.0, 2500.0, -2500.0, 2500.0, 1.0])
    yield ask(
        "no doubt at all",
        lambda: answer(log_p[0, :5], log_p[0, :5] + sides, prior),
        hints=["exp(2500) is infinite, and inf / inf is nan."],
    )
    yield ask(
        "a class with prior 0",
        lambda: answer(log_p[0], log_p[1] + 80, 0.0),  # e**-80 is a number in float32, too
        hints=["No evidence can revive a class that is impossible beforehand."],
    )


@exercise(points=2)
def nearest_distances(answer, rng):
    """Euclidean distance of every query to the nearest reference; (n,)."""
    few, many = _points(rng, 5, 3), _points(rng, 7, 3)
    yield ask(
        "typical",
        lambda: answer(few, many),
        weight=2,
        hints=[
            "All 5 x 7 distances first; then the smallest for each of the 5 queries.",
            "A Euclidean distance is the root of a sum of squares.",
        ],
    )
    yield ask("more queries than references", lambda: answer(many, few))
    known = np.concatenate([many[2:4], few[:1]])
    yield ask(
        "queries that are references themselves",
        lambda: answer(known, many),
        hints=["Something that was copied lies at distance 0."],
    )
    thirds = rng.normal(size=(40, 16)) / 3  # not exact in binary, as quarters would be
    yield ask(
        "a set against itself",
        lambda: answer(thirds, thirds),
        rule=close(abs=5e-3),
        hints=["What is the root of a number that rounding has made a little negative?"],
    )
    yield ask("one reference", lambda: answer(few, many[:1]))
    pictures = rng.integers(0, 256, size=(8, 12)).astype(np.uint8)
    yield ask(
        "pixels as bytes",
        lambda: answer(pictures[:3], pictures[3:]),
        hints=["In uint8, 3 - 5 is 254. Convert before you subtract."],
    )
    yield ask("no queries", lambda: answer(few[:0], many))


def _probabilities(rng, size):
    """(size,) positive multiples of 1/64 with sum 1: their sums are exact in any order."""
    return (2 + rng.multinomial(64 - 2 * size, np.full(size, 1 / size))) / 64


def _with_hole(p, place):
    """The same distribution after symbol `place` gave its probability to symbol 0."""
    hole = p.copy()
    hole[0] += hole[place]
    hole[place] = 0
    return hole


def _uniforms(rng, size):
    """(size,) numbers in (0, 1) that lie on no multiple of 1/64 and on no multiple of 1/10."""
    return (rng.integers(0, 512, size=size) + 0.5) / 512


def _turns(rng, size):
    """(size,) parts of a turn, in every quadrant and away from the axes."""
    return (rng.permutation(np.arange(size) % 4) + rng.uniform(0.1, 0.9, size=size)) / 4


def _points(rng, n, d):
    """(n, d) quarters around another centre in every column."""
    return rng.permutation(np.arange(1, d + 1)) * 1.5 + rng.integers(-12, 13, size=(n, d)) / 4


def _covariance(rng, d):
    """(d, d) well-conditioned covariance with clear correlations."""
    root = rng.normal(size=(d, d))
    return root @ root.T + np.diag(rng.uniform(0.5, 1.5, size=d))

# Made from solutions/week01_naive_bayes/exam/sampling.py; edit that. Checksum 49372b4d3602687f6adf01af6ac541c76b78a170fafa75af3ecc7e3d389c66c2
