"""Other right answers to `mu_law`, and misconceptions."""

import math

import numpy as np
import torch

from gradelib.exam import right, wrong

from ...exam.wavenet.mu_law import mu_law


@right(mu_law)
def in_numpy_and_double_precision(wave, mu):
    x = wave.numpy().astype(float)
    return torch.as_tensor(np.sign(x) * np.log1p(mu * np.abs(x)) / np.log1p(mu))


@right(mu_law)
def with_a_case_for_each_sign(wave, mu):
    above = torch.log(1 + mu * wave.clamp(min=0)) / math.log(1 + mu)
    below = torch.log(1 - mu * wave.clamp(max=0)) / math.log(1 + mu)
    return torch.where(wave < 0, -below, above)


@right(mu_law)
def with_logarithms_of_base_two(wave, mu):
    return torch.copysign(torch.log2(1 + mu * wave.abs()) / math.log2(1 + mu), wave)


@right(mu_law)
def one_sample_after_the_other(wave, mu):
    samples = [
        math.copysign(math.log1p(mu * abs(x)) / math.log1p(mu), x) for x in wave.flatten().tolist()
    ]
    return torch.tensor(samples).reshape(wave.shape)


@right(mu_law)
def louder_and_softer_apart(wave, mu):
    size = torch.log1p(mu * wave.clamp(min=0)) - torch.log1p(mu * (-wave).clamp(min=0))
    return size / math.log1p(mu)


def _curve(wave, mu):
    return torch.log1p(mu * wave.abs()) / math.log1p(mu)


@wrong(mu_law, hint="A membrane swings in two directions. Where did the other one go?")
def forgets_the_sign(wave, mu):
    return _curve(wave, mu)


@wrong(mu_law, hint="What is the logarithm of 1 + μx if x is -0.5? Of what should it be taken?")
def takes_the_logarithm_of_negative_numbers(wave, mu):
    return torch.sign(wave) * torch.log1p(mu * wave) / math.log1p(mu)


@wrong(mu_law, hint="What comes out for silence if nothing is added before the logarithm?")
def forgets_to_add_one(wave, mu):
    return torch.sign(wave) * torch.log(mu * wave.abs()) / math.log(mu)


@wrong(mu_law, hint="The loudest sound should come out as 1. What do you divide by?")
def does_not_divide(wave, mu):
    return torch.sign(wave) * torch.log1p(mu * wave.abs())


@wrong(mu_law, hint="Put x = 1 into numerator and denominator: are they the same?")
def divides_by_the_logarithm_of_mu(wave, mu):
    return torch.sign(wave) * torch.log1p(mu * wave.abs()) / math.log(mu + 1e-9)


@wrong(mu_law, hint="What if somebody asks for a telephone with another μ?")
def always_takes_255(wave, mu):
    return torch.sign(wave) * _curve(wave, 255.0)


@wrong(mu_law, hint="The sign is ±1. By what do you multiply?")
def multiplies_by_the_wave_instead_of_its_sign(wave, mu):
    return wave * _curve(wave, mu)


@wrong(mu_law, hint="Should quiet sounds be drawn apart by this curve or pushed together?")
def goes_the_way_back(wave, mu):
    return torch.sign(wave) * ((1 + mu) ** wave.abs() - 1) / mu


@wrong(mu_law, hint="Two logarithms stand in the formula. Have they the same base?")
def mixes_two_logarithms(wave, mu):
    return torch.sign(wave) * torch.log1p(mu * wave.abs()) / math.log2(1 + mu)


@wrong(mu_law, hint="From where to where should the result go: from 0 to 1, or from -1 to 1?")
def shifts_the_scale_to_zero_and_one(wave, mu):
    return (torch.sign(wave) * _curve(wave, mu) + 1) / 2


@wrong(mu_law, hint="How does your way of finding a sign work for silence?")
def finds_the_sign_by_dividing_through_the_size(wave, mu):
    return wave / wave.abs() * _curve(wave, mu)


@wrong(mu_law, hint="A place on the scale is asked for. What is a code, and who rounds?")
def quantises_as_well(wave, mu):
    place = torch.sign(wave) * _curve(wave, mu)
    return ((place + 1) / 2 * mu).round().long()


@wrong(mu_law, hint="What does log1p add by itself, and what do you add?")
def adds_one_twice(wave, mu):
    return torch.sign(wave) * torch.log1p(1 + mu * wave.abs()) / math.log1p(1 + mu)


@wrong(mu_law, hint="A soft note and a loud one go in. Should they come out alike?")
def makes_every_wave_as_loud_as_can_be(wave, mu):
    wave = wave / wave.abs().max() if wave.numel() else wave
    return torch.sign(wave) * _curve(wave, mu)
