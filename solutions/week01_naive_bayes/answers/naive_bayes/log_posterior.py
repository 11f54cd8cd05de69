"""Other right answers to `log_posterior`, and misconceptions."""

import math

import numpy as np
from scipy import special

from gradelib.exam import right, wrong

from ...exam.naive_bayes.log_posterior import log_posterior


def _log_joint(counts, log_theta, log_prior):
    return counts @ log_theta.T + log_prior


@right(log_posterior)
def with_scipy_logsumexp(counts, log_theta, log_prior):
    joint = _log_joint(counts, log_theta, log_prior)
    return joint - special.logsumexp(joint, axis=1, keepdims=True)


@right(log_posterior)
def with_scipy_log_softmax(counts, log_theta, log_prior):
    return special.log_softmax(_log_joint(counts, log_theta, log_prior), axis=1)


@right(log_posterior)
def with_logaddexp_class_by_class(counts, log_theta, log_prior):
    columns = [counts @ theta + prior for theta, prior in zip(log_theta, log_prior, strict=True)]
    evidence = columns[0]
    for column in columns[1:]:
        evidence = np.logaddexp(evidence, column)
    return np.stack([column - evidence for column in columns], axis=1)


@right(log_posterior)
def word_by_word_in_loops(counts, log_theta, log_prior):
    table = []
    for message in counts:
        joint = [
            prior + sum(n * log_p for n, log_p in zip(message, row, strict=True))
            for row, prior in zip(log_theta, log_prior, strict=True)
        ]
        top = max(joint)
        evidence = top + math.log(sum(math.exp(value - top) for value in joint))
        table.append([value - evidence for value in joint])
    return table


@right(log_posterior)
def posterior_in_float32(counts, log_theta, log_prior):
    counts, log_theta = counts.astype(np.float32), log_theta.astype(np.float32)
    joint = counts @ log_theta.T + log_prior.astype(np.float32)
    joint = joint - joint.max(axis=1, keepdims=True)
    return joint - np.log(np.exp(joint).sum(axis=1, keepdims=True))


@wrong(log_posterior, hint="Before reading a word, are all classes equally likely?")
def drops_the_prior(counts, log_theta, log_prior):
    return special.log_softmax(counts @ log_theta.T, axis=1)


@wrong(
    log_posterior,
    hint="How small is the product of a thousand probabilities, and what does the computer make of it?",
)
def multiplies_probabilities(counts, log_theta, log_prior):
    likelihood = np.prod(np.exp(log_theta)[None] ** counts[:, None], axis=2)
    joint = likelihood * np.exp(log_prior)
    with np.errstate(all="ignore"):
        return np.log(joint / joint.sum(axis=1, keepdims=True))


@wrong(
    log_posterior,
    hint="This is log p(class, message). What should the exponentials of a row sum to?",
)
def returns_the_joint_probability(counts, log_theta, log_prior):
    return _log_joint(counts, log_theta, log_prior)


@wrong(
    log_posterior,
    hint="Which have to share a probability of one: the classes of a message, or the messages of a class?",
)
def normalises_over_the_messages(counts, log_theta, log_prior):
    return special.log_softmax(_log_joint(counts, log_theta, log_prior), axis=0)


@wrong(
    log_posterior,
    hint="Subtracting the largest value keeps exp from underflowing. What is left to do?",
)
def subtracts_only_the_largest(counts, log_theta, log_prior):
    joint = _log_joint(counts, log_theta, log_prior)
    return joint - joint.max(axis=1, keepdims=True)


@wrong(
    log_posterior, hint="The largest value of the table may be far above all values of another row."
)
def takes_out_the_largest_value_of_the_table(counts, log_theta, log_prior):
    joint = _log_joint(counts, log_theta, log_prior)
    top = joint.max()
    with np.errstate(all="ignore"):
        return joint - top - np.log(np.exp(joint - top).sum(axis=1, keepdims=True))


