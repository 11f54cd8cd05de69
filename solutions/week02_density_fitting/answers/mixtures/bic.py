"""Other right answers to `bic`, and misconceptions."""

import math

import numpy as np

from gradelib.exam import right, wrong

from ...exam.mixtures.bic import bic


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


@wrong(bic, hint="The likelihood is in nats. In which unit is your charge?")
def takes_a_logarithm_to_base_two(total_log_prob, n, d, components):
    return -2 * total_log_prob + _parameters(d, components) * math.log2(n)


@wrong(bic, hint="Which logarithm: natural, base 2 or base 10?")
def takes_a_decimal_logarithm(total_log_prob, n, d, components):
    return -2 * total_log_prob + _parameters(d, components) * math.log10(n)
