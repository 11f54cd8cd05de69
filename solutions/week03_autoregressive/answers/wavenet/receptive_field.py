"""Other right answers to `receptive_field`, and misconceptions."""

import math

from gradelib.exam import right, wrong

from ...exam.wavenet.receptive_field import receptive_field


@right(receptive_field)
def layer_by_layer(kernel_size, dilations):
    heard = 1
    for dilation in dilations:
        heard += (kernel_size - 1) * dilation
    return heard


@right(receptive_field)
def by_following_the_taps(kernel_size, dilations):
    heard = {0}
    for dilation in dilations:
        heard = {back + tap * dilation for back in heard for tap in (0, kernel_size - 1)}
    return max(heard) + 1


@right(receptive_field)
def from_the_last_layer_down(kernel_size, dilations):
    if not dilations:
        return 1
    *below, last = dilations
    return kernel_size * last - last + from_the_last_layer_down(kernel_size, below)


@wrong(receptive_field, hint="Does an output also hear the sample at its own place?")
def forgets_the_present(kernel_size, dilations):
    return (kernel_size - 1) * sum(dilations)


@wrong(receptive_field, hint="Between k taps, how many gaps are there?")
def counts_taps_for_gaps(kernel_size, dilations):
    return 1 + kernel_size * sum(dilations)


@wrong(receptive_field, hint="What do the dilations change, if not the reach?")
def leaves_out_the_dilations(kernel_size, dilations):
    return 1 + (kernel_size - 1) * len(dilations)


@wrong(receptive_field, hint="Does every layer lengthen the reach, or the largest one only?")
def takes_the_largest_dilation_only(kernel_size, dilations):
    return 1 + (kernel_size - 1) * max(dilations, default=0)


@wrong(receptive_field, hint="Were the dilations doubled from layer to layer? Who told you?")
def assumes_doubled_dilations(kernel_size, dilations):
    return 1 + (kernel_size - 1) * (2 ** len(dilations) - 1)


@wrong(receptive_field, hint="Two layers of three taps, side by side: do they hear nine samples?")
def multiplies_the_numbers_of_taps(kernel_size, dilations):
    return kernel_size ** len(dilations)


@wrong(
    receptive_field,
    hint="Between the earliest sample and the present some may be heard by nobody. Such holes "
    "belong to the stretch; what counts is how far back it reaches.",
)
def counts_the_samples_without_the_holes(kernel_size, dilations):
    heard = {0}
    for dilation in dilations:
        heard = {back + tap * dilation for back in heard for tap in range(kernel_size)}
    return len(heard)


@wrong(receptive_field, hint="A stack that is repeated reaches further; and is its present new?")
def adds_up_the_fields_of_the_layers(kernel_size, dilations):
    return sum(1 + (kernel_size - 1) * d for d in dilations)


@wrong(receptive_field, hint="Do reaches of layers add up or multiply? Draw two layers.")
def multiplies_the_reaches(kernel_size, dilations):
    return 1 + (kernel_size - 1) * math.prod(dilations)


@wrong(receptive_field, hint="One layer with three taps, side by side: does it hear two samples?")
def ignores_the_number_of_taps(kernel_size, dilations):
    return 1 + sum(dilations)


@wrong(receptive_field, hint="May an output hear what comes later as well?")
def reaches_in_both_directions(kernel_size, dilations):
    return 1 + 2 * (kernel_size - 1) * sum(dilations)


@wrong(receptive_field, hint="The last layer hears the one below it. What does that one hear?")
def takes_the_last_layer_only(kernel_size, dilations):
    return 1 + (kernel_size - 1) * sum(dilations[-1:])


@wrong(receptive_field, hint="Have all kernels as many taps as those of this lesson's network?")
def assumes_three_taps(kernel_size, dilations):
    return 1 + 2 * sum(dilations)


@wrong(receptive_field, hint="Between k taps, how many gaps are there? And who counts the present?")
def multiplies_taps_and_dilations(kernel_size, dilations):
    return kernel_size * sum(dilations)


@wrong(receptive_field, hint="Between which two taps does the dilation lie? Draw three of them.")
def takes_the_dilation_for_the_samples_left_out(kernel_size, dilations):
    return 1 + (kernel_size - 1) * sum(d + 1 for d in dilations)


@wrong(receptive_field, hint="Is there as much to hear on both sides of the middle tap?")
def lets_the_kernel_reach_to_both_sides(kernel_size, dilations):
    return 1 + 2 * (kernel_size // 2) * sum(dilations)


@wrong(
    receptive_field, hint="Samples are counted. What type has your sum, also if nothing is there?"
)
def counts_in_fractions(kernel_size, dilations):
    return 1 + (kernel_size - 1) * math.fsum(dilations)
