"""Other right answers, and misconceptions, of the lesson `naive_bayes`."""

import bisect
import math
from collections import Counter

import numpy as np
from scipy import special, stats
from sklearn import metrics
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from gradelib.exam import right, wrong

from ..exam.naive_bayes import (
    count_words,
    generate_message,
    log_posterior,
    perplexity,
    pixel_log_prob,
    precision_recall,
    word_log_probs,
)

# --- count_words ---------------------------------------------------------------------------------


@right(count_words)
def with_counter(documents, vocabulary):
    return [[Counter(document)[word] for word in vocabulary] for document in documents]


@right(count_words)
def with_list_count_in_floats(documents, vocabulary):
    table = np.zeros((len(documents), len(vocabulary)), dtype=np.float32)
    for i, document in enumerate(documents):
        for j, word in enumerate(vocabulary):
            table[i, j] = document.count(word)
    return table


@right(count_words)
def with_sklearn(documents, vocabulary):
    counter = CountVectorizer(vocabulary=vocabulary, analyzer=list)
    return counter.transform(documents).toarray()


@wrong(count_words, hint="What should the table show for a word that occurs twice in a message?")
def notes_only_whether_a_word_occurs(documents, vocabulary):
    return np.array([[int(word in document) for word in vocabulary] for document in documents])


@wrong(
    count_words,
    hint="Who decides which columns there are: the vocabulary, or the messages you happen to count? "
    "What would that mean for test messages?",
)
def takes_the_vocabulary_from_the_messages(documents, vocabulary):
    words = sorted({word for document in documents for word in document})
    return np.array([[document.count(word) for word in words] for document in documents])


@wrong(
    count_words, hint="To which word does column j belong, and in which order are the words given?"
)
def sorts_the_vocabulary(documents, vocabulary):
    return np.array(
        [[document.count(word) for word in sorted(vocabulary)] for document in documents]
    )


@wrong(
    count_words,
    hint="Where does a word go that is not in the vocabulary? Look at your last column.",
)
def counts_unknown_words_in_the_last_column(documents, vocabulary):
    column = {word: j for j, word in enumerate(vocabulary)}
    table = np.zeros((len(documents), len(vocabulary)))
    for i, document in enumerate(documents):
        for word in document:
            table[i, column.get(word, -1)] += 1
    return table


@wrong(count_words, hint="What happens to the rest of a message after a word that you do not know?")
def stops_at_the_first_unknown_word(documents, vocabulary):
    table = np.zeros((len(documents), len(vocabulary)))
    for i, document in enumerate(documents):
        for word in document:
            if word not in vocabulary:
                break
            table[i, vocabulary.index(word)] += 1
    return table


@wrong(count_words, hint="Test messages will hold words that you have never seen. What then?")
def expects_to_know_every_word(documents, vocabulary):
    column = {word: j for j, word in enumerate(vocabulary)}
    table = np.zeros((len(documents), len(vocabulary)))
    for i, document in enumerate(documents):
        for word in document:
            table[i, column[word]] += 1
    return table


@wrong(count_words, hint="Is a word found wherever its letters stand next to each other?")
def finds_words_inside_words(documents, vocabulary):
    texts = [" ".join(document) for document in documents]
    return np.array([[text.count(word) for word in vocabulary] for text in texts])


@wrong(count_words, hint="Row i belongs to message i. Which row has a message without words?")
def leaves_out_empty_messages(documents, vocabulary):
    return np.array([[d.count(word) for word in vocabulary] for d in documents if d])


@wrong(count_words, hint="Should a message of twice the length not have twice the counts?")
def divides_by_the_length(documents, vocabulary):
    return [[d.count(word) / max(len(d), 1) for word in vocabulary] for d in documents]


@wrong(count_words, hint="Which axis does the text name first, messages or words?")
def has_a_row_for_each_word(documents, vocabulary):
    return np.array([[document.count(word) for document in documents] for word in vocabulary])


@wrong(count_words, hint="Who wrote which word? You add all the messages up.")
def counts_all_messages_together(documents, vocabulary):
    total = Counter(word for document in documents for word in document)
    return np.array([total[word] for word in vocabulary])


@wrong(
    count_words,
    hint="How do you find a message's row? Two friends may send the same message.",
)
def searches_the_row_by_the_message(documents, vocabulary):
    table = np.zeros((len(documents), len(vocabulary)))
    for document in documents:
        for word in document:
            if word in vocabulary:
                table[documents.index(document), vocabulary.index(word)] += 1
    return table


@wrong(
    count_words, hint="Which is the largest number that your dtype can hold, and what comes next?"
)
def counts_in_bytes(documents, vocabulary):
    counts = [[document.count(word) % 256 for word in vocabulary] for document in documents]
    return np.array(counts, dtype=np.uint8)


