"""Other right answers, and misconceptions, of the lesson `made`."""

import itertools
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from gradelib import learn
from gradelib.exam import right, wrong

from ..exam.made import (
    MaskedLinear,
    bernoulli_nll,
    influence,
    made_masks,
    mixture_nll,
    my_made,
    sample_in_order,
)

# --- bernoulli_nll -------------------------------------------------------------------------------


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
    hint="A guard against log 0 makes the impossible cheap. How dear should a logit of -300 be "
    "when the pixel is on?",
)
def guards_the_logarithm(logits, pixels):
    p = torch.sigmoid(logits)
    on, off = torch.log(p + 1e-8), torch.log(1 - p + 1e-8)
    return -(pixels * on + (1 - pixels) * off).sum(dim=1)


@wrong(bernoulli_nll, hint="What is exp(300) in float32? Is there a safe way to log(1 + exp(300))?")
def writes_softplus_with_exp(logits, pixels):
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


# --- made_masks ----------------------------------------------------------------------------------


@right(made_masks)
def with_loops_over_units(order, hidden_degrees):
    degree_of = {int(pixel): turn + 1 for turn, pixel in enumerate(order)}
    degrees = [degree_of[pixel] for pixel in range(len(order))]
    layers = [degrees, *[layer.tolist() for layer in hidden_degrees]]
    masks = []
    for below, above in itertools.pairwise(layers):
        masks.append(torch.tensor([[float(m >= d) for d in below] for m in above]))
    masks.append(torch.tensor([[float(d > m) for m in layers[-1]] for d in degrees]))
    return masks


@right(made_masks)
def in_numpy(order, hidden_degrees):
    degrees = np.empty(len(order), int)
    degrees[order.numpy()] = np.arange(1, len(order) + 1)
    layers = [degrees, *[layer.numpy() for layer in hidden_degrees]]
    masks = [np.greater_equal.outer(layers[k + 1], layers[k]) for k in range(len(layers) - 1)]
    masks.append(np.greater.outer(degrees, layers[-1]))
    return [torch.from_numpy(mask.astype(np.float32)) for mask in masks]


@right(made_masks)
def with_turns_from_zero_throughout(order, hidden_degrees):
    turns = torch.empty_like(order)
    turns[order] = torch.arange(len(order))
    layers = [turns, *[layer - 1 for layer in hidden_degrees]]
    inner = [1.0 * (up[:, None] >= low) for low, up in itertools.pairwise(layers)]
    return [*inner, 1.0 * (turns[:, None] > layers[-1])]


@right(made_masks)
def output_mask_with_one_less(order, hidden_degrees):
    degrees = torch.argsort(order) + 1
    layers = [degrees, *hidden_degrees, degrees - 1]
    pairs = itertools.pairwise(layers)
    return [torch.ge(up.unsqueeze(1), low.unsqueeze(0)).float() for low, up in pairs]


def _masks_from(degrees, hidden_degrees, hidden=torch.ge, output=torch.gt):
    below, masks = degrees, []
    for above in hidden_degrees:
        masks.append(hidden(above[:, None], below).float())
        below = above
    return [*masks, output(degrees[:, None], below).float()]


@wrong(
    made_masks,
    hint="Follow one path from pixel 3 up to output 3. Is it cut anywhere? What would the loss do "
    "if it is not?",
)
def output_mask_lets_the_own_pixel_through(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, hidden_degrees, output=torch.ge)


@wrong(
    made_masks,
    hint="A hidden unit of degree m may know the pixels up to m, pixel m included. Which wires does "
    "a strict comparison lose?",
)
def strict_hidden_masks(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, hidden_degrees, hidden=torch.gt)


@wrong(
    made_masks,
    hint="order[k] is the pixel drawn as number k. Which pixel has degree 1: pixel order[0], or the "
    "pixel i with order[i] = 0?",
)
def takes_the_order_for_the_degrees(order, hidden_degrees):
    return _masks_from(order + 1, hidden_degrees)


