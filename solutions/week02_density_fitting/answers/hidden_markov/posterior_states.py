"""Other right answers to `posterior_states`, and misconceptions."""

import numpy as np
from scipy import special

from gradelib.exam import right, wrong

from ...exam.hidden_markov.posterior_states import posterior_states


@right(posterior_states)
def with_scipy_softmax(log_alpha, log_beta):
    return special.softmax(log_alpha + log_beta, axis=1)


@right(posterior_states)
def divided_by_the_likelihood(log_alpha, log_beta):
    return np.exp(log_alpha + log_beta - np.logaddexp.reduce(log_alpha[-1]))


@right(posterior_states)
def place_by_place_in_float32(log_alpha, log_beta):
    rows = []
    for a, b in zip(log_alpha, log_beta, strict=True):
        joint = (a + b).astype(np.float32)
        joint = np.exp(joint - joint.max())
        rows.append((joint / joint.sum()).tolist())
    return rows


@wrong(
    posterior_states,
    hint="The letters after place t say something about the state at t, too. Who knows of them?",
)
def looks_only_at_the_past(log_alpha, log_beta):
    return special.softmax(log_alpha, axis=1)


@wrong(posterior_states, hint="Who knows of the letters up to place t?")
def looks_only_at_the_future(log_alpha, log_beta):
    return special.softmax(log_beta, axis=1)


@wrong(
    posterior_states,
    hint="alpha times beta is the probability of the state *and* all letters. What is it divided "
    "by when the letters are known?",
)
def returns_the_joint_with_the_letters(log_alpha, log_beta):
    return np.exp(log_alpha + log_beta)


@wrong(
    posterior_states,
    hint="At each place the chain is in one of the states. What has to sum to 1, a row or a column?",
)
def shares_a_state_among_the_places(log_alpha, log_beta):
    return special.softmax(log_alpha + log_beta, axis=0)


@wrong(posterior_states, hint="There is a probability of 1 at every place, not one for all places.")
def shares_one_probability_among_all_places(log_alpha, log_beta):
    return special.softmax(log_alpha + log_beta)


@wrong(
    posterior_states,
    hint="exp(-1300) is 0 on a computer. Can you normalise before you take the exponential?",
)
def leaves_the_log_domain_first(log_alpha, log_beta):
    joint = np.exp(log_alpha) * np.exp(log_beta)
    with np.errstate(invalid="ignore"):
        return joint / joint.sum(axis=1, keepdims=True)


@wrong(posterior_states, hint="The text asks for probabilities. What are your numbers?")
def returns_log_probabilities(log_alpha, log_beta):
    return special.log_softmax(log_alpha + log_beta, axis=1)


@wrong(
    posterior_states,
    hint="A decision throws away how sure it is. How probable is each of the states?",
)
def decides_for_one_state(log_alpha, log_beta):
    joint = log_alpha + log_beta
    return (joint == joint.max(axis=1, keepdims=True)).astype(float)


@wrong(
    posterior_states,
    hint="What was seen before and what comes after are both needed: do their probabilities "
    "multiply or add?",
)
def averages_past_and_future(log_alpha, log_beta):
    return (special.softmax(log_alpha, axis=1) + special.softmax(log_beta, axis=1)) / 2


@wrong(
    posterior_states,
    hint="You divide by the largest value. By what must a row be divided to sum to 1?",
)
def divides_by_the_largest(log_alpha, log_beta):
    joint = log_alpha + log_beta
    return np.exp(joint - joint.max(axis=1, keepdims=True))


@wrong(
    posterior_states,
    hint="The past may be sure of one state, and the future of the other, so that each table by "
    "itself leaves nothing of a state that both together allow. When do you normalise?",
)
def normalises_each_table_by_itself(log_alpha, log_beta):
    joint = special.softmax(log_alpha, axis=1) * special.softmax(log_beta, axis=1)
    with np.errstate(invalid="ignore"):
        return joint / joint.sum(axis=1, keepdims=True)
