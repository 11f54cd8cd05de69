"""Other right answers, and misconceptions, of the lesson `sampling`."""

import math
import statistics

import numpy as np
from scipy import spatial, special, stats

from gradelib.exam import right, wrong

from ..exam.sampling import (
    bayes_posterior,
    box_muller,
    fit_gaussian,
    gaussian_log_prob,
    inverse_cdf,
    multinomial_log_pmf,
    nearest_distances,
)

# --- multinomial_log_pmf -------------------------------------------------------------------------


@right(multinomial_log_pmf)
def with_scipy_special(counts, probabilities):
    orders = special.gammaln(counts.sum() + 1) - special.gammaln(counts + 1).sum()
    return orders + special.xlogy(counts, probabilities).sum()


@right(multinomial_log_pmf)
def with_scipy_stats(counts, probabilities):
    return stats.multinomial.logpmf(counts, n=counts.sum(), p=probabilities)


@right(multinomial_log_pmf)
def with_whole_factorials(counts, probabilities):
    total = math.log(math.factorial(int(sum(counts))))
    for count, p in zip(counts.tolist(), probabilities.tolist(), strict=True):
        if count == 0:
            continue
        if p == 0:
            return float("-inf")
        total += count * math.log(p) - math.log(math.factorial(count))
    return total


@right(multinomial_log_pmf)
def draw_by_draw_in_float32(counts, probabilities):
    symbols = np.repeat(np.arange(len(counts)), counts)
    seen = np.zeros(len(counts))
    total = np.float32(0)
    for place, symbol in enumerate(symbols, start=1):
        seen[symbol] += 1
        with np.errstate(divide="ignore"):
            total += np.log(np.float32(probabilities[symbol] * place / seen[symbol]))
    return total


@wrong(
    multinomial_log_pmf,
    hint="You have the probability of one particular order of the draws. The counts do not tell "
    "the order: how many orders give the same counts?",
)
def forgets_that_order_does_not_matter(counts, probabilities):
    return special.xlogy(counts, probabilities).sum()


@wrong(
    multinomial_log_pmf,
    hint="lgamma and the factorial are off by one against each other: what is lgamma(1), and what "
    "is log 1! ?",
)
def takes_lgamma_for_log_factorial(counts, probabilities):
    drawn = counts[counts > 0]
    orders = math.lgamma(max(counts.sum(), 1)) - special.gammaln(drawn).sum()
    return orders + special.xlogy(counts, probabilities).sum()


@wrong(
    multinomial_log_pmf,
    hint="Exchanging two equal symbols gives no new order. Do you divide by these exchanges?",
)
def counts_exchanges_of_equal_symbols(counts, probabilities):
    return math.lgamma(counts.sum() + 1) + special.xlogy(counts, probabilities).sum()


@wrong(multinomial_log_pmf, hint="The question asks for the logarithm of the probability.")
def returns_the_probability(counts, probabilities):
    return math.exp(with_scipy_special(counts, probabilities))


@wrong(multinomial_log_pmf, hint="Nats are natural logarithms. Which base did you take?")
def measures_in_bits(counts, probabilities):
    return with_scipy_special(counts, probabilities) / math.log(2)


@wrong(
    multinomial_log_pmf,
    hint="A symbol that is impossible and was not drawn changes nothing: p ** 0 is 1. "
    "What does 0 * log(0) give?",
)
def multiplies_zero_by_minus_infinity(counts, probabilities):
    orders = special.gammaln(counts.sum() + 1) - special.gammaln(counts + 1).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return orders + np.sum(counts * np.log(probabilities))


@wrong(
    multinomial_log_pmf,
    hint="You leave out symbols of probability 0. What if such a symbol was drawn nevertheless?",
)
def overlooks_an_impossible_draw(counts, probabilities):
    possible = probabilities > 0
    return with_scipy_special(counts[possible], probabilities[possible])


@wrong(
    multinomial_log_pmf,
    hint="Hundreds of probabilities multiplied, or 300!, do not fit into a float. Where can "
    "logarithms come earlier?",
)
def takes_the_logarithm_at_the_end(counts, probabilities):
    with np.errstate(all="ignore"):
        orders = special.factorial(counts.sum()) / np.prod(special.factorial(counts))
        return np.log(orders * np.prod(probabilities**counts))


