"""Other right answers to `gaussian_log_prob`, and misconceptions."""

import numpy as np
from scipy import stats

from gradelib.exam import right, wrong

from ...exam.sampling.gaussian_log_prob import gaussian_log_prob


@right(gaussian_log_prob)
def with_scipy_multivariate_normal(x, mean, covariance):
    return np.atleast_1d(stats.multivariate_normal(mean, covariance).logpdf(x))


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


@wrong(
    gaussian_log_prob,
    hint="SciPy gives a bare number for a single point. Which shape should one row of x give?",
)
def gives_a_bare_number_for_one_point(x, mean, covariance):
    return stats.multivariate_normal(mean, covariance).logpdf(x)


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
