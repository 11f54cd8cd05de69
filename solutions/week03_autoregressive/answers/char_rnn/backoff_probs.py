"""Other right answers to `backoff_probs`, and misconceptions."""

import numpy as np

from gradelib.exam import right, wrong

from ...exam.char_rnn.backoff_probs import backoff_probs


@right(backoff_probs)
def by_recursion(counts, context, strength):
    def estimate(suffix):
        shorter = estimate(suffix[1:]) if suffix else np.full(size, 1 / size)
        mine = counts.get(suffix, np.zeros(size))
        return (mine + strength * shorter) / (mine.sum() + strength)

    size = len(counts[""])
    return estimate(context)


@right(backoff_probs)
def as_a_mixture_of_frequencies(counts, context, strength):
    probs = np.ones(len(counts[""])) / len(counts[""])
    for start in range(len(context), -1, -1):
        seen = counts.get(context[start:])
        if seen is None or sum(seen) == 0:
            continue
        share = seen.sum() / (seen.sum() + strength)
        probs = share * seen / seen.sum() + (1 - share) * probs
    return probs.astype(np.float32)


@right(backoff_probs)
def with_plain_lists(counts, context, strength):
    size = len(counts[""])
    probs = [1 / size] * size
    for length in range(len(context) + 1):
        suffix = context[len(context) - length :]
        if suffix in counts:
            total = sum(counts[suffix]) + strength
            probs = [(c + strength * p) / total for c, p in zip(counts[suffix], probs, strict=True)]
    return probs


@right(backoff_probs)
def as_one_long_sum(counts, context, strength):
    probs, left = np.zeros(len(counts[""])), 1.0
    for start in range(len(context) + 1):
        if context[start:] in counts:
            seen = counts[context[start:]]
            probs = probs + left * seen / (seen.sum() + strength)
            left *= strength / (seen.sum() + strength)
    return probs + left / len(probs)


@wrong(
    backoff_probs,
    hint="What is 0 / 0? Somebody will write a context that nobody has written before.",
)
def believes_the_longest_context_alone(counts, context, strength):
    seen = np.asarray(counts.get(context, np.zeros(len(counts[""]))), float)
    return seen / seen.sum()


@wrong(
    backoff_probs,
    hint="A context that was seen once is hardly better than one that was never seen. Does your "
    "estimate know how often it was seen?",
)
def backs_off_only_where_nothing_was_seen(counts, context, strength):
    size = len(counts[""])
    for start in range(len(context) + 1):
        seen = counts.get(context[start:], np.zeros(size))
        if seen.sum() > 0:
            return (seen + strength / size) / (seen.sum() + strength)
    return np.full(size, 1 / size)


@wrong(
    backoff_probs,
    hint="The next character follows the end of the context. Which part is dropped first?",
)
def shortens_the_context_at_its_end(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for length in range(len(context) + 1):
        seen = counts.get(context[:length], np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="Which estimate has the last word in yours: the one of the longest context?",
)
def goes_from_long_to_short(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context) + 1):
        seen = counts.get(context[start:], np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="You have imagined further observations. How many of them, in all?",
)
def forgets_the_strength_in_the_denominator(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context), -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        probs = (seen + strength * probs) / max(seen.sum(), 1)
    return probs


@wrong(
    backoff_probs,
    hint="The imagined observations are `strength` in all, spread like the shorter estimate. Is that "
    "what each character gets?",
)
def adds_the_strength_to_every_count(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context), -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        probs = (seen + strength) / (seen.sum() + strength * size)
    return probs


@wrong(
    backoff_probs,
    hint="A character that is in no count at all: how probable is it in yours?",
)
def starts_from_the_raw_frequencies(counts, context, strength):
    probs = counts[""] / counts[""].sum()
    size = len(probs)
    for start in range(len(context) - 1, -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="How many suffixes has a context of three characters, if the empty one and the whole are "
    "counted?",
)
def never_looks_the_whole_context_up(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for length in range(len(context)):
        seen = counts.get(context[len(context) - length :], np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="Print the suffixes that your loop visits. What is `context[-0:]`?",
)
def takes_the_whole_context_for_the_empty_one(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for length in range(len(context) + 1):
        seen = counts.get(context[-length:], np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="The lesson's next cell uses a strength of 5. Whoever calls your function may wish another.",
)
def ignores_the_strength(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context), -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        probs = (seen + 5.0 * probs) / (seen.sum() + 5.0)
    return probs


@wrong(
    backoff_probs,
    hint="A context that was never seen repeats what it hears. Does a longer one still count?",
)
def stops_at_the_first_context_never_seen(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context), -1, -1):
        if context[start:] not in counts:
            break
        seen = counts[context[start:]]
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="The shortest suffix has no characters at all. Which of your steps looks it up?",
)
def leaves_the_empty_context_out(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context) - 1, -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="`strength` says how many observations an estimate is worth that sums to 1. To what does "
    "yours sum, before the next context is mixed in?",
)
def makes_probabilities_only_at_the_end(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context), -1, -1):
        probs = counts.get(context[start:], np.zeros(size)) + strength * probs
    return probs / probs.sum()


@wrong(
    backoff_probs,
    hint="Each context's frequencies have the same share in yours. How should the share of a context "
    "that was seen a thousand times differ from that of one seen twice?",
)
def gives_every_context_the_same_share(counts, context, strength):
    size = len(counts[""])
    probs, share = np.full(size, 1 / size), 1 / (1 + strength)
    for start in range(len(context), -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        if seen.sum() > 0:
            probs = share * seen / seen.sum() + (1 - share) * probs
    return probs


@wrong(
    backoff_probs,
    hint="Which suffixes has `abc`? Is `b`, alone, one of them?",
)
def looks_single_characters_up(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for suffix in ["", *reversed(context)]:
        seen = counts.get(suffix, np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="A context is looked up as it was read, from left to right. In which order are the "
    "characters of yours?",
)
def turns_the_context_round(counts, context, strength):
    size = len(counts[""])
    probs, suffix = np.full(size, 1 / size), ""
    for character in ["", *reversed(context)]:
        suffix = suffix + character
        seen = counts.get(suffix, np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="A blank or a newline is a character like any other. Is the context still the one that you "
    "were given when you look it up?",
)
def changes_the_white_space_of_the_context(counts, context, strength):
    size, context = len(counts[""]), context.strip()
    probs = np.full(size, 1 / size)
    for start in range(len(context), -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs


@wrong(
    backoff_probs,
    hint="Does a context that was seen once know nothing? How much should it be heard?",
)
def does_not_listen_to_what_was_seen_once(counts, context, strength):
    size = len(counts[""])
    probs = np.full(size, 1 / size)
    for start in range(len(context), -1, -1):
        seen = counts.get(context[start:], np.zeros(size))
        if seen.sum() > 1:
            probs = (seen + strength * probs) / (seen.sum() + strength)
    return probs