# --- inverse_cdf ---------------------------------------------------------------------------------


@right(inverse_cdf)
def with_a_loop(probabilities, uniforms):
    drawn = []
    for u in uniforms:
        total, last = 0.0, None
        for i, p in enumerate(probabilities):
            if p == 0:
                continue
            total, last = total + p, i
            if u <= total:
                break
        drawn.append(last)
    return drawn


@right(inverse_cdf)
def by_comparing_all(probabilities, uniforms):
    possible = np.flatnonzero(probabilities)
    edges = np.cumsum(probabilities[possible])
    below = (uniforms[:, None] > edges[None, :-1]).sum(axis=1)
    return possible[below]


@right(inverse_cdf)
def with_last_edge_set_to_one(probabilities, uniforms):
    edges = np.cumsum(probabilities)
    last = np.max(np.nonzero(probabilities))
    edges[last:] = 1.0
    first = int(np.argmax(probabilities > 0))
    return np.maximum(np.searchsorted(edges, uniforms), first)


@right(inverse_cdf)
def in_float32(probabilities, uniforms):
    small = probabilities.astype(np.float32)
    edges = np.cumsum(small)
    edges[small == 0] = -1
    inside = uniforms.astype(np.float32)[:, None] <= edges
    last = len(small) - 1 - np.argmax(small[::-1] > 0)
    return np.where(inside.any(axis=1), inside.argmax(axis=1), last)


@wrong(
    inverse_cdf,
    hint="When u equals F_i, which symbol does the rule u <= F_i draw, and which does yours?",
)
def takes_strict_inequality(probabilities, uniforms):
    possible = np.flatnonzero(probabilities)
    ranks = np.searchsorted(np.cumsum(probabilities)[possible], uniforms, side="right")
    return possible[np.minimum(ranks, len(possible) - 1)]


@wrong(
    inverse_cdf,
    hint="Two thoughts are missing: what your search draws at u = F_i, and what it gives for a u "
    "above the last cumulative sum.",
)
def takes_strict_inequality_and_falls_off_the_end(probabilities, uniforms):
    return np.searchsorted(np.cumsum(probabilities), uniforms, side="right")


@wrong(
    inverse_cdf,
    hint="This one-liner is right nearly everywhere. Try u = 0 when p_0 = 0, and u = 1 with ten "
    "probabilities of 0.1.",
)
def trusts_the_one_liner_at_both_ends(probabilities, uniforms):
    return np.searchsorted(np.cumsum(probabilities), uniforms)


@wrong(
    inverse_cdf,
    hint="When no sum reaches u, argmax of all False is 0. Which symbol should a u at the upper end "
    "draw?",
)
def draws_the_first_symbol_when_none_is_found(probabilities, uniforms):
    return np.argmax(uniforms[:, None] <= np.cumsum(probabilities), axis=1)


@wrong(
    inverse_cdf,
    hint="At u = 0 the inequality 0 <= F_0 holds even when F_0 is 0. May that symbol be drawn?",
)
def draws_an_impossible_first_symbol(probabilities, uniforms):
    last = np.flatnonzero(probabilities)[-1]
    return np.minimum(np.searchsorted(np.cumsum(probabilities), uniforms), last)


@wrong(
    inverse_cdf,
    hint="Rounding can leave the last cumulative sum a little below 1. What does your search give "
    "for a u above it?",
)
def falls_off_the_end(probabilities, uniforms):
    possible = np.flatnonzero(probabilities)
    ranks = np.searchsorted(np.cumsum(probabilities)[possible], uniforms)
    return np.append(possible, len(probabilities))[ranks]


@wrong(
    inverse_cdf,
    hint="A u above all the sums must draw something, but may it draw a symbol of probability 0?",
)
def draws_an_impossible_last_symbol(probabilities, uniforms):
    first = np.flatnonzero(probabilities)[0]
    ranks = np.searchsorted(np.cumsum(probabilities), uniforms)
    return np.clip(ranks, first, len(probabilities) - 1)


@wrong(
    inverse_cdf,
    hint="Symbol i answers uniform i. Did you put the uniforms into another order?",
)
def sorts_the_uniforms(probabilities, uniforms):
    return with_a_loop(probabilities, np.sort(uniforms))


