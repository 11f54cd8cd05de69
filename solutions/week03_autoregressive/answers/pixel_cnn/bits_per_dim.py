"""Other right answers to `bits_per_dim`, and misconceptions."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.pixel_cnn.bits_per_dim import bits_per_dim


@right(bits_per_dim)
def with_log_softmax_and_gather(logits, levels):
    log_p = torch.log_softmax(logits.double(), dim=1)
    chosen = log_p.gather(1, levels[:, None])[:, 0]
    return -chosen.mean(dim=(1, 2)) / math.log(2)


@right(bits_per_dim)
def with_torch_distributions(logits, levels):
    pixels = torch.distributions.Categorical(logits=logits.permute(0, 2, 3, 1))
    return -pixels.log_prob(levels).flatten(1).sum(dim=1) / (levels[0].numel() * np.log(2))


@right(bits_per_dim)
def picture_by_picture(logits, levels):
    return torch.stack(
        [
            F.cross_entropy(a[None], k[None]) / math.log(2)
            for a, k in zip(logits, levels, strict=True)
        ]
    )


@right(bits_per_dim)
def with_one_hot_levels(logits, levels):
    one_hot = F.one_hot(levels, logits.shape[1]).permute(0, 3, 1, 2)
    nats = torch.logsumexp(logits, dim=1) - (one_hot * logits).sum(dim=1)
    return nats.flatten(1).mean(dim=1) * math.log2(math.e)


@right(bits_per_dim)
def in_base_two_by_hand(logits, levels):
    bits = logits * math.log2(math.e)
    largest = bits.max(dim=1, keepdim=True).values
    log_p = bits - largest - torch.log2(torch.exp2(bits - largest).sum(dim=1, keepdim=True))
    return -torch.take_along_dim(log_p, levels[:, None], dim=1).mean(dim=(1, 2, 3))


@right(bits_per_dim)
def with_vmap_over_the_pictures(logits, levels):
    nats = torch.vmap(lambda a, k: F.cross_entropy(a[None], k[None], reduction="sum"))
    return nats(logits, levels) / (levels[0].numel() * math.log(2))


def _nats(logits, levels):
    return F.cross_entropy(logits, levels, reduction="none")


@wrong(bits_per_dim, hint="A fair coin is one bit, and 0.69 of which unit?")
def counts_in_nats(logits, levels):
    return _nats(logits, levels).mean(dim=(1, 2))


@wrong(bits_per_dim, hint="Per picture, or per dimension?")
def sums_over_the_pixels(logits, levels):
    return _nats(logits, levels).sum(dim=(1, 2)) / math.log(2)


@wrong(
    bits_per_dim, hint="Has a bit more nats than one, or fewer? In which direction do you convert?"
)
def multiplies_by_log_two(logits, levels):
    return _nats(logits, levels).mean(dim=(1, 2)) * math.log(2)


@wrong(bits_per_dim, hint="How many numbers should come back for a batch of four pictures?")
def gives_one_number_for_the_batch(logits, levels):
    return _nats(logits, levels).mean() / math.log(2)


@wrong(bits_per_dim, hint="Is a probable picture cheap or dear? Which sign has its logarithm?")
def gives_the_log_likelihood(logits, levels):
    return -_nats(logits, levels).mean(dim=(1, 2)) / math.log(2)


@wrong(
    bits_per_dim,
    hint="What is exp(300) in float32, and what is one infinity divided by another?",
)
def takes_the_logarithm_of_a_quotient_of_exponentials(logits, levels):
    p = torch.exp(logits) / torch.exp(logits).sum(dim=1, keepdim=True)
    return -torch.log2(p.gather(1, levels[:, None])).mean(dim=(1, 2, 3))


@wrong(bits_per_dim, hint="What becomes of a probability of e^-900, even in double precision?")
def takes_the_logarithm_of_the_softmax(logits, levels):
    p = torch.softmax(logits, dim=1)
    return -torch.log2(p.gather(1, levels[:, None])).mean(dim=(1, 2, 3))


@wrong(
    bits_per_dim,
    hint="What does a pixel cost at most with the little number that you add? And what should it "
    "cost, if its probability is e^-900?",
)
def adds_a_little_before_the_logarithm(logits, levels):
    p = torch.softmax(logits, dim=1)
    return -torch.log2(p.gather(1, levels[:, None]) + 1e-12).mean(dim=(1, 2, 3))


@wrong(
    bits_per_dim, hint="The loss takes logits. What do you hand it, after a softmax of your own?"
)
def takes_the_softmax_twice(logits, levels):
    return _nats(torch.softmax(logits, dim=1), levels).mean(dim=(1, 2)) / math.log(2)


@wrong(bits_per_dim, hint="Over which axis do the probabilities of *one pixel* sum to one?")
def takes_the_softmax_over_a_row_of_pixels(logits, levels):
    log_p = torch.log_softmax(logits, dim=-1)
    return -log_p.gather(1, levels[:, None]).mean(dim=(1, 2, 3)) / math.log(2)


@wrong(bits_per_dim, hint="Logits go from minus to plus infinity. Is a logit a log-probability?")
def forgets_to_normalise(logits, levels):
    return -logits.gather(1, levels[:, None]).mean(dim=(1, 2, 3)) / math.log(2)


@wrong(bits_per_dim, hint="Of how many dimensions is a picture: pixels, or pixels times levels?")
def divides_by_pixels_and_levels(logits, levels):
    return _nats(logits, levels).sum(dim=(1, 2)) / (logits[0].numel() * math.log(2))


@wrong(bits_per_dim, hint="One bit tells two things apart. Which logarithm is that?")
def divides_by_the_log_of_the_levels(logits, levels):
    return _nats(logits, levels).mean(dim=(1, 2)) / math.log(logits.shape[1])


@wrong(bits_per_dim, hint="Can a gradient find its way back through NumPy?")
def leaves_torch(logits, levels):
    return _nats(logits, levels).mean(dim=(1, 2)).detach().numpy() / math.log(2)


@wrong(bits_per_dim, hint="How many axes has a batch of one? `squeeze()` drops what it may need.")
def loses_the_axis_of_a_single_picture(logits, levels):
    return (_nats(logits, levels).mean(dim=(1, 2)) / math.log(2)).squeeze()


@wrong(bits_per_dim, hint="Does a gradient pass through `detach`, `item` or `no_grad`?")
def cuts_the_gradient_off(logits, levels):
    return _nats(logits.detach(), levels).mean(dim=(1, 2)) / math.log(2)


@wrong(
    bits_per_dim,
    hint="`reshape` cuts the numbers anew in the order in which they lie. Which axis has to come "
    "last before that?",
)
def reshapes_where_it_should_permute(logits, levels):
    rows = logits.reshape(-1, logits.shape[1])
    nats = F.cross_entropy(rows, levels.flatten(), reduction="none")
    return nats.reshape(len(logits), -1).mean(dim=1) / math.log(2)


@wrong(bits_per_dim, hint="Do the probabilities of one pixel sum to one over the pictures?")
def takes_the_softmax_over_the_pictures(logits, levels):
    log_p = torch.log_softmax(logits, dim=0)
    return -log_p.gather(1, levels[:, None]).mean(dim=(1, 2, 3)) / math.log(2)


@wrong(bits_per_dim, hint="What are exp(450) and exp(-450) in float32, and their logarithms?")
def sums_the_exponentials_as_they_are(logits, levels):
    nats = logits.exp().sum(dim=1).log() - logits.gather(1, levels[:, None])[:, 0]
    return nats.mean(dim=(1, 2)) / math.log(2)


@wrong(
    bits_per_dim,
    hint="`squeeze()` drops every axis of length 1. Which ones may go, if there is one picture, or "
    "one row?",
)
def squeezes_every_axis(logits, levels):
    nats = -torch.log_softmax(logits, dim=1).gather(1, levels[:, None]).squeeze()
    return nats.mean(dim=(-2, -1)) / math.log(2)
