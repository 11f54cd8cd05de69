"""Other right answers, and misconceptions, of the lesson `char_rnn`."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from gradelib import learn
from gradelib.exam import right, wrong

from ..exam.char_rnn import (
    CHARACTERS,
    backoff_probs,
    causal_attention,
    my_next_char,
    next_char_loss,
    rnn_step,
    sampling_probs,
    truncated_states,
)

# --- backoff_probs -------------------------------------------------------------------------------


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


# --- rnn_step ------------------------------------------------------------------------------------


@right(rnn_step)
def with_linear(x, h, w_x, w_h, b):
    return torch.tanh(F.linear(x, w_x, b) + F.linear(h, w_h))


@right(rnn_step)
def with_one_matrix_for_both(x, h, w_x, w_h, b):
    both = torch.cat([x, h], dim=1)
    return torch.tanh(both @ torch.cat([w_x, w_h], dim=1).T + b)


@right(rnn_step)
def with_the_cell_of_the_library(x, h, w_x, w_h, b):
    return torch.rnn_tanh_cell(x, h, w_x, w_h, b, torch.zeros_like(b))


@right(rnn_step)
def unit_by_unit_in_double_precision(x, h, w_x, w_h, b):
    x, h, w_x, w_h, b = (a.double() for a in (x, h, w_x, w_h, b))
    new = torch.zeros_like(h)
    for n in range(len(h)):
        for i in range(len(b)):
            new[n, i] = torch.tanh(w_x[i] @ x[n] + w_h[i] @ h[n] + b[i])
    return new


@wrong(rnn_step, hint="Row i of `W_h` holds the weights into unit i. Which axis is summed over?")
def uses_the_rows_of_w_h_as_columns(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h @ w_h + b)


@wrong(rnn_step, hint="Between which values should a state lie: 0 and 1, or -1 and 1?")
def squashes_with_the_sigmoid(x, h, w_x, w_h, b):
    return torch.sigmoid(x @ w_x.T + h @ w_h.T + b)


@wrong(rnn_step, hint="A network without any bend is one big matrix. What bends here?")
def bends_nothing(x, h, w_x, w_h, b):
    return x @ w_x.T + h @ w_h.T + b


@wrong(rnn_step, hint="How does the cell know what it has read before?")
def reads_without_remembering(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + b)


@wrong(rnn_step, hint="Are the old state's numbers added as they are, or weighed?")
def adds_the_old_state_unweighed(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h + b)


@wrong(rnn_step, hint="What happens to the bend if one of the three terms stands outside of it?")
def bends_before_the_memory_is_added(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + b) + h @ w_h.T


@wrong(rnn_step, hint="With all inputs and the state zero, the state need not stay zero. Why not?")
def forgets_the_bias(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h @ w_h.T)


@wrong(
    rnn_step,
    hint="With everything else zero the new state is tanh(b). What is yours then?",
)
def adds_the_bias_outside_of_the_tanh(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h @ w_h.T) + b


@wrong(
    rnn_step,
    hint="The library's cell has two biases, the formula has one. How often does yours come in?",
)
def adds_the_bias_twice(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + b + h @ w_h.T + b)


@wrong(rnn_step, hint="The new state is made of the old one. Is the old one also added to it?")
def adds_the_old_state_to_the_new_one(x, h, w_x, w_h, b):
    return h + torch.tanh(x @ w_x.T + h @ w_h.T + b)


@wrong(
    rnn_step,
    hint="The values are right. But how would the weights learn, if no gradient reaches them?",
)
def passes_no_gradient_on(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h @ w_h.T + b).detach()


# --- truncated_states ----------------------------------------------------------------------------


@right(truncated_states)
def in_pieces(x, h, w_x, w_h, b, length):
    pieces = []
    for piece in x.split(length):
        h = h.detach()
        for x_t in piece:
            h = torch.tanh(F.linear(x_t, w_x, b) + F.linear(h, w_h))
            pieces.append(h)
    return torch.stack(pieces)


@right(truncated_states)
def counting_down(x, h, w_x, w_h, b, length):
    driven, left = x @ w_x.T + b, 0
    states = torch.empty(0, *h.shape)
    for drive in driven:
        if left == 0:
            h, left = h.clone().detach(), length
        h, left = (drive + h @ w_h.T).tanh(), left - 1
        states = torch.cat([states, h[None]])
    return states


@right(truncated_states)
def with_the_rnn_of_the_library(x, h, w_x, w_h, b, length):
    states = []
    for piece in x.split(length):
        weights = [w_x, w_h, b, torch.zeros_like(b)]
        made, last = torch.rnn_tanh(
            piece, h.detach()[None], weights, True, 1, 0.0, False, False, False
        )
        states.append(made)
        h = last[0]
    return torch.cat(states)


@wrong(truncated_states, hint="Which line of yours makes a state forget how it was made?")
def cuts_nothing(x, h, w_x, w_h, b, length):
    states = []
    for x_t in x:
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="Only what is *carried on* is cut. May a state of this piece feel the step before it?",
)
def cuts_at_every_step(x, h, w_x, w_h, b, length):
    states = []
    for x_t in x:
        h = torch.tanh(x_t @ w_x.T + h.detach() @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The network should remember the whole text; only the gradient is short. Is the state's "
    "value carried on?",
)
def begins_every_piece_with_an_empty_state(x, h, w_x, w_h, b, length):
    states = []
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = torch.zeros_like(h)
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="A piece has `length` steps. Count the steps between two of your cuts, from the first one.",
)
def cuts_one_step_late(x, h, w_x, w_h, b, length):
    states, h = [], h.detach()
    for t, x_t in enumerate(x):
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
        if t > 0 and t % length == 0:
            h = h.detach()
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The states that you return are trained on. Do they still know how they were made?",
)
def returns_states_that_cannot_be_trained(x, h, w_x, w_h, b, length):
    states = []
    for x_t in x:
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b).detach()
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The first piece has a past as well: the state that it was given.",
)
def lets_the_first_state_be_felt(x, h, w_x, w_h, b, length):
    states = []
    for t, x_t in enumerate(x):
        if t > 0 and t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The text may have been read up to here: what does the first step remember of it in yours?",
)
def forgets_the_first_state(x, h, w_x, w_h, b, length):
    states, h = [], torch.zeros_like(h)
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="Which axis comes first in what the docstring promises: the steps or the texts?",
)
def puts_the_texts_before_the_steps(x, h, w_x, w_h, b, length):
    states = []
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states, dim=1)


@wrong(
    truncated_states,
    hint="The state is cut off, the weights are not. Do all three of them still learn?",
)
def cuts_the_weights_off(x, h, w_x, w_h, b, length):
    w_x, w_h, b = w_x.detach(), w_h.detach(), b.detach()
    states = []
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(truncated_states, hint="How many states does a text of `T` characters have?")
def returns_the_last_state_alone(x, h, w_x, w_h, b, length):
    for t, x_t in enumerate(x):
        h = h.detach() if t % length == 0 else h
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
    return h


# --- next_char_loss ------------------------------------------------------------------------------


@right(next_char_loss)
def with_cross_entropy(logits, text):
    return F.cross_entropy(logits.flatten(0, 1), text[:, 1:].flatten())


@right(next_char_loss)
def with_the_characters_on_the_second_axis(logits, text):
    return F.cross_entropy(logits.transpose(1, 2).double(), text[:, 1:])


@right(next_char_loss)
def with_gather(logits, text):
    log_probs = logits - logits.logsumexp(dim=-1, keepdim=True)
    return -log_probs.gather(2, text[:, 1:, None]).mean()


@right(next_char_loss)
def in_a_loop(logits, text):
    total = 0.0
    for t in range(logits.shape[1]):
        log_probs = torch.log_softmax(logits[:, t], dim=-1)
        total = total - log_probs[torch.arange(len(text)), text[:, t + 1]].sum()
    return total / (logits.shape[0] * logits.shape[1])


@right(next_char_loss)
def with_torch_distributions(logits, text):
    return -torch.distributions.Categorical(logits=logits).log_prob(text[:, 1:]).mean()


@wrong(
    next_char_loss,
    hint="A network that repeats what it has just read would do well in yours. What should it foresee?",
)
def asks_for_the_character_just_read(logits, text):
    return F.cross_entropy(logits.flatten(0, 1), text[:, :-1].flatten())


@wrong(next_char_loss, hint="Should a longer text cost more nats *per character*?")
def sums_over_the_text(logits, text):
    return F.cross_entropy(logits.transpose(1, 2), text[:, 1:], reduction="none").sum(1).mean()


@wrong(next_char_loss, hint="How many predictions are there in the batch? Yours is a total.")
def sums_over_everything(logits, text):
    return F.cross_entropy(logits.flatten(0, 1), text[:, 1:].flatten(), reduction="sum")


@wrong(next_char_loss, hint="Which logarithm is counted in nats, and which in bits?")
def counts_in_bits(logits, text):
    return F.cross_entropy(logits.flatten(0, 1), text[:, 1:].flatten()) / math.log(2)


@wrong(
    next_char_loss,
    hint="`cross_entropy` takes logits: it has a softmax of its own. How many softmaxes are there now?",
)
def takes_the_softmax_twice(logits, text):
    return F.cross_entropy(logits.softmax(-1).flatten(0, 1), text[:, 1:].flatten())


@wrong(next_char_loss, hint="Is a probable character cheap or dear? Which sign has its logarithm?")
def gives_the_log_likelihood(logits, text):
    return -F.cross_entropy(logits.flatten(0, 1), text[:, 1:].flatten())


@wrong(
    next_char_loss, hint="The mean cost is the logarithm of what you return. Which was asked for?"
)
def gives_the_perplexity(logits, text):
    return F.cross_entropy(logits.flatten(0, 1), text[:, 1:].flatten()).exp()


@wrong(
    next_char_loss,
    hint="What is softmax of a logit 400 below the largest, in float32, and what is its logarithm?",
)
def takes_the_logarithm_of_the_softmax(logits, text):
    probs = logits.softmax(-1)
    return -probs.gather(2, text[:, 1:, None]).log().mean()


@wrong(next_char_loss, hint="Do all characters of the text count, or only the one at its end?")
def scores_the_last_character_only(logits, text):
    return F.cross_entropy(logits[:, -1], text[:, -1])


@wrong(
    next_char_loss,
    hint="`reshape` only counts the numbers anew. Which numbers stand beside each other afterwards, "
    "and which function swaps two axes?",
)
def reshapes_instead_of_swapping_the_axes(logits, text):
    batch, length, size = logits.shape
    return F.cross_entropy(logits.reshape(batch, size, length), text[:, 1:])


@wrong(
    next_char_loss,
    hint="The probabilities of all characters at one step sum to 1. Over which axis do yours?",
)
def takes_the_softmax_over_the_steps(logits, text):
    return -logits.log_softmax(1).gather(2, text[:, 1:, None]).mean()


@wrong(
    next_char_loss,
    hint="A text of T + 1 characters holds how many predictions? By how many do you divide?",
)
def divides_by_the_number_of_characters(logits, text):
    total = F.cross_entropy(logits.flatten(0, 1), text[:, 1:].flatten(), reduction="sum")
    return total / text.numel()


# --- sampling_probs ------------------------------------------------------------------------------


@right(sampling_probs)
def by_the_rank(logits, temperature, k):
    rank = logits.argsort(dim=1, descending=True).argsort(dim=1)
    return torch.where(rank < k, logits / temperature, -torch.inf).softmax(dim=1)


@right(sampling_probs)
def row_by_row(logits, temperature, k):
    rows = []
    for row in logits.double():
        best = row.sort(descending=True).indices[:k]
        weight = torch.zeros_like(row)
        weight[best] = torch.exp((row[best] - row.max()) / temperature)
        rows.append(weight / weight.sum())
    return torch.stack(rows)


@right(sampling_probs)
def sharpens_first_and_cuts_afterwards(logits, temperature, k):
    probs = np.exp(
        (logits.numpy() - logits.numpy().max(1, keepdims=True)).astype(float) / temperature
    )
    probs[np.argsort(np.argsort(-logits.numpy(), axis=1), axis=1) >= k] = 0
    return torch.tensor(probs / probs.sum(1, keepdims=True))


@wrong(sampling_probs, hint="Should a temperature near zero make the choice sure, or blind?")
def multiplies_by_the_temperature(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    return torch.where(logits >= best, logits * temperature, -torch.inf).softmax(dim=1)


@wrong(
    sampling_probs,
    hint="In yours every temperature gives the same probabilities. Is it used, and before the "
    "softmax?",
)
def gives_the_same_at_every_temperature(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    return torch.where(logits >= best, logits, -torch.inf).softmax(dim=1)


@wrong(
    sampling_probs,
    hint="What do the probabilities of a row of yours sum to? The temperature comes before the "
    "softmax.",
)
def divides_the_probabilities(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    return torch.where(logits >= best, logits, -torch.inf).softmax(dim=1) / temperature


@wrong(
    sampling_probs,
    hint="Is -100 far below all logits, whatever they are? What is far below all numbers?",
)
def takes_minus_a_hundred_for_minus_infinity(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    return torch.where(logits >= best, logits / temperature, -100.0).softmax(dim=1)


@wrong(
    sampling_probs,
    hint="Which probability should the characters have that are left out: a small one, or none?",
)
def adds_a_little_to_every_probability(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    probs = torch.where(logits >= best, logits / temperature, -torch.inf).softmax(dim=1) + 1e-6
    return probs / probs.sum(dim=1, keepdim=True)


@wrong(
    sampling_probs,
    hint="A temperature of 0.001 is allowed. What does yours make of it?",
)
def keeps_the_temperature_above_a_tenth(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    warm = logits / max(temperature, 0.1)
    return torch.where(logits >= best, warm, -torch.inf).softmax(dim=1)


@wrong(sampling_probs, hint="A logit of zero is not a probability of zero. What is exp(0)?")
def sets_the_other_logits_to_zero(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    return torch.where(logits >= best, logits / temperature, 0.0).softmax(dim=1)


@wrong(sampling_probs, hint="Some characters have gone. What do the others sum to now?")
def does_not_share_out_what_was_cut(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    probs = (logits / temperature).softmax(dim=1)
    return torch.where(logits >= best, probs, 0.0)


@wrong(sampling_probs, hint="How many entries above zero does a row of yours have?")
def keeps_one_too_few(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    kept = (logits > best) | (logits == logits.max(dim=1, keepdim=True).values)
    return torch.where(kept, logits / temperature, -torch.inf).softmax(dim=1)


@wrong(sampling_probs, hint="Which characters should be left out: the likely or the unlikely ones?")
def keeps_the_k_worst(logits, temperature, k):
    rank = logits.argsort(dim=1).argsort(dim=1)
    return torch.where(rank < k, logits / temperature, -torch.inf).softmax(dim=1)


@wrong(sampling_probs, hint="One character is the likeliest. Should the others never be drawn?")
def always_takes_the_best(logits, temperature, k):
    return F.one_hot(logits.argmax(dim=1), logits.shape[1]).float()


@wrong(sampling_probs, hint="What is `k` for in your function?")
def leaves_nothing_out(logits, temperature, k):
    return (logits / temperature).softmax(dim=1)


@wrong(
    sampling_probs,
    hint="What are exp(3000) and exp(-3000) in float32? Subtracting the same number from all logits "
    "changes no probability.",
)
def overflows_when_it_freezes(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    weight = torch.where(logits >= best, torch.exp(logits / temperature), 0.0)
    return weight / weight.sum(dim=1, keepdim=True)


# --- causal_attention ----------------------------------------------------------------------------


@right(causal_attention)
def with_the_library(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)


@right(causal_attention)
def position_by_position(q, k, v):
    out = []
    for t in range(q.shape[1]):
        scores = torch.einsum("bd,bsd->bs", q[:, t], k[:, : t + 1]) / q.shape[2] ** 0.5
        out.append(torch.einsum("bs,bse->be", scores.softmax(-1), v[:, : t + 1]))
    return torch.stack(out, dim=1)


@right(causal_attention)
def by_hand_in_double_precision(q, k, v):
    q, k, v = (a.double() for a in (q, k, v))
    scores = torch.einsum("btd,bsd->bts", q, k) / np.sqrt(q.shape[-1])
    scores = scores + torch.full(scores.shape[1:], -1e30).triu(1)
    weights = torch.exp(scores - scores.amax(-1, keepdim=True))
    return (weights / weights.sum(-1, keepdim=True)) @ v


@wrong(causal_attention, hint="May a position look at the characters that it is to foresee?")
def looks_into_the_future(q, k, v):
    return (q @ k.transpose(1, 2) / q.shape[2] ** 0.5).softmax(-1) @ v


@wrong(
    causal_attention,
    hint="After your mask, what do the weights of the first position sum to?",
)
def masks_after_the_softmax(q, k, v):
    weights = (q @ k.transpose(1, 2) / q.shape[2] ** 0.5).softmax(-1)
    return weights.tril() @ v


@wrong(causal_attention, hint="A score of zero is not a weight of zero. What is exp(0)?")
def masks_with_zero_scores(q, k, v):
    return (q @ k.transpose(1, 2) / q.shape[2] ** 0.5).tril().softmax(-1) @ v


@wrong(
    causal_attention,
    hint="Products of long vectors are large, and a softmax of large scores is a hard choice.",
)
def does_not_scale_the_scores(q, k, v):
    scores = q @ k.transpose(1, 2)
    return (scores + torch.full(scores.shape[1:], -torch.inf).triu(1)).softmax(-1) @ v


@wrong(
    causal_attention,
    hint="The sum of D independent products of unit variance has which standard deviation?",
)
def scales_by_the_length_itself(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2]
    return (scores + torch.full(scores.shape[1:], -torch.inf).triu(1)).softmax(-1) @ v


@wrong(
    causal_attention, hint="May a position look at itself? What is left for the first one if not?"
)
def forbids_looking_at_oneself(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    return (scores + torch.full(scores.shape[1:], -torch.inf).triu(0)).softmax(-1) @ v


@wrong(
    causal_attention, hint="Row t of the mask: which columns may it see, those before t or after?"
)
def sees_the_future_only(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    return (scores + torch.full(scores.shape[1:], -torch.inf).tril(-1)).softmax(-1) @ v


@wrong(
    causal_attention, hint="Whose weights should sum to one: those of a query, or those of a key?"
)
def normalises_over_the_queries(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    return (scores + torch.full(scores.shape[1:], -torch.inf).triu(1)).softmax(1) @ v


@wrong(
    causal_attention,
    hint="Position t may see the characters up to t. Count the columns that row 0 of your mask allows.",
)
def looks_one_character_ahead(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    return (scores + torch.full(scores.shape[1:], -torch.inf).triu(2)).softmax(-1) @ v


@wrong(
    causal_attention,
    hint="Row t of the scores belongs to the position that looks. Whose query is in it?",
)
def exchanges_queries_and_keys(q, k, v):
    scores = k @ q.transpose(1, 2) / q.shape[2] ** 0.5
    return (scores + torch.full(scores.shape[1:], -torch.inf).triu(1)).softmax(-1) @ v


@wrong(
    causal_attention,
    hint="A row of NaN is a question: is anything left for the first position to look at?",
)
def replaces_the_nan_of_the_first_position(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    weights = (scores + torch.full(scores.shape[1:], -torch.inf).triu(0)).softmax(-1)
    return weights.nan_to_num() @ v


@wrong(causal_attention, hint="What is 0 times infinity? Look at the scores that are allowed.")
def multiplies_the_mask_by_infinity(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    return (scores + torch.ones(scores.shape[1:]).triu(1) * -torch.inf).softmax(-1) @ v


@wrong(
    causal_attention,
    hint="What is exp(2000) in float32? Subtracting the same number from all scores of a row changes "
    "no weight.",
)
def overflows_at_large_scores(q, k, v):
    weights = (q @ k.transpose(1, 2) / q.shape[2] ** 0.5).exp().tril()
    return weights / weights.sum(-1, keepdim=True) @ v


@wrong(
    causal_attention,
    hint="Where all allowed scores of a row are below -100, which ones does the softmax choose?",
)
def takes_minus_a_hundred_for_infinity(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    future = torch.ones_like(scores[0], dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -100.0).softmax(-1) @ v


# --- my_next_char --------------------------------------------------------------------------------


class Gru(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(len(CHARACTERS), 48)
        self.core = nn.GRU(48, 128, batch_first=True)
        self.head = nn.Linear(128, len(CHARACTERS))

    def forward(self, text):
        return self.head(self.core(self.embed(text))[0])


def trained():
    return learn.load_weights(Gru(), "char_rnn.safetensors")


@right(my_next_char)
def with_log_probabilities(context):
    with torch.no_grad():
        return trained()(context)[:, -1].log_softmax(-1)


@right(my_next_char)
def in_small_batches(context):
    model = trained()
    with torch.no_grad():
        return torch.cat([model(part)[:, -1] for part in context.split(100)])


@wrong(my_next_char, hint="Were these weights ever trained? They cost what guessing costs.")
def does_not_load_the_weights(context):
    torch.manual_seed(0)
    with torch.no_grad():
        return Gru()(context)[:, -1]


@wrong(
    my_next_char,
    hint="These logits foresee something, but hardly more than a table of bigrams does. How long was "
    "the network trained (a smoke run is too short), and does it read the whole context?",
)
def foresees_hardly_more_than_a_bigram(context):
    with torch.no_grad():
        return 0.25 * trained()(context)[:, -1]


@wrong(
    my_next_char,
    hint="How many characters of a context does your network read before it foresees the next one?",
)
def reads_the_last_character_only(context):
    with torch.no_grad():
        return trained()(context[:, -1:])[:, -1]


@wrong(
    my_next_char,
    hint="The network takes (texts, positions). In which order do you hand it the two axes?",
)
def takes_the_positions_for_texts(context):
    with torch.no_grad():
        return trained()(context.T)[-1]


@wrong(my_next_char, hint="Which position's logits foresee the character after the last one?")
def takes_the_logits_of_the_first_position(context):
    with torch.no_grad():
        return trained()(context)[:, 0]


@wrong(my_next_char, hint="The last position has read the whole context, the one before has not.")
def takes_the_logits_of_the_position_before(context):
    with torch.no_grad():
        return trained()(context)[:, -2]


@wrong(my_next_char, hint="A probability of 0.9 is a poor logit: the softmax will be taken again.")
def gives_probabilities_for_logits(context):
    with torch.no_grad():
        return trained()(context)[:, -1].softmax(-1)


@wrong(
    my_next_char, hint="How large should the logit of a likely character be, above or below zero?"
)
def gives_the_cost_for_the_logits(context):
    with torch.no_grad():
        return -trained()(context)[:, -1].log_softmax(-1)


@wrong(my_next_char, hint="In which order does the network read: as one does, or backwards?")
def reads_backwards(context):
    with torch.no_grad():
        return trained()(context.flip(1))[:, -1]