@wrong(log_posterior, hint="Is log_prior a probability or the logarithm of one?")
def adds_the_prior_without_its_logarithm(counts, log_theta, log_prior):
    return special.log_softmax(counts @ log_theta.T + np.exp(log_prior), axis=1)


@wrong(log_posterior, hint="How often does the prior enter: once a message, or once a word?")
def counts_the_prior_at_every_word(counts, log_theta, log_prior):
    return special.log_softmax(counts @ (log_theta + log_prior[:, None]).T, axis=1)


@wrong(log_posterior, hint="What does a word that occurs three times contribute?")
def reads_every_word_once(counts, log_theta, log_prior):
    return special.log_softmax(_log_joint((counts > 0).astype(int), log_theta, log_prior), axis=1)


@wrong(log_posterior, hint="Does a message of twice the length not hold twice the evidence?")
def averages_over_the_words(counts, log_theta, log_prior):
    lengths = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return special.log_softmax(counts @ log_theta.T / lengths + log_prior, axis=1)


@wrong(log_posterior, hint="Is it the probability or its logarithm that the text asks for?")
def returns_the_posterior_itself(counts, log_theta, log_prior):
    return special.softmax(_log_joint(counts, log_theta, log_prior), axis=1)


@wrong(
    log_posterior,
    hint="What is stored for a probability of exp(-3000), and what is the logarithm of that?",
)
def takes_the_logarithm_last(counts, log_theta, log_prior):
    with np.errstate(all="ignore"):
        return np.log(special.softmax(_log_joint(counts, log_theta, log_prior), axis=1))


@wrong(
    log_posterior,
    hint="Over which axis do you take the largest value: the classes of one message, or the messages "
    "of one class?",
)
def takes_out_the_largest_value_of_each_class(counts, log_theta, log_prior):
    joint = _log_joint(counts, log_theta, log_prior)
    joint = joint - joint.max(axis=0)
    with np.errstate(all="ignore"):
        return joint - np.log(np.exp(joint).sum(axis=1, keepdims=True))


@wrong(
    log_posterior,
    hint="You took m out of the sum. Where does it come back in?",
)
def forgets_to_put_the_largest_value_back(counts, log_theta, log_prior):
    joint = _log_joint(counts, log_theta, log_prior)
    top = joint.max(axis=1, keepdims=True)
    return joint - np.log(np.exp(joint - top).sum(axis=1, keepdims=True))


@wrong(log_posterior, hint="Do the exponentials of a row still sum to one after your last step?")
def adds_the_prior_after_normalising(counts, log_theta, log_prior):
    return special.log_softmax(counts @ log_theta.T, axis=1) + log_prior


@wrong(
    log_posterior,
    hint="The text says what happens to large exponentials. What have you done about them?",
)
def takes_the_exponential_of_the_joint(counts, log_theta, log_prior):
    joint = _log_joint(counts, log_theta, log_prior)
    with np.errstate(all="ignore"):
        return joint - np.log(np.exp(joint).sum(axis=1, keepdims=True))


@wrong(log_posterior, hint="Is a word that is missing from a message an observation in this model?")
def adds_a_term_for_missing_words(counts, log_theta, log_prior):
    present = counts > 0
    missing = (1 - present) @ np.log1p(-np.exp(log_theta)).T
    return special.log_softmax(present @ log_theta.T + missing + log_prior, axis=1)


@wrong(
    log_posterior, hint="Which numbers go into the sum over the classes? m is the largest of them."
)
def leaves_the_prior_out_of_the_largest_value(counts, log_theta, log_prior):
    likelihood = counts @ log_theta.T
    top = likelihood.max(axis=1, keepdims=True)
    joint = likelihood + log_prior
    with np.errstate(all="ignore"):
        return joint - top - np.log(np.exp(joint - top).sum(axis=1, keepdims=True))


@wrong(log_posterior, hint="How many classes are there? Where can you read it off?")
def adds_up_the_first_two_classes_only(counts, log_theta, log_prior):
    joint = _log_joint(counts, log_theta, log_prior)
    return joint - np.logaddexp(joint[:, :1], joint[:, 1:2])
