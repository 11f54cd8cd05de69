"""Other right answers to `precision_recall`, and misconceptions."""

from collections import Counter

import numpy as np
from sklearn import metrics

from gradelib.exam import right, wrong

from ...exam.naive_bayes.precision_recall import precision_recall


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


@wrong(
    precision_recall,
    hint="How many cells has your table of cases where only ham came, and only ham was expected?",
)
def expects_a_table_of_four_cells(is_spam, flagged):
    _, false_alarms, missed, caught = metrics.confusion_matrix(is_spam, flagged).ravel()
    return _share(caught, caught + false_alarms), _share(caught, caught + missed)


@wrong(
    precision_recall,
    hint="The text says what to report where nothing was flagged or no spam came. Also where both "
    "are so?",
)
def calls_a_filter_without_mistakes_perfect(is_spam, flagged):
    if np.array_equal(is_spam, flagged):
        return 1.0, 1.0
    caught = np.sum(is_spam & flagged)
    return _share(caught, flagged.sum()), _share(caught, is_spam.sum())
