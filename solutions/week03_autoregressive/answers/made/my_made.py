"""Other right answers to `my_made`, and misconceptions."""

import torch
from torch import nn

from gradelib import learn
from gradelib.exam import right, wrong

from ...exam.made.my_made import my_made


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
