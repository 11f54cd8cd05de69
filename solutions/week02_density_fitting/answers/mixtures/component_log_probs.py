"""Other right answers to `component_log_probs`, and misconceptions."""

import math

import numpy as np
from scipy import linalg, stats

from gradelib.exam import right, wrong

from ...exam.mixtures.component_log_probs import component_log_probs

LOG_2PI = math.log(2 * math.pi)


@right(component_log_probs)
def with_scipy_multivariate_normal(x, means, covariances):
    columns = [
        np.atleast_1d(stats.multivariate_normal.logpdf(x, mean, covariance))
        for mean, covariance in zip(means, covariances, strict=True)
    ]
    return np.stack(columns, axis=1)


@right(component_log_probs)
def all_at_once_with_the_inverse(x, means, covariances):
    deviations = x[:, None] - means  # (n, K, d)
    distance = np.einsum(
        "nki,kij,nkj->nk", deviations, np.linalg.inv(covariances), deviations, optimize=True
    )
    return -0.5 * (distance + np.linalg.slogdet(covariances)[1] + x.shape[1] * LOG_2PI)


@right(component_log_probs)
def point_by_point_in_float32(x, means, covariances):
    d = x.shape[1]
    table = np.zeros((len(x), len(means)), np.float32)
    for k, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
        L = np.linalg.cholesky(covariance.astype(np.float32))
        for n, point in enumerate(x):
            z = linalg.solve_triangular(L, (point - mean).astype(np.float32), lower=True)
            table[n, k] = -0.5 * z @ z - np.log(np.diag(L)).sum() - 0.5 * d * LOG_2PI
    return table


@right(component_log_probs)
def along_the_principal_axes(x, means, covariances):
    table = []
    for mean, covariance in zip(means, covariances, strict=True):
        variances, axes = np.linalg.eigh(covariance)
        z = (x - mean) @ axes / np.sqrt(variances)
        table.append(-0.5 * np.sum(z**2 + np.log(variances) + LOG_2PI, axis=1))
    return np.array(table).T


def _terms(x, means, covariances):
    """Distance (n, K), log det (K,), and d log 2 pi."""
    deviations = x[:, None] - means
    whitened = np.linalg.solve(covariances, deviations[..., None])[..., 0]
    distance = np.sum(deviations * whitened, axis=2)
    return distance, np.linalg.slogdet(covariances)[1], x.shape[1] * LOG_2PI


@wrong(
    component_log_probs,
    hint="det(L) is not yet det(Σ). Try one dimension with variance 4, at the mean: -1.612.",
)
def takes_the_determinant_of_the_factor_for_that_of_the_covariance(x, means, covariances):
    distance, log_det, constant = _terms(x, means, covariances)
    return -0.5 * (distance + 0.5 * log_det + constant)


@wrong(
    component_log_probs,
    hint="The sum of log L_ii is half of log det already. Is it halved, or doubled, once too often?",
)
def counts_the_log_determinant_twice(x, means, covariances):
    distance, log_det, constant = _terms(x, means, covariances)
    return -0.5 * (distance + 2 * log_det + constant)


@wrong(
    component_log_probs,
    hint="A wide bell must be lower at its mean than a narrow one. Which sign has log det?",
)
def adds_the_log_determinant(x, means, covariances):
    distance, log_det, constant = _terms(x, means, covariances)
    return -0.5 * (distance - log_det + constant)


@wrong(
    component_log_probs,
    hint="A wide bell must be lower at its mean than a narrow one. Which term says so?",
)
def forgets_the_determinant(x, means, covariances):
    distance, _, constant = _terms(x, means, covariances)
    return -0.5 * (distance + constant)


@wrong(
    component_log_probs,
    hint="Does your density integrate to 1? In one dimension with variance 1 it should be 0.399 at "
    "the mean.",
)
def forgets_two_pi(x, means, covariances):
    distance, log_det, _ = _terms(x, means, covariances)
    return -0.5 * (distance + log_det)


@wrong(
    component_log_probs,
    hint="Every dimension brings a factor of its own to the normalising constant. How many are there?",
)
def counts_log_two_pi_once(x, means, covariances):
    distance, log_det, _ = _terms(x, means, covariances)
    return -0.5 * (distance + log_det + LOG_2PI)


@wrong(
    component_log_probs,
    hint="Is L lower or upper triangular, and which of L and its transpose turns noise into points?",
)
def solves_with_the_transposed_factor(x, means, covariances):
    _, log_det, constant = _terms(x, means, covariances)
    factors = np.swapaxes(np.linalg.cholesky(covariances), 1, 2)
    z = np.linalg.solve(factors, (x[:, None] - means)[..., None])[..., 0]
    return -0.5 * (np.sum(z**2, axis=2) + log_det + constant)


@wrong(
    component_log_probs,
    hint="A deviation counts less in a direction in which the bell is wide. Does yours?",
)
def multiplies_by_the_factor(x, means, covariances):
    _, log_det, constant = _terms(x, means, covariances)
    z = np.einsum("kij,nkj->nki", np.linalg.cholesky(covariances), x[:, None] - means)
    return -0.5 * (np.sum(z**2, axis=2) + log_det + constant)


@wrong(
    component_log_probs,
    hint="You use the variances alone. What do the entries off the diagonal say?",
)
def ignores_the_correlations(x, means, covariances):
    diagonals = np.array([np.diag(np.diag(covariance)) for covariance in covariances])
    return along_the_principal_axes(x, means, diagonals)


@wrong(
    component_log_probs,
    hint="The three bells differ in size. Which covariance belongs to component k?",
)
def uses_the_first_covariance_for_all(x, means, covariances):
    return along_the_principal_axes(x, means, [covariances[0]] * len(means))


@wrong(
    component_log_probs,
    hint="You add something to the diagonal. What if a true variance is smaller than that?",
)
def adds_a_floor_of_its_own(x, means, covariances):
    return along_the_principal_axes(x, means, covariances + 1e-6 * np.eye(x.shape[1]))


@wrong(
    component_log_probs,
    hint="In 300 dimensions the determinant itself is too small for a float; its logarithm is not.",
)
def takes_the_log_of_a_vanished_determinant(x, means, covariances):
    distance, _, constant = _terms(x, means, covariances)
    with np.errstate(divide="ignore"):
        return -0.5 * (distance + np.log(np.linalg.det(covariances)) + constant)


@wrong(
    component_log_probs,
    hint="Far from the mean the density is 0 on a computer. Do you need it to get its logarithm?",
)
def takes_the_log_of_a_vanished_density(x, means, covariances):
    with np.errstate(all="ignore"):
        return np.log(np.exp(along_the_principal_axes(x, means, covariances)))


@wrong(component_log_probs, hint="The question asks for the logarithm of the density.")
def returns_the_density(x, means, covariances):
    with np.errstate(all="ignore"):
        return np.exp(along_the_principal_axes(x, means, covariances))
