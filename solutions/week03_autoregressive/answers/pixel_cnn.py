"""Other right answers, and misconceptions, of the lesson `pixel_cnn`."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from gradelib import learn
from gradelib.exam import right, wrong

from ..exam.pixel_cnn import (
    MaskedConv2d,
    bits_per_dim,
    complete,
    conv_mask,
    gated_horizontal,
    my_pixel_cnn,
    pixel_influence,
)

# --- bits_per_dim --------------------------------------------------------------------------------


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


@wrong(bits_per_dim, hint="What becomes of a probability of 1e-80 in float32?")
def takes_the_logarithm_of_the_softmax(logits, levels):
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


# --- conv_mask -----------------------------------------------------------------------------------


def _checked(kind):
    if kind not in ("A", "B"):
        raise ValueError(f"the kind is 'A' or 'B', not {kind!r}")
    return kind


@right(conv_mask)
def counted_in_raster_order(kind, size):
    middle = size * size // 2 + (_checked(kind) == "B")
    return (torch.arange(size * size) < middle).float().reshape(size, size)


@right(conv_mask)
def entry_by_entry_in_numpy(kind, size):
    mask, middle = np.zeros((size, size)), size // 2
    for row in range(size):
        for column in range(size):
            earlier = (row, column) < (middle, middle)
            mask[row, column] = earlier or (_checked(kind) == "B" and row == column == middle)
    return torch.from_numpy(mask)


@right(conv_mask)
def all_ones_and_then_cut(kind, size):
    mask = torch.ones(size, size)
    mask[size // 2, size // 2 + (_checked(kind) == "B") :] = 0
    mask[size // 2 + 1 :] = 0
    return mask


def _built(kind, size, above=True, left=True, middle=None):
    mask, centre = torch.zeros(size, size), size // 2
    if above:
        mask[:centre] = 1
    if left:
        mask[centre, :centre] = 1
    mask[centre, centre] = kind == "B" if middle is None else middle
    return mask


@wrong(
    conv_mask, hint="May the first layer see the pixel that is asked for? Which kind is the first?"
)
def swaps_a_and_b(kind, size):
    return _built({"A": "B", "B": "A"}[_checked(kind)], size)


@wrong(conv_mask, hint="What may the layers after the first one see that the first may not?")
def makes_everything_a(kind, size):
    return _built(_checked(kind), size, middle=0)


@wrong(conv_mask, hint="Who would need to be asked, if the pixel itself is among what is known?")
def makes_everything_b(kind, size):
    return _built(_checked(kind), size, middle=1)


@wrong(conv_mask, hint="We read from top left. Is the row below the middle past or future?")
def looks_into_the_future(kind, size):
    return _built(_checked(kind), size).flip(0, 1)


@wrong(conv_mask, hint="What has been read already in the middle's own row?")
def leaves_out_the_own_row(kind, size):
    return _built(_checked(kind), size, left=False)


@wrong(conv_mask, hint="Is a pixel in the row above, but to the right, past or future?")
def cuts_above_right(kind, size):
    mask = _built(_checked(kind), size)
    mask[: size // 2, size // 2 + 1 :] = 0
    return mask


@wrong(conv_mask, hint="Do we go down column by column, or along row by row?")
def goes_column_by_column(kind, size):
    return _built(_checked(kind), size).T


@wrong(conv_mask, hint="Do you read from left to right?")
def reads_from_right_to_left(kind, size):
    return _built(_checked(kind), size).flip(1)


@wrong(conv_mask, hint="What does a 1 mean in the mask, a wire or a cut?")
def has_ones_where_wires_are_cut(kind, size):
    return 1 - _built(_checked(kind), size)


@wrong(conv_mask, hint="Is everything but B an A?")
def takes_any_other_kind_for_a(kind, size):
    return _built(kind, size)


@wrong(conv_mask, hint="The middle of five entries is number 2, counted from 0. And of nine?")
def has_the_middle_at_one(kind, size):
    mask = torch.zeros(size, size)
    mask[0] = 1
    mask[min(1, size - 1), : 1 + (_checked(kind) == "B")] = 1
    return mask


@wrong(conv_mask, hint='`in` looks for a piece of a text. Is "AB" a piece of "AB", and is ""?')
def looks_for_the_kind_in_a_text(kind, size):
    if kind not in "AB":
        raise ValueError(kind)
    return _built(kind, size)


@wrong(conv_mask, hint='Is "a" one of the two kinds that the docstring names?')
def takes_small_letters_too(kind, size):
    return _built(_checked(kind.upper()), size)


@wrong(conv_mask, hint="An exception that is returned stops nobody. Which statement raises it?")
def returns_the_error(kind, size):
    return _built(kind, size) if kind in ("A", "B") else ValueError(kind)


@wrong(conv_mask, hint="True and False, or 1.0 and 0.0? What does a float tensor hold?")
def makes_a_mask_of_true_and_false(kind, size):
    return _built(_checked(kind), size).bool()


@wrong(conv_mask, hint="1 and 0, or 1.0 and 0.0? What does a float tensor hold?")
def makes_a_mask_of_whole_numbers(kind, size):
    return _built(_checked(kind), size).long()


@wrong(conv_mask, hint="A layer keeps its mask as a buffer. Can a NumPy array be one?")
def makes_a_mask_of_numpy(kind, size):
    return _built(_checked(kind), size).numpy()


@wrong(conv_mask, hint="The axes of the channels are not the mask's: how many axes should it have?")
def adds_the_axes_of_the_channels(kind, size):
    return _built(_checked(kind), size)[None, None]


# --- MaskedConv2d --------------------------------------------------------------------------------


@right(MaskedConv2d)
class WithPaddingSame(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        super().__init__(inputs, outputs, tuple(mask.shape), padding="same")
        self.register_buffer("mask", mask)

    def forward(self, x):
        return self._conv_forward(x, self.weight * self.mask, self.bias)


@right(MaskedConv2d)
class PlaceByPlace(nn.Module):
    def __init__(self, mask, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(0.1 * torch.randn(outputs, inputs, *mask.shape))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.register_buffer("mask", mask)

    def forward(self, x):
        high, wide = self.mask.shape
        rows, columns = x.shape[2:]
        padded = F.pad(x, (wide // 2, wide // 2, high // 2, high // 2))
        y = self.bias[:, None, None].expand(len(x), -1, rows, columns)
        for i in range(high):
            for j in range(wide):
                if self.mask[i, j]:
                    seen = padded[:, :, i : i + rows, j : j + columns]
                    y = y + torch.einsum("oc,nchw->nohw", self.weight[:, :, i, j], seen)
        return y


@right(MaskedConv2d)
class WithWhereInDoublePrecision(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        high, wide = mask.shape
        super().__init__(inputs, outputs, (high, wide), padding=((high - 1) // 2, (wide - 1) // 2))
        self.register_buffer("mask", mask)

    def forward(self, x):
        weight = self.weight.double().masked_fill(self.mask == 0, 0)
        return F.conv2d(x.double(), weight, self.bias.double(), padding=self.padding)


class _Masked(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        around = (mask.shape[0] // 2, mask.shape[1] // 2)
        super().__init__(inputs, outputs, tuple(mask.shape), padding=around)
        self.register_buffer("mask", mask)

    def conv(self, x, weight):
        return F.conv2d(x, weight, self.bias, padding=self.padding)


@right(MaskedConv2d)
class MasksTheWeightItselfAtEachUse(_Masked):
    def __init__(self, mask, inputs, outputs):
        super().__init__(mask, inputs, outputs)
        self.register_buffer("mask", mask.expand_as(self.weight).clone())

    def forward(self, x):
        self.weight.data *= self.mask
        return self.conv(x, self.weight)


@wrong(MaskedConv2d, hint="Where is the mask used when a picture goes through your layer?")
class NeverUsesTheMask(_Masked):
    def forward(self, x):
        return self.conv(x, self.weight)


@wrong(
    MaskedConv2d,
    hint="The optimiser and load_weights change the weight later. Who masks it then?",
)
class MasksOnlyWhenMade(_Masked):
    def __init__(self, mask, inputs, outputs):
        super().__init__(mask, inputs, outputs)
        self.weight.data *= mask

    def forward(self, x):
        return self.conv(x, self.weight)


@wrong(MaskedConv2d, hint="What does a 1 in the mask mean, a wire or a cut?")
class CutsWhereTheMaskIsOne(_Masked):
    def forward(self, x):
        return self.conv(x, (1 - self.mask) * self.weight)


@wrong(MaskedConv2d, hint="How many rows and columns has a picture after your layer?")
class LeavesOutThePadding(_Masked):
    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias)


@wrong(
    MaskedConv2d,
    hint="The mask says what is cut; zeros go on all four sides. Which row does your output belong to?",
)
class PadsAboveAndLeftOnly(_Masked):
    def forward(self, x):
        high, wide = self.mask.shape
        padded = F.pad(x, (wide - 1, 0, high - 1, 0))
        return F.conv2d(padded, self.mask * self.weight, self.bias)


@wrong(MaskedConv2d, hint="Which part of mask.shape is the height, and which axis of x?")
class SwapsThePaddings(_Masked):
    def forward(self, x):
        rows, columns = self.padding
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=(columns, rows))


@wrong(MaskedConv2d, hint="What has the output of a layer without wires still got?")
class LeavesOutTheBias(_Masked):
    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, padding=self.padding)


@wrong(MaskedConv2d, hint="Does masking replace the weight, or multiply it?")
class TakesTheMaskForTheWeight(_Masked):
    def forward(self, x):
        return self.conv(x, self.mask.expand_as(self.weight))


@wrong(
    MaskedConv2d, hint="A cut wire carries nothing. What does it carry if you add to its weight?"
)
class AddsTheMask(_Masked):
    def forward(self, x):
        return self.conv(x, self.mask + self.weight)


@wrong(MaskedConv2d, hint="PyTorch's convolution does not flip its kernel. Do you?")
class FlipsTheKernel(_Masked):
    def forward(self, x):
        return self.conv(x, (self.mask * self.weight).flip(2, 3))


@wrong(
    MaskedConv2d, hint="The network's inputs and outputs: which is the first axis of the weight?"
)
class SwapsInputsAndOutputs(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        around = (mask.shape[0] // 2, mask.shape[1] // 2)
        super().__init__(outputs, inputs, tuple(mask.shape), padding=around)
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)


@wrong(
    MaskedConv2d, hint="An optimiser changes the weight between two uses. When do you multiply it?"
)
class KeepsTheMaskedWeightOfTheFirstUse(_Masked):
    masked = None

    def forward(self, x):
        if self.masked is None:
            self.masked = self.mask * self.weight
        return self.conv(x, self.masked)


@wrong(MaskedConv2d, hint="What goes through `.data` or `.detach()` is not learned. What is left?")
class TakesTheWeightAwayFromItsGradient(_Masked):
    def forward(self, x):
        return self.conv(x, self.mask * self.weight.detach())


@wrong(MaskedConv2d, hint="When a trained network draws, may it see what is not drawn yet?")
class MasksInTrainingOnly(_Masked):
    def forward(self, x):
        return self.conv(x, self.mask * self.weight if self.training else self.weight)


@wrong(MaskedConv2d, hint="What does a network learn that may look ahead while it is trained?")
class MasksInEvaluationOnly(_Masked):
    def forward(self, x):
        return self.conv(x, self.weight if self.training else self.mask * self.weight)


@wrong(MaskedConv2d, hint="An optimiser changes all parameters. Should it change the mask?")
class LearnsTheMask(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        around = (mask.shape[0] // 2, mask.shape[1] // 2)
        super().__init__(inputs, outputs, tuple(mask.shape), padding=around)
        self.mask = nn.Parameter(mask)

    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)


@wrong(MaskedConv2d, hint="See the docstring: as what is the mask to be kept, and by which name?")
class KeepsTheMaskOutsideTheBuffers(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        around = (mask.shape[0] // 2, mask.shape[1] // 2)
        super().__init__(inputs, outputs, tuple(mask.shape), padding=around)
        self.mask = mask

    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)


# --- pixel_influence -----------------------------------------------------------------------------


@right(pixel_influence)
def with_backward(net, x, row, column):
    x = x.clone().detach().requires_grad_(True)
    net(x)[:, :, row, column].sum().backward()
    return x.grad.abs().mean(dim=0).squeeze(0)


@right(pixel_influence)
def with_functional_jacobian(net, x, row, column):
    def output(picture):
        return net(picture)[0, :, row, column].sum()

    slopes = [torch.autograd.functional.jacobian(output, p[None])[0, 0].abs() for p in x]
    return torch.stack(slopes).mean(dim=0).double()


@right(pixel_influence)
def with_a_mask_on_the_output(net, x, row, column):
    x = x.detach().requires_grad_()
    out = net(x)
    chosen = torch.zeros_like(out)
    chosen[:, :, row, column] = 1
    (slope,) = torch.autograd.grad(out, x, grad_outputs=chosen)
    return torch.from_numpy(np.abs(slope[:, 0].numpy()).mean(axis=0))


def _slope(net, x, take):
    x = x.clone().requires_grad_()
    (slope,) = torch.autograd.grad(take(net(x)), x)
    return slope[:, 0]


@wrong(pixel_influence, hint="May one picture's -1 cancel another's +1?")
def keeps_the_sign(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row, column].sum()).mean(dim=0)


@wrong(pixel_influence, hint="Is the absolute value taken of each picture, or of their mean?")
def averages_before_the_absolute_value(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row, column].sum()).mean(dim=0).abs()


@wrong(
    pixel_influence, hint="Which one is the row? The axes are pictures, channels, rows, columns."
)
def swaps_row_and_column(net, x, row, column):
    rows, columns = x.shape[2:]
    row, column = min(column, rows - 1), min(row, columns - 1)
    return _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0)


@wrong(pixel_influence, hint="All of the outputs, or those at one place?")
def differentiates_the_whole_output(net, x, row, column):
    return _slope(net, x, lambda out: out.sum()).abs().mean(dim=0)


@wrong(pixel_influence, hint="Which channels belong to a place: the first one, or all?")
def takes_the_first_channel_only(net, x, row, column):
    return _slope(net, x, lambda out: out[:, 0, row, column].sum()).abs().mean(dim=0)


@wrong(pixel_influence, hint="Is the strength to grow with the number of pictures?")
def sums_over_the_pictures(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().sum(dim=0)


@wrong(pixel_influence, hint="One picture may sit where a unit is asleep. Why are several sent?")
def looks_at_the_first_picture_only(net, x, row, column):
    return _slope(net, x[:1], lambda out: out[:, :, row, column].sum()).abs()[0]


@wrong(pixel_influence, hint="The text asks how strongly, not whether.")
def tells_only_whether_it_depends(net, x, row, column):
    field = _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0)
    return (field > 1e-6).float()


@wrong(pixel_influence, hint="How many numbers does the output have at one place? Sum, or mean?")
def averages_over_the_channels(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row, column].mean(dim=1).sum()).abs().mean(dim=0)


@wrong(pixel_influence, hint="Derivative of the output by the input, or by the square of it?")
def squares_the_derivative(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row, column].sum()).pow(2).mean(dim=0)


@wrong(pixel_influence, hint="Rows count from 0, from the top.")
def counts_places_from_one(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row - 1, column - 1].sum()).abs().mean(dim=0)


@wrong(pixel_influence, hint="Pictures have an axis of colours. Has the field one, too?")
def keeps_the_axis_of_the_channels(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0)[None]


@wrong(pixel_influence, hint="The docstring promises a tensor. What has become of it?")
def leaves_the_field_to_numpy(net, x, row, column):
    field = _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0)
    return field.numpy()


@wrong(pixel_influence, hint="`squeeze()` drops every axis of length 1. Which ones may go?")
def squeezes_every_axis(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0).squeeze()


# --- complete ------------------------------------------------------------------------------------


@right(complete)
def with_searchsorted_in_double_precision(net, x, known, uniforms):
    x = torch.where(known, x, torch.full_like(x, 0.5))
    for place in torch.nonzero(~known):
        row, column = place.tolist()
        p = net(x).detach().double()[:, :, row, column].softmax(dim=1)
        edges = p.cumsum(dim=1).contiguous()
        u = uniforms[:, row, column].double()[:, None].contiguous()
        level = torch.searchsorted(edges, u)[:, 0].clamp(max=16)
        x[:, 0, row, column] = level.float() / 16
    return x


@right(complete)
def picture_by_picture_in_numpy(net, x, known, uniforms):
    drawn = x.numpy().copy()
    for b in range(len(drawn)):
        for row, column in np.ndindex(*known.shape):
            if known[row, column]:
                continue
            a = net(torch.tensor(drawn[b : b + 1])).detach().numpy()[0, :, row, column]
            p = np.exp(a.astype(float) - a.max())
            cdf = np.cumsum(p / p.sum())
            level = next((k for k in range(16) if uniforms[b, row, column] <= cdf[k]), 16)
            drawn[b, 0, row, column] = level / 16
    return torch.from_numpy(drawn)


@right(complete)
def draws_all_and_puts_the_known_back(net, x, known, uniforms):
    drawn = torch.zeros_like(x)
    with torch.no_grad():
        for row in range(x.shape[2]):
            for column in range(x.shape[3]):
                probs = F.softmax(net(drawn), dim=1)[:, :, row, column]
                below = probs.cumsum(1)[:, :-1] < uniforms[:, row, column, None]
                drawn[:, 0, row, column] = below.sum(1) / 16
                drawn = torch.where(known, x, drawn)
    return drawn


def _raster(known):
    return [(r, c) for r in range(known.shape[0]) for c in range(known.shape[1])]


def _inverse_cdf(logits, u):
    below = torch.softmax(logits, dim=1).cumsum(dim=1)[:, :-1] < u[:, None]
    return below.sum(dim=1) / 16


def _draw(net, x, known, uniforms, places=None, pick=_inverse_cdf, keep=True):
    drawn = x * known if keep else torch.zeros_like(x)
    with torch.no_grad():
        for r, c in places or _raster(known):
            if not (keep and known[r, c]):
                drawn[:, 0, r, c] = pick(net(drawn)[:, :, r, c], uniforms[:, r, c])
    return drawn


@wrong(complete, hint="How likely is it that a drawn pixel is, by chance, what was known?")
def draws_known_pixels_too(net, x, known, uniforms):
    return _draw(net, x, known, uniforms, keep=False)


@wrong(complete, hint="What should the network see of the known pixels while it draws the others?")
def puts_the_known_in_only_at_the_end(net, x, known, uniforms):
    return torch.where(known, x, _draw(net, x, known, uniforms, keep=False))


@wrong(complete, hint="Is `known` true where a pixel is given, or where it is missing?")
def takes_known_for_unknown(net, x, known, uniforms):
    return _draw(net, x, ~known, uniforms)


@wrong(complete, hint="The network draws in raster order. What has it seen above and to the right?")
def draws_column_by_column(net, x, known, uniforms):
    places = [(r, c) for c in range(known.shape[1]) for r in range(known.shape[0])]
    return _draw(net, x, known, uniforms, places)


@wrong(
    complete,
    hint="When the network is asked about a pixel, does it see what the earlier ones became?",
)
def draws_pixels_that_know_nothing_of_each_other(net, x, known, uniforms):
    with torch.no_grad():
        logits = net(x * known)
    drawn = x * known
    for r, c in _raster(known):
        if not known[r, c]:
            drawn[:, 0, r, c] = _inverse_cdf(logits[:, :, r, c], uniforms[:, r, c])
    return drawn


@wrong(complete, hint="How often should a level of probability 0.3 be drawn, if it is the largest?")
def always_takes_the_most_probable_level(net, x, known, uniforms):
    return _draw(net, x, known, uniforms, pick=lambda a, u: a.argmax(dim=1) / 16)


@wrong(complete, hint="The network reads ink between 0 and 1. What are levels between 0 and 16?")
def feeds_levels_for_inks(net, x, known, uniforms):
    return _draw(lambda levels: net(16 * levels), x, known, uniforms)


@wrong(complete, hint="The pictures hold ink between 0 and 1. What are levels between 0 and 16?")
def forgets_to_divide_by_sixteen(net, x, known, uniforms):
    return _draw(net, x, known, uniforms, pick=lambda a, u: 16 * _inverse_cdf(a, u))


@wrong(complete, hint="Seventeen levels from 0 to 16: which one is ink 1.0?")
def divides_by_the_number_of_levels(net, x, known, uniforms):
    return _draw(net, x, known, uniforms, pick=lambda a, u: _inverse_cdf(a, u) * 16 / 17)


@wrong(complete, hint="What is the level of u = 0: the first one, or one before it?")
def is_one_level_too_dark(net, x, known, uniforms):
    def pick(a, u):
        return (_inverse_cdf(a, u) + 1 / 16).clamp(max=1)

    return _draw(net, x, known, uniforms, pick=pick)


@wrong(complete, hint="Must a distribution add up to one? What do sixteen sums of logits mean?")
def sums_logits_for_probabilities(net, x, known, uniforms):
    def pick(a, u):
        return (a.cumsum(dim=1)[:, :-1] < u[:, None]).sum(dim=1) / 16

    return _draw(net, x, known, uniforms, pick=pick)


@wrong(
    complete, hint="What does the next pixel see: an ink that was drawn, or the mean of all inks?"
)
def takes_the_mean_ink(net, x, known, uniforms):
    levels = torch.arange(17) / 16
    return _draw(net, x, known, uniforms, pick=lambda a, u: torch.softmax(a, 1) @ levels)


@wrong(complete, hint="Which picture does each row of uniforms belong to?")
def shares_the_uniforms_of_the_first_picture(net, x, known, uniforms):
    return _draw(net, x, known, uniforms[:1].expand_as(uniforms))


@wrong(complete, hint="Paper is ink 0. Can you tell from its ink whether a pixel is known?")
def takes_paper_for_unknown(net, x, known, uniforms):
    drawn = torch.where(known, x, 0.0)
    given = known & (drawn[:, 0] != 0)
    with torch.no_grad():
        for r, c in _raster(known):
            new = _inverse_cdf(net(drawn)[:, :, r, c], uniforms[:, r, c])
            drawn[:, 0, r, c] = torch.where(given[:, r, c], drawn[:, 0, r, c], new)
    return drawn


@wrong(complete, hint="How many rows has a picture, and how many columns? Are they equally many?")
def takes_every_picture_for_a_square(net, x, known, uniforms):
    side = min(known.shape)
    places = [(r, c) for r, c in _raster(known) if r < side]
    return _draw(net, x, known, uniforms, places)


@wrong(complete, hint="Which shape goes in, and has the picture that comes back its colour axis?")
def leaves_out_the_axis_of_the_channels(net, x, known, uniforms):
    return _draw(net, x, known, uniforms)[:, 0]


@wrong(complete, hint="Each place has its own uniform. Who uses those of the known pixels?")
def uses_the_uniforms_in_the_order_of_drawing(net, x, known, uniforms):
    drawn, flat = x * known, uniforms.flatten(1)
    with torch.no_grad():
        for i, (r, c) in enumerate(torch.nonzero(~known).tolist()):
            drawn[:, 0, r, c] = _inverse_cdf(net(drawn)[:, :, r, c], flat[:, i])
    return drawn


# --- gated_horizontal ----------------------------------------------------------------------------


def _down(v):
    return torch.cat([torch.zeros_like(v[:, :, :1]), v[:, :, :-1]], dim=2)


def _gate(both):
    a, b = both.chunk(2, dim=1)
    return torch.tanh(a) * torch.sigmoid(b)


@right(gated_horizontal)
def with_cat(vertical, horizontal):
    both = horizontal + _down(vertical)
    half = both.shape[1] // 2
    return both[:, :half].tanh() * both[:, half:].sigmoid()


@right(gated_horizontal)
def with_roll_and_a_blank_row(vertical, horizontal):
    moved = torch.roll(vertical, 1, dims=2)
    moved[:, :, 0] = 0
    return F.glu(torch.cat([torch.tanh((horizontal + moved).chunk(2, 1)[0]),
                            (horizontal + moved).chunk(2, 1)[1]], dim=1), dim=1)  # fmt: skip


@right(gated_horizontal)
def row_by_row_in_double_precision(vertical, horizontal):
    rows = []
    for r in range(horizontal.shape[2]):
        row = horizontal[:, :, r].double()
        if r > 0:
            row = row + vertical[:, :, r - 1]
        a, b = torch.tensor_split(row, 2, dim=1)
        rows.append(torch.tanh(a) / (1 + torch.exp(-b)))
    return torch.stack(rows, dim=2)


@wrong(
    gated_horizontal,
    hint="Row r of the vertical stack has seen the whole of row r, the pixel itself too. May it come "
    "in at row r?",
)
def forgets_to_move_down(vertical, horizontal):
    return _gate(horizontal + vertical)


@wrong(gated_horizontal, hint="Should row r hear of the row above it, or of the row below?")
def moves_up(vertical, horizontal):
    up = torch.cat([vertical[:, :, 1:], torch.zeros_like(vertical[:, :, :1])], dim=2)
    return _gate(horizontal + up)


@wrong(gated_horizontal, hint="Rows or columns: what is the axis of width?")
def moves_to_the_right(vertical, horizontal):
    return _gate(horizontal + F.pad(vertical, (1, 0))[..., :-1])


@wrong(gated_horizontal, hint="What comes in at the top when the last row goes out at the bottom?")
def lets_the_last_row_come_in_at_the_top(vertical, horizontal):
    return _gate(horizontal + torch.roll(vertical, 1, dims=2))


@wrong(gated_horizontal, hint="Is it the half that is a gate that lies between 0 and 1?")
def swaps_the_halves(vertical, horizontal):
    b, a = (horizontal + _down(vertical)).chunk(2, dim=1)
    return torch.tanh(a) * torch.sigmoid(b)


@wrong(gated_horizontal, hint="Halves, or every second channel?")
def takes_every_second_channel(vertical, horizontal):
    both = horizontal + _down(vertical)
    return torch.tanh(both[:, ::2]) * torch.sigmoid(both[:, 1::2])


@wrong(gated_horizontal, hint="The two stacks meet once. Before the gate or behind it?")
def adds_behind_the_gates(vertical, horizontal):
    return _gate(horizontal) + _gate(_down(vertical))


@wrong(gated_horizontal, hint="One half goes through tanh, and the other?")
def has_no_tanh(vertical, horizontal):
    return F.glu(horizontal + _down(vertical), dim=1)


@wrong(gated_horizontal, hint="A gate lies between closed (0) and open (1). Where does tanh lie?")
def has_two_tanh(vertical, horizontal):
    a, b = (horizontal + _down(vertical)).chunk(2, dim=1)
    return torch.tanh(a) * torch.tanh(b)


@wrong(gated_horizontal, hint="Does a gate add to what goes through it?")
def adds_the_gate(vertical, horizontal):
    a, b = (horizontal + _down(vertical)).chunk(2, dim=1)
    return torch.tanh(a) + torch.sigmoid(b)


@wrong(gated_horizontal, hint="Which stack knows the rows above, and does your result hear of it?")
def forgets_the_vertical_stack(vertical, horizontal):
    return _gate(horizontal)


@wrong(gated_horizontal, hint="By how many rows must it go down so that the own row is not seen?")
def moves_down_by_two(vertical, horizontal):
    return _gate(horizontal + _down(_down(vertical)))


@wrong(gated_horizontal, hint="What is exp(100) in float32, and what is infinity by infinity?")
def computes_tanh_from_exponentials(vertical, horizontal):
    a, b = (horizontal + _down(vertical)).chunk(2, dim=1)
    up, down = torch.exp(a), torch.exp(-a)
    return (up - down) / (up + down) * torch.sigmoid(b)


# --- my_pixel_cnn --------------------------------------------------------------------------------


class _Conv(nn.Conv2d):
    def __init__(self, inputs, rows, columns):
        super().__init__(inputs, 40, (rows, columns), padding=(rows // 2, columns // 2))
        self.register_buffer("mask", torch.zeros(rows, columns))

    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)


class _Layer(nn.Module):
    def __init__(self, inputs, high, wide):
        super().__init__()
        self.vertical, self.horizontal = _Conv(inputs, high, high), _Conv(inputs, 1, wide)
        self.across, self.merge = nn.Conv2d(40, 40, 1), nn.Conv2d(20, 20, 1)
        self.condition = nn.Embedding(11, 40)

    def forward(self, v, h, label, move):
        told = self.condition.weight[label][:, None, None]
        v = self.vertical(v) + told
        new = self.merge(_gate(self.horizontal(h) + told + move(self.across(v))))
        return _gate(v), new if h.shape[1] == 1 else h + new


class _Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([_Layer(1, 5, 7), *(_Layer(20, 3, 3) for _ in range(3))])
        self.place = nn.Parameter(torch.zeros(20, 8, 8))
        self.out = nn.Conv2d(20, 17, 1)

    def forward(self, x, label=10, move=_down, place=1.0):
        v, h = self.layers[0](x, x, label, move)
        h = h + place * self.place
        for layer in self.layers[1:]:
            v, h = layer(v, h, label, move)
        return self.out(torch.relu(h))


def _trained():
    return learn.load_weights(_Network(), "pixel_cnn.safetensors").requires_grad_(False)


@right(my_pixel_cnn)
def in_double_precision_and_numpy(x):
    return _trained().double()(x.double()).numpy()


@right(my_pixel_cnn)
def gives_log_probabilities(x):
    return torch.log_softmax(_trained()(x), dim=1)


@right(my_pixel_cnn)
def in_small_batches(x):
    net = _trained()
    return torch.cat([net(part) for part in x.split(16)])


@wrong(my_pixel_cnn, hint="Where does your function load what was learned?")
def never_loads_the_weights(x):
    torch.manual_seed(
        len(x)
    )  # another network in the next call, but the same one in each rehearsal
    return _Network()(x)


@wrong(my_pixel_cnn, hint="Are the numbers that come back between 0 and 1? What should a logit be?")
def gives_probabilities_for_logits(x):
    return torch.softmax(_trained()(x), dim=1)


@wrong(
    my_pixel_cnn, hint="What should the logits at the last place be about: it, or the one after?"
)
def is_shifted_by_one_pixel(x):
    return torch.roll(_trained()(x).flatten(2), 1, dims=2).reshape(-1, 17, 8, 8)


@wrong(my_pixel_cnn, hint="Is level 0 paper or ink, and is it first or last among the channels?")
def counts_the_levels_from_the_ink(x):
    return _trained()(x).flip(1)


@wrong(my_pixel_cnn, hint="On which numbers was the network trained, inks or levels?")
def shows_levels_for_inks(x):
    return _trained()(16 * x)


@wrong(
    my_pixel_cnn, hint="Which axis of the picture is down, when you train and when you are asked?"
)
def turns_the_picture_on_its_side(x):
    return _trained()(x.transpose(2, 3)).transpose(2, 3)


@wrong(my_pixel_cnn, hint="Nobody has told you that the digit is a nought.")
def takes_every_digit_for_a_nought(x):
    return _trained()(x, label=0)


@wrong(my_pixel_cnn, hint="Row r of the vertical stack knows row r. Was it moved down?")
def forgets_to_move_down_now(x):
    return _trained()(x, move=lambda v: v)


@wrong(my_pixel_cnn, hint="Does the network that you load do all that the trained one did?")
def leaves_out_the_places(x):
    return _trained()(x, place=0.0)


@wrong(
    my_pixel_cnn, hint="How much does a network know of a picture when it has never looked at it?"
)
def never_looks_at_the_picture(x):
    return _trained()(torch.zeros_like(x))


@wrong(
    my_pixel_cnn, hint="Is a level of probability 0.4 certain? What does a wrong certainty cost?"
)
def is_certain_of_everything(x):
    logits = _trained()(x)
    return 20 * F.one_hot(logits.argmax(dim=1), 17).permute(0, 3, 1, 2).float()


@wrong(
    my_pixel_cnn,
    hint="You look at the pixel itself to guess what it is. Who tells you while you draw?",
)
def lets_the_own_pixel_through(x):
    own = F.one_hot((16 * x[:, 0]).round().long(), 17).permute(0, 3, 1, 2)
    return _trained()(x) + 4 * own