@wrong(inverse_cdf, hint="What is the index of the first symbol in Python?")
def counts_symbols_from_one(probabilities, uniforms):
    return np.array(with_a_loop(probabilities, uniforms)) + 1


@wrong(
    inverse_cdf,
    hint="You compare u with the probabilities themselves. Which numbers mark the ends of the "
    "pieces on the line from 0 to 1?",
)
def compares_with_the_pmf(probabilities, uniforms):
    inside = uniforms[:, None] <= probabilities
    return np.where(inside.any(axis=1), inside.argmax(axis=1), len(probabilities) - 1)


@wrong(
    inverse_cdf,
    hint="You cut the line into equal pieces. How long should the piece of symbol i be?",
)
def cuts_equal_pieces(probabilities, uniforms):
    size = len(probabilities)
    return np.clip(np.ceil(uniforms * size).astype(int) - 1, 0, size - 1)


@wrong(
    inverse_cdf,
    hint="You took the last sum that is still below u. Is u in the piece that ends there, or in "
    "the next one?",
)
def takes_the_piece_before(probabilities, uniforms):
    return np.maximum(np.array(with_a_loop(probabilities, uniforms), dtype=int) - 1, 0)


@wrong(
    inverse_cdf,
    hint="Every u gives the same symbol. A sampler that always takes the most probable symbol "
    "does not sample.",
)
def always_takes_the_most_probable(probabilities, uniforms):
    return np.full(len(uniforms), np.argmax(probabilities))


# --- box_muller ----------------------------------------------------------------------------------


@right(box_muller)
def as_a_pair_of_arrays(u1, u2):
    radius = np.sqrt(-2 * np.log(1 - u1))
    return radius * np.cos(2 * np.pi * u2), radius * np.sin(2 * np.pi * u2)


@right(box_muller)
def pair_by_pair(u1, u2):
    z = [[], []]
    for a, b in zip(u1, u2, strict=True):
        radius = math.sqrt(2 * math.log(1 / (1 - a)))
        z[0].append(radius * math.cos(math.tau * b))
        z[1].append(radius * math.sin(math.tau * b))
    return z


@right(box_muller)
def with_complex_numbers_in_float32(u1, u2):
    radius = np.sqrt(-2 * np.log1p(-u1.astype(np.float32)))
    z = radius * np.exp(2j * np.pi * u2).astype(np.complex64)
    return np.array([z.real, z.imag])


@right(box_muller)
def with_the_rayleigh_quantile(u1, u2):
    angle = np.deg2rad(360 * u2)
    return stats.rayleigh.ppf(u1) * np.array([np.cos(angle), np.sin(angle)])


@wrong(
    box_muller,
    hint="u1 is at least 0 and below 1. Is log(u1) finite for all of these, and is it what "
    "inverting F(r) gives?",
)
def takes_log_of_u(u1, u2):
    with np.errstate(divide="ignore", invalid="ignore"):
        return as_a_pair_of_arrays(1 - u1, u2)


@wrong(
    box_muller,
    hint="Solve 1 - exp(-r**2 / 2) = u for r once more: what becomes of the 2 below the line?",
)
def forgets_the_factor_two(u1, u2):
    return np.array(as_a_pair_of_arrays(u1, u2)) / np.sqrt(2)


@wrong(box_muller, hint="Your radius is r squared. What is left to do?")
def forgets_the_root(u1, u2):
    return -2 * np.log(1 - u1) * np.array([np.cos(2 * np.pi * u2), np.sin(2 * np.pi * u2)])


@wrong(
    box_muller,
    hint="The angle should go once round the circle. How far does yours go when u2 runs from 0 to 1?",
)
def goes_half_round(u1, u2):
    return as_a_pair_of_arrays(u1, u2 / 2)


@wrong(box_muller, hint="NumPy's cos and sin take radians. What is a full turn in radians?")
def measures_the_angle_in_degrees(u1, u2):
    return as_a_pair_of_arrays(u1, 360 * u2 / (2 * np.pi))


@wrong(
    box_muller,
    hint="If radius and angle come from the same uniform, the points lie on one spiral. Which "
    "uniform decides the angle?",
)
def uses_u1_twice(u1, u2):
    return as_a_pair_of_arrays(u1, u1)


