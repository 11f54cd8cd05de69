"""Other right answers to `sampling_probs`, and misconceptions."""

import numpy as np
import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.char_rnn.sampling_probs import sampling_probs


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


@right(sampling_probs)
def puts_the_best_back_in_their_places(logits, temperature, k):
    best, places = logits.topk(min(k, logits.shape[1]), dim=1)
    return torch.zeros_like(logits).scatter(1, places, (best / temperature).softmax(dim=1))


@right(sampling_probs)
def against_the_kth_value(logits, temperature, k):
    cut = max(logits.shape[1] - k, 0) + 1
    out = logits < logits.kthvalue(cut, dim=1, keepdim=True).values
    return (logits / temperature).masked_fill(out, torch.finfo(logits.dtype).min).softmax(dim=1)


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
    hint="Is the number that you put in far below all logits, whatever they are? What is far below "
    "all numbers?",
)
def takes_a_modest_number_for_minus_infinity(logits, temperature, k):
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
    "of a row changes no probability.",
)
def takes_exp_of_numbers_far_from_zero(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    weight = torch.where(logits >= best, torch.exp(logits / temperature), 0.0)
    return weight / weight.sum(dim=1, keepdim=True)


@wrong(
    sampling_probs,
    hint="What is 0.3 to the power of 1000 in float32? The temperature may come in before the exp.",
)
def raises_the_probabilities_to_a_power(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    probs = torch.where(logits >= best, logits, -torch.inf).softmax(dim=1) ** (1 / temperature)
    return probs / probs.sum(dim=1, keepdim=True)


@wrong(sampling_probs, hint="How many entries above zero does a row of yours have, with k = 3?")
def keeps_one_too_many(logits, temperature, k):
    best = logits.topk(min(k + 1, logits.shape[1]), dim=1).values[:, -1:]
    return torch.where(logits >= best, logits / temperature, -torch.inf).softmax(dim=1)


@wrong(
    sampling_probs,
    hint="Each text has k best characters of its own. Over what do you look for the best?",
)
def looks_for_the_best_of_the_whole_batch(logits, temperature, k):
    best = logits.flatten().topk(min(k, logits.numel())).values[-1]
    return torch.where(logits >= best, logits / temperature, -torch.inf).softmax(dim=1)


@wrong(sampling_probs, hint="Each text has a k-th best logit of its own. Whose is it in yours?")
def cuts_all_rows_where_the_first_is_cut(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[0, -1]
    return torch.where(logits >= best, logits / temperature, -torch.inf).softmax(dim=1)


@wrong(
    sampling_probs,
    hint="Sorting tells which character comes first, second, third. Is this the same as the place "
    "that each character takes?",
)
def takes_the_order_for_the_ranks(logits, temperature, k):
    rank = logits.argsort(dim=1, descending=True)
    return torch.where(rank < k, logits / temperature, -torch.inf).softmax(dim=1)


@wrong(
    sampling_probs,
    hint="What should the probabilities of one text sum to, and what do the rows of yours sum to?",
)
def takes_the_softmax_over_the_texts(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    return torch.where(logits >= best, logits / temperature, -torch.inf).softmax(dim=0)


@wrong(
    sampling_probs,
    hint="You subtract the same number from all rows. Where it is far above a row's own largest logit, "
    "what is left of that row after the exp?",
)
def subtracts_the_largest_of_the_whole_batch(logits, temperature, k):
    best = logits.topk(min(k, logits.shape[1]), dim=1).values[:, -1:]
    weight = torch.where(logits >= best, torch.exp((logits - logits.max()) / temperature), 0.0)
    return weight / weight.sum(dim=1, keepdim=True)
