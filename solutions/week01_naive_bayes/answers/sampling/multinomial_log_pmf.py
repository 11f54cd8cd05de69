"""Other right answers to `multinomial_log_pmf`, and misconceptions."""

import math

import numpy as np
from scipy import special, stats

from gradelib.exam import right, wrong

from ...exam.sampling.multinomial_log_pmf import multinomial_log_pmf


@right(multinomial_log_pmf)
def with_scipy_special(counts, probabilities):
    orders = special.gammaln(counts.sum() + 1) - special.gammaln(counts + 1).sum()
    return orders + special.xlogy(counts, probabilities).sum()


@right(multinomial_log_pmf)
def with_scipy_stats(counts, probabilities):
    return stats.multinomial.logpmf(counts, n=counts.sum(), p=probabilities)


@right(multinomial_log_pmf)
def with_whole_factorials(counts, probabilities):
    total = math.log(math.factorial(int(sum(counts))))
    for count, p in zip(counts.tolist(), probabilities.tolist(), strict=True):
        if count == 0:
            continue
        if p == 0:
            return float("-inf")
        total += count * math.log(p) - math.log(math.factorial(count))
    return total


@right(multinomial_log_pmf)
def draw_by_draw_in_float32(counts, probabilities):
    symbols = np.repeat(np.arange(len(counts)), counts)
    seen = np.zeros(len(counts))
    total = np.float32(0)
    for place, symbol in enumerate(symbols, start=1):
        seen[symbol] += 1
        with np.errstate(divide="ignore"):
            total += np.log(np.float32(probabilities[symbol] * place / seen[symbol]))
    return total


@wrong(
    multinomial_log_pmf,
    hint="You have the probability of one particular order of the draws. The counts do not tell "
    "the order: how many orders give the same counts?",
)
def forgets_that_order_does_not_matter(counts, probabilities):
    return special.xlogy(counts, probabilities).sum()


@wrong(
    multinomial_log_pmf,
    hint="lgamma and the factorial are off by one against each other: what is lgamma(1), and what "
    "is log 1! ?",
)
def takes_lgamma_for_log_factorial(counts, probabilities):
    drawn = counts[counts > 0]
    orders = math.lgamma(max(counts.sum(), 1)) - special.gammaln(drawn).sum()
    return orders + special.xlogy(counts, probabilities).sum()


@wrong(
    multinomial_log_pmf,
    hint="Exchanging two equal symbols gives no new order. Do you divide by these exchanges?",
)
def counts_exchanges_of_equal_symbols(counts, probabilities):
    return math.lgamma(counts.sum() + 1) + special.xlogy(counts, probabilities).sum()


@wrong(multinomial_log_pmf, hint="The question asks for the logarithm of the probability.")
def returns_the_probability(counts, probabilities):
    return math.exp(with_scipy_special(counts, probabilities))


@wrong(multinomial_log_pmf, hint="Nats are natural logarithms. Which base did you take?")
def measures_in_bits(counts, probabilities):
    return with_scipy_special(counts, probabilities) / math.log(2)


@wrong(
    multinomial_log_pmf,
    hint="A symbol that is impossible and was not drawn changes nothing: p ** 0 is 1. "
    "What does 0 * log(0) give?",
)
def multiplies_zero_by_minus_infinity(counts, probabilities):
    orders = special.gammaln(counts.sum() + 1) - special.gammaln(counts + 1).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return orders + np.sum(counts * np.log(probabilities))


@wrong(
    multinomial_log_pmf,
    hint="You leave out symbols of probability 0. What if such a symbol was drawn nevertheless?",
)
def overlooks_an_impossible_draw(counts, probabilities):
    possible = probabilities > 0
    return with_scipy_special(counts[possible], probabilities[possible])


@wrong(
    multinomial_log_pmf,
    hint="Hundreds of probabilities multiplied, or 300!, do not fit into a float. Where can "
    "logarithms come earlier?",
)
def takes_the_logarithm_at_the_end(counts, probabilities):
    with np.errstate(all="ignore"):
        orders = special.factorial(counts.sum()) / np.prod(special.factorial(counts))
        return np.log(orders * np.prod(probabilities**counts))


@wrong(
    multinomial_log_pmf,
    hint="A symbol that cannot come makes the counts impossible only if it was drawn.",
)
def refuses_every_impossible_symbol(counts, probabilities):
    if (probabilities == 0).any():
        return -math.inf
    return with_scipy_special(counts, probabilities)


@wrong(
    multinomial_log_pmf,
    hint="You lift probabilities of 0 to something tiny. Is an impossible draw then still impossible?",
)
def makes_the_impossible_possible(counts, probabilities):
    return with_scipy_special(counts, np.maximum(probabilities, 1e-12))


@wrong(multinomial_log_pmf, hint="The c! stand below the line. What does that mean for logarithms?")
def adds_the_factorials_below_the_line(counts, probabilities):
    factorials = special.gammaln(counts.sum() + 1) + special.gammaln(counts + 1).sum()
    return factorials + special.xlogy(counts, probabilities).sum()


@wrong(
    multinomial_log_pmf, hint="How often does the factor p appear when a symbol was drawn c times?"
)
def takes_every_probability_once(counts, probabilities):
    orders = special.gammaln(counts.sum() + 1) - special.gammaln(counts + 1).sum()
    with np.errstate(divide="ignore"):
        return orders + np.log(probabilities[counts > 0]).sum()


@wrong(multinomial_log_pmf, hint="lgamma(c) is log (c - 1)!. Did you shift every argument?")
def shifts_only_the_total(counts, probabilities):
    orders = special.gammaln(counts.sum() + 1) - special.gammaln(np.maximum(counts, 1)).sum()
    return orders + special.xlogy(counts, probabilities).sum()
