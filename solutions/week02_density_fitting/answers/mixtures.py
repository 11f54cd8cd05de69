"""Other right answers and misconceptions of the lesson `mixtures`."""

import math

import numpy as np
from scipy import linalg, spatial, special, stats
from sklearn.neighbors import KernelDensity

from gradelib.exam import right, wrong

from ..exam.mixtures import (
    bic,
    component_log_probs,
    conditional_mixture,
    e_step,
    kde_log_prob,
    m_step,
    sample_mixture,
)

LOG_2PI = math.log(2 * math.pi)

# --- component_log_probs -------------------------------------------------------------------------


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
    hint="In 200 dimensions the determinant itself is too small for a float; its logarithm is not.",
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


# --- e_step --------------------------------------------------------------------------------------


@right(e_step)
def with_scipy_logsumexp(log_probs, weights):
    log_p = special.logsumexp(log_probs, b=weights, axis=1)
    with np.errstate(divide="ignore"):
        return log_p, special.softmax(log_probs + np.log(weights), axis=1)


@right(e_step)
def point_by_point(log_probs, weights):
    log_ps, shares = [], []
    for row in log_probs.tolist():
        terms = [a + math.log(w) if w > 0 else -math.inf for a, w in zip(row, weights, strict=True)]
        top = max(terms)
        parts = [math.exp(a - top) for a in terms]
        log_ps.append(top + math.log(sum(parts)))
        shares.append([part / sum(parts) for part in parts])
    return log_ps, shares


@right(e_step)
def in_float32(log_probs, weights):
    with np.errstate(divide="ignore"):
        joint = np.float32(log_probs) + np.log(np.float32(weights))
    largest = joint.max(axis=1)
    joint = np.exp(joint - largest[:, None])
    log_p = largest + np.log(joint.sum(axis=1))
    return log_p, joint / joint.sum(axis=1, keepdims=True)


@right(e_step)
def with_logaddexp(log_probs, weights):
    with np.errstate(divide="ignore"):
        joint = log_probs + np.log(weights)
    log_p = np.logaddexp.reduce(joint, axis=1)
    return [log_p, np.exp(joint - log_p[:, None])]


def _joint(log_probs, weights):
    with np.errstate(divide="ignore"):
        return log_probs + np.log(weights)


@wrong(
    e_step,
    hint="Some components are more common than others before x is seen. Where does that enter?",
)
def forgets_the_weights(log_probs, weights):
    return special.logsumexp(log_probs, axis=1), special.softmax(log_probs, axis=1)


@wrong(
    e_step,
    hint="Is a point's log-density computed with weights, and its responsibilities without?",
)
def forgets_the_weights_in_the_responsibilities(log_probs, weights):
    return with_scipy_logsumexp(log_probs, weights)[0], special.softmax(log_probs, axis=1)


@wrong(
    e_step,
    hint="Logarithms of densities are added to logarithms of weights. Are yours?",
)
def adds_the_weights_to_the_logarithms(log_probs, weights):
    joint = log_probs + weights
    return special.logsumexp(joint, axis=1), special.softmax(joint, axis=1)


@wrong(
    e_step,
    hint="For each point the components share one point among them. Do your rows add up to 1, or "
    "your columns?",
)
def normalises_over_the_points(log_probs, weights):
    log_p, _ = with_logaddexp(log_probs, weights)
    return log_p, special.softmax(_joint(log_probs, weights), axis=0)


@wrong(
    e_step,
    hint="exp of a very negative number is exactly 0, of a very large one infinite. What can be "
    "taken out first?",
)
def leaves_the_log_domain_too_early(log_probs, weights):
    with np.errstate(all="ignore"):
        joint = weights * np.exp(log_probs)
        total = joint.sum(axis=1, keepdims=True)
        return np.log(total), joint / total


@wrong(
    e_step,
    hint="You take out one number for the whole table. What if one point is far from every bell "
    "and another is near?",
)
def takes_out_the_largest_of_the_table(log_probs, weights):
    with np.errstate(all="ignore"):
        joint = _joint(log_probs, weights)
        parts = np.exp(joint - joint.max())
        total = parts.sum(axis=1, keepdims=True)
        return joint.max() + np.log(total), parts / total


@wrong(
    e_step,
    hint="What you take out of the sum has to be put back, in logarithms, afterwards.",
)
def does_not_put_back_what_it_took_out(log_probs, weights):
    joint = _joint(log_probs, weights)
    log_p, shares = with_logaddexp(log_probs, weights)
    return log_p - joint.max(axis=1), shares


@wrong(
    e_step,
    hint="The largest term is most of the sum, but not all of it. What do two equal bells add up to?",
)
def takes_the_largest_term_for_the_sum(log_probs, weights):
    _, shares = with_logaddexp(log_probs, weights)
    return _joint(log_probs, weights).max(axis=1), shares


@wrong(
    e_step,
    hint="EM shares a point among the components. Who decides who gets it all?",
)
def assigns_each_point_to_one_component(log_probs, weights):
    log_p, shares = with_logaddexp(log_probs, weights)
    return log_p, np.eye(len(weights))[shares.argmax(axis=1)]


