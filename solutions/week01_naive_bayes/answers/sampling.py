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


@wrong(
    multinomial_log_pmf,
    hint="A symbol that cannot come makes the counts impossible only if it was drawn.",
)
def refuses_every_impossible_symbol(counts, probabilities):
    if (probabilities == 0).any():
        return -math.inf
    return with_scipy_special(counts, probabilities)


@wrong(
    multinomial_log_pmf,
    hint="You lift probabilities of 0 to something tiny. Is an impossible draw then still impossible?",
)
def makes_the_impossible_possible(counts, probabilities):
    return with_scipy_special(counts, np.maximum(probabilities, 1e-12))


@wrong(multinomial_log_pmf, hint="The c! stand below the line. What does that mean for logarithms?")
def adds_the_factorials_below_the_line(counts, probabilities):
    factorials = special.gammaln(counts.sum() + 1) + special.gammaln(counts + 1).sum()
    return factorials + special.xlogy(counts, probabilities).sum()


@wrong(
    multinomial_log_pmf, hint="How often does the factor p appear when a symbol was drawn c times?"
)
def takes_every_probability_once(counts, probabilities):
    orders = special.gammaln(counts.sum() + 1) - special.gammaln(counts + 1).sum()
    with np.errstate(divide="ignore"):
        return orders + np.log(probabilities[counts > 0]).sum()


@wrong(multinomial_log_pmf, hint="lgamma(c) is log (c - 1)!. Did you shift every argument?")
def shifts_only_the_total(counts, probabilities):
    orders = special.gammaln(counts.sum() + 1) - special.gammaln(np.maximum(counts, 1)).sum()
    return orders + special.xlogy(counts, probabilities).sum()


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


@wrong(
    inverse_cdf,
    hint="You number the candidates only. Which number has the second candidate among all symbols?",
)
def numbers_the_candidates(probabilities, uniforms):
    edges = np.cumsum(probabilities)[probabilities > 0]
    return np.minimum(np.searchsorted(edges, uniforms), len(edges) - 1)


@wrong(inverse_cdf, hint="To which symbol does the first piece of your line belong?")
def sorts_the_probabilities(probabilities, uniforms):
    return with_a_loop(np.sort(probabilities)[::-1], uniforms)


@wrong(inverse_cdf, hint="From which end of the line do you measure u?")
def measures_from_the_other_end(probabilities, uniforms):
    return with_a_loop(probabilities, 1 - uniforms)


@wrong(
    inverse_cdf, hint="Which symbols are impossible: those with p = 0, or also the very rare ones?"
)
def leaves_out_rare_symbols(probabilities, uniforms):
    return with_a_loop(np.where(probabilities < 1e-5, 0, probabilities), uniforms)


@wrong(
    inverse_cdf,
    hint="You allow for rounding by widening the pieces. What happens to a u just beside an edge?",
)
def compares_with_a_tolerance(probabilities, uniforms):
    return with_a_loop(probabilities, uniforms - 1e-6)


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


@wrong(box_muller, hint="What exactly stands under the root in the formula for r?")
def takes_the_root_of_the_two_only(u1, u2):
    angle = 2 * np.pi * u2
    return -np.sqrt(2) * np.log(1 - u1) * np.array([np.cos(angle), np.sin(angle)])


@wrong(box_muller, hint="Which logarithm undoes exp?")
def takes_the_logarithm_to_base_10(u1, u2):
    return np.array(as_a_pair_of_arrays(u1, u2)) / np.sqrt(np.log(10))


@wrong(
    box_muller,
    hint="These are normal, too, but inverting the normal CDF is what the text wants to avoid. Which "
    "CDF does it invert instead?",
)
def inverts_the_normal_cdf(u1, u2):
    return stats.norm.ppf(u1), stats.norm.ppf(u2)


@wrong(box_muller, hint="In which direction does the angle grow?")
def turns_the_other_way(u1, u2):
    return as_a_pair_of_arrays(u1, -u2)


@wrong(box_muller, hint="Where is the plane? You give the radius and the angle themselves.")
def stays_in_polar_coordinates(u1, u2):
    return np.sqrt(-2 * np.log(1 - u1)), 2 * np.pi * u2


