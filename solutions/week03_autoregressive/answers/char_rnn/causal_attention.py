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