@wrong(
    e_step,
    hint="Weight times density is the joint p(x, k). What must it be divided by?",
)
def returns_the_joint(log_probs, weights):
    with np.errstate(over="ignore"):
        return with_logaddexp(log_probs, weights)[0], np.exp(_joint(log_probs, weights))


@wrong(
    e_step,
    hint="How many points are there, and how many log-densities should come back?",
)
def averages_over_the_points(log_probs, weights):
    log_p, shares = with_logaddexp(log_probs, weights)
    return log_p.mean(), shares


@wrong(
    e_step,
    hint="What did you put in the place of log 0? As a logarithm it stands for some weight: which?",
)
def takes_zero_for_the_logarithm_of_zero(log_probs, weights):
    log_weights = np.log(np.where(weights > 0, weights, 1.0))
    joint = log_probs + log_weights
    return special.logsumexp(joint, axis=1), special.softmax(joint, axis=1)


@wrong(
    e_step,
    hint="The logarithm of the tiny number that you add is not even -100. By how many nats may two "
    "log-densities differ?",
)
def adds_a_tiny_number_to_the_weights(log_probs, weights):
    joint = log_probs + np.log(weights + 1e-12)
    return special.logsumexp(joint, axis=1), special.softmax(joint, axis=1)


@wrong(
    e_step,
    hint="You take out the largest log-density. What if just that component has weight 0?",
)
def takes_out_the_largest_before_weighting(log_probs, weights):
    largest = log_probs.max(axis=1, keepdims=True)
    parts = weights * np.exp(log_probs - largest)
    total = parts.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return largest + np.log(total), parts / total


@wrong(e_step, hint="Two things are asked for. In which order does the docstring name them?")
def returns_the_responsibilities_first(log_probs, weights):
    log_p, shares = with_logaddexp(log_probs, weights)
    return shares, log_p


# --- m_step --------------------------------------------------------------------------------------


@right(m_step)
def all_at_once(x, responsibilities, floor):
    owned = responsibilities.sum(axis=0)
    shares = responsibilities / np.where(owned > 0, owned, 1)
    means = shares.T @ x
    deviations = x[:, None] - means
    covariances = np.einsum("nk,nki,nkj->kij", shares, deviations, deviations)
    return responsibilities.mean(axis=0), means, covariances + floor * np.eye(x.shape[1])


@right(m_step)
def with_second_moments(x, responsibilities, floor):
    n, d = x.shape
    covariances, means = [], []
    for r in responsibilities.T:
        total = r.sum() or 1.0
        mean = r @ x / total
        second = np.einsum("n,ni,nj->ij", r, x, x) / total
        means.append(mean)
        covariances.append(second - np.outer(mean, mean) + floor * np.identity(d))
    return list(responsibilities.sum(axis=0) / n), means, covariances


@right(m_step)
def in_single_precision(x, responsibilities, floor):
    x, responsibilities = np.float32(x), np.float32(responsibilities)
    weights, means, covariances = [], [], []
    for r in responsibilities.T:
        shares = r / r.sum() if r.any() else r
        mean = np.sum(shares[:, None] * x, axis=0)
        covariance = np.eye(x.shape[1], dtype=np.float32) * np.float32(floor)
        for share, point in zip(shares, x, strict=True):
            covariance = covariance + share * np.outer(point - mean, point - mean)
        weights.append(r.sum() / len(x))
        means.append(mean)
        covariances.append(covariance)
    return np.array(weights), np.array(means), np.array(covariances)


@right(m_step)
def with_numpy_cov_and_average(x, responsibilities, floor):
    d = x.shape[1]
    weights, means, covariances = responsibilities.mean(axis=0), [], []
    for r in responsibilities.T:
        empty = not r.any()
        shares = r / r.max() if not empty else r
        means.append(np.zeros(d) if empty else np.average(x, axis=0, weights=shares))
        covariance = np.zeros((d, d)) if empty else np.cov(x.T, aweights=shares, ddof=0)
        covariances.append(covariance + floor * np.eye(d))
    return weights, np.array(means), np.array(covariances)


def _fitted(x, r, floor, *, means=None, divide_by=None, factor=None):
    """The right M-step with other means, another denominator or other factors."""
    n, d = x.shape
    owned = r.sum(axis=0)
    safe = np.where(owned > 0, owned, 1)
    true_means = (r / safe).T @ x
    around = true_means if means is None else means
    deviations = x[:, None] - around
    factor = r if factor is None else factor
    sums = np.einsum("nk,nki,nkj->kij", factor, deviations, deviations)
    divide_by = safe if divide_by is None else divide_by
    sums = sums / np.reshape(divide_by, (-1, 1, 1))
    return owned / n, true_means, sums + floor * np.eye(d)


@wrong(
    m_step,
    hint="How many points belong to this component? By that number its mean is divided.",
)
def divides_the_means_by_all_points(x, responsibilities, floor):
    means = responsibilities.T @ x / len(x)
    weights, _, covariances = _fitted(x, responsibilities, floor, means=means)
    return weights, means, covariances


