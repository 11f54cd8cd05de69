"""Other right answers to `box_muller`, and misconceptions."""

import math

import numpy as np
from scipy import stats

from gradelib.exam import right, wrong

from ...exam.sampling.box_muller import box_muller


@right(box_muller)
def as_a_pair_of_arrays(u1, u2):
    radius = np.sqrt(-2 * np.log(1 - u1))
    return radius * np.cos(2 * np.pi * u2), radius * np.sin(2 * np.pi * u2)


@right(box_muller)
def pair_by_pair(u1, u2):
    z = [[], []]
    for a, b in zip(u1, u2, strict=True):
        radius = math.sqrt(2 * math.log(1 / (1 - a)))
        z[0].append(radius * math.cos(math.tau * b))
        z[1].append(radius * math.sin(math.tau * b))
    return z


@right(box_muller)
def with_complex_numbers_in_float32(u1, u2):
    radius = np.sqrt(-2 * np.log1p(-u1.astype(np.float32)))
    z = radius * np.exp(2j * np.pi * u2).astype(np.complex64)
    return np.array([z.real, z.imag])


@right(box_muller)
def with_the_rayleigh_quantile(u1, u2):
    angle = np.deg2rad(360 * u2)
    return stats.rayleigh.ppf(u1) * np.array([np.cos(angle), np.sin(angle)])


@wrong(
    box_muller,
    hint="u1 is at least 0 and below 1. Is log(u1) finite for all of these, and is it what "
    "inverting F(r) gives?",
)
def takes_log_of_u(u1, u2):
    with np.errstate(divide="ignore", invalid="ignore"):
        return as_a_pair_of_arrays(1 - u1, u2)


@wrong(
    box_muller,
    hint="Solve 1 - exp(-r**2 / 2) = u for r once more: what becomes of the 2 below the line?",
)
def forgets_the_factor_two(u1, u2):
    return np.array(as_a_pair_of_arrays(u1, u2)) / np.sqrt(2)


@wrong(box_muller, hint="Your radius is r squared. What is left to do?")
def forgets_the_root(u1, u2):
    return -2 * np.log(1 - u1) * np.array([np.cos(2 * np.pi * u2), np.sin(2 * np.pi * u2)])


@wrong(
    box_muller,
    hint="The angle should go once round the circle. How far does yours go when u2 runs from 0 to 1?",
)
def goes_half_round(u1, u2):
    return as_a_pair_of_arrays(u1, u2 / 2)


@wrong(box_muller, hint="NumPy's cos and sin take radians. What is a full turn in radians?")
def measures_the_angle_in_degrees(u1, u2):
    return as_a_pair_of_arrays(u1, 360 * u2 / (2 * np.pi))


@wrong(
    box_muller,
    hint="If radius and angle come from the same uniform, the points lie on one spiral. Which "
    "uniform decides the angle?",
)
def uses_u1_twice(u1, u2):
    return as_a_pair_of_arrays(u1, u1)


@wrong(box_muller, hint="Which coordinate is the cosine? The docstring says which comes first.")
def swaps_sine_and_cosine(u1, u2):
    return as_a_pair_of_arrays(u1, u2)[::-1]


@wrong(box_muller, hint="Which uniform gives the radius, and which the angle?")
def swaps_the_uniforms(u1, u2):
    return as_a_pair_of_arrays(u2, u1)


@wrong(box_muller, hint="What exactly stands under the root in the formula for r?")
def takes_the_root_of_the_two_only(u1, u2):
    angle = 2 * np.pi * u2
    return -np.sqrt(2) * np.log(1 - u1) * np.array([np.cos(angle), np.sin(angle)])


@wrong(box_muller, hint="Which logarithm undoes exp?")
def takes_the_logarithm_to_base_10(u1, u2):
    return np.array(as_a_pair_of_arrays(u1, u2)) / np.sqrt(np.log(10))


@wrong(
    box_muller,
    hint="These are normal, too, but inverting the normal CDF is what the text wants to avoid. Which "
    "CDF does it invert instead?",
)
def inverts_the_normal_cdf(u1, u2):
    return stats.norm.ppf(u1), stats.norm.ppf(u2)


@wrong(box_muller, hint="In which direction does the angle grow?")
def turns_the_other_way(u1, u2):
    return as_a_pair_of_arrays(u1, -u2)


@wrong(box_muller, hint="Where is the plane? You give the radius and the angle themselves.")
def stays_in_polar_coordinates(u1, u2):
    return np.sqrt(-2 * np.log(1 - u1)), 2 * np.pi * u2


@wrong(
    box_muller,
    hint="Do you keep u1 away from 0 and 1? How far from the centre can your points come?",
)
def cuts_off_the_uniforms(u1, u2):
    return as_a_pair_of_arrays(np.clip(u1, 1e-6, 1 - 1e-4), u2)