@wrong(box_muller, hint="Which coordinate is the cosine? The docstring says which comes first.")
def swaps_sine_and_cosine(u1, u2):
    return as_a_pair_of_arrays(u1, u2)[::-1]


@wrong(box_muller, hint="Which uniform gives the radius, and which the angle?")
def swaps_the_uniforms(u1, u2):
    return as_a_pair_of_arrays(u2, u1)


# --- fit_gaussian --------------------------------------------------------------------------------


@right(fit_gaussian)
def with_matrix_product(x):
    mean = x.sum(axis=0) / len(x)
    centred = x - mean
    return mean, centred.T @ centred / len(x)


@right(fit_gaussian)
def with_statistics_and_loops(x):
    columns = [column.tolist() for column in x.T]
    mean = [statistics.fmean(column) for column in columns]
    covariance = [
        [
            statistics.fmean([(p - a) * (q - b) for p, q in zip(one, two, strict=True)])
            for two, b in zip(columns, mean, strict=True)
        ]
        for one, a in zip(columns, mean, strict=True)
    ]
    return mean, covariance


@right(fit_gaussian)
def second_moment_minus_squared_mean_in_float32(x):
    x = x.astype(np.float32)
    mean = x.mean(axis=0)
    return mean, np.einsum("ni,nj->ij", x, x) / np.float32(len(x)) - np.outer(mean, mean)


@right(fit_gaussian)
def with_numpy_cov(x):
    return x.mean(axis=0), np.cov(x.T, ddof=0)


@wrong(
    fit_gaussian,
    hint="You divide by N - 1, which makes the estimate unbiased. Where is the likelihood greatest?",
)
def divides_by_n_minus_one(x):
    centred = x - x.mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return x.mean(axis=0), centred.T @ centred / (np.float64(len(x)) - 1)


@wrong(fit_gaussian, hint="The products are added up, but a covariance is their average.")
def sums_instead_of_averaging(x):
    mean, covariance = with_matrix_product(x)
    return mean, covariance * len(x)


@wrong(
    fit_gaussian,
    hint="You averaged products of the values themselves. How far is each value from the mean?",
)
def does_not_subtract_the_mean(x):
    return x.mean(axis=0), x.T @ x / len(x)


@wrong(
    fit_gaussian,
    hint="You return how much each feature varies. How do you say that two features vary together?",
)
def keeps_only_the_variances(x):
    return x.mean(axis=0), np.diag(x.var(axis=0))


@wrong(
    fit_gaussian,
    hint="The covariance matrix holds variances. What you return is in the unit of x; what is the "
    "unit of a variance?",
)
def takes_standard_deviations(x):
    mean, covariance = with_matrix_product(x)
    return mean, np.sign(covariance) * np.sqrt(np.abs(covariance))


@wrong(
    fit_gaussian,
    hint="Rows are points, columns are features. Over which axis must you average?",
)
def averages_over_the_features(x):
    mean = x.mean(axis=1)
    centred = x - mean[:, None]
    return mean, centred @ centred.T / x.shape[1]


@wrong(
    fit_gaussian,
    hint="np.cov takes every row for a variable unless told otherwise. How large should the matrix "
    "be for d features?",
)
def takes_rows_for_variables(x):
    with np.errstate(divide="ignore", invalid="ignore"):
        return x.mean(axis=0), np.cov(x)


@wrong(
    fit_gaussian,
    hint="Correlations have no unit and are 1 on the diagonal. Which matrix tells how wide the "
    "cloud is?",
)
def returns_correlations(x):
    mean, covariance = with_matrix_product(x)
    spread = np.sqrt(np.diag(covariance))
    with np.errstate(divide="ignore", invalid="ignore"):
        return mean, covariance / np.outer(spread, spread)


# --- gaussian_log_prob ---------------------------------------------------------------------------


@right(gaussian_log_prob)
def with_scipy_multivariate_normal(x, mean, covariance):
    return stats.multivariate_normal(mean, covariance).logpdf(x)