@wrong(count_words, hint="The words are ready as they are. Are `I` and `i` the same word here?")
def writes_all_words_small(documents, vocabulary):
    small = [[word.lower() for word in document] for document in documents]
    return np.array([[document.count(word.lower()) for word in vocabulary] for document in small])


# --- word_log_probs ------------------------------------------------------------------------------


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


# --- log_posterior -------------------------------------------------------------------------------


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


# --- precision_recall ----------------------------------------------------------------------------


@right(precision_recall)
def with_sklearn_metrics(is_spam, flagged):
    return (
        metrics.precision_score(is_spam, flagged, zero_division=0),
        metrics.recall_score(is_spam, flagged, zero_division=0),
    )


@right(precision_recall)
def counting_in_a_loop(is_spam, flagged):
    pairs = Counter(zip(is_spam.tolist(), flagged.tolist(), strict=True))
    caught, alarms, missed = pairs[True, True], pairs[False, True], pairs[True, False]
    precision = caught / (caught + alarms) if caught + alarms else 0
    recall = caught / (caught + missed) if caught + missed else 0
    return [precision, recall]


@right(precision_recall)
def dividing_by_at_least_one(is_spam, flagged):
    caught = np.logical_and(is_spam, flagged).sum(dtype=np.float32)
    return np.stack([caught / max(flagged.sum(), 1), caught / max(is_spam.sum(), 1)])


def _share(part, whole):
    return part / whole if whole else 0.0


@wrong(
    precision_recall,
    hint="Which of the two is about what you flagged, and which about all the spam?",
)
def swaps_the_two(is_spam, flagged):
    caught = np.sum(is_spam & flagged)
    return _share(caught, is_spam.sum()), _share(caught, flagged.sum())


@wrong(precision_recall, hint="Ham that passes is right too, but does precision speak of it?")
def takes_accuracy_for_precision(is_spam, flagged):
    return np.mean(is_spam == flagged), _share(np.sum(is_spam & flagged), is_spam.sum())


@wrong(precision_recall, hint="What are we looking for, ham or spam?")
def looks_for_ham(is_spam, flagged):
    passed = np.sum(~is_spam & ~flagged)
    return _share(passed, np.sum(~flagged)), _share(passed, np.sum(~is_spam))


@wrong(
    precision_recall,
    hint="Of which messages is precision a share: of all ham, or of all that was flagged?",
)
def takes_one_minus_the_false_alarm_rate_for_precision(is_spam, flagged):
    false_alarms = np.sum(~is_spam & flagged)
    recall = _share(np.sum(is_spam & flagged), is_spam.sum())
    return 1 - _share(false_alarms, np.sum(~is_spam)), recall


@wrong(
    precision_recall,
    hint="Shares of what? A filter that is never wrong has precision 1 and recall 1.",
)
def divides_by_all_messages(is_spam, flagged):
    caught = np.mean(is_spam & flagged)
    return caught, caught


@wrong(
    precision_recall, hint="What does your division do where nothing is flagged, or no spam came?"
)
def divides_by_zero(is_spam, flagged):
    caught = np.sum(is_spam & flagged)
    with np.errstate(all="ignore"):
        return caught / flagged.sum(), caught / is_spam.sum()


@wrong(
    precision_recall, hint="The text says what to report where nothing was flagged or no spam came."
)
def calls_an_empty_share_perfect(is_spam, flagged):
    caught = np.sum(is_spam & flagged)
    precision = caught / flagged.sum() if flagged.any() else 1.0
    recall = caught / is_spam.sum() if is_spam.any() else 1.0
    return precision, recall


@wrong(precision_recall, hint="Is it all that was flagged that counts, or the spam among it?")
def compares_totals_only(is_spam, flagged):
    both = min(is_spam.sum(), flagged.sum())
    return _share(both, flagged.sum()), _share(both, is_spam.sum())


@wrong(precision_recall, hint="The text asks for fractions between 0 and 1.")
def answers_in_percent(is_spam, flagged):
    caught = np.sum(is_spam & flagged)
    return 100 * _share(caught, flagged.sum()), 100 * _share(caught, is_spam.sum())


@wrong(
    precision_recall,
    hint="What you add against a zero denominator changes all other fractions, too.",
)
def adds_one_to_the_denominators(is_spam, flagged):
    caught = np.sum(is_spam & flagged)
    return caught / (flagged.sum() + 1), caught / (is_spam.sum() + 1)


@wrong(precision_recall, hint="Of which messages is recall a share: of the spam, or of the ham?")
def takes_specificity_for_recall(is_spam, flagged):
    passed = np.sum(~is_spam & ~flagged)
    return _share(np.sum(is_spam & flagged), flagged.sum()), _share(passed, np.sum(~is_spam))


@wrong(precision_recall, hint="How many numbers should come back, and what is the second?")
def takes_the_f1_score_for_recall(is_spam, flagged):
    caught = np.sum(is_spam & flagged)
    precision, recall = _share(caught, flagged.sum()), _share(caught, is_spam.sum())
    return precision, _share(2 * precision * recall, precision + recall)


