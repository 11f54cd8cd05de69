"""Other right answers to `count_words`, and misconceptions."""

from collections import Counter

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from gradelib.exam import right, wrong

from ...exam.naive_bayes.count_words import count_words


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


@wrong(
    count_words,
    hint="Which row has a message of which the vocabulary knows no word? It is still a message.",
)
def leaves_out_messages_without_a_known_word(documents, vocabulary):
    known = [d for d in documents if not d or set(d) & set(vocabulary)]
    return np.array([[document.count(word) for word in vocabulary] for document in known])