@wrong(
    box_muller,
    hint="Do you keep u1 away from 0 and 1? How far from the centre can your points come?",
)
def cuts_off_the_uniforms(u1, u2):
    return as_a_pair_of_arrays(np.clip(u1, 1e-6, 1 - 1e-4), u2)


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
def centred_in_float32(x):
    centred = x.astype(np.float32)
    mean = centred.mean(axis=0)
    centred -= mean
    return mean, np.einsum("ni,nj->ij", centred, centred) / np.float32(len(x))


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


@wrong(
    fit_gaussian,
    hint="E[xx'] - mm' is right on paper. What is left of its digits where x is large and varies little?",
)
def subtracts_two_huge_numbers(x):
    mean = x.mean(axis=0)
    return mean, x.T @ x / len(x) - np.outer(mean, mean)


@wrong(
    fit_gaussian,
    hint="Adding to the diagonal keeps the matrix invertible. But is that the greatest likelihood?",
)
def adds_to_the_diagonal(x):
    mean, covariance = with_matrix_product(x)
    return mean, covariance + 1e-6 * np.eye(len(covariance))


@wrong(fit_gaussian, hint="The formula for the mean is an average. Which middle did you take?")
def takes_medians(x):
    centred = x - np.median(x, axis=0)
    return np.median(x, axis=0), centred.T @ centred / len(x)


@wrong(fit_gaussian, hint="Which of the two does the docstring name first?")
def returns_the_covariance_first(x):
    mean, covariance = with_matrix_product(x)
    return covariance, mean


@wrong(fit_gaussian, hint="Is this the matrix by which distances are divided, or its inverse?")
def returns_the_inverse(x):
    mean, covariance = with_matrix_product(x)
    return mean, np.linalg.pinv(covariance)


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
    return -0.5 * np.sum(z**2 / values + np.log(2 * np.pi * values), axis=1)


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


@wrong(
    gaussian_log_prob,
    hint="A wide Gaussian must be lower at its mean than a narrow one. Is yours?",
)
def adds_the_log_determinant(x, mean, covariance):
    distance, log_det, constant = _terms(x, mean, covariance)
    return -0.5 * (distance - log_det + constant)


@wrong(
    gaussian_log_prob,
    hint="The product of the variances is the determinant only where nothing is correlated.",
)
def takes_the_determinant_of_the_diagonal(x, mean, covariance):
    distance, _, constant = _terms(x, mean, covariance)
    return -0.5 * (distance + np.log(np.diag(covariance)).sum() + constant)


@wrong(
    gaussian_log_prob,
    hint="The determinant of L is the root of that of L L'. What does a root do to a logarithm?",
)
def takes_the_determinant_of_the_cholesky_factor(x, mean, covariance):
    distance, log_det, constant = _terms(x, mean, covariance)
    return -0.5 * (distance + log_det / 2 + constant)


@wrong(
    gaussian_log_prob,
    hint="How many dimensions has a point? x has rows, and every row has entries.",
)
def takes_the_number_of_points_for_the_dimension(x, mean, covariance):
    distance, log_det, constant = _terms(x, mean, covariance)
    return -0.5 * (distance + log_det + constant * len(x) / len(mean))


@wrong(
    gaussian_log_prob,
    hint="The determinant has to be taken into the log domain, too.",
)
def forgets_the_log_of_the_determinant(x, mean, covariance):
    distance, _, constant = _terms(x, mean, covariance)
    return -0.5 * (distance + np.linalg.det(covariance) + constant)


@wrong(
    gaussian_log_prob,
    hint="A deviation of 1 is much where the data hardly vary. Where does the covariance enter?",
)
def measures_without_the_covariance(x, mean, covariance):
    _, log_det, constant = _terms(x, mean, covariance)
    return -0.5 * (np.sum((x - mean) ** 2, axis=1) + log_det + constant)


@wrong(
    gaussian_log_prob,
    hint="What you add to the diagonal is small. Small against what?",
)
def adds_to_the_variances(x, mean, covariance):
    return with_cholesky(x, mean, covariance + 1e-6 * np.eye(len(mean)))


@wrong(gaussian_log_prob, hint="From which point are the deviations measured?")
def takes_the_mean_of_the_points(x, mean, covariance):
    return with_cholesky(x, x.mean(axis=0), covariance)


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