@wrong(made_masks, hint="In which order are the pixels drawn? Who told you?")
def always_raster_order(order, hidden_degrees):
    return _masks_from(torch.arange(len(order)) + 1, hidden_degrees)


@wrong(made_masks, hint="Degrees are counted from 1, turns from 0. Which did you compare?")
def degrees_from_zero(order, hidden_degrees):
    return _masks_from(torch.argsort(order), hidden_degrees)


@wrong(made_masks, hint="Does a row of the mask belong to a unit above or to a unit below?")
def transposed_masks(order, hidden_degrees):
    return [mask.T for mask in _masks_from(torch.argsort(order) + 1, hidden_degrees)]


@wrong(made_masks, hint="May a hidden unit know its past or its future?")
def wires_from_later_pixels(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, hidden_degrees, torch.le, torch.lt)


@wrong(
    made_masks,
    hint="A path passes every layer. Where does knowledge go that one layer hands on unchecked?",
)
def no_mask_between_hidden_layers(order, hidden_degrees):
    masks = _masks_from(torch.argsort(order) + 1, hidden_degrees)
    return [masks[0], *[torch.ones_like(mask) for mask in masks[1:-1]], *masks[1:][-1:]]


@wrong(made_masks, hint="Must outputs know *only* the pixel just before, or all before?")
def only_units_of_the_same_degree(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, hidden_degrees, hidden=torch.eq)


@wrong(
    made_masks,
    hint="Are inputs and outputs numbered as pixels, or in the order in which they are drawn?",
)
def numbers_outputs_by_their_turn(order, hidden_degrees):
    masks = _masks_from(torch.argsort(order) + 1, hidden_degrees)
    return [*masks[:-1], masks[-1][order]]


@wrong(made_masks, hint="In the hidden mask column j is pixel j. Is it so in yours?")
def numbers_inputs_by_their_turn(order, hidden_degrees):
    masks = _masks_from(torch.argsort(order) + 1, hidden_degrees)
    return [masks[0][:, order], *masks[1:]]


@wrong(made_masks, hint="Which degree has the pixel that is drawn first, 1 or D?")
def counts_degrees_from_the_last_pixel_drawn(order, hidden_degrees):
    return _masks_from(len(order) - torch.argsort(order), hidden_degrees)


@wrong(made_masks, hint="The degrees of the hidden units are given. Where do you use their values?")
def deals_hidden_degrees_of_its_own(order, hidden_degrees):
    dealt = [torch.arange(len(h)) % (len(order) - 1) + 1 for h in hidden_degrees]
    return _masks_from(torch.argsort(order) + 1, dealt)


@wrong(made_masks, hint="From which layer do the wires to the second hidden layer come?")
def wires_every_hidden_layer_to_the_pixels(order, hidden_degrees):
    degrees = torch.argsort(order) + 1
    masks = [(above[:, None] >= degrees).float() for above in hidden_degrees]
    below = hidden_degrees[-1] if hidden_degrees else degrees
    return [*masks, (degrees[:, None] > below).float()]


@wrong(made_masks, hint="How many sets of wires does a network with one hidden layer have?")
def leaves_out_the_output_mask(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, hidden_degrees)[:-1]


# --- MaskedLinear --------------------------------------------------------------------------------


@right(MaskedLinear)
class WithMaskedFill(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask.clone())

    def forward(self, x):
        return x @ self.weight.masked_fill(self.mask == 0, 0.0).T + self.bias


@right(MaskedLinear)
class WithParametersOfItsOwn(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(mask.shape) / math.sqrt(mask.shape[1]))
        self.bias = nn.Parameter(torch.zeros(len(mask)))
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x):
        return torch.einsum("oi,oi,ni->no", self.mask, self.weight, x) + self.bias