@right(gaussian_log_prob)
def with_cholesky(x, mean, covariance):
    root = np.linalg.cholesky(covariance)
    z = np.linalg.solve(root, (x - mean).T)
    constant = np.log(np.diag(root)).sum() + 0.5 * len(mean) * np.log(2 * np.pi)
    return -0.5 * np.square(z).sum(axis=0) - constant


@right(gaussian_log_prob)
def row_by_row_with_the_inverse(x, mean, covariance):
    precision = np.linalg.inv(covariance)
    _, log_det = np.linalg.slogdet(2 * np.pi * covariance)
    return [-0.5 * ((row - mean) @ precision @ (row - mean) + log_det) for row in x]


@right(gaussian_log_prob)
def with_eigenvalues_in_float32(x, mean, covariance):
    values, vectors = np.linalg.eigh(covariance.astype(np.float32))
    z = (x - mean).astype(np.float32) @ vectors
    return -0.5 * np.sum(z**2 / values + np.log(2 * np.pi * values), axis=1, keepdims=True)


def _terms(x, mean, covariance):
    """Squared distance, log det and d log 2 pi: the misconceptions put them together wrongly."""
    deviations = x - mean
    distance = np.sum(deviations * np.linalg.solve(covariance, deviations.T).T, axis=1)
    return distance, np.linalg.slogdet(covariance)[1], len(mean) * np.log(2 * np.pi)


@wrong(gaussian_log_prob, hint="One of the terms has lost its one half: try x at the mean.")
def forgets_the_half_before_log_det(x, mean, covariance):
    distance, log_det, constant = _terms(x, mean, covariance)
    return -0.5 * (distance + constant) - log_det


@wrong(
    gaussian_log_prob,
    hint="The difference grows with the distance from the mean. What stands before (x - mean)**2 "
    "in the one-dimensional density?",
)
def forgets_the_half_before_the_distance(x, mean, covariance):
    distance, log_det, constant = _terms(x, mean, covariance)
    return -distance - 0.5 * (log_det + constant)


@wrong(
    gaussian_log_prob,
    hint="Every dimension brings a factor of its own to the normalising constant. How many are there?",
)
def counts_log_two_pi_once(x, mean, covariance):
    distance, log_det, constant = _terms(x, mean, covariance)
    return -0.5 * (distance + log_det + constant / len(mean))


@wrong(
    gaussian_log_prob,
    hint="Does your density integrate to 1? In one dimension with variance 1 it should be 0.399 "
    "at the mean.",
)
def forgets_two_pi(x, mean, covariance):
    distance, log_det, _ = _terms(x, mean, covariance)
    return -0.5 * (distance + log_det)


@wrong(
    gaussian_log_prob,
    hint="A wide Gaussian must be lower at its mean than a narrow one. Which term says so?",
)
def forgets_the_determinant(x, mean, covariance):
    distance, _, constant = _terms(x, mean, covariance)
    return -0.5 * (distance + constant)


@wrong(
    gaussian_log_prob,
    hint="A deviation counts less in a direction in which the data vary much. Does your distance "
    "shrink or grow when the covariance grows?",
)
def multiplies_by_the_covariance(x, mean, covariance):
    _, log_det, constant = _terms(x, mean, covariance)
    deviations = x - mean
    return -0.5 * (np.sum(deviations @ covariance * deviations, axis=1) + log_det + constant)


@wrong(
    gaussian_log_prob,
    hint="You use the variances alone. What do the entries off the diagonal say?",
)
def ignores_the_correlations(x, mean, covariance):
    return with_cholesky(x, mean, np.diag(np.diag(covariance)))


@wrong(
    gaussian_log_prob,
    hint="The matrix already holds variances: is something squared once too often?",
)
def takes_the_covariance_for_a_standard_deviation(x, mean, covariance):
    return with_cholesky(x, mean, covariance @ covariance.T)


@wrong(
    gaussian_log_prob,
    hint="In 200 dimensions the determinant itself is too small for a float; its logarithm is not.",
)
def takes_the_log_of_a_vanished_determinant(x, mean, covariance):
    distance, _, constant = _terms(x, mean, covariance)
    with np.errstate(divide="ignore"):
        return -0.5 * (distance + np.log(np.linalg.det(covariance)) + constant)


