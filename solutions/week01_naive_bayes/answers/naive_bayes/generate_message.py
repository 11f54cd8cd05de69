"""Other right answers to `generate_message`, and misconceptions."""

import bisect
import math

import numpy as np

from gradelib.exam import right, wrong

from ...exam.naive_bayes.generate_message import generate_message


def _drawn(log_probs, uniforms):
    indices = np.searchsorted(np.cumsum(np.exp(log_probs)), uniforms)
    return np.minimum(indices, len(log_probs) - 1)


@right(generate_message)
def with_searchsorted_at_once(log_probs, vocabulary, uniforms):
    return " ".join(np.array(vocabulary)[_drawn(log_probs, uniforms)])


@right(generate_message)
def with_bisect_word_by_word(log_probs, vocabulary, uniforms):
    edges = np.cumsum(np.exp(log_probs))[:-1].tolist()
    return " ".join(vocabulary[bisect.bisect_left(edges, u)] for u in uniforms)


@right(generate_message)
def walking_along_the_line(log_probs, vocabulary, uniforms):
    message = ""
    for u in uniforms:
        word, edge = vocabulary[-1], 0.0
        for candidate, log_p in zip(vocabulary, log_probs, strict=True):
            edge += math.exp(log_p)
            if u <= edge:
                word = candidate
                break
        message += " " + word
    return message.strip()


@right(generate_message)
def counting_the_edges_below_in_float32(log_probs, vocabulary, uniforms):
    edges = np.cumsum(np.exp(log_probs.astype(np.float32)))[:-1]
    indices = (uniforms[:, None] > edges).sum(axis=1)
    return " ".join(vocabulary[i] for i in indices)


@wrong(generate_message, hint="Should the same class write the same message every day?")
def always_writes_the_likeliest_word(log_probs, vocabulary, uniforms):
    return " ".join(vocabulary[np.argmax(log_probs)] for _ in uniforms)


@wrong(generate_message, hint="What does the sampler want, and what does the table hold?")
def takes_log_probabilities_for_probabilities(log_probs, vocabulary, uniforms):
    indices = np.searchsorted(np.cumsum(log_probs), uniforms)
    return " ".join(vocabulary[min(i, len(vocabulary) - 1)] for i in indices)


@wrong(generate_message, hint="Where do the probabilities of the words enter?")
def draws_all_words_equally_often(log_probs, vocabulary, uniforms):
    return " ".join(vocabulary[int(u * len(vocabulary))] for u in uniforms)


@wrong(generate_message, hint="Which uniform number decides the second word?")
def uses_only_the_first_uniform(log_probs, vocabulary, uniforms):
    first = _drawn(log_probs, uniforms[:1])
    return " ".join(vocabulary[i] for i in np.repeat(first, len(uniforms)))


@wrong(
    generate_message,
    hint="All randomness should come from the arguments. Where does yours come from?",
)
def draws_its_own_random_numbers(log_probs, vocabulary, uniforms):
    own = np.random.default_rng(0).random(len(uniforms))
    return " ".join(vocabulary[i] for i in _drawn(log_probs, own))


@wrong(generate_message, hint="May a message hold the same word twice?")
def never_repeats_a_word(log_probs, vocabulary, uniforms):
    return " ".join(dict.fromkeys(vocabulary[i] for i in _drawn(log_probs, uniforms)))


@wrong(generate_message, hint="Number t decides word t. In which order do yours come out?")
def sorts_the_words(log_probs, vocabulary, uniforms):
    return " ".join(vocabulary[i] for i in np.sort(_drawn(log_probs, uniforms)))


@wrong(generate_message, hint="How would a reader know where one word ends?")
def joins_without_spaces(log_probs, vocabulary, uniforms):
    return "".join(vocabulary[i] for i in _drawn(log_probs, uniforms))


@wrong(generate_message, hint="The text asks for one str. Is yours?")
def returns_a_list_of_words(log_probs, vocabulary, uniforms):
    return [vocabulary[i] for i in _drawn(log_probs, uniforms)]


@wrong(generate_message, hint="Which word does u = 0.0001 draw?")
def is_one_word_late(log_probs, vocabulary, uniforms):
    return " ".join(vocabulary[(i + 1) % len(vocabulary)] for i in _drawn(log_probs, uniforms))


@wrong(generate_message, hint="To which probability does the first word of the vocabulary belong?")
def sorts_the_probabilities(log_probs, vocabulary, uniforms):
    falling = np.sort(log_probs)[::-1]
    return " ".join(vocabulary[i] for i in _drawn(falling, uniforms))


@wrong(generate_message, hint="What stands behind the last word of your message?")
def leaves_a_space_at_the_end(log_probs, vocabulary, uniforms):
    return "".join(vocabulary[i] + " " for i in _drawn(log_probs, uniforms))


@wrong(generate_message, hint="The logarithms are natural ones. What undoes them?")
def takes_2_to_the_power(log_probs, vocabulary, uniforms):
    indices = np.searchsorted(np.cumsum(2.0**log_probs), uniforms)
    return " ".join(vocabulary[min(i, len(vocabulary) - 1)] for i in indices)


@wrong(generate_message, hint="Does a slip of paper go back into the bag once its word is written?")
def draws_without_putting_back(log_probs, vocabulary, uniforms):
    probabilities, words = np.exp(log_probs), []
    for u in uniforms:
        if probabilities.sum() == 0:
            break
        edges = np.cumsum(probabilities / probabilities.sum())
        i = min(np.searchsorted(edges, u), len(edges) - 1)
        words.append(vocabulary[i])
        probabilities[i] = 0
    return " ".join(words)


@wrong(
    generate_message,
    hint="The sums may end a rounding error below 1. What does your search find for a u above them?",
)
def falls_off_the_end(log_probs, vocabulary, uniforms):
    indices = np.searchsorted(np.cumsum(np.exp(log_probs)), uniforms)
    return " ".join(vocabulary[i] for i in indices)


@wrong(
    generate_message,
    hint="argmax of nothing but False is 0. Which word should a u above all the sums draw?",
)
def draws_the_first_word_when_none_is_found(log_probs, vocabulary, uniforms):
    indices = np.argmax(uniforms[:, None] <= np.cumsum(np.exp(log_probs)), axis=1)
    return " ".join(vocabulary[i] for i in indices)


@wrong(generate_message, hint="At which end of the line from 0 to 1 does the first word lie?")
def starts_from_the_other_end(log_probs, vocabulary, uniforms):
    return " ".join(vocabulary[i] for i in _drawn(log_probs, 1 - uniforms))


@wrong(generate_message, hint="Which word does u = 0 draw, and which index does your search give?")
def draws_the_last_word_for_zero(log_probs, vocabulary, uniforms):
    starts = np.concatenate([[0.0], np.cumsum(np.exp(log_probs))[:-1]])
    return " ".join(vocabulary[i - 1] for i in np.searchsorted(starts, uniforms))
