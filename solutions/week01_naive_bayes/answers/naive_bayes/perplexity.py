"""Other right answers to `perplexity`, and misconceptions."""

import math

import numpy as np

from gradelib.exam import right, wrong

from ...exam.naive_bayes.perplexity import perplexity


@right(perplexity)
def adding_up_the_messages_first(counts, log_probs):
    total = np.asarray(counts).sum(axis=0)
    return float(np.exp(-(total @ log_probs) / total.sum()))


@right(perplexity)
def as_a_weighted_mean(counts, log_probs):
    return math.exp(-np.average(log_probs, weights=counts.sum(axis=0)))


@right(perplexity)
def in_base_2(counts, log_probs):
    bits, words = 0.0, 0
    for message in counts:
        for n, log_p in zip(message, log_probs, strict=True):
            bits -= n * log_p / math.log(2)
            words += n
    return 2 ** (bits / words)


@right(perplexity)
def perplexity_in_float32(counts, log_probs):
    shares = (counts.sum(axis=0) / counts.sum()).astype(np.float32)
    return np.exp(-shares @ log_probs.astype(np.float32))


@wrong(perplexity, hint="This is the mean in nats. How do you get from nats to a number of words?")
def returns_nats_per_word(counts, log_probs):
    return -np.sum(counts * log_probs) / np.sum(counts)


@wrong(perplexity, hint="Mean per message or mean per word?")
def divides_by_the_number_of_messages(counts, log_probs):
    with np.errstate(all="ignore"):
        return np.exp(-np.sum(counts * log_probs) / len(counts))


@wrong(perplexity, hint="Does a word in a short message weigh more than one in a long message?")
def averages_the_perplexities_of_the_messages(counts, log_probs):
    with np.errstate(all="ignore"):
        return np.mean(np.exp(-(counts @ log_probs) / counts.sum(axis=1)))


@wrong(perplexity, hint="Does a word in a short message weigh more than one in a long message?")
def averages_the_nats_of_the_messages(counts, log_probs):
    with np.errstate(all="ignore"):
        return np.exp(np.mean(-(counts @ log_probs) / counts.sum(axis=1)))


@wrong(perplexity, hint="In which unit is your exponent, nats or bits?")
def takes_2_to_the_power_of_nats(counts, log_probs):
    return 2 ** (-np.sum(counts * log_probs) / np.sum(counts))


@wrong(perplexity, hint="Can the model choose among less than one word?")
def forgets_the_minus(counts, log_probs):
    return np.exp(np.sum(counts * log_probs) / np.sum(counts))


@wrong(perplexity, hint="By how many words do you divide? Zeros of the table are no words.")
def averages_over_the_whole_table(counts, log_probs):
    return np.exp(-np.mean(counts * log_probs))


@wrong(perplexity, hint="How small is the product of a hundred thousand probabilities?")
def multiplies_the_probabilities_of_all_words(counts, log_probs):
    with np.errstate(all="ignore"):
        return np.prod(np.exp(log_probs) ** counts) ** (-1 / np.sum(counts))


@wrong(perplexity, hint="A word that occurs three times surprises three times.")
def reads_each_different_word_once(counts, log_probs):
    present = counts > 0
    return np.exp(-np.sum(present * log_probs) / np.sum(present))


@wrong(perplexity, hint="Mean first or exponential first?")
def averages_inverse_probabilities(counts, log_probs):
    with np.errstate(all="ignore"):
        return np.sum(counts * np.exp(-log_probs)) / np.sum(counts)


@wrong(
    perplexity,
    hint="How surprised are you by the words that came, not by those that the model expects?",
)
def takes_the_entropy_of_the_table(counts, log_probs):
    return np.exp(-np.sum(np.exp(log_probs) * log_probs))


@wrong(perplexity, hint="A word that occurs three times is three words of the message.")
def divides_by_the_number_of_different_words(counts, log_probs):
    with np.errstate(all="ignore"):
        return np.exp(-np.sum(counts * log_probs) / np.count_nonzero(counts))


@wrong(perplexity, hint="You have the logarithms already. Why leave them and come back?")
def adds_a_small_number_to_the_probabilities(counts, log_probs):
    return np.exp(-np.sum(counts * np.log(np.exp(log_probs) + 1e-6)) / np.sum(counts))
