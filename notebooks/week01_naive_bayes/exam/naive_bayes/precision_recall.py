"""The questions of `precision_recall`."""

import numpy as np

from gradelib.exam import ask, close, exercise


@exercise(points=2)
def precision_recall(answer, rng):
    """Precision and recall of a spam filter, from the truth and the flags."""
    few, some, more, most = (int(rng.integers(a, a + 4)) for a in (2, 7, 12, 30))
    truth, flags = _filter(rng, caught=some, false_alarms=few, missed=more, passed=most)
    yield ask(
        "typical",
        lambda: answer(truth, flags),
        weight=2,
        hints=[
            "Count the messages that are spam and flagged. What does each fraction divide this by?",
            "Of what you flagged, how much is spam? Of the spam, how much did you flag?",
        ],
    )
    hundreds = int(rng.integers(300, 400))
    truth_2, flags_2 = _filter(rng, caught=few, false_alarms=hundreds, missed=some, passed=more)
    yield ask(
        "too many flags",
        lambda: answer(truth_2, flags_2),
        hints=["Which of the two suffers when the filter flags almost everything?"],
    )
    yield ask(
        "everything flagged",
        lambda: answer(truth, np.ones_like(truth)),
        hints=["No spam gets through. And how much of what was flagged is spam?"],
    )
    lonely = np.arange(len(truth)) == rng.integers(len(truth))
    yield ask(
        "a single spam, which is caught",
        lambda: answer(lonely, lonely),
        rule=close(rel=5e-7, abs=0.0),  # float32 is exact here
        hints=["Everything is right: both should be 1. Do you add something to a denominator?"],
    )
    yield ask(
        "nothing flagged",
        lambda: answer(truth, np.zeros_like(truth)),
        hints=["The text says what to report where the denominator is zero."],
    )
    yield ask(
        "no spam came, and everything is flagged",
        lambda: answer(np.zeros_like(truth), np.ones_like(truth)),
        hints=[
            "The text says what to report where the denominator is zero. Is either of them zero?"
        ],
    )
    yield ask(
        "no spam came, and nothing is flagged",
        lambda: answer(np.zeros_like(truth), np.zeros_like(truth)),
        hints=["The text says what to report where the denominator is zero."],
    )
    all_spam, caught = _filter(rng, caught=hundreds, false_alarms=0, missed=more, passed=0)
    yield ask(
        "nothing but spam came",
        lambda: answer(all_spam, caught),
        hints=["Here no ham can be flagged. What do the two fractions divide by?"],
    )


def _filter(
    rng: np.random.Generator, *, caught: int, false_alarms: int, missed: int, passed: int
) -> tuple[np.ndarray, np.ndarray]:
    """The truth and the flags of a filter with these numbers of messages, shuffled."""
    truth = np.repeat([True, False, True, False], [caught, false_alarms, missed, passed])
    flags = np.repeat([True, True, False, False], [caught, false_alarms, missed, passed])
    order = rng.permutation(len(truth))
    return truth[order], flags[order]

# Made from solutions/week01_naive_bayes/exam/naive_bayes/precision_recall.py; edit that. Checksum 8e6f4ed4d986e0f094bd7b24b19cf7344a5dd60d2290529a0deb42e03be02ca2
