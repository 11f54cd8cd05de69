"""Other right answers to `conditional_mixture`, and misconceptions."""

import math

import numpy as np
from scipy import special, stats

from gradelib.exam import right, wrong

from ...exam.mixtures.conditional_mixture import conditional_mixture


def _joint(log_probs, weights):
    with np.errstate(divide="ignore"):
        return log_probs + np.log(weights)


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
    log_p[weights == 0] = -math.inf
    joint = weights * np.exp(log_p - log_p.max())
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
    hint="Is a grey level of 0 missing, or is it white paper that somebody saw?",
)
def takes_a_zero_for_missing(x, weights, means, covariances):
    marked = np.where(x == 0, np.nan, x)
    posterior = _posterior(marked, weights, means, covariances)
    return posterior, _guesses(marked, means, covariances, _regress)


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
