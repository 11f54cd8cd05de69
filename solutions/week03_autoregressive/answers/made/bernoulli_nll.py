"""Other right answers to `bernoulli_nll`, and misconceptions."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.made.bernoulli_nll import bernoulli_nll


@right(bernoulli_nll)
def with_the_library(logits, pixels):
    return F.binary_cross_entropy_with_logits(logits, pixels, reduction="none").sum(dim=1)


@right(bernoulli_nll)
def with_torch_distributions(logits, pixels):
    return -torch.distributions.Bernoulli(logits=logits).log_prob(pixels).sum(-1)


@right(bernoulli_nll)
def with_logsigmoid_and_a_loop(logits, pixels):
    rows = []
    for a, x in zip(logits, pixels, strict=True):
        rows.append(-torch.where(x == 1, F.logsigmoid(a), F.logsigmoid(-a)).sum())
    return torch.stack(rows)


@right(bernoulli_nll)
def as_two_classes_of_logits_zero_and_a(logits, pixels):
    classes = torch.stack([torch.zeros_like(logits), logits], dim=1)
    return F.cross_entropy(classes, pixels.long(), reduction="none").sum(dim=1)


@right(bernoulli_nll)
def with_a_gradient_of_its_own(logits, pixels):
    class Cost(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, x):
            ctx.save_for_backward(a, x)
            return (a.clamp(min=0) + torch.log1p(torch.exp(-a.abs())) - x * a).sum(dim=1)

        @staticmethod
        def backward(ctx, slope):
            a, x = ctx.saved_tensors
            return slope[:, None] * (torch.sigmoid(a) - x), None

    return Cost.apply(logits, pixels)


@right(bernoulli_nll)
def in_double_precision(logits, pixels):
    a = logits.double()
    zero = torch.zeros_like(a)
    return torch.logaddexp(zero, (1 - 2 * pixels) * a).sum(dim=1)


@wrong(
    bernoulli_nll,
    hint="The probability of a picture is a product of 64 factors. What becomes of a product under "
    "the logarithm?",
)
def takes_the_mean_over_pixels(logits, pixels):
    return F.binary_cross_entropy_with_logits(logits, pixels, reduction="none").mean(dim=1)


@wrong(
    bernoulli_nll,
    hint="Over which axes does the library take the mean if it is not told? Which of them should be "
    "added up, and which should be left?",
)
def takes_the_mean_over_pixels_and_pictures(logits, pixels):
    return F.binary_cross_entropy_with_logits(logits, pixels)


@wrong(
    bernoulli_nll,
    hint="Bits per dimension are another unit of the same quantity. In which unit is this exercise?",
)
def gives_bits_per_dimension(logits, pixels):
    nats = F.binary_cross_entropy_with_logits(logits, pixels, reduction="none")
    return nats.mean(dim=1) / math.log(2)


@wrong(
    bernoulli_nll,
    hint="What is the product of 784 probabilities in float32? And its logarithm?",
)
def multiplies_before_the_logarithm(logits, pixels):
    p = torch.sigmoid(logits)
    return -torch.log((pixels * p + (1 - pixels) * (1 - p)).prod(dim=1))


@wrong(
    bernoulli_nll,
    hint="The library wants two arguments: what the network says, and what was seen. Which comes first?",
)
def hands_the_pixels_over_as_logits(logits, pixels):
    return F.binary_cross_entropy_with_logits(pixels, logits, reduction="none").sum(dim=1)


@wrong(bernoulli_nll, hint="How many numbers should come back for a batch of four pictures?")
def gives_one_number_for_the_batch(logits, pixels):
    return F.binary_cross_entropy_with_logits(logits, pixels, reduction="none").sum(1).mean()


@wrong(bernoulli_nll, hint="Is a probable picture cheap or dear? Which sign has its log?")
def gives_the_log_likelihood(logits, pixels):
    return -F.binary_cross_entropy_with_logits(logits, pixels, reduction="none").sum(dim=1)


@wrong(bernoulli_nll, hint="Which logarithm is counted in nats, and which in bits?")
def counts_in_bits(logits, pixels):
    nats = F.binary_cross_entropy_with_logits(logits, pixels, reduction="none").sum(dim=1)
    return nats / math.log(2)


@wrong(bernoulli_nll, hint="What is sigmoid(-200) in float32, and what is the logarithm of that?")
def takes_the_logarithm_of_the_sigmoid(logits, pixels):
    p = torch.sigmoid(logits)
    return -(pixels * torch.log(p) + (1 - pixels) * torch.log(1 - p)).sum(dim=1)


@wrong(
    bernoulli_nll,
    hint="What is the probability of *on* at a logit of -200, in float32? What are its logarithm, and the "
    "derivative of that?",
)
def takes_the_logarithm_of_a_probability_of_0(logits, pixels):
    p = torch.sigmoid(logits)
    return -torch.log(torch.where(pixels == 1, p, 1 - p)).sum(dim=1)


@wrong(
    bernoulli_nll,
    hint="With a least probability of 1e-7, how dear can a pixel be at most? How dear should a logit of "
    "-300 be when the pixel is on?",
)
def bounds_the_sigmoid(logits, pixels):
    p = torch.sigmoid(logits).clamp(1e-7, 1 - 1e-7)
    return -(pixels * torch.log(p) + (1 - pixels) * torch.log(1 - p)).sum(dim=1)


@wrong(
    bernoulli_nll,
    hint="A guard against log 0 makes the impossible cheap. How dear should a logit of -300 be "
    "when the pixel is on?",
)
def guards_the_logarithm(logits, pixels):
    p = torch.sigmoid(logits)
    on, off = torch.log(p + 1e-8), torch.log(1 - p + 1e-8)
    return -(pixels * on + (1 - pixels) * off).sum(dim=1)


@wrong(
    bernoulli_nll,
    hint="In float32, what are exp(300) and sigmoid(-300)? What is the logarithm of 1 plus the first, and "
    "that of the second?",
)
def goes_by_exp_or_sigmoid_to_the_logarithm(logits, pixels):
    return torch.log(1 + torch.exp((1 - 2 * pixels) * logits)).sum(dim=1)


@wrong(
    bernoulli_nll,
    hint="In one part of `where` exp overflows. It is not chosen, but what is 0 times infinity in its "
    "gradient?",
)
def replaces_overflow_afterwards(logits, pixels):
    z = (1 - 2 * pixels) * logits
    return torch.where(z > 20, z, torch.log1p(torch.exp(z))).sum(dim=1)


@wrong(
    bernoulli_nll,
    hint="1 - sigmoid(40) is 0 in float32. What can a function still know that is given probabilities?",
)
def gives_probabilities_to_the_library(logits, pixels):
    p = torch.sigmoid(logits)
    return F.binary_cross_entropy(p, pixels, reduction="none").sum(dim=1)


@wrong(
    bernoulli_nll,
    hint="Between your bounds the cost is right. What does a pixel cost beyond them, and which way does "
    "its gradient point?",
)
def clamps_the_logits(logits, pixels):
    a = logits.clamp(-30, 30)
    return F.binary_cross_entropy_with_logits(a, pixels, reduction="none").sum(dim=1)


@wrong(bernoulli_nll, hint="What does `squeeze` do to the result for a batch of one picture?")
def drops_the_axis_of_one_picture(logits, pixels):
    nats = F.binary_cross_entropy_with_logits(logits, pixels, reduction="none")
    return nats.sum(dim=1).squeeze()


@wrong(bernoulli_nll, hint="Through how many sigmoids do your logits go?")
def takes_the_sigmoid_twice(logits, pixels):
    p = torch.sigmoid(logits)
    return F.binary_cross_entropy_with_logits(p, pixels, reduction="none").sum(dim=1)


@wrong(bernoulli_nll, hint="A pixel that is off has been observed, too. What did it cost?")
def leaves_out_pixels_that_are_off(logits, pixels):
    return (pixels * F.softplus(-logits)).sum(dim=1)


@wrong(bernoulli_nll, hint="Should a large logit make a pixel that is on dear or cheap?")
def takes_on_for_off(logits, pixels):
    return (F.softplus(logits) - (1 - pixels) * logits).sum(dim=1)


@wrong(bernoulli_nll, hint="Which axis are the pixels, and which the pictures?")
def adds_over_the_pictures(logits, pixels):
    return F.binary_cross_entropy_with_logits(logits, pixels, reduction="none").sum(dim=0)


@wrong(
    bernoulli_nll,
    hint="Which step can PyTorch not follow backwards? NumPy, `detach` and `no_grad` all end the way.",
)
def lets_no_gradient_back(logits, pixels):
    a, x = logits.detach().numpy().astype(float), pixels.numpy()
    return torch.tensor((np.logaddexp(0, a) - x * a).sum(axis=1))
