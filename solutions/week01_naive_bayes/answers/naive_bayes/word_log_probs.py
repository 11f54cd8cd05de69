"""Other right answers to `word_log_probs`, and misconceptions."""

import math

import numpy as np
from scipy import special
from sklearn.naive_bayes import MultinomialNB

from gradelib.exam import right, wrong

from ...exam.naive_bayes.word_log_probs import word_log_probs


@right(word_log_probs)
def as_a_difference_of_logs(counts, alpha):
    words = counts.shape[1]
    totals = counts.sum(axis=1) + alpha * words
    return (np.log(counts + alpha).T - np.log(totals)).T


@right(word_log_probs)
def with_loops(counts, alpha):
    table = []
    for row in counts:
        total = sum(count + alpha for count in row)
        table.append([math.log((count + alpha) / total) for count in row])
    return table


@right(word_log_probs)
def in_float32(counts, alpha):
    smoothed = counts.astype(np.float32) + np.float32(alpha)
    return np.log(smoothed) - np.log(smoothed.sum(axis=1, keepdims=True))


@right(word_log_probs)
def with_sklearn_naive_bayes(counts, alpha):
    return MultinomialNB(alpha=alpha).fit(counts, np.arange(len(counts))).feature_log_prob_


@right(word_log_probs)
def with_log_softmax(counts, alpha):
    return special.log_softmax(np.log(counts + alpha), axis=1)


@wrong(word_log_probs, hint="How probable is a word that this class never used? And its logarithm?")
def does_not_smooth(counts, alpha):
    with np.errstate(all="ignore"):
        return np.log(counts / counts.sum(axis=1, keepdims=True))


@wrong(
    word_log_probs,
    hint="You imagine alpha more of every word. How many imagined words does that make in all?",
)
def adds_alpha_once_to_the_total(counts, alpha):
    return np.log((counts + alpha) / (counts.sum(axis=1, keepdims=True) + alpha))


@wrong(word_log_probs, hint="Add up the probabilities of one row: are they more than one?")
def smooths_only_the_numerator(counts, alpha):
    with np.errstate(all="ignore"):
        return np.log((counts + alpha) / counts.sum(axis=1, keepdims=True))


@wrong(word_log_probs, hint="In the total, is alpha added once for every class or for every word?")
def adds_alpha_for_every_class_to_the_total(counts, alpha):
    return np.log((counts + alpha) / (counts.sum(axis=1, keepdims=True) + alpha * len(counts)))


@wrong(
    word_log_probs,
    hint="Given the class, one word is drawn. Which probabilities have to sum to one: those of a row "
    "or those of a column?",
)
def normalises_over_the_classes(counts, alpha):
    smoothed = counts + alpha
    return np.log(smoothed / smoothed.sum(axis=0))


@wrong(word_log_probs, hint="Does a class that talks more make each of its words more probable?")
def normalises_over_the_whole_table(counts, alpha):
    smoothed = counts + alpha
    return np.log(smoothed / smoothed.sum())


@wrong(word_log_probs, hint="Is it the probability or its logarithm that the text asks for?")
def returns_probabilities(counts, alpha):
    smoothed = counts + alpha
    return smoothed / smoothed.sum(axis=1, keepdims=True)


@wrong(word_log_probs, hint="How large should alpha be? It is an argument.")
def always_adds_one(counts, alpha):
    smoothed = counts + 1
    return np.log(smoothed / smoothed.sum(axis=1, keepdims=True))


@wrong(word_log_probs, hint="To which counts is alpha added: to the zeros, or to all of them?")
def smooths_only_the_zeros(counts, alpha):
    smoothed = np.where(counts == 0, alpha, counts)
    return np.log(smoothed / smoothed.sum(axis=1, keepdims=True))


@wrong(
    word_log_probs,
    hint="Alpha is a number of words. Where is it added, before or after the division?",
)
def adds_alpha_to_the_probabilities(counts, alpha):
    with np.errstate(all="ignore"):
        probabilities = counts / counts.sum(axis=1, keepdims=True) + alpha
        return np.log(probabilities / probabilities.sum(axis=1, keepdims=True))


@wrong(word_log_probs, hint="How often did the class use the word? You only ask whether it did.")
def counts_a_word_once_per_class(counts, alpha):
    smoothed = (counts > 0) + alpha
    return np.log(smoothed / smoothed.sum(axis=1, keepdims=True))


@wrong(word_log_probs, hint="Which logarithm does the text ask for, natural or base 2?")
def takes_the_logarithm_to_base_2(counts, alpha):
    smoothed = counts + alpha
    return np.log2(smoothed / smoothed.sum(axis=1, keepdims=True))


@wrong(word_log_probs, hint="Exponentiate a row and add it up. What should that give?")
def does_not_divide_by_the_total(counts, alpha):
    return np.log(counts + alpha)


@wrong(
    word_log_probs,
    hint="For how many words is alpha added above the line, and for how many below it?",
)
def imagines_only_words_that_some_class_used(counts, alpha):
    words = np.sum(counts.sum(axis=0) > 0)
    return np.log((counts + alpha) / (counts.sum(axis=1, keepdims=True) + alpha * words))


@wrong(
    word_log_probs,
    hint="A small number inside the logarithm is a second smoothing. Does the first not suffice?",
)
def adds_a_small_number_in_the_logarithm(counts, alpha):
    smoothed = counts + alpha
    return np.log(smoothed / smoothed.sum(axis=1, keepdims=True) + 1e-6)
