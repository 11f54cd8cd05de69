"""Other right answers to `expand`, and misconceptions."""

import math

import numpy as np
import torch

from gradelib.exam import right, wrong

from ...exam.wavenet.expand import expand


@right(expand)
def with_exponentials(codes, levels):
    place = codes.double() / (levels - 1) * 2 - 1
    return torch.sign(place) * torch.expm1(place.abs() * math.log(levels)) / (levels - 1)


@right(expand)
def by_looking_up_a_table(codes, levels):
    place = np.linspace(-1, 1, levels)
    table = np.sign(place) * (levels ** np.abs(place) - 1) / (levels - 1)
    return torch.tensor(table, dtype=torch.float32)[codes]


@right(expand)
def code_by_code(codes, levels):
    sounds = []
    for code in codes.flatten().tolist():
        y = 2 * code / (levels - 1) - 1
        size = (math.pow(levels, abs(y)) - 1) / (levels - 1)
        sounds.append(-size if y < 0 else size)
    return torch.tensor(sounds).reshape(codes.shape)


@right(expand)
def counting_steps_from_the_middle(codes, levels):
    steps = 2 * codes - (levels - 1)  # whole numbers, twice too large
    return steps.sign() * (levels ** (steps.abs() / (levels - 1)) - 1) / (levels - 1)


def _place(codes, levels):
    return 2 * codes.float() / (levels - 1) - 1


def _size(place, levels):
    return (levels ** place.abs() - 1) / (levels - 1)


@wrong(expand, hint="Which codes are the negative sounds, and what became of them?")
def loses_the_sign(codes, levels):
    return _size(_place(codes, levels), levels)


@wrong(expand, hint="At which place should code 0 lie, and at which the last code?")
def leaves_the_place_between_zero_and_one(codes, levels):
    return _size(codes.float() / (levels - 1), levels)


@wrong(expand, hint="With 256 codes, what is the number of the last one?")
def divides_by_the_number_of_codes(codes, levels):
    place = 2 * codes.float() / levels - 1
    return torch.sign(place) * _size(place, levels)


@wrong(expand, hint="With 256 levels μ is 255. What is 1 + μ?")
def takes_the_number_of_levels_for_mu(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * ((1 + levels) ** place.abs() - 1) / levels


@wrong(expand, hint="Which part of the way to the code have you undone, and which not?")
def undoes_only_the_quantiser(codes, levels):
    return _place(codes, levels)


@wrong(expand, hint="Was the μ-law the logarithm or the exponential?")
def compands_once_more(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * torch.log1p((levels - 1) * place.abs()) / math.log(levels)


@wrong(expand, hint="To which base was the logarithm taken, after the division by log(1 + μ)?")
def takes_the_natural_base(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * torch.expm1(place.abs()) / (levels - 1)


@wrong(expand, hint="What should the code in the middle stand for? And what does yours stand for?")
def forgets_to_take_one_off(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * levels ** place.abs() / (levels - 1)


@wrong(expand, hint="Which power does a negative place have, if its sign is kept?")
def raises_to_the_signed_place(codes, levels):
    return (levels ** _place(codes, levels) - 1) / (levels - 1)


@wrong(expand, hint="What if a telephone has other than 256 levels?")
def always_takes_256_levels(codes, levels):
    place = _place(codes, 256)
    return torch.sign(place) * _size(place, 256)


@wrong(expand, hint="Is the largest code of a sound always the largest code that there is?")
def takes_the_largest_code_it_sees_for_the_last(codes, levels):
    place = 2 * codes / codes.max() - 1 if codes.numel() else codes.float()
    return torch.sign(place) * _size(place, levels)


@wrong(expand, hint="Places are fractions. What does your division leave of them?")
def divides_whole_numbers(codes, levels):
    place = (2 * codes // (levels - 1) - 1).float()
    return torch.sign(place) * _size(place, levels)


@wrong(expand, hint="How large is the loudest sound that may come back?")
def forgets_to_divide_by_mu(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * (levels ** place.abs() - 1)


@wrong(expand, hint="Turn log(1 + μx) / log(1 + μ) round. Of which number is it a power: μ?")
def takes_a_power_of_mu(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * ((levels - 1) ** place.abs() - 1) / (levels - 1)


@wrong(expand, hint="Who decides how large μ is?")
def always_takes_a_mu_of_255(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * _size(place, 256)


@wrong(expand, hint="Does code 0 lie at the very edge of the scale, or half a step inside?")
def takes_the_middles_of_equal_bins(codes, levels):
    place = 2 * (codes + 0.5) / levels - 1
    return torch.sign(place) * _size(place, levels)


@wrong(expand, hint="With 256 codes, which one lies in the middle of the scale? Is there one?")
def takes_code_levels_over_two_for_silence(codes, levels):
    place = 2 * (codes - levels // 2) / (levels - 1)
    return torch.sign(place) * _size(place, levels)


@wrong(
    expand, hint="The sound went through the μ-law, then the quantiser. From which end do you go?"
)
def undoes_the_two_steps_in_the_wrong_order(codes, levels):
    return 2 * _size(codes / (levels - 1), levels) - 1


@wrong(expand, hint="How does your way of finding a sign work for silence?")
def finds_the_sign_by_dividing_through_the_size(codes, levels):
    place = _place(codes, levels)
    return place / place.abs() * _size(place, levels)