@wrong(
    m_step,
    hint="A covariance is an average over the component's own points. How many are these?",
)
def divides_the_covariances_by_all_points(x, responsibilities, floor):
    return _fitted(x, responsibilities, floor, divide_by=[len(x)] * responsibilities.shape[1])


@wrong(
    m_step,
    hint="Maximum likelihood divides by N_k. (In week 1, too, it was N and not N - 1.)",
)
def divides_by_one_less(x, responsibilities, floor):
    with np.errstate(all="ignore"):
        return _fitted(x, responsibilities, floor, divide_by=responsibilities.sum(axis=0) - 1)


@wrong(m_step, hint="The weights are probabilities. What should they add up to?")
def returns_numbers_of_points_for_weights(x, responsibilities, floor):
    _, means, covariances = _fitted(x, responsibilities, floor)
    return responsibilities.sum(axis=0), means, covariances


@wrong(
    m_step,
    hint="A bell that sits on one point has covariance 0. What does the docstring add to prevent it?",
)
def forgets_the_floor(x, responsibilities, floor):
    return _fitted(x, responsibilities, 0.0)


@wrong(
    m_step,
    hint="A floor makes every variance larger. What does it do to the covariance of two features?",
)
def adds_the_floor_to_every_entry(x, responsibilities, floor):
    weights, means, covariances = _fitted(x, responsibilities, 0.0)
    return weights, means, covariances + floor


@wrong(
    m_step,
    hint="Is the floor added to a variance, or is it the least that a variance may be?",
)
def takes_the_larger_of_floor_and_variance(x, responsibilities, floor):
    weights, means, covariances = _fitted(x, responsibilities, 0.0)
    diagonal = np.eye(x.shape[1], dtype=bool)
    return weights, means, np.where(diagonal, np.maximum(covariances, floor), covariances)


@wrong(
    m_step,
    hint="Each component spreads around a mean of its own. Around which point do you measure?",
)
def measures_around_the_mean_of_all(x, responsibilities, floor):
    return _fitted(x, responsibilities, floor, means=x.mean(axis=0))


@wrong(
    m_step,
    hint="In one dimension your number is a standard deviation. What does a covariance hold?",
)
def takes_standard_deviations(x, responsibilities, floor):
    weights, means, covariances = _fitted(x, responsibilities, 0.0)
    return weights, means, np.sqrt(np.abs(covariances)) + floor * np.eye(x.shape[1])


@wrong(
    m_step,
    hint="A point that is shared counts for each component with its share, not for one alone.",
)
def assigns_each_point_to_its_best_component(x, responsibilities, floor):
    best = np.eye(responsibilities.shape[1])[responsibilities.argmax(axis=1)]
    return _fitted(x, best, floor)


@wrong(
    m_step,
    hint="How often does r_nk stand in the formula of the covariance: once, or squared?",
)
def weights_both_deviations(x, responsibilities, floor):
    return _fitted(x, responsibilities, floor, factor=responsibilities**2)


@wrong(
    m_step,
    hint="You keep the variances alone. What about pairs of features that rise and fall together?",
)
def keeps_only_the_variances(x, responsibilities, floor):
    weights, means, covariances = _fitted(x, responsibilities, floor)
    return weights, means, covariances * np.eye(x.shape[1])


@wrong(
    m_step,
    hint="A component that owns nothing: 0 / 0 is nan. What does the docstring want instead?",
)
def divides_by_zero(x, responsibilities, floor):
    owned = responsibilities.sum(axis=0)
    with np.errstate(all="ignore"):
        means = responsibilities.T @ x / owned[:, None]
        deviations = x[:, None] - means
        covariances = np.einsum("nk,nki,nkj->kij", responsibilities / owned, deviations, deviations)
    return owned / len(x), means, covariances + floor * np.eye(x.shape[1])


@wrong(
    m_step,
    hint="You add a little to N_k, so as not to divide by zero. What if N_k is smaller than that?",
)
def adds_a_little_to_the_denominator(x, responsibilities, floor):
    owned = responsibilities.sum(axis=0)
    means = responsibilities.T @ x / (owned + 1e-10)[:, None]
    weights, _, covariances = _fitted(
        x, responsibilities, floor, means=means, divide_by=owned + 1e-10
    )
    return weights, means, covariances


@wrong(m_step, hint="Is the floor a variance, or a standard deviation that you have to square?")
def squares_the_floor(x, responsibilities, floor):
    return _fitted(x, responsibilities, floor**2)


# --- bic -----------------------------------------------------------------------------------------


@right(bic)
def by_counting_entries(total_log_prob, n, d, components):
    symmetric = len(np.triu_indices(d)[0])
    parameters = sum(d + symmetric + 1 for _ in range(components)) - 1
    return parameters * math.log(n) - 2 * total_log_prob


