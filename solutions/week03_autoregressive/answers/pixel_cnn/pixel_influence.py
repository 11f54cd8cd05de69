"""Other right answers to `pixel_influence`, and misconceptions."""

import numpy as np
import torch

from gradelib.exam import right, wrong

from ...exam.pixel_cnn.pixel_influence import pixel_influence


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


@right(pixel_influence)
def with_vmap_and_grad(net, x, row, column):
    def output(picture):
        return net(picture[None])[0, :, row, column].sum()

    return torch.func.vmap(torch.func.grad(output))(x)[:, 0].abs().mean(dim=0)


@right(pixel_influence)
def channel_by_channel(net, x, row, column):
    x = x.detach().clone().requires_grad_()
    at_place = net(x)[:, :, row, column].sum(dim=0)
    slopes = [torch.autograd.grad(f, x, retain_graph=True)[0] for f in at_place]
    return sum(slopes).abs().sum(dim=(0, 1)) / len(x)


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
def gives_no_tensor(net, x, row, column):
    field = _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0)
    return field.numpy()


@wrong(pixel_influence, hint="`squeeze()` drops every axis of length 1. Which ones may go?")
def squeezes_every_axis(net, x, row, column):
    return _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0).squeeze()


@wrong(
    pixel_influence,
    hint="Of what is the derivative taken, of each channel or of their sum? May channels cancel?",
)
def adds_the_absolute_values_of_the_channels(net, x, row, column):
    channels = range(net(x).shape[1])
    slopes = [_slope(net, x, lambda out, k=k: out[:, k, row, column].sum()) for k in channels]
    return torch.stack(slopes).abs().sum(dim=0).mean(dim=0)


@wrong(pixel_influence, hint="At which pictures is the derivative to be taken?")
def takes_blank_pictures(net, x, row, column):
    blank = torch.zeros_like(x)
    return _slope(net, blank, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0)


@wrong(pixel_influence, hint="Is there a largest value that the field has to have?")
def divides_by_the_largest(net, x, row, column):
    field = _slope(net, x, lambda out: out[:, :, row, column].sum()).abs().mean(dim=0)
    return field / field.max().clamp(min=1e-12)