@right(MaskedLinear)
class MaskedFromTheStart(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.size(1), mask.size(0))
        self.register_buffer("mask", mask)
        self.weight.data *= mask

    def forward(self, x):
        return F.linear(x, torch.where(self.mask > 0, self.weight, 0.0), self.bias)


class _Masked(nn.Linear):
    """What the misconceptions share: the right making of the layer."""

    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask)


@wrong(MaskedLinear, hint="Where in your forward does the mask take part?")
class ForgetsTheMask(_Masked):
    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="The optimiser changes the weight at every step. What of the wires you cut at the start?",
)
class MasksTheWeightOnlyWhenMade(_Masked):
    def __init__(self, mask):
        super().__init__(mask)
        self.weight.data *= mask

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="The optimiser changes the weight at every step. Which weight is in the product that you keep?",
)
class KeepsTheProductOfItsFirstWeight(_Masked):
    def __init__(self, mask):
        super().__init__(mask)
        self.masked = mask * self.weight

    def forward(self, x):
        return F.linear(x, self.masked, self.bias)


@wrong(
    MaskedLinear,
    hint="When another mask leaves a wire again that this one cuts, which weight should it have?",
)
class MultipliesTheMaskIntoTheWeightItself(_Masked):
    def forward(self, x):
        self.weight.data *= self.mask
        return F.linear(x, self.weight, self.bias)


@wrong(MaskedLinear, hint="What does `.data` or `detach` leave behind that the optimiser needs?")
class TakesTheWeightOutOfTheGradient(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask * self.weight.data, self.bias)


@wrong(MaskedLinear, hint="Is the bias trained as well? What does it need for that?")
class TakesTheBiasOutOfTheGradient(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias.data)


@wrong(
    MaskedLinear,
    hint="Later cells put another mask into the layer, under the name `mask`. Which mask do you use then?",
)
class KeepsUsingItsFirstMask(_Masked):
    def __init__(self, mask):
        super().__init__(mask)
        self.first = mask

    def forward(self, x):
        return F.linear(x, self.first * self.weight, self.bias)


@wrong(
    MaskedLinear, hint="What will the optimiser do with a parameter? Should it do so to the mask?"
)
class TurnsTheMaskIntoParameters(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.mask = nn.Parameter(mask)

    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="What does `register_buffer` do that an assignment does not? And under which name is the mask "
    "going to be looked for?",
)
class HasNoBufferCalledMask(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.mask = mask

    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias)


@wrong(MaskedLinear, hint="What does a 1 in the mask mean, a wire or a cut?")
class CutsWhereTheMaskIsOne(_Masked):
    def forward(self, x):
        return F.linear(x, (1 - self.mask) * self.weight, self.bias)


@wrong(MaskedLinear, hint="The output of the first pixel hears nobody. What is left of it?")
class LeavesOutTheBias(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask * self.weight)


@wrong(MaskedLinear, hint="Is the bias a wire? Does it tell an output anything about a pixel?")
class CutsTheBiasOfLonelyOutputs(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias * self.mask.amax(dim=1))


@wrong(MaskedLinear, hint="What does a cut wire carry if you *add* a zero to its weight?")
class AddsTheMask(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask + self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="Suppose that input 1 may go to output 2 but not to output 1. Can a mask on the inputs say "
    "so?",
)
class MasksTheInputs(_Masked):
    def forward(self, x):
        return F.linear(x * self.mask.amin(dim=0), self.weight, self.bias)


@wrong(MaskedLinear, hint="Does masking replace the weight, or multiply it?")
class TakesTheMaskForTheWeight(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask, self.bias)


@wrong(MaskedLinear, hint="The weight has one row for each output. And the mask?")
class TransposesTheMask(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask.T * self.weight, self.bias)


@wrong(MaskedLinear, hint="Which comes first in nn.Linear(…, …), and which in the mask's shape?")
class SwapsInputsAndOutputs(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[0], mask.shape[1])
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias)