@right(bic)
def in_a_float32(total_log_prob, n, d, components):
    parameters = np.float32(components * (d + 1) * (d + 2) // 2 - 1)
    return np.float32(-2) * np.float32(total_log_prob) + parameters * np.log(np.float32(n))


@right(bic)
def in_an_array(total_log_prob, n, d, components):
    parameters = np.array([components - 1, components * d, components * d * (d + 1) // 2])
    return np.array([np.dot(parameters, np.full(3, np.log(n))) - 2 * total_log_prob])


def _parameters(d, components):
    return components - 1 + components * d + components * d * (d + 1) / 2


@wrong(bic, hint="Less is to be better. Does your number fall when the likelihood rises?")
def turns_the_sign_of_the_likelihood(total_log_prob, n, d, components):
    return 2 * total_log_prob + _parameters(d, components) * math.log(n)


@wrong(bic, hint="Is it a cost or a score? The docstring says which is better, less or more.")
def makes_more_the_better(total_log_prob, n, d, components):
    return 2 * total_log_prob - _parameters(d, components) * math.log(n)


@wrong(
    bic,
    hint="The total is a sum over the points already. (A library's score may be a mean: is this one?)",
)
def multiplies_the_total_by_the_points(total_log_prob, n, d, components):
    return -2 * total_log_prob * n + _parameters(d, components) * math.log(n)


@wrong(bic, hint="The variances can be chosen, too. Do you count the entries on the diagonal?")
def leaves_out_the_diagonal(total_log_prob, n, d, components):
    parameters = components - 1 + components * d + components * d * (d - 1) / 2
    return -2 * total_log_prob + parameters * math.log(n)


@wrong(bic, hint="A covariance is symmetric: which of its entries can you choose freely?")
def counts_every_entry_of_the_covariances(total_log_prob, n, d, components):
    parameters = components - 1 + components * (d + d * d)
    return -2 * total_log_prob + parameters * math.log(n)


@wrong(bic, hint="The weights add up to 1. How many of them can you choose freely?")
def counts_every_weight(total_log_prob, n, d, components):
    return -2 * total_log_prob + (_parameters(d, components) + 1) * math.log(n)


@wrong(bic, hint="Means and covariances are counted. What else does EM estimate?")
def forgets_the_weights_of_the_components(total_log_prob, n, d, components):
    return -2 * total_log_prob + (_parameters(d, components) - components + 1) * math.log(n)


@wrong(bic, hint="Only the variances are counted. Are the covariances full?")
def counts_only_the_variances(total_log_prob, n, d, components):
    return -2 * total_log_prob + (components - 1 + 2 * components * d) * math.log(n)


@wrong(bic, hint="Has each component a covariance of its own, or do all share one?")
def counts_one_covariance_for_all(total_log_prob, n, d, components):
    parameters = components - 1 + components * d + d * (d + 1) / 2
    return -2 * total_log_prob + parameters * math.log(n)


@wrong(bic, hint="Your charge does not grow with the number of points: that is another criterion.")
def computes_akaikes_criterion(total_log_prob, n, d, components):
    return -2 * total_log_prob + 2 * _parameters(d, components)


@wrong(bic, hint="One of the two terms is doubled by the convention, the other is not.")
def forgets_to_double_the_likelihood(total_log_prob, n, d, components):
    return -total_log_prob + _parameters(d, components) * math.log(n)


@wrong(bic, hint="The likelihood is the sum over all points already. By what do you divide?")
def takes_the_mean_likelihood(total_log_prob, n, d, components):
    return -2 * total_log_prob / n + _parameters(d, components) * math.log(n)


@wrong(bic, hint="Which logarithm: natural, base 2 or base 10?")
def takes_a_decimal_logarithm(total_log_prob, n, d, components):
    return -2 * total_log_prob + _parameters(d, components) * math.log10(n)


# --- kde_log_prob --------------------------------------------------------------------------------


@right(kde_log_prob)
def with_cdist_and_logsumexp(x, points, bandwidth):
    m, d = points.shape
    squares = spatial.distance.cdist(x, points, "sqeuclidean")
    constant = math.log(m) + d * math.log(bandwidth) + d / 2 * LOG_2PI
    return special.logsumexp(-squares / (2 * bandwidth**2), axis=1) - constant


@right(kde_log_prob)
def with_scikit_learn(x, points, bandwidth):
    model = KernelDensity(bandwidth=bandwidth, leaf_size=len(points)).fit(points)
    return model.score_samples(x)


@right(kde_log_prob)
def kernel_by_kernel_in_float32(x, points, bandwidth):
    d, h = points.shape[1], np.float32(bandwidth)
    x, points = np.float32(x), np.float32(points)
    log_p = np.full(len(x), -np.inf, np.float32)
    for point in points:
        z = (x - point) / h
        kernel = -np.sum(z**2, axis=1) / 2 - np.float32(d * (math.log(h) + LOG_2PI / 2))
        log_p = np.logaddexp(log_p, kernel)
    return log_p - np.log(np.float32(len(points)))


@right(kde_log_prob)
def as_a_mixture_of_gaussians(x, points, bandwidth):
    covariance = bandwidth**2 * np.eye(points.shape[1])
    kernels = [np.atleast_1d(stats.multivariate_normal.logpdf(x, p, covariance)) for p in points]
    return special.logsumexp(kernels, axis=0, b=1 / len(points))


def _squares(x, points):
    return np.sum((x[:, None] - points) ** 2, axis=2)


def _kde(x, points, *, kernels, constant):
    with np.errstate(all="ignore"):
        return special.logsumexp(kernels, axis=1) - constant


def _constant(points, bandwidth):
    m, d = points.shape
    return math.log(m) + d * math.log(bandwidth) + d / 2 * LOG_2PI


@wrong(
    kde_log_prob,
    hint="m kernels of mass 1 have mass m together. What weight has each of them?",
)
def adds_the_kernels_without_weights(x, points, bandwidth):
    return with_cdist_and_logsumexp(x, points, bandwidth) + math.log(len(points))


@wrong(
    kde_log_prob,
    hint="A kernel that is twice as wide in d dimensions is how many times lower at its top?",
)
def divides_by_the_bandwidth_once(x, points, bandwidth):
    d = points.shape[1]
    return with_cdist_and_logsumexp(x, points, bandwidth) + (d - 1) * math.log(bandwidth)


@wrong(
    kde_log_prob,
    hint="The kernels are wide enough, but does each of them integrate to 1?",
)
def forgets_to_divide_by_the_bandwidth(x, points, bandwidth):
    return with_cdist_and_logsumexp(x, points, bandwidth) + points.shape[1] * math.log(bandwidth)


@wrong(
    kde_log_prob,
    hint="The bandwidth is a standard deviation. What stands in the exponent, and what in the root?",
)
def takes_the_bandwidth_for_a_variance(x, points, bandwidth):
    return with_cdist_and_logsumexp(x, points, math.sqrt(bandwidth))


@wrong(
    kde_log_prob,
    hint="Does your density integrate to 1? A standard normal is 0.399 at its top.",
)
def forgets_the_two_pi_of_the_kernels(x, points, bandwidth):
    return with_cdist_and_logsumexp(x, points, bandwidth) + points.shape[1] / 2 * LOG_2PI


@wrong(
    kde_log_prob,
    hint="Every dimension brings a factor of its own to the normalising constant.",
)
def counts_the_two_pi_once(x, points, bandwidth):
    d = points.shape[1]
    return with_cdist_and_logsumexp(x, points, bandwidth) + (d - 1) / 2 * LOG_2PI


@wrong(
    kde_log_prob,
    hint="What stands before the squared distance in a Gaussian's exponent?",
)
def forgets_the_half_in_the_exponent(x, points, bandwidth):
    kernels = -_squares(x, points) / bandwidth**2
    return _kde(x, points, kernels=kernels, constant=_constant(points, bandwidth))


@wrong(
    kde_log_prob,
    hint="A Gaussian falls with the square of the distance. With what does yours fall?",
)
def forgets_to_square_the_distance(x, points, bandwidth):
    kernels = -np.sqrt(_squares(x, points)) / (2 * bandwidth**2)
    return _kde(x, points, kernels=kernels, constant=_constant(points, bandwidth))


@wrong(
    kde_log_prob,
    hint="exp(-1000) is 0 on a computer, and its logarithm -inf. What may be taken out before?",
)
def leaves_the_log_domain(x, points, bandwidth):
    with np.errstate(all="ignore"):
        kernels = np.exp(-_squares(x, points) / (2 * bandwidth**2))
        return np.log(kernels.mean(axis=1)) - _constant(points[:1], bandwidth)


@wrong(
    kde_log_prob,
    hint="Sums of logarithms are products of densities. Does a mixture multiply its components?",
)
def multiplies_the_kernels(x, points, bandwidth):
    kernels = -_squares(x, points) / (2 * bandwidth**2) - _constant(points[:1], bandwidth)
    return kernels.sum(axis=1)


@wrong(
    kde_log_prob,
    hint="The mean of logarithms is not the logarithm of the mean. Which one is a mixture?",
)
def averages_the_logarithms(x, points, bandwidth):
    kernels = -_squares(x, points) / (2 * bandwidth**2)
    return kernels.mean(axis=1) - _constant(points[:1], bandwidth)


@wrong(
    kde_log_prob,
    hint="The nearest kernel counts most. Do the others count, too?",
)
def asks_the_nearest_kernel_only(x, points, bandwidth):
    kernels = -_squares(x, points) / (2 * bandwidth**2)
    return kernels.max(axis=1) - _constant(points, bandwidth)


@wrong(
    kde_log_prob,
    hint="You leave out the kernel on x itself. The docstring says how many are asked.",
)
def leaves_out_the_kernel_on_the_point_itself(x, points, bandwidth):
    squares = _squares(x, points)
    kernels = np.where(squares == 0, -np.inf, -squares / (2 * bandwidth**2))
    return _kde(x, points, kernels=kernels, constant=_constant(points, bandwidth))


@wrong(
    kde_log_prob,
    hint="The number that you add keeps the logarithm finite. But is it the right one? How far is "
    "x from the points where it takes over?",
)
def adds_a_tiny_number_before_the_logarithm(x, points, bandwidth):
    kernels = np.exp(-_squares(x, points) / (2 * bandwidth**2))
    return np.log(kernels.mean(axis=1) + 1e-300) - _constant(points[:1], bandwidth)


# --- sample_mixture ------------------------------------------------------------------------------


@right(sample_mixture)
def draw_by_draw(weights, means, covariances, uniforms, noise):
    draws = []
    for u, z in zip(uniforms, noise, strict=True):
        k, total = 0, weights[0]
        while u > total:
            k += 1
            total += weights[k]
        draws.append(means[k] + linalg.cholesky(covariances[k], lower=True) @ z)
    return draws


@right(sample_mixture)
def component_by_component(weights, means, covariances, uniforms, noise):
    component = np.digitize(uniforms, np.cumsum(weights)[:-1])
    draws = np.zeros_like(noise)
    for k, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
        mine = component == k
        draws[mine] = mean + noise[mine] @ np.linalg.cholesky(covariance).T
    return draws


@right(sample_mixture)
def by_comparing_all_in_float32(weights, means, covariances, uniforms, noise):
    ends = np.cumsum(np.float32(weights))
    component = np.sum(np.float32(uniforms)[:, None] > ends[:-1], axis=1)
    factors = np.linalg.cholesky(np.float32(covariances))[component]
    shifts = (factors @ np.float32(noise)[:, :, None])[:, :, 0]
    return np.float32(means)[component] + shifts


def _chosen(weights, uniforms):
    return np.searchsorted(np.cumsum(weights), uniforms)


def _drawn(means, factors, component, noise):
    return means[component] + np.einsum("nij,nj->ni", factors[component], noise)


@wrong(
    sample_mixture,
    hint="Check the covariance of what you draw: it should be L Lᵀ. On which side does the noise "
    "meet L?",
)
def multiplies_by_the_transposed_factor(weights, means, covariances, uniforms, noise):
    factors = np.swapaxes(np.linalg.cholesky(covariances), 1, 2)
    return _drawn(means, factors, _chosen(weights, uniforms), noise)


@wrong(
    sample_mixture,
    hint="Standard noise times 4 has variance 16. What has to multiply the noise?",
)
def multiplies_the_noise_by_the_covariance(weights, means, covariances, uniforms, noise):
    return _drawn(means, covariances, _chosen(weights, uniforms), noise)


@wrong(
    sample_mixture,
    hint="Each coordinate has the right spread. Do two of them rise and fall together?",
)
def draws_every_coordinate_by_itself(weights, means, covariances, uniforms, noise):
    spreads = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    component = _chosen(weights, uniforms)
    return means[component] + spreads[component] * noise


@wrong(
    sample_mixture,
    hint="That root is a root of Σ as well, and the draws would be as good. Which one does the "
    "docstring ask for?",
)
def takes_the_symmetric_root(weights, means, covariances, uniforms, noise):
    roots = np.array([linalg.sqrtm(covariance).real for covariance in covariances])
    return _drawn(means, roots, _chosen(weights, uniforms), noise)


@wrong(
    sample_mixture,
    hint="An average of a three and an eight is neither. Does a draw come from one component or "
    "from all?",
)
def averages_the_components(weights, means, covariances, uniforms, noise):
    all_draws = means + np.einsum("kij,nj->nki", np.linalg.cholesky(covariances), noise)
    return np.einsum("k,nkd->nd", weights, all_draws)


@wrong(
    sample_mixture,
    hint="The commonest component is not the only one. What are the uniforms for?",
)
def always_takes_the_heaviest_component(weights, means, covariances, uniforms, noise):
    component = np.full(len(uniforms), np.argmax(weights))
    return _drawn(means, np.linalg.cholesky(covariances), component, noise)


@wrong(
    sample_mixture,
    hint="All components seem to be equally common in your draws. Where do the weights enter?",
)
def chooses_all_components_equally(weights, means, covariances, uniforms, noise):
    component = np.minimum((uniforms * len(weights)).astype(int), len(weights) - 1)
    return _drawn(means, np.linalg.cholesky(covariances), component, noise)


@wrong(
    sample_mixture,
    hint="Lay pieces of length weight side by side on the line: where does each of them end?",
)
def compares_with_the_weights_themselves(weights, means, covariances, uniforms, noise):
    component = np.minimum(np.sum(uniforms[:, None] > weights, axis=1), len(weights) - 1)
    return _drawn(means, np.linalg.cholesky(covariances), component, noise)


@wrong(
    sample_mixture,
    hint="Which component do the smallest uniforms choose, the first or the second?",
)
def is_one_component_off(weights, means, covariances, uniforms, noise):
    component = (_chosen(weights, uniforms) + 1) % len(weights)
    return _drawn(means, np.linalg.cholesky(covariances), component, noise)


@wrong(sample_mixture, hint="Without noise every draw should be a mean. Where is it in yours?")
def forgets_the_means(weights, means, covariances, uniforms, noise):
    return _drawn(0 * means, np.linalg.cholesky(covariances), _chosen(weights, uniforms), noise)


@wrong(
    sample_mixture,
    hint="Row i of the result belongs to uniforms[i] and to noise[i]. Did something sort them?",
)
def sorts_the_draws_by_component(weights, means, covariances, uniforms, noise):
    component = np.sort(_chosen(weights, uniforms))
    return _drawn(means, np.linalg.cholesky(covariances), component, noise)


@wrong(
    sample_mixture,
    hint="The mean comes from one component. From which one comes the spread?",
)
def uses_the_first_spread_for_all(weights, means, covariances, uniforms, noise):
    factors = np.linalg.cholesky(covariances[:1]).repeat(len(weights), axis=0)
    return _drawn(means, factors, _chosen(weights, uniforms), noise)


# --- conditional_mixture -------------------------------------------------------------------------


@right(conditional_mixture)
def with_the_precision_matrix(x, weights, means, covariances):
    missing = np.isnan(x)
    guesses, log_joint = [], []
    for weight, mean, covariance in zip(weights, means, covariances, strict=True):
        precision = np.linalg.inv(covariance)
        cross = precision[missing][:, ~missing] @ (x[~missing] - mean[~missing])
        guesses.append(mean[missing] - np.linalg.solve(precision[missing][:, missing], cross))
        completed = x.copy()
        completed[missing] = guesses[-1]
        # The joint density at the best completion is the seen density, up to a factor.
        top = stats.multivariate_normal.logpdf(completed, mean, covariance)
        top -= 0.5 * np.linalg.slogdet(precision[missing][:, missing])[1]
        log_joint.append(top + math.log(weight) if weight > 0 else -math.inf)
    return special.softmax(log_joint), np.array(guesses)


@right(conditional_mixture)
def with_scipy_densities(x, weights, means, covariances):
    seen, missing = np.flatnonzero(~np.isnan(x)), np.flatnonzero(np.isnan(x))
    log_p, guesses = np.zeros(len(weights)), []
    for k, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
        block = covariance[np.ix_(seen, seen)]
        if len(seen):
            log_p[k] = stats.multivariate_normal.logpdf(x[seen], mean[seen], block)
        gain = np.linalg.solve(block, covariance[np.ix_(seen, missing)])
        guesses.append(mean[missing] + (x[seen] - mean[seen]) @ gain)
    joint = weights * np.exp(log_p - log_p[weights > 0].max())
    return joint / joint.sum(), guesses


@right(conditional_mixture)
def with_cholesky_in_float32(x, weights, means, covariances):
    missing = np.isnan(x)
    x, means, covariances = np.float32(x), np.float32(means), np.float32(covariances)
    posterior, guesses = np.zeros(len(weights)), np.zeros((len(weights), missing.sum()))
    with np.errstate(divide="ignore"):
        posterior += np.log(weights)
    for k in range(len(weights)):
        factor = np.linalg.cholesky(covariances[k][~missing][:, ~missing])
        z = np.linalg.solve(factor, x[~missing] - means[k][~missing])
        posterior[k] -= 0.5 * z @ z + np.log(np.diag(factor)).sum()
        back = np.linalg.solve(factor.T, z)
        guesses[k] = means[k][missing] + covariances[k][missing][:, ~missing] @ back
    return special.softmax(posterior), guesses


def _parts(x, mean, covariance):
    """Seen deviations, the covariance of the seen, and that of missing with seen."""
    missing = np.isnan(x)
    deviations = x[~missing] - mean[~missing]
    return deviations, covariance[~missing][:, ~missing], covariance[missing][:, ~missing]


def _posterior(x, weights, means, covariances, *, power=1.0, log_det=1.0):
    log_joint = power * _joint(0.0, weights)
    for k, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
        deviations, block, _ = _parts(x, mean, covariance)
        distance = deviations @ np.linalg.solve(block, deviations)
        log_joint[k] -= 0.5 * (distance + log_det * np.linalg.slogdet(block)[1])
    return special.softmax(log_joint)


def _guesses(x, means, covariances, shift):
    """Component means of the missing, each moved by shift(deviations, block, cross)."""
    missing = np.isnan(x)
    return np.array(
        [
            mean[missing] + shift(*_parts(x, mean, covariance))
            for mean, covariance in zip(means, covariances, strict=True)
        ]
    )


def _regress(deviations, block, cross):
    return cross @ np.linalg.solve(block, deviations)


@wrong(
    conditional_mixture,
    hint="The upper half of a seven makes a zero improbable. Where does what is seen change the "
    "weights?",
)
def keeps_the_prior_weights(x, weights, means, covariances):
    return weights, _guesses(x, means, covariances, _regress)


@wrong(
    conditional_mixture,
    hint="Within a component, too, what is seen says something about what is missing. Where do "
    "the covariances enter?",
)
def fills_in_the_means_of_the_components(x, weights, means, covariances):
    return _posterior(x, weights, means, covariances), means[:, np.isnan(x)]


@wrong(
    conditional_mixture,
    hint="Was one component more common than another before anything was seen?",
)
def leaves_the_weights_out_of_the_posterior(x, weights, means, covariances):
    equal = np.full(len(weights), 1 / len(weights))
    return _posterior(x, equal, means, covariances), _guesses(x, means, covariances, _regress)


@wrong(
    conditional_mixture,
    hint="A wide component gives less density to each place. Which term of the seen density says so?",
)
def forgets_the_determinant_of_the_seen(x, weights, means, covariances):
    posterior = _posterior(x, weights, means, covariances, log_det=0.0)
    return posterior, _guesses(x, means, covariances, _regress)


@wrong(
    conditional_mixture,
    hint="What are the units of your shift? A deviation has to be divided by the variance of what "
    "is seen.",
)
def does_not_divide_by_the_seen_covariance(x, weights, means, covariances):
    guesses = _guesses(x, means, covariances, lambda dev, block, cross: cross @ dev)
    return _posterior(x, weights, means, covariances), guesses


@wrong(
    conditional_mixture,
    hint="Seen features are correlated with one another: two that say the same should not count "
    "twice.",
)
def divides_by_the_seen_variances_only(x, weights, means, covariances):
    guesses = _guesses(
        x, means, covariances, lambda dev, block, cross: cross @ (dev / np.diag(block))
    )
    return _posterior(x, weights, means, covariances), guesses


@wrong(
    conditional_mixture,
    hint="If two features rise together and the seen one is larger than expected, which way should "
    "the missing one go?",
)
def moves_the_other_way(x, weights, means, covariances):
    guesses = _guesses(x, means, covariances, lambda *parts: -_regress(*parts))
    return _posterior(x, weights, means, covariances), guesses


@wrong(
    conditional_mixture,
    hint="First cut the block out, then invert it: is that the same as a block of the inverse?",
)
def cuts_the_block_out_of_the_inverse(x, weights, means, covariances):
    missing, guesses = np.isnan(x), []
    for mean, covariance in zip(means, covariances, strict=True):
        deviations, _, cross = _parts(x, mean, covariance)
        block = np.linalg.inv(covariance)[~missing][:, ~missing]
        guesses.append(mean[missing] + cross @ block @ deviations)
    return _posterior(x, weights, means, covariances), np.array(guesses)


@wrong(
    conditional_mixture,
    hint="A missing feature is no zero and no mean: nobody knows it. Which features may the "
    "density ask about?",
)
def judges_the_components_with_missing_set_to_zero(x, weights, means, covariances):
    posterior = _posterior(np.nan_to_num(x), weights, means, covariances)
    return posterior, _guesses(x, means, covariances, _regress)


@wrong(
    conditional_mixture,
    hint="exp(-1000) is 0, and 0 / 0 is nan. Compare logarithms, and take out the largest.",
)
def leaves_the_logarithms_too_early(x, weights, means, covariances):
    densities = []
    for mean, covariance in zip(means, covariances, strict=True):
        deviations, block, _ = _parts(x, mean, covariance)
        distance = deviations @ np.linalg.solve(block, deviations)
        densities.append(np.exp(-0.5 * distance) / np.sqrt(np.linalg.det(block)))
    joint = weights * np.array(densities)
    with np.errstate(all="ignore"):
        return joint / joint.sum(), _guesses(x, means, covariances, _regress)


@wrong(
    conditional_mixture,
    hint="You judge each component by its own mean in the missing places, and so by more features "
    "than were seen. Of which features is the density wanted?",
)
def judges_the_components_with_their_own_means_filled_in(x, weights, means, covariances):
    missing = np.isnan(x)
    log_joint = _joint(0.0, weights)
    for k, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
        completed = np.where(missing, mean, x)
        log_joint[k] += stats.multivariate_normal.logpdf(completed, mean, covariance)
    return special.softmax(log_joint), _guesses(x, means, covariances, _regress)


@wrong(
    conditional_mixture,
    hint="The density of the seen features is that of a smaller Gaussian. Whose determinant does "
    "it have?",
)
def takes_the_determinant_of_all_features(x, weights, means, covariances):
    log_joint = _joint(0.0, weights)
    for k, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
        deviations, block, _ = _parts(x, mean, covariance)
        distance = deviations @ np.linalg.solve(block, deviations)
        log_joint[k] -= 0.5 * (distance + np.linalg.slogdet(covariance)[1])
    return special.softmax(log_joint), _guesses(x, means, covariances, _regress)


@wrong(
    conditional_mixture,
    hint="You add something to the variances of what is seen. What if they are smaller than that?",
)
def adds_a_floor_to_the_seen(x, weights, means, covariances):
    floored = covariances + 1e-6 * np.eye(len(x))
    posterior = _posterior(x, weights, means, floored)
    return posterior, _guesses(x, means, floored, _regress)


@wrong(
    conditional_mixture,
    hint="Two things are asked for. In which order does the docstring name them?",
)
def returns_the_guesses_first(x, weights, means, covariances):
    guesses = _guesses(x, means, covariances, _regress)
    return guesses, _posterior(x, weights, means, covariances)


@wrong(
    conditional_mixture,
    hint="Each component's guess is asked for, not one guess for all. How many rows are wanted?",
)
def averages_the_guesses(x, weights, means, covariances):
    posterior = _posterior(x, weights, means, covariances)
    return posterior, posterior @ _guesses(x, means, covariances, _regress)


@wrong(
    conditional_mixture,
    hint="The docstring asks for the missing features alone, in their order.",
)
def returns_the_completed_points(x, weights, means, covariances):
    guesses = np.tile(x, (len(weights), 1))
    guesses[:, np.isnan(x)] = _guesses(x, means, covariances, _regress)
    return _posterior(x, weights, means, covariances), guesses
