"""Other right answers to `e_step`, and misconceptions."""

import math

import numpy as np
from scipy import special

from gradelib.exam import right, wrong

from ...exam.mixtures.e_step import e_step


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
