"""Other right answers to `sample_mixture`, and misconceptions."""

import numpy as np
from scipy import linalg

from gradelib.exam import right, wrong

from ...exam.mixtures.sample_mixture import sample_mixture


@right(sample_mixture)
def draw_by_draw(weights, means, covariances, uniforms, noise):
    draws = []
    for u, z in zip(uniforms, noise, strict=True):
        k, total = 0, weights[0]
        while u > total and k < len(weights) - 1:
            k += 1
            total += weights[k]
        draws.append(means[k] + linalg.cholesky(covariances[k], lower=True) @ z)
    return draws


@right(sample_mixture)
def component_by_component(weights, means, covariances, uniforms, noise):
    component = np.digitize(uniforms, np.cumsum(weights)[:-1], right=True)
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
    return np.searchsorted(np.cumsum(weights)[:-1], uniforms)


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


@wrong(
    sample_mixture,
    hint="Rounded fractions may add up to a little less than 1. Whose is the rest of the line?",
)
def runs_off_the_end_of_the_line(weights, means, covariances, uniforms, noise):
    component = np.searchsorted(np.cumsum(weights), uniforms)
    return _drawn(means, np.linalg.cholesky(covariances), component, noise)


@wrong(
    sample_mixture,
    hint="A uniform can fall exactly on a border. Does k or k + 1 get it? The text before the "
    "exercise says which.",
)
def gives_the_border_to_the_upper_component(weights, means, covariances, uniforms, noise):
    component = np.searchsorted(np.cumsum(weights)[:-1], uniforms, side="right")
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
