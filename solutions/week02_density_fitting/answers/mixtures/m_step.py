"""Other right answers to `m_step`, and misconceptions."""

import numpy as np

from gradelib.exam import right, wrong

from ...exam.mixtures.m_step import m_step


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