@wrong(
    gaussian_log_prob,
    hint="Far from the mean the density is 0 on a computer. Do you need it to get its logarithm?",
)
def takes_the_log_of_a_vanished_density(x, mean, covariance):
    with np.errstate(all="ignore"):
        return np.log(np.exp(with_cholesky(x, mean, covariance)))


@wrong(
    gaussian_log_prob,
    hint="Your product pairs every point with every other one. Which entries of that (n, n) table "
    "do you want?",
)
def pairs_every_point_with_every_other(x, mean, covariance):
    _, log_det, constant = _terms(x, mean, covariance)
    deviations = x - mean
    distance = deviations @ np.linalg.inv(covariance) @ deviations.T
    return -0.5 * (distance + log_det + constant)


@wrong(gaussian_log_prob, hint="How many rows has x, and how many numbers should come back?")
def sums_over_the_points(x, mean, covariance):
    return with_cholesky(x, mean, covariance).sum()


# --- bayes_posterior -----------------------------------------------------------------------------


@right(bayes_posterior)
def as_a_sigmoid(log_p0, log_p1, prior_1):
    with np.errstate(divide="ignore"):
        return special.expit(log_p1 - log_p0 + np.log(prior_1) - np.log(1 - prior_1))


@right(bayes_posterior)
def after_subtracting_the_larger(log_p0, log_p1, prior_1):
    larger = np.maximum(log_p0, log_p1)
    joint_0 = (1 - prior_1) * np.exp(log_p0 - larger)
    joint_1 = prior_1 * np.exp(log_p1 - larger)
    return joint_1 / (joint_0 + joint_1)


@right(bayes_posterior)
def item_by_item(log_p0, log_p1, prior_1):
    if prior_1 == 0:
        return [0.0] * len(log_p0)
    log_odds = math.log(prior_1 / (1 - prior_1))
    return [
        0.5 + 0.5 * math.tanh((b - a + log_odds) / 2) for a, b in zip(log_p0, log_p1, strict=True)
    ]


@right(bayes_posterior)
def from_the_odds_in_float32(log_p0, log_p1, prior_1):
    with np.errstate(over="ignore"):
        ratio = np.exp((log_p0 - log_p1).astype(np.float32))
    with np.errstate(divide="ignore"):
        return 1 / (1 + ratio * np.float32(1 - prior_1) / np.float32(prior_1))


@wrong(
    bayes_posterior,
    hint="Before x is seen one class may be more frequent than the other. Where does that enter?",
)
def drops_the_prior(log_p0, log_p1, prior_1):
    return special.expit(log_p1 - log_p0)


@wrong(
    bayes_posterior,
    hint="Logarithms of densities are added to logarithms of priors. Which are in the log domain, "
    "and which are not?",
)
def adds_the_prior_to_a_logarithm(log_p0, log_p1, prior_1):
    return special.expit(log_p1 + prior_1 - log_p0 - (1 - prior_1))


@wrong(
    bayes_posterior,
    hint="exp of a very negative number is exactly 0. Can the two densities be compared before "
    "they leave the log domain?",
)
def leaves_the_log_domain_too_early(log_p0, log_p1, prior_1):
    with np.errstate(all="ignore"):
        joint_0, joint_1 = (1 - prior_1) * np.exp(log_p0), prior_1 * np.exp(log_p1)
        return joint_1 / (joint_0 + joint_1)


@wrong(bayes_posterior, hint="Is this the probability of class 1, or of class 0?")
def answers_for_the_other_class(log_p0, log_p1, prior_1):
    return 1 - as_a_sigmoid(log_p0, log_p1, prior_1)


@wrong(
    bayes_posterior,
    hint="prior times density is the joint p(x, y = 1). What must it be divided by to become "
    "P(y = 1 | x)?",
)
def returns_the_joint(log_p0, log_p1, prior_1):
    with np.errstate(all="ignore"):
        return prior_1 * np.exp(log_p1)


@wrong(bayes_posterior, hint="You return the logarithm of the posterior, or of the odds.")
def returns_the_log_odds(log_p0, log_p1, prior_1):
    with np.errstate(divide="ignore"):
        return log_p1 - log_p0 + np.log(prior_1) - np.log(1 - prior_1)


