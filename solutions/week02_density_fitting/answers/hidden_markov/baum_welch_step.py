"""Other right answers to `baum_welch_step`, and misconceptions."""

import numpy as np
from hmmlearn.hmm import CategoricalHMM
from scipy import special

from gradelib.exam import right, wrong

from ...exam.hidden_markov.baum_welch_step import baum_welch_step


def _expected(log_alpha, log_beta, log_A, log_B, x):
    """gamma (T, K) and xi (T - 1, K, K)."""
    log_x = np.logaddexp.reduce(log_alpha[-1])
    gamma = np.exp(log_alpha + log_beta - log_x)
    arriving = log_B[:, x[1:]].T + log_beta[1:]
    xi = np.exp(log_alpha[:-1, :, None] + log_A + arriving[:, None, :] - log_x)
    return gamma, xi


def _shares(counts):
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts / counts.sum(axis=-1, keepdims=True)


def _letter_counts(gamma, x, symbols):
    return np.array([gamma[x == symbol].sum(axis=0) for symbol in range(symbols)]).T


def _new_model(gamma, xi, log_B, x):
    counts = _letter_counts(gamma, x, log_B.shape[1])
    return gamma[0], _shares(xi.sum(axis=0)), _shares(counts)


@right(baum_welch_step)
def with_one_hot_letters(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    one_hot = np.eye(log_B.shape[1])[x]
    return (
        gamma[0],
        xi.sum(axis=0) / gamma[:-1].sum(axis=0)[:, None],
        gamma.T @ one_hot / gamma.sum(axis=0)[:, None],
    )


@right(baum_welch_step)
def counting_place_by_place(log_alpha, log_beta, log_A, log_B, x):
    states = len(log_A)
    steps, letters = np.zeros((states, states)), np.zeros(log_B.shape)
    for t, symbol in enumerate(x):
        gamma = special.softmax(log_alpha[t] + log_beta[t])
        letters[:, symbol] += gamma
        if t == 0:
            first = gamma
        else:
            ways = log_alpha[t - 1][:, None] + log_A + log_B[:, symbol] + log_beta[t]
            steps += special.softmax(ways)
    return first, _shares(steps), _shares(letters)


@right(baum_welch_step)
def one_iteration_of_hmmlearn(log_alpha, log_beta, log_A, log_B, x):
    model = CategoricalHMM(len(log_A), n_features=log_B.shape[1], n_iter=1, init_params="")
    wrote = log_alpha[0] > -np.inf  # the start of the others makes no difference
    log_pi = np.where(wrote, log_alpha[0], 0) - np.where(wrote, log_B[:, x[0]], np.inf)
    model.startprob_ = special.softmax(log_pi)
    model.transmat_, model.emissionprob_ = np.exp(log_A), np.exp(log_B)
    model.fit(x[:, None])
    return [model.startprob_, model.transmat_, model.emissionprob_]


@right(baum_welch_step)
def baum_welch_in_float32(log_alpha, log_beta, log_A, log_B, x):
    tables = (table.astype(np.float32) for table in (log_alpha, log_beta, log_A, log_B))
    return _new_model(*_expected(*tables, x), log_B, x)


@wrong(
    baum_welch_step,
    hint="Do the rows of your new A sum to 1? From the last place no step leaves: is it counted "
    "among those that could?",
)
def counts_a_step_from_the_last_place(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    pi, _, B = _new_model(gamma, xi, log_B, x)
    return pi, xi.sum(axis=0) / gamma.sum(axis=0)[:, None], B


@wrong(
    baum_welch_step,
    hint="A step from i to j is followed by a letter that j has to write. Does your count ask "
    "how well j writes it?",
)
def leaves_the_letter_out_of_the_step(log_alpha, log_beta, log_A, log_B, x):
    gamma, _ = _expected(log_alpha, log_beta, log_A, log_B, x)
    log_x = np.logaddexp.reduce(log_alpha[-1])
    xi = np.exp(log_alpha[:-1, :, None] + log_A + log_beta[1:, None, :] - log_x)
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="The letter that counts is the one that j writes, after the step. At which place is it?",
)
def takes_the_letter_before_the_step(log_alpha, log_beta, log_A, log_B, x):
    gamma, _ = _expected(log_alpha, log_beta, log_A, log_B, x)
    log_x = np.logaddexp.reduce(log_alpha[-1])
    arriving = log_B[:, x[:-1]].T + log_beta[1:]
    xi = np.exp(log_alpha[:-1, :, None] + log_A + arriving[:, None, :] - log_x)
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="Some steps are more probable than others under the old tables. Which factor says so?",
)
def leaves_the_old_transitions_out(log_alpha, log_beta, log_A, log_B, x):
    gamma, _ = _expected(log_alpha, log_beta, log_A, log_B, x)
    log_x = np.logaddexp.reduce(log_alpha[-1])
    arriving = log_B[:, x[1:]].T + log_beta[1:]
    xi = np.exp(log_alpha[:-1, :, None] + arriving[:, None, :] - log_x)
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="Count by hand how often one letter occurs, and look at its column. With repeated indices "
    "`table[:, x] += ...` adds only once: which function of NumPy adds every time?",
)
def adds_a_repeated_letter_once(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    pi, A, _ = _new_model(gamma, xi, log_B, x)
    letters = np.zeros(log_B.shape)
    letters[:, x] += gamma.T
    return pi, A, _shares(letters)


@wrong(
    baum_welch_step,
    hint="The states of neighbouring places depend on each other: what joins them? The product "
    "of two posteriors does not know of A.",
)
def multiplies_neighbouring_posteriors(log_alpha, log_beta, log_A, log_B, x):
    gamma, _ = _expected(log_alpha, log_beta, log_A, log_B, x)
    return _new_model(gamma, gamma[:-1, :, None] * gamma[1:, None, :], log_B, x)


@wrong(
    baum_welch_step,
    hint="At every place the pairs (i, j) share a probability of 1. You let every i have one of "
    "its own, however improbable it is to be in i.",
)
def gives_every_state_a_whole_step(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    return _new_model(gamma, _shares(xi), log_B, x)


@wrong(
    baum_welch_step,
    hint="alpha and beta of 1,000 letters underflow when they leave the log domain one by one.",
)
def divides_only_after_the_exponential(log_alpha, log_beta, log_A, log_B, x):
    alpha, beta, A, B = np.exp(log_alpha), np.exp(log_beta), np.exp(log_A), np.exp(log_B)
    likelihood = alpha[-1].sum()
    with np.errstate(invalid="ignore"):
        gamma = alpha * beta / likelihood
        xi = alpha[:-1, :, None] * A * (B[:, x[1:]].T * beta[1:])[:, None, :] / likelihood
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="Counts come from what is probable given *all* letters. Whose table knows of the later "
    "ones?",
)
def counts_without_the_future(log_alpha, log_beta, log_A, log_B, x):
    gamma = special.softmax(log_alpha, axis=1)
    ways = log_alpha[:-1, :, None] + log_A + log_B[:, x[1:]].T[:, None, :]
    xi = np.array([special.softmax(way) for way in ways])
    return _new_model(gamma, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="You give each letter wholly to its most probable state. What does the other state get "
    "when it is nearly as probable?",
)
def counts_decisions(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    hard = np.eye(len(log_A))[gamma.argmax(axis=1)]
    return _new_model(hard, xi, log_B, x)


@wrong(
    baum_welch_step,
    hint="pi is where the sequence *starts*. You average over all its places.",
)
def averages_the_start_over_all_places(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    _, A, B = _new_model(gamma, xi, log_B, x)
    return gamma.mean(axis=0), A, B


@wrong(
    baum_welch_step,
    hint="Each state has a distribution over letters. Which have to sum to 1: the letters of a "
    "state, or the states of a letter?",
)
def shares_each_letter_among_the_states(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    pi, A, _ = _new_model(gamma, xi, log_B, x)
    return pi, A, _shares(_letter_counts(gamma, x, log_B.shape[1]).T).T


@wrong(
    baum_welch_step,
    hint="A[i, j] leads from i to j, and its rows sum to 1. Who is i in your count?",
)
def counts_the_steps_backwards(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    return _new_model(gamma, xi.transpose(0, 2, 1), log_B, x)


@wrong(
    baum_welch_step,
    hint="How many letters has the alphabet? One that does not occur in x has a column, too.",
)
def knows_only_letters_that_occurred(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    pi, A, _ = _new_model(gamma, xi, log_B, x)
    return pi, A, _shares(_letter_counts(gamma, x, x.max() + 1))


@wrong(baum_welch_step, hint="The last place has no step, but it has a letter.")
def leaves_out_the_last_letter(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    return _new_model(gamma[:-1], xi, log_B, x[:-1])


@wrong(
    baum_welch_step,
    hint="Counts of a hundred letters, or shares of them? What does each row of A and B sum to?",
)
def returns_the_counts_themselves(log_alpha, log_beta, log_A, log_B, x):
    gamma, xi = _expected(log_alpha, log_beta, log_A, log_B, x)
    return gamma[0], xi.sum(axis=0), _letter_counts(gamma, x, log_B.shape[1])
