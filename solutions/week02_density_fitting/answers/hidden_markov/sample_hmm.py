"""Other right answers to `sample_hmm`, and misconceptions."""

import bisect
import itertools

import numpy as np

from gradelib.exam import right, wrong

from ...exam.hidden_markov.sample_hmm import sample_hmm


def _draw(probabilities, u):
    place = np.searchsorted(np.cumsum(probabilities), u)
    return min(int(place), len(probabilities) - 1)


@right(sample_hmm)
def with_bisection(pi, A, B, uniforms):
    chain = [list(itertools.accumulate(row)) for row in A.tolist()]
    letters = [list(itertools.accumulate(row)) for row in B.tolist()]
    ends = list(itertools.accumulate(pi.tolist()))
    z, x = [], []
    for u, v in uniforms.tolist():
        z.append(bisect.bisect_left(ends[:-1], u))
        x.append(bisect.bisect_left(letters[z[-1]][:-1], v))
        ends = chain[z[-1]]
    return z, x


@right(sample_hmm)
def states_first_then_all_letters_at_once(pi, A, B, uniforms):
    steps = np.cumsum(np.vstack([pi, A]), axis=1).astype(np.float32)[:, :-1]
    z, row = [], 0
    for u in uniforms[:, 0]:
        z.append(int((steps[row] < u).sum()))
        row = z[-1] + 1
    letters = np.cumsum(B, axis=1)[z, :-1]
    return np.array(z), (letters < uniforms[:, 1:]).sum(axis=1)


@right(sample_hmm)
def filling_one_table(pi, A, B, uniforms):
    drawn = np.zeros((2, len(uniforms)), dtype=int)
    for t, (u, v) in enumerate(uniforms):
        drawn[0, t] = _draw(pi if t == 0 else A[drawn[0, t - 1]], u)
        drawn[1, t] = _draw(B[drawn[0, t]], v)
    return drawn


def _sample(first, next_row, B, uniforms):
    """Draw the first state from `first`, the others from next_row(state), and letters from B."""
    z, x = [], []
    for u, v in uniforms:
        z.append(_draw(next_row(z[-1]) if z else first, u))
        x.append(_draw(B[z[-1]], v))
    return np.array(z), np.array(x)


@wrong(
    sample_hmm,
    hint="pi is for the first letter only. What does the next state depend on?",
)
def draws_every_state_from_pi(pi, A, B, uniforms):
    return _sample(pi, lambda state: pi, B, uniforms)


@wrong(
    sample_hmm,
    hint="From state i the chain goes on by the probabilities of which row, or is it a column?",
)
def goes_on_by_a_column(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[:, state], B, uniforms)


@wrong(
    sample_hmm,
    hint="The first state is drawn from pi itself. Do you take a step before the first letter?",
)
def takes_a_step_before_writing(pi, A, B, uniforms):
    return _sample(pi @ A, lambda state: A[state], B, uniforms)


@wrong(sample_hmm, hint="Where does the chain start? Not every sequence starts in state 0.")
def starts_as_if_it_came_from_state_0(pi, A, B, uniforms):
    return _sample(A[0], lambda state: A[state], B, uniforms)


@wrong(
    sample_hmm,
    hint="State and letter should be drawn independently of each other, given the model. You use "
    "one and the same number for both.",
)
def uses_one_number_for_both(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[state], B, uniforms[:, [0, 0]])


@wrong(sample_hmm, hint="Which column of the uniform numbers decides the state?")
def mixes_up_the_two_columns(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[state], B, uniforms[:, ::-1])


@wrong(
    sample_hmm,
    hint="The most probable state is not a sample: draw twice from your model and compare.",
)
def always_takes_the_most_probable(pi, A, B, uniforms):
    z, x = [], []
    for _ in uniforms:
        z.append((A[z[-1]] if z else pi).argmax())
        x.append(B[z[-1]].argmax())
    return np.array(z), np.array(x)


@wrong(
    sample_hmm,
    hint="The letter of place t is written by the state of place t. Which state wrote yours?",
)
def lets_the_state_before_write(pi, A, B, uniforms):
    z, _ = _sample(pi, lambda state: A[state], B, uniforms)
    writers = np.concatenate([z[:1], z[:-1]])
    return z, np.array([_draw(B[k], v) for k, v in zip(writers, uniforms[:, 1], strict=True)])


@wrong(
    sample_hmm,
    hint="The letters have the right frequencies, taken all together. But does a letter know "
    "in which state it is written?",
)
def writes_letters_without_a_state(pi, A, B, uniforms):
    z, _ = _sample(pi, lambda state: A[state], B, uniforms)
    return z, np.array([_draw(B.mean(axis=0), v) for v in uniforms[:, 1]])


@wrong(sample_hmm, hint="What should happen when u is exactly F_i?")
def goes_on_at_an_edge(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[state], B, np.nextafter(uniforms, 2))


@wrong(sample_hmm, hint="Two sequences are asked for. In which order?")
def returns_the_letters_first(pi, A, B, uniforms):
    return _sample(pi, lambda state: A[state], B, uniforms)[::-1]