@wrong(MaskedLinear, hint="Should an output with few wires have its weights enlarged?")
class DividesByTheNumberOfWires(_Masked):
    def forward(self, x):
        wires = self.mask.sum(dim=1, keepdim=True).clamp(min=1)
        return F.linear(x, self.mask * self.weight / wires, self.bias)


# --- influence -----------------------------------------------------------------------------------


@right(influence)
def one_pixel_at_a_time(f, x):
    before = f(x.unsqueeze(0))[0]
    columns = []
    for j in range(len(x)):
        flipped = x.clone()
        flipped[j] = 1 - flipped[j]
        columns.append((f(flipped.unsqueeze(0))[0] - before).abs())
    return torch.stack(columns, dim=1)


@right(influence)
def all_pictures_in_one_batch(f, x):
    batch = x.repeat(len(x) + 1, 1)
    places = torch.arange(len(x))
    batch[places, places] = 1 - x
    outputs = f(batch).double()
    return (outputs[:-1] - outputs[-1]).abs().T


@right(influence)
def with_logical_xor_in_numpy(f, x):
    on = x.numpy().astype(bool)
    flipped = torch.from_numpy((on ^ np.eye(len(on), dtype=bool)).astype(np.float32))
    with torch.no_grad():
        moved = np.abs(f(flipped).numpy() - f(x.reshape(1, -1)).numpy())
    return torch.from_numpy(moved.transpose().copy())


def _moved(f, pictures, x):
    return (f(pictures) - f(x[None])).T


@wrong(influence, hint="Row i is about output i: what stands in a row, outputs or pixels?")
def transposed_influence(f, x):
    return _moved(f, (x - torch.eye(len(x))).abs(), x).abs().T


@wrong(influence, hint="Is it an influence, too, if the output falls?")
def keeps_the_sign(f, x):
    return _moved(f, (x - torch.eye(len(x))).abs(), x)


@wrong(influence, hint="What happens to a pixel that is on already, if you put it on?")
def puts_the_pixel_on(f, x):
    return _moved(f, torch.maximum(x.repeat(len(x), 1), torch.eye(len(x))), x).abs()


@wrong(influence, hint="What is a pixel that is on, after you have added 1 to it?")
def adds_one_to_the_pixel(f, x):
    return _moved(f, x + torch.eye(len(x)), x).abs()


@wrong(influence, hint="What happens to a pixel that is off already, if you erase it?")
def puts_the_pixel_off(f, x):
    return _moved(f, x * (1 - torch.eye(len(x))), x).abs()


@wrong(influence, hint="Is pixel 0 as it was again when you flip pixel 1?")
def never_flips_back(f, x):
    picture, columns = x.clone(), []
    for j in range(len(x)):
        picture[j] = 1 - picture[j]
        columns.append((f(picture[None]) - f(x[None]))[0].abs())
    return torch.stack(columns, dim=1)


@wrong(influence, hint="Which pixels does your picture differ in: in j, or in all but j?")
def flips_all_other_pixels(f, x):
    return _moved(f, (1 - x - torch.eye(len(x))).abs(), x).abs()


@wrong(
    influence,
    hint="A gradient tells what an infinitely small change would do. How far is a flip?",
)
def takes_the_gradient_for_a_flip(f, x):
    return torch.autograd.functional.jacobian(lambda picture: f(picture[None])[0], x).abs()


@wrong(influence, hint="The outputs are logits. Does the text ask for the change of anything else?")
def compares_probabilities(f, x):
    flipped = (x - torch.eye(len(x))).abs()
    return (torch.sigmoid(f(flipped)) - torch.sigmoid(f(x[None]))).T.abs()


@wrong(influence, hint="What is minus zero? A pixel that is off should be flipped, too.")
def flips_the_sign_of_the_pixel(f, x):
    return _moved(f, x * (1 - 2 * torch.eye(len(x))), x).abs()


