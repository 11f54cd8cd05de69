"""Other right answers to `sample_in_order`, and misconceptions."""

import math

import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.made.sample_in_order import sample_in_order


@right(sample_in_order)
def in_logits_and_a_list(net, order, uniforms):
    pictures = torch.full_like(uniforms, 0.5)  # what is not drawn yet does not matter
    for i in order.tolist():
        logits = net(pictures).detach()[:, i]
        u = uniforms[:, i].double()
        pictures[:, i] = (torch.log(u) - torch.log1p(-u) < logits).float()
    return pictures


@right(sample_in_order)
def picture_by_picture(net, order, uniforms):
    drawn = []
    for u in uniforms:
        picture = torch.ones(1, len(u))
        for i in order:
            p = 1 / (1 + math.exp(-net(picture)[0, i].item()))
            picture[0, i] = 1.0 if u[i].item() < p else 0.0
        drawn.append(picture)
    return torch.cat(drawn)


@right(sample_in_order)
def by_repeated_passes_until_nothing_changes(net, order, uniforms):
    pictures = torch.zeros_like(uniforms)
    with torch.no_grad():
        for _ in range(len(order)):
            pictures = (uniforms < torch.sigmoid(net(pictures))).float()
    return pictures


@right(sample_in_order)
def columns_are_stacked_anew_at_each_turn(net, order, uniforms):
    columns = [torch.full((len(uniforms),), 0.5) for _ in order]
    for i in order.tolist():
        logits = net(torch.stack(columns, dim=1)).detach()[:, i].double()
        # log u < log p, with u = 0 as the logarithm -inf
        columns[i] = (uniforms[:, i].double().log() < F.logsigmoid(logits)).float()
    return torch.stack(columns, dim=1)


def _draw(net, order, uniforms, decide):
    pictures = torch.zeros_like(uniforms)
    with torch.no_grad():
        for i in order:
            pictures[:, i] = decide(net(pictures)[:, i], uniforms[:, i]).float()
    return pictures


def _below(logit, u):
    return u < torch.sigmoid(logit)


@wrong(
    sample_in_order,
    hint="The network was made for one order. Which pixels are blank while it decides about the first?",
)
def always_draws_in_raster_order(net, order, uniforms):
    return _draw(net, range(len(order)), uniforms, _below)


@wrong(
    sample_in_order,
    hint="order[k] is the pixel drawn as number k. Do you go from turns to pixels, or back?",
)
def draws_in_the_inverse_order(net, order, uniforms):
    return _draw(net, torch.argsort(order), uniforms, _below)


@wrong(
    sample_in_order,
    hint="When a pixel is decided, which of those before it in the order are on the paper already?",
)
def decides_pixels_before_their_past_is_drawn(net, order, uniforms):
    return _draw(lambda _: net(torch.zeros_like(uniforms)), order, uniforms, _below)


@wrong(
    sample_in_order,
    hint="How often should a pixel of probability 0.6 be on: always, or six times in ten?",
)
def always_takes_the_more_probable_value(net, order, uniforms):
    return _draw(net, order, uniforms, lambda logit, u: logit > 0)


@wrong(sample_in_order, hint="If a pixel is on with probability 0.9, for which uniforms is it on?")
def puts_ink_above_the_probability(net, order, uniforms):
    return _draw(net, order, uniforms, lambda logit, u: u > torch.sigmoid(logit))


@wrong(
    sample_in_order,
    hint="Four uniforms are 0, 0.25, 0.5 and 0.75. How many of them should put ink at probability 0.5?",
)
def puts_ink_at_the_probability_too(net, order, uniforms):
    return _draw(net, order, uniforms, lambda logit, u: u <= torch.sigmoid(logit))


@wrong(
    sample_in_order,
    hint="The probability is right that way, too. But which uniform does the docstring say puts ink, 0 "
    "or 1?",
)
def puts_ink_where_the_uniform_is_large(net, order, uniforms):
    return _draw(net, order, uniforms, lambda logit, u: 1 - u < torch.sigmoid(logit))


@wrong(
    sample_in_order,
    hint="A logit of 100 is nothing unusual in a trained network. What is exp(100) in float32, and what "
    "is it divided by?",
)
def divides_exp_by_one_plus_exp(net, order, uniforms):
    def below(logit, u):
        return u < torch.exp(logit) / (1 + torch.exp(logit))

    return _draw(net, order, uniforms, below)


@wrong(
    sample_in_order,
    hint="A uniform of 0 should put ink however improbable it is. Is it still 0 when you compare?",
)
def keeps_uniforms_away_from_0_and_1(net, order, uniforms):
    return _draw(net, order, uniforms.clamp(1e-6, 1 - 1e-6), _below)


@wrong(
    sample_in_order,
    hint="What becomes of a pixel that is almost never on, if its probability has a lower bound?",
)
def bounds_the_probabilities(net, order, uniforms):
    return _draw(net, order, uniforms, lambda logit, u: u < torch.sigmoid(logit).clamp(0.01, 0.99))


@wrong(sample_in_order, hint="Between which two numbers is a uniform, and between which a logit?")
def compares_uniforms_with_logits(net, order, uniforms):
    return _draw(net, order, uniforms, lambda logit, u: u < logit)


@wrong(sample_in_order, hint="Does column k of the uniforms belong to turn k or to pixel k?")
def takes_uniforms_by_turn(net, order, uniforms):
    by_turn = torch.empty_like(uniforms)
    by_turn[:, order] = uniforms
    return _draw(net, order, by_turn, _below)


@wrong(sample_in_order, hint="Which picture does each row of the uniforms belong to?")
def shares_the_first_row_of_uniforms(net, order, uniforms):
    return _draw(net, order, uniforms[:1].repeat(len(uniforms), 1), _below)


@wrong(
    sample_in_order,
    hint="What does the next pixel see: the probability of the last one, or what was drawn?",
)
def feeds_probabilities_back(net, order, uniforms):
    p_on = torch.zeros_like(uniforms)
    with torch.no_grad():
        for i in order:
            p_on[:, i] = torch.sigmoid(net(p_on)[:, i])
    return (uniforms < p_on).float()


@wrong(sample_in_order, hint="What was drawn, a pixel that is on or how likely it was on?")
def returns_the_probabilities(net, order, uniforms):
    drawn = _draw(net, order, uniforms, _below)
    return torch.sigmoid(net(drawn))


@wrong(sample_in_order, hint="Where in the picture does the pixel that is drawn first belong?")
def returns_pixels_in_the_order_of_drawing(net, order, uniforms):
    return _draw(net, order, uniforms, _below)[:, order]
