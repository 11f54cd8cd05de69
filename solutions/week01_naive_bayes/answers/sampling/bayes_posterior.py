"""Other right answers to `bayes_posterior`, and misconceptions."""

import math

import numpy as np
from scipy import special

from gradelib.exam import right, wrong

from ...exam.sampling.bayes_posterior import bayes_posterior


@right(bayes_posterior)
def as_a_sigmoid(log_p0, log_p1, prior_1):
    with np.errstate(divide="ignore"):
        return special.expit(log_p1 - log_p0 + np.log(prior_1) - np.log(1 - prior_1))


@right(bayes_posterior)
def after_subtracting_the_larger(log_p0, log_p1, prior_1):
    if prior_1 == 0:
        return np.zeros(len(log_p0))
    return _after_subtracting_the_larger(log_p0, log_p1, prior_1)


def _after_subtracting_the_larger(log_p0, log_p1, prior_1):
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
    if prior_1 == 0:
        return np.zeros(len(log_p0), dtype=np.float32)
    with np.errstate(over="ignore"):
        ratio = np.exp((log_p0 - log_p1).astype(np.float32))
    with np.errstate(divide="ignore"):
        return 1 / (1 + ratio * np.float32(1 - prior_1) / np.float32(prior_1))


@wrong(
    bayes_posterior,
    hint="With prior 0 one class has nothing, and the density of the other may vanish beside the "
    "larger one. What is 0 / 0?",
)
def divides_nothing_by_nothing_at_prior_0(log_p0, log_p1, prior_1):
    with np.errstate(invalid="ignore"):
        return _after_subtracting_the_larger(log_p0, log_p1, prior_1)


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
