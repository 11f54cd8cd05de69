"""Other right answers to `causal_attention`, and misconceptions."""

import numpy as np
import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.char_rnn.causal_attention import causal_attention


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


@right(causal_attention)
def one_score_after_the_other(q, k, v):
    out = []
    for t in range(q.shape[1]):
        largest = torch.full((len(q), 1), -torch.inf)
        whole, mixed = torch.zeros(len(q), 1), torch.zeros(len(q), v.shape[2])
        for s in range(t + 1):
            score = (q[:, t] * k[:, s]).sum(1, keepdim=True) / q.shape[2] ** 0.5
            before, largest = largest, torch.maximum(largest, score)
            shrink, weight = (before - largest).exp(), (score - largest).exp()
            whole, mixed = whole * shrink + weight, mixed * shrink + weight * v[:, s]
        out.append(mixed / whole)
    return torch.stack(out, dim=1)


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
    hint="Where all allowed scores of a row lie below the number that you put in, which ones does "
    "the softmax choose?",
)
def takes_a_modest_number_for_minus_infinity(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    future = torch.ones_like(scores[0], dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -100.0).softmax(-1) @ v


@wrong(
    causal_attention,
    hint="Where a forbidden score is far above all that is allowed, what does the softmax leave for "
    "the allowed ones, and can it be shared out again?",
)
def masks_after_the_softmax_and_shares_out_again(q, k, v):
    weights = (q @ k.transpose(1, 2) / q.shape[2] ** 0.5).softmax(-1).tril()
    return weights / weights.sum(-1, keepdim=True) @ v


@wrong(
    causal_attention,
    hint="What do the weights of a position sum to in yours? What is to be divided is the score.",
)
def scales_the_weights_instead_of_the_scores(q, k, v):
    scores = q @ k.transpose(1, 2)
    future = torch.ones_like(scores[0], dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(-1) / q.shape[2] ** 0.5 @ v


@wrong(
    causal_attention,
    hint="A score is a sum over the numbers of a query. Does it grow with the length of the text?",
)
def scales_by_the_number_of_positions(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[1] ** 0.5
    future = torch.ones_like(scores[0], dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(-1) @ v


@wrong(
    causal_attention,
    hint="The weights are to be learned, too. Does their gradient reach `q` and `k`?",
)
def learns_through_the_values_alone(q, k, v):
    scores = q.detach() @ k.detach().transpose(1, 2) / q.shape[2] ** 0.5
    future = torch.ones_like(scores[0], dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(-1) @ v


@wrong(
    causal_attention,
    hint="The values are right. But how would a network learn, if no gradient comes back?",
)
def passes_no_gradient_on(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    future = torch.ones_like(scores[0], dtype=torch.bool).triu(1)
    return (scores.masked_fill(future, -torch.inf).softmax(-1) @ v).detach()


@wrong(
    causal_attention,
    hint="Row t of the weights belongs to the position that looks. Over which of their axes are the "
    "values mixed?",
)
def mixes_over_the_positions_that_look(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2] ** 0.5
    future = torch.ones_like(scores[0], dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(-1).transpose(1, 2) @ v
