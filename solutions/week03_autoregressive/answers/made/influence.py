"""Other right answers to `influence`, and misconceptions."""

import numpy as np
import torch

from gradelib.exam import right, wrong

from ...exam.made.influence import influence


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


@right(influence)
def flips_in_a_copy_and_back(f, x):
    picture, before = x.clone(), f(x.reshape(1, -1))[0].tolist()
    matrix = torch.zeros(len(x), len(x))
    for j in range(len(x)):
        picture[j] = float(picture[j] == 0)
        after = f(picture[None])[0].tolist()
        picture[j] = x[j]
        for i, (old, new) in enumerate(zip(before, after, strict=True)):
            matrix[i, j] = abs(new - old)
    return matrix


def _moved(f, pictures, x):
    return (f(pictures) - f(x[None])).T


@wrong(influence, hint="Row i is about output i: what stands in a row, outputs or pixels?")
def transposed_influence(f, x):
    return _moved(f, (x - torch.eye(len(x))).abs(), x).abs().T


@wrong(influence, hint="Is it an influence, too, if the output falls?")
def keeps_the_sign(f, x):
    return _moved(f, (x - torch.eye(len(x))).abs(), x)


@wrong(
    influence,
    hint="An output falls from 1 to -1. By how much has it moved, and how much does yours say?",
)
def takes_absolute_values_before_the_difference(f, x):
    flipped = (x - torch.eye(len(x))).abs()
    return (f(flipped).abs() - f(x[None]).abs()).abs().T


@wrong(
    influence, hint="The pictures are flipped ones of `x`. With which picture do you compare them?"
)
def compares_with_an_empty_picture(f, x):
    return _moved(f, (x - torch.eye(len(x))).abs(), torch.zeros_like(x)).abs()


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
