"""The questions of `backoff_probs`."""

import numpy as np

from gradelib.exam import ask, exercise


@exercise(points=2)
def backoff_probs(answer, rng):
    """The probabilities of the next character, from counts of all shorter contexts; (V,)."""
    size = 6
    counts = _counts(rng, size, ("", "a", "ba", "cba", "b", "ab", "aab", "c"))
    strength = float(rng.uniform(2, 4.5))
    text = "unto the LORD \n"
    book = _counts(rng, 9, [text[len(text) - length :] for length in range(8)])
    rare = {c: counts[c] for c in ("", "a", "ab")} | {"b": np.eye(size)[rng.integers(size)]}
    yield ask(
        "typical",
        lambda: answer(counts, "cba", strength),
        weight=2,
        hints=[
            "Write down the four contexts of 'cba', from the shortest. With which one do you begin?",
            "What has the estimate of the shorter context to do with the one of the longer context?",
        ],
    )
    yield ask(
        "a context of one character",
        lambda: answer(counts, "b", strength),
        hints=["Which two estimates meet here, and what does the first of them lean on?"],
    )
    yield ask(
        "no context",
        lambda: answer(counts, "", strength),
        hints=["Even the counts without context lean on something: on what, if nothing is known?"],
    )
    yield ask(
        "a context that was never seen",
        lambda: answer(counts, "zab", strength),
        hints=["Where the longest context was never seen, which estimate is the best one left?"],
    )
    yield ask(
        "a middle context is missing",
        lambda: answer({"": counts[""], "xyb": counts["ba"]}, "xyb", strength),
        hints=["A context that is not in the table has counts, too: which?"],
    )
    yield ask(
        "the end of a longer text",
        lambda: answer(book, text, strength),
        hints=[
            "Contexts of up to seven characters were counted here, with their capitals; the longest "
            "ends in a blank and a newline. And this alphabet has nine characters.",
        ],
    )
    yield ask(
        "a context that was seen once",
        lambda: answer(rare, "ab", strength),
        hints=[
            "`b` was seen once, `ab` more often. What was seen once counts for one observation, "
            "against `strength` others."
        ],
    )
    yield ask(
        "a great strength, and a small one",
        lambda: [answer(counts, "ab", 1000.0), answer(counts, "ab", 0.2)],
        hints=[
            "Which estimate should win where the strength is far above all counts? And which where "
            "it is 0.2?"
        ],
    )


def _counts(rng, size, contexts):
    """Counts of what followed each context, many of them zero."""
    return {
        context: rng.integers(0, 30, size).astype(float) * (rng.random(size) < 0.6)
        for context in contexts
    }
