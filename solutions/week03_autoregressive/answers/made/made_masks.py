"""Other right answers to `made_masks`, and misconceptions."""

import itertools

import numpy as np
import torch

from gradelib.exam import right, wrong

from ...exam.made.made_masks import made_masks


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


@right(made_masks)
def from_what_each_unit_knows(order, hidden_degrees):
    turn = (order[None] == torch.arange(len(order))[:, None]).int().argmax(dim=1)
    below, masks = turn + 1, []
    for above in hidden_degrees:
        masks.append(torch.vstack([below <= degree for degree in above]).to(torch.float32))
        below = above
    masks.append(torch.vstack([below <= k for k in turn]).to(torch.float32))
    return tuple(masks)


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


@wrong(
    made_masks,
    hint="order[k] is the pixel drawn as number k: from turns to pixels. Which way do degrees go, and "
    "with which number do they begin?",
)
def takes_the_order_for_degrees_from_zero(order, hidden_degrees):
    return _masks_from(order, hidden_degrees)


@wrong(
    made_masks,
    hint="One comparison lets equal degrees through, the other does not. Which belongs to the outputs, "
    "and why?",
)
def swaps_the_two_comparisons(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, hidden_degrees, torch.gt, torch.ge)


@wrong(
    made_masks,
    hint="A hidden unit of degree 1: how many pixels may it know, and how many does it know in yours?",
)
def hidden_units_know_later_pixels(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, hidden_degrees, hidden=torch.le)


@wrong(
    made_masks,
    hint="The output of the first pixel should hear nobody. Which units does it hear in yours?",
)
def outputs_hear_units_of_larger_degree(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, hidden_degrees, output=torch.lt)


@wrong(
    made_masks,
    hint="Two hidden units may know the same pixels. May the upper one hear the lower one then?",
)
def strict_between_hidden_layers(order, hidden_degrees):
    masks = _masks_from(torch.argsort(order) + 1, hidden_degrees)
    strict = _masks_from(torch.argsort(order) + 1, hidden_degrees, hidden=torch.gt)
    return [masks[0], *strict[1:-1], *masks[1:][-1:]]


@wrong(made_masks, hint="In which order are the pixels drawn? Who told you?")
def always_raster_order(order, hidden_degrees):
    return _masks_from(torch.arange(len(order)) + 1, hidden_degrees)


@wrong(made_masks, hint="Degrees are counted from 1, turns from 0. Which did you compare?")
def degrees_from_zero(order, hidden_degrees):
    return _masks_from(torch.argsort(order), hidden_degrees)


@wrong(
    made_masks,
    hint="Pixels have degrees from 1 to D, hidden units from 1 to D - 1. Which of them did you change "
    "before you compared, and why?",
)
def takes_one_off_the_hidden_degrees(order, hidden_degrees):
    return _masks_from(torch.argsort(order) + 1, [layer - 1 for layer in hidden_degrees])


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
