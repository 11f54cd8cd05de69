"""Other right answers to `next_char_loss`, and misconceptions."""

import math

import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.char_rnn.next_char_loss import next_char_loss


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


@right(next_char_loss)
def logit_by_logit(logits, text):
    whole = logits[..., 0]
    for i in range(1, logits.shape[2]):
        whole = torch.logaddexp(whole, logits[..., i])
    foreseen = F.one_hot(text[:, 1:], logits.shape[2]).to(logits.dtype)
    return (whole - torch.einsum("btv,btv->bt", logits, foreseen)).mean()


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


@wrong(
    next_char_loss,
    hint="What is exp(800) in float32, and what is the logarithm of exp(-800)? Subtracting the same "
    "number from all logits of a step changes no probability.",
)
def adds_up_exponentials_that_overflow(logits, text):
    whole = logits.exp().sum(-1).log()
    return (whole - logits.gather(2, text[:, 1:, None])[..., 0]).mean()


@wrong(
    next_char_loss,
    hint="What is the dearest that a character can be in yours? How dear should one be that the "
    "network thought impossible?",
)
def adds_a_little_inside_the_logarithm(logits, text):
    probs = logits.softmax(-1).gather(2, text[:, 1:, None])
    return -torch.log(probs + 1e-9).mean()


@wrong(
    next_char_loss,
    hint="Character 0 is the newline. Is it foreseen like any other, or taken for padding?",
)
def leaves_character_0_out(logits, text):
    return F.cross_entropy(logits.transpose(1, 2), text[:, 1:], ignore_index=0)


@wrong(
    next_char_loss,
    hint="The last logits foresee the last character of the text. Are they among yours?",
)
def leaves_the_last_prediction_out(logits, text):
    return F.cross_entropy(logits[:, :-1].transpose(1, 2), text[:, 1:-1])


@wrong(
    next_char_loss,
    hint="The first logits were made after one character had been read. Which character do they "
    "foresee, and are they among yours?",
)
def leaves_the_first_prediction_out(logits, text):
    return F.cross_entropy(logits[:, 1:].transpose(1, 2), text[:, 2:])


@wrong(
    next_char_loss,
    hint="The number is right. But how would the network learn from it, if no gradient comes back?",
)
def passes_no_gradient_on(logits, text):
    return F.cross_entropy(logits.transpose(1, 2), text[:, 1:]).detach()


@wrong(
    next_char_loss,
    hint="The probabilities of the characters at one step of one text sum to 1. Over which axis do "
    "yours?",
)
def takes_the_softmax_over_the_texts(logits, text):
    return -logits.log_softmax(0).gather(2, text[:, 1:, None]).mean()