@wrong(
    bayes_posterior,
    hint="A decision throws away how sure it is. How likely is class 1?",
)
def decides_instead(log_p0, log_p1, prior_1):
    return (as_a_sigmoid(log_p0, log_p1, prior_1) > 0.5).astype(float)


@wrong(
    bayes_posterior,
    hint="For each x the two classes must sum to 1. Do you divide by a sum over classes, or over items?",
)
def normalises_over_the_items(log_p0, log_p1, prior_1):
    with np.errstate(all="ignore"):
        joint_1 = prior_1 * np.exp(log_p1 - log_p1.max())
        return joint_1 / joint_1.sum()


@wrong(
    bayes_posterior,
    hint="The prior of the other class is 1 - prior_1. Did you weigh only one of the two?",
)
def weighs_only_one_class(log_p0, log_p1, prior_1):
    with np.errstate(divide="ignore"):
        return special.expit(log_p1 - log_p0 + np.log(prior_1))


# --- nearest_distances ---------------------------------------------------------------------------


@right(nearest_distances)
def with_scipy_cdist(queries, references):
    return spatial.distance.cdist(queries, references).min(axis=1)


@right(nearest_distances)
def query_by_query(queries, references):
    return [
        min(math.dist(query, reference) for reference in references.tolist())
        for query in queries.tolist()
    ]


@right(nearest_distances)
def by_broadcasting_in_float32(queries, references):
    gaps = queries[:, None].astype(np.float32) - references[None].astype(np.float32)
    return np.linalg.norm(gaps, axis=-1).min(axis=1, keepdims=True)


@right(nearest_distances)
def with_the_binomial_formula(queries, references):
    q, r = queries.astype(float), references.astype(float)
    squares = (q**2).sum(axis=1)[:, None] + (r**2).sum(axis=1) - 2 * q @ r.T
    return np.sqrt(np.maximum(squares, 0).min(axis=1))


def _gaps(queries, references):
    return queries[:, None].astype(float) - references[None].astype(float)


@wrong(nearest_distances, hint="Your numbers are in squared units. What is left to do?")
def forgets_the_root_of_the_squares(queries, references):
    return np.square(_gaps(queries, references)).sum(axis=2).min(axis=1)


@wrong(
    nearest_distances,
    hint="Adding absolute differences measures the way along the streets, not as the crow flies.",
)
def walks_along_the_streets(queries, references):
    return np.abs(_gaps(queries, references)).sum(axis=2).min(axis=1)


@wrong(
    nearest_distances,
    hint="Bytes wrap around: 3 - 5 is 254 in uint8. In which type do you subtract, and square?",
)
def subtracts_bytes(queries, references):
    gaps = (queries[:, None] - references[None]) ** 2
    return np.sqrt(gaps.sum(axis=2).min(axis=1))


@wrong(
    nearest_distances,
    hint="One number per query: over which axis of the (queries, references) table do you take "
    "the minimum?",
)
def answers_for_the_references(queries, references):
    return np.linalg.norm(_gaps(queries, references), axis=2).min(axis=0)


@wrong(nearest_distances, hint="You give the average distance. How far is the nearest?")
def averages_the_distances(queries, references):
    return np.linalg.norm(_gaps(queries, references), axis=2).mean(axis=1)


@wrong(nearest_distances, hint="Which reference is nearest is one thing; how far it is another.")
def returns_the_index(queries, references):
    return np.linalg.norm(_gaps(queries, references), axis=2).argmin(axis=1)


@wrong(
    nearest_distances,
    hint="A Euclidean distance adds the squares of all pixels; it does not average them.",
)
def averages_over_the_pixels(queries, references):
    return np.sqrt(np.square(_gaps(queries, references)).mean(axis=2).min(axis=1))


@wrong(
    nearest_distances,
    hint="You leave out distances of 0. But a query that equals a reference is a copy: at what "
    "distance does it lie?",
)
def leaves_out_the_copies(queries, references):
    distances = np.linalg.norm(_gaps(queries, references), axis=2)
    return np.where(distances == 0, np.inf, distances).min(axis=1)


@wrong(
    nearest_distances,
    hint="You compared query i with reference i only. Which references may be the nearest?",
)
def compares_row_by_row(queries, references):
    size = min(len(queries), len(references))
    return np.linalg.norm(queries[:size].astype(float) - references[:size], axis=1)