@wrong(
    bayes_posterior,
    hint="One number is taken out of all items. What is left of an item that lies far below it?",
)
def takes_out_the_largest_of_all_items(log_p0, log_p1, prior_1):
    largest = max(log_p0.max(), log_p1.max())
    with np.errstate(invalid="ignore"):
        joint_0 = (1 - prior_1) * np.exp(log_p0 - largest)
        joint_1 = prior_1 * np.exp(log_p1 - largest)
        return joint_1 / (joint_0 + joint_1)


@wrong(
    bayes_posterior,
    hint="What is the logarithm of a prior of 0, for math.log and for np.log?",
)
def cannot_take_the_logarithm_of_zero(log_p0, log_p1, prior_1):
    return special.expit(log_p1 - log_p0 + math.log(prior_1) - math.log(1 - prior_1))


@wrong(
    bayes_posterior,
    hint="You lift a prior of 0 to something tiny. How large may the evidence against it be?",
)
def makes_the_impossible_possible_again(log_p0, log_p1, prior_1):
    return special.expit(log_p1 - log_p0 + np.log(prior_1 + 1e-12) - np.log(1 - prior_1))


@wrong(bayes_posterior, hint="To which class does prior_1 belong?")
def swaps_the_priors(log_p0, log_p1, prior_1):
    with np.errstate(divide="ignore"):
        return special.expit(log_p1 - log_p0 + np.log(1 - prior_1) - np.log(prior_1))


@wrong(bayes_posterior, hint="Odds compare the two classes. What is the share of one of them?")
def returns_the_odds(log_p0, log_p1, prior_1):
    with np.errstate(over="ignore"):
        return np.exp(log_p1 - log_p0) * prior_1 / (1 - prior_1)


@wrong(bayes_posterior, hint="Which sum do you divide by: that of probabilities, or of logarithms?")
def divides_logarithms(log_p0, log_p1, prior_1):
    with np.errstate(divide="ignore", invalid="ignore"):
        joint_0, joint_1 = log_p0 + np.log(1 - prior_1), log_p1 + np.log(prior_1)
        return joint_1 / (joint_0 + joint_1)


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
    return np.linalg.norm(gaps, axis=-1).min(axis=1)


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


@wrong(nearest_distances, hint="What happens to a grey level of 2.75 in your types?")
def cuts_off_the_fractions(queries, references):
    return np.linalg.norm(_gaps(queries.astype(int), references.astype(int)), axis=2).min(axis=1)


@wrong(nearest_distances, hint="What happens to a distance of 2.75 at the end?")
def cuts_off_the_fraction_of_the_distance(queries, references):
    return np.linalg.norm(_gaps(queries, references), axis=2).min(axis=1).astype(int)


@wrong(
    nearest_distances,
    hint="255 squared is 65,025. Which is the largest number of 16 bits?",
)
def squares_in_16_bits(queries, references):
    if queries.dtype == np.uint8:
        queries, references = queries.astype(np.int16), references.astype(np.int16)
    gaps = (queries[:, None] - references[None]) ** 2
    with np.errstate(invalid="ignore"):
        return np.sqrt(gaps.sum(axis=2).min(axis=1))


@wrong(
    nearest_distances,
    hint="A distance adds up all pixels. You keep only the one that differs most.",
)
def takes_the_pixel_that_differs_most(queries, references):
    return np.abs(_gaps(queries, references)).max(axis=2).min(axis=1)


@wrong(nearest_distances, hint="May every pixel choose a nearest reference of its own?")
def takes_the_nearest_of_every_pixel(queries, references):
    return np.sqrt(np.square(_gaps(queries, references)).min(axis=1).sum(axis=1))


@wrong(
    nearest_distances,
    hint="Which is the nearest: the first of the sorted distances, or the second?",
)
def takes_the_second_nearest(queries, references):
    distances = np.sort(np.linalg.norm(_gaps(queries, references), axis=2), axis=1)
    return distances[:, min(1, len(references) - 1)]


@wrong(
    nearest_distances, hint="To whom do you measure: to their average, or to the nearest of them?"
)
def measures_to_the_average_picture(queries, references):
    return np.linalg.norm(queries - references.mean(axis=0), axis=1)
