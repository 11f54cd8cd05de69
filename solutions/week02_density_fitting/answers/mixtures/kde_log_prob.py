"""Other right answers to `kde_log_prob`, and misconceptions."""

import math

import numpy as np
from scipy import spatial, special, stats
from sklearn.neighbors import KernelDensity

from gradelib.exam import right, wrong

from ...exam.mixtures.kde_log_prob import kde_log_prob

LOG_2PI = math.log(2 * math.pi)


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