@wrong(influence, hint="What do you compare with: this picture, or an empty one?")
def shows_single_pixels_to_the_network(f, x):
    return _moved(f, torch.eye(len(x)), torch.zeros_like(x)).abs()


@wrong(influence, hint="Who decides how small a leak may be, this function or whoever reads it?")
def takes_small_changes_for_none(f, x):
    moved = _moved(f, (x - torch.eye(len(x))).abs(), x).abs()
    return torch.where(moved > 1e-3, moved, 0.0)


@wrong(influence, hint="The text asks how much, not whether.")
def tells_only_whether_it_moved(f, x):
    return (_moved(f, (x - torch.eye(len(x))).abs(), x).abs() > 1e-6).float()


# --- sample_in_order -----------------------------------------------------------------------------


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


# --- mixture_nll ---------------------------------------------------------------------------------


@right(mixture_nll)
def with_the_best_taken_out(nlls):
    best = nlls.min(dim=0).values
    return best - torch.log(torch.exp(best - nlls).mean(dim=0))


@right(mixture_nll)
def in_numpy_one_after_the_other(nlls):
    total = -nlls[0].double().numpy()
    for row in nlls[1:]:
        total = np.logaddexp(total, -row.double().numpy())
    return torch.from_numpy(np.log(len(nlls)) - total)


@right(mixture_nll)
def with_log_weights(nlls):
    log_weights = torch.full((len(nlls), 1), -math.log(len(nlls)))
    return -torch.logsumexp(log_weights - nlls, dim=0)


@wrong(
    mixture_nll,
    hint="Is the log of a mean the mean of the logs? Try 1 and 0.01.",
)
def takes_the_mean_of_the_logs(nlls):
    return nlls.mean(dim=0)


@wrong(mixture_nll, hint="Do the weights of your models sum to one?")
def forgets_log_k(nlls):
    return -torch.logsumexp(-nlls, dim=0)


@wrong(mixture_nll, hint="Is the mean of K probabilities larger or smaller than their sum?")
def takes_log_k_off(nlls):
    return -math.log(len(nlls)) - torch.logsumexp(-nlls, dim=0)


@wrong(
    mixture_nll, hint="Over how many numbers is the mean taken: over the models or the pictures?"
)
def divides_by_the_number_of_pictures(nlls):
    return math.log(nlls.shape[1]) - torch.logsumexp(-nlls, dim=0)


@wrong(mixture_nll, hint="The NLLs are in nats. Which logarithm of K goes with them?")
def takes_the_log_of_k_in_bits(nlls):
    return math.log2(len(nlls)) - torch.logsumexp(-nlls, dim=0)


@wrong(
    mixture_nll,
    hint="That is what the mixture costs at most. What do the other models take off it?",
)
def adds_log_k_to_the_best(nlls):
    return math.log(len(nlls)) + nlls.min(dim=0).values


@wrong(
    mixture_nll,
    hint="You take one number out of the mean before you use exp. Is it the best for *every* picture?",
)
def takes_the_best_of_all_pictures_out(nlls):
    best = nlls.min()
    return best - torch.log(torch.exp(best - nlls).mean(dim=0))


@wrong(
    mixture_nll,
    hint="You take one model out of the mean before you use exp. What if another is far better?",
)
def takes_the_first_model_out(nlls):
    return nlls[0] - torch.log(torch.exp(nlls[0] - nlls).mean(dim=0))


@wrong(mixture_nll, hint="What is exp(-1500) for the computer? And its logarithm?")
def leaves_the_logarithm_too_late(nlls):
    return -torch.log(torch.exp(-nlls).mean(dim=0))


@wrong(mixture_nll, hint="Is exp(+nll) a probability? How large can it become?")
def forgets_the_minus_inside(nlls):
    return torch.logsumexp(nlls, dim=0) - math.log(len(nlls))


