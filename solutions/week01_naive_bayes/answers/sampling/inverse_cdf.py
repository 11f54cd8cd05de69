"""Other right answers to `inverse_cdf`, and misconceptions."""

import numpy as np

from gradelib.exam import right, wrong

from ...exam.sampling.inverse_cdf import inverse_cdf


@right(inverse_cdf)
def with_a_loop(probabilities, uniforms):
    drawn = []
    for u in uniforms:
        total, last = 0.0, None
        for i, p in enumerate(probabilities):
            if p == 0:
                continue
            total, last = total + p, i
            if u <= total:
                break
        drawn.append(last)
    return drawn


@right(inverse_cdf)
def by_comparing_all(probabilities, uniforms):
    possible = np.flatnonzero(probabilities)
    edges = np.cumsum(probabilities[possible])
    below = (uniforms[:, None] > edges[None, :-1]).sum(axis=1)
    return possible[below]


@right(inverse_cdf)
def with_last_edge_set_to_one(probabilities, uniforms):
    edges = np.cumsum(probabilities)
    last = np.max(np.nonzero(probabilities))
    edges[last:] = 1.0
    first = int(np.argmax(probabilities > 0))
    return np.maximum(np.searchsorted(edges, uniforms), first)


@right(inverse_cdf)
def in_float32(probabilities, uniforms):
    small = probabilities.astype(np.float32)
    edges = np.cumsum(small)
    edges[small == 0] = -1
    inside = uniforms.astype(np.float32)[:, None] <= edges
    last = len(small) - 1 - np.argmax(small[::-1] > 0)
    return np.where(inside.any(axis=1), inside.argmax(axis=1), last)


@wrong(
    inverse_cdf,
    hint="When u equals F_i, which symbol does the rule u <= F_i draw, and which does yours?",
)
def takes_strict_inequality(probabilities, uniforms):
    possible = np.flatnonzero(probabilities)
    ranks = np.searchsorted(np.cumsum(probabilities)[possible], uniforms, side="right")
    return possible[np.minimum(ranks, len(possible) - 1)]


@wrong(
    inverse_cdf,
    hint="Two thoughts are missing: what your search draws at u = F_i, and what it gives for a u "
    "above the last cumulative sum.",
)
def takes_strict_inequality_and_falls_off_the_end(probabilities, uniforms):
    return np.searchsorted(np.cumsum(probabilities), uniforms, side="right")


@wrong(
    inverse_cdf,
    hint="This one-liner is right nearly everywhere. Try u = 0 when p_0 = 0, and u = 1 with ten "
    "probabilities of 0.1.",
)
def trusts_the_one_liner_at_both_ends(probabilities, uniforms):
    return np.searchsorted(np.cumsum(probabilities), uniforms)


@wrong(
    inverse_cdf,
    hint="When no sum reaches u, argmax of all False is 0. Which symbol should a u at the upper end "
    "draw?",
)
def draws_the_first_symbol_when_none_is_found(probabilities, uniforms):
    return np.argmax(uniforms[:, None] <= np.cumsum(probabilities), axis=1)


@wrong(
    inverse_cdf,
    hint="At u = 0 the inequality 0 <= F_0 holds even when F_0 is 0. May that symbol be drawn?",
)
def draws_an_impossible_first_symbol(probabilities, uniforms):
    last = np.flatnonzero(probabilities)[-1]
    return np.minimum(np.searchsorted(np.cumsum(probabilities), uniforms), last)


@wrong(
    inverse_cdf,
    hint="Rounding can leave the last cumulative sum a little below 1. What does your search give "
    "for a u above it?",
)
def falls_off_the_end(probabilities, uniforms):
    possible = np.flatnonzero(probabilities)
    ranks = np.searchsorted(np.cumsum(probabilities)[possible], uniforms)
    return np.append(possible, len(probabilities))[ranks]


@wrong(
    inverse_cdf,
    hint="A u above all the sums must draw something, but may it draw a symbol of probability 0?",
)
def draws_an_impossible_last_symbol(probabilities, uniforms):
    first = np.flatnonzero(probabilities)[0]
    ranks = np.searchsorted(np.cumsum(probabilities), uniforms)
    return np.clip(ranks, first, len(probabilities) - 1)


@wrong(
    inverse_cdf,
    hint="Symbol i answers uniform i. Did you put the uniforms into another order?",
)
def sorts_the_uniforms(probabilities, uniforms):
    return with_a_loop(probabilities, np.sort(uniforms))


@wrong(inverse_cdf, hint="What is the index of the first symbol in Python?")
def counts_symbols_from_one(probabilities, uniforms):
    return np.array(with_a_loop(probabilities, uniforms)) + 1


@wrong(
    inverse_cdf,
    hint="You compare u with the probabilities themselves. Which numbers mark the ends of the "
    "pieces on the line from 0 to 1?",
)
def compares_with_the_pmf(probabilities, uniforms):
    inside = uniforms[:, None] <= probabilities
    return np.where(inside.any(axis=1), inside.argmax(axis=1), len(probabilities) - 1)


@wrong(
    inverse_cdf,
    hint="You cut the line into equal pieces. How long should the piece of symbol i be?",
)
def cuts_equal_pieces(probabilities, uniforms):
    size = len(probabilities)
    return np.clip(np.ceil(uniforms * size).astype(int) - 1, 0, size - 1)


@wrong(
    inverse_cdf,
    hint="You took the last sum that is still below u. Is u in the piece that ends there, or in "
    "the next one?",
)
def takes_the_piece_before(probabilities, uniforms):
    return np.maximum(np.array(with_a_loop(probabilities, uniforms), dtype=int) - 1, 0)


@wrong(
    inverse_cdf,
    hint="Every u gives the same symbol. A sampler that always takes the most probable symbol "
    "does not sample.",
)
def always_takes_the_most_probable(probabilities, uniforms):
    return np.full(len(uniforms), np.argmax(probabilities))


@wrong(
    inverse_cdf,
    hint="You number the candidates only. Which number has the second candidate among all symbols?",
)
def numbers_the_candidates(probabilities, uniforms):
    edges = np.cumsum(probabilities)[probabilities > 0]
    return np.minimum(np.searchsorted(edges, uniforms), len(edges) - 1)


@wrong(inverse_cdf, hint="To which symbol does the first piece of your line belong?")
def sorts_the_probabilities(probabilities, uniforms):
    return with_a_loop(np.sort(probabilities)[::-1], uniforms)


@wrong(inverse_cdf, hint="From which end of the line do you measure u?")
def measures_from_the_other_end(probabilities, uniforms):
    return with_a_loop(probabilities, 1 - uniforms)


@wrong(
    inverse_cdf, hint="Which symbols are impossible: those with p = 0, or also the very rare ones?"
)
def leaves_out_rare_symbols(probabilities, uniforms):
    return with_a_loop(np.where(probabilities < 1e-5, 0, probabilities), uniforms)


@wrong(
    inverse_cdf,
    hint="You allow for rounding by widening the pieces. What happens to a u just beside an edge?",
)
def compares_with_a_tolerance(probabilities, uniforms):
    return with_a_loop(probabilities, uniforms - 1e-6)