# --- generate_message ----------------------------------------------------------------------------


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


# --- perplexity ----------------------------------------------------------------------------------


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


# --- pixel_log_prob ------------------------------------------------------------------------------


@right(pixel_log_prob)
def with_matrix_products(images, on_probs):
    return images @ np.log(on_probs) + (1 - images) @ np.log1p(-on_probs)


@right(pixel_log_prob)
def choosing_with_where(images, on_probs):
    return np.log(np.where(images == 1, on_probs, 1 - on_probs)).sum(axis=1)


@right(pixel_log_prob)
def with_scipy_bernoulli(images, on_probs):
    return stats.bernoulli.logpmf(images.astype(int), on_probs).sum(axis=-1)


@right(pixel_log_prob)
def by_the_logits(images, on_probs):
    return images @ special.logit(on_probs) + np.log1p(-on_probs).sum()


@right(pixel_log_prob)
def pixel_by_pixel_in_float32(images, on_probs):
    images, on_probs = images.astype(np.float32), on_probs.astype(np.float32)
    totals = []
    for image in images:
        total = np.float32(0)
        for pixel, p in zip(image, on_probs, strict=True):
            total += np.log(p if pixel else 1 - p)
        totals.append(total)
    return totals


@wrong(
    pixel_log_prob,
    hint="What does the model say of a pixel that is off? Is that not an observation?",
)
def ignores_the_pixels_that_are_off(images, on_probs):
    return np.sum(images * np.log(on_probs), axis=1)


@wrong(pixel_log_prob, hint="With which probability is a pixel off?")
def swaps_on_and_off(images, on_probs):
    return np.sum(images * np.log(1 - on_probs) + (1 - images) * np.log(on_probs), axis=1)


@wrong(
    pixel_log_prob,
    hint="Independent pixels: their probabilities multiply. What do the logarithms do?",
)
def averages_over_the_pixels(images, on_probs):
    return np.mean(images * np.log(on_probs) + (1 - images) * np.log(1 - on_probs), axis=1)


@wrong(pixel_log_prob, hint="How many numbers should come back for n pictures?")
def adds_up_all_pictures(images, on_probs):
    return np.sum(images * np.log(on_probs) + (1 - images) * np.log(1 - on_probs))


@wrong(pixel_log_prob, hint="Over what do you sum, pixels or pictures?")
def adds_up_over_the_pictures(images, on_probs):
    return np.sum(images * np.log(on_probs) + (1 - images) * np.log(1 - on_probs), axis=0)


@wrong(pixel_log_prob, hint="Which logarithm does the text ask for, natural or base 2?")
def counts_in_bits(images, on_probs):
    return np.sum(np.log2(np.where(images == 1, on_probs, 1 - on_probs)), axis=1)


@wrong(pixel_log_prob, hint="Can the logarithm of a probability be positive?")
def returns_the_negative(images, on_probs):
    return -np.sum(np.log(np.where(images == 1, on_probs, 1 - on_probs)), axis=1)


@wrong(pixel_log_prob, hint="How small is the product of 3,000 probabilities?")
def multiplies_before_the_logarithm(images, on_probs):
    with np.errstate(all="ignore"):
        return np.log(np.prod(np.where(images == 1, on_probs, 1 - on_probs), axis=1))


@wrong(pixel_log_prob, hint="What is log(1 - p)? Is it 1 - log p?")
def takes_one_minus_the_logarithm(images, on_probs):
    return np.sum(images * np.log(on_probs) + (1 - images) * (1 - np.log(on_probs)), axis=1)


@wrong(pixel_log_prob, hint="Is it the probability of a pixel that adds up, or its logarithm?")
def adds_up_the_probabilities(images, on_probs):
    return np.sum(images * on_probs + (1 - images) * (1 - on_probs), axis=1)


@wrong(pixel_log_prob, hint="Do you change the probabilities before you use them? By how much?")
def clips_the_probabilities(images, on_probs):
    on_probs = np.clip(on_probs, 0.01, 0.99)
    return np.sum(np.log(np.where(images == 1, on_probs, 1 - on_probs)), axis=1)


@wrong(
    pixel_log_prob,
    hint="A small number inside the logarithm makes rare pixels more probable. Is it needed here?",
)
def adds_a_small_number_in_the_logarithms(images, on_probs):
    on, off = np.log(on_probs + 1e-6), np.log(1 - on_probs + 1e-6)
    return np.sum(images * on + (1 - images) * off, axis=1)


@wrong(
    pixel_log_prob,
    hint="Which sign stands between the term of the pixels on and that of those off?",
)
def subtracts_the_pixels_that_are_off(images, on_probs):
    return np.sum(images * np.log(on_probs) - (1 - images) * np.log(1 - on_probs), axis=1)