@wrong(mixture_nll, hint="May one choose the best model *after* seeing the picture?")
def takes_the_best_model_for_each_picture(nlls):
    return nlls.min(dim=0).values


@wrong(mixture_nll, hint="Which axis holds the models, and how many numbers should come back?")
def averages_over_the_pictures(nlls):
    return math.log(nlls.shape[1]) - torch.logsumexp(-nlls, dim=1)


@wrong(mixture_nll, hint="Do all models have to draw the picture together, or one of them?")
def multiplies_the_probabilities(nlls):
    return nlls.sum(dim=0)


@wrong(mixture_nll, hint="Is log K a price for each picture, to be paid twice?")
def adds_log_k_twice(nlls):
    return 2 * math.log(len(nlls)) - torch.logsumexp(-nlls, dim=0)


@wrong(mixture_nll, hint="Which sign has the logarithm of a probability, and which the NLL?")
def gives_the_log_probability(nlls):
    return torch.logsumexp(-nlls, dim=0) - math.log(len(nlls))


@wrong(mixture_nll, hint="What does `squeeze` do to the result when there is only one picture?")
def squeezes_one_picture_to_a_number(nlls):
    return (math.log(len(nlls)) - torch.logsumexp(-nlls, dim=0)).squeeze()


@wrong(mixture_nll, hint="What was asked for: each picture, or all of them together?")
def averages_over_everything(nlls):
    return (math.log(len(nlls)) - torch.logsumexp(-nlls, dim=0)).mean()


# --- my_made -------------------------------------------------------------------------------------


def _trained():
    network = nn.Sequential(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 64))
    return learn.load_weights(network, "made.safetensors")


@right(my_made)
def with_matrices(pictures):
    weights = _trained().state_dict()
    hidden = torch.clamp(pictures @ weights["0.weight"].T + weights["0.bias"], min=0)
    return hidden @ weights["2.weight"].T + weights["2.bias"]


@right(my_made)
def in_double_precision_throughout(pictures):
    network = _trained().double()
    with torch.no_grad():
        return network(pictures.double())


@wrong(my_made, hint="Where does your function load what was learned?")
def never_loads_the_weights(pictures):
    return nn.Sequential(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 64))(pictures)


@wrong(my_made, hint="Are the numbers that come back between 0 and 1? What should a logit be?")
def gives_probabilities_for_logits(pictures):
    return torch.sigmoid(_trained()(pictures))


@wrong(my_made, hint="Column i should be about pixel i. What does column 0 know of the picture?")
def is_shifted_by_one_pixel(pictures):
    return torch.roll(_trained()(pictures), 1, dims=1)


@wrong(my_made, hint="Does a large logit mean ink or paper?")
def gives_the_logits_of_off(pictures):
    return -_trained()(pictures)


@wrong(my_made, hint="Is a pixel of probability 0.6 certain? What does a wrong certainty cost?")
def is_certain_of_everything(pictures):
    return 20 * torch.sign(_trained()(pictures))


@wrong(my_made, hint="In which order were the pixels when you trained, and in which are they now?")
def reads_the_picture_from_the_end(pictures):
    return _trained()(pictures.flip(1)).flip(1)


@wrong(my_made, hint="Is there a nonlinearity between your two layers?")
def forgets_the_relu(pictures):
    network = _trained()
    return network[2](network[0](pictures))


@wrong(my_made, hint="The network was trained on 0 and 1. What do you show it?")
def shows_minus_one_for_off(pictures):
    return _trained()(2 * pictures - 1)


@wrong(
    my_made,
    hint="How much does an output know about a picture when it has never looked at it?",
)
def never_looks_at_the_picture(pictures):
    return _trained()(torch.zeros_like(pictures))


@wrong(
    my_made,
    hint="You add a guess of what the pixel is from the pixel itself. Who will tell you while you draw?",
)
def lets_the_own_pixel_through(pictures):
    return _trained()(pictures) + 4 * (2 * pictures - 1)
