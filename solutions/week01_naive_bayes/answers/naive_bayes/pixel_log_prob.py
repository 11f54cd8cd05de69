"""Other right answers to `pixel_log_prob`, and misconceptions."""

import numpy as np
import torch
from scipy import special, stats

from gradelib.exam import right, wrong

from ...exam.naive_bayes.pixel_log_prob import pixel_log_prob


@right(pixel_log_prob)
def with_matrix_products(images, on_probs):
    return images @ np.log(on_probs) + (1 - images) @ np.log1p(-on_probs)


@right(pixel_log_prob)
def choosing_with_where(images, on_probs):
    return np.log(np.where(images == 1, on_probs, 1 - on_probs)).sum(axis=1)


@right(pixel_log_prob)
def with_scipy_bernoulli(images, on_probs):
    return stats.bernoulli.logpmf(images.astype(int), on_probs).sum(axis=-1)


@right(pixel_log_prob)
def by_the_logits(images, on_probs):
    return images @ special.logit(on_probs) + np.log1p(-on_probs).sum()


@right(pixel_log_prob)
def pixel_by_pixel_in_float32(images, on_probs):
    images, on_probs = images.astype(np.float32), on_probs.astype(np.float32)
    totals = []
    for image in images:
        total = np.float32(0)
        for pixel, p in zip(image, on_probs, strict=True):
            total += np.log(p if pixel else 1 - p)
        totals.append(total)
    return totals


@wrong(
    pixel_log_prob,
    hint="What does the model say of a pixel that is off? Is that not an observation?",
)
def ignores_the_pixels_that_are_off(images, on_probs):
    return np.sum(images * np.log(on_probs), axis=1)


@wrong(pixel_log_prob, hint="With which probability is a pixel off?")
def swaps_on_and_off(images, on_probs):
    return np.sum(images * np.log(1 - on_probs) + (1 - images) * np.log(on_probs), axis=1)


@wrong(
    pixel_log_prob,
    hint="Independent pixels: their probabilities multiply. What do the logarithms do?",
)
def averages_over_the_pixels(images, on_probs):
    return np.mean(images * np.log(on_probs) + (1 - images) * np.log(1 - on_probs), axis=1)


@wrong(pixel_log_prob, hint="How many numbers should come back for n pictures?")
def adds_up_all_pictures(images, on_probs):
    return np.sum(images * np.log(on_probs) + (1 - images) * np.log(1 - on_probs))


@wrong(pixel_log_prob, hint="Over what do you sum, pixels or pictures?")
def adds_up_over_the_pictures(images, on_probs):
    return np.sum(images * np.log(on_probs) + (1 - images) * np.log(1 - on_probs), axis=0)


@wrong(pixel_log_prob, hint="Which logarithm does the text ask for, natural or base 2?")
def counts_in_bits(images, on_probs):
    return np.sum(np.log2(np.where(images == 1, on_probs, 1 - on_probs)), axis=1)


@wrong(pixel_log_prob, hint="Can the logarithm of a probability be positive?")
def returns_the_negative(images, on_probs):
    return -np.sum(np.log(np.where(images == 1, on_probs, 1 - on_probs)), axis=1)


@wrong(pixel_log_prob, hint="How small is the product of 3,000 probabilities?")
def multiplies_before_the_logarithm(images, on_probs):
    with np.errstate(all="ignore"):
        return np.log(np.prod(np.where(images == 1, on_probs, 1 - on_probs), axis=1))


@wrong(pixel_log_prob, hint="What is log(1 - p)? Is it 1 - log p?")
def takes_one_minus_the_logarithm(images, on_probs):
    return np.sum(images * np.log(on_probs) + (1 - images) * (1 - np.log(on_probs)), axis=1)


@wrong(pixel_log_prob, hint="Is it the probability of a pixel that adds up, or its logarithm?")
def adds_up_the_probabilities(images, on_probs):
    return np.sum(images * on_probs + (1 - images) * (1 - on_probs), axis=1)


@wrong(pixel_log_prob, hint="Do you change the probabilities before you use them? By how much?")
def clips_the_probabilities(images, on_probs):
    on_probs = np.clip(on_probs, 0.01, 0.99)
    return np.sum(np.log(np.where(images == 1, on_probs, 1 - on_probs)), axis=1)


@wrong(
    pixel_log_prob,
    hint="A small number inside the logarithm makes rare pixels more probable. Is it needed here?",
)
def adds_a_small_number_in_the_logarithms(images, on_probs):
    on, off = np.log(on_probs + 1e-6), np.log(1 - on_probs + 1e-6)
    return np.sum(images * on + (1 - images) * off, axis=1)


@wrong(
    pixel_log_prob,
    hint="Which sign stands between the term of the pixels on and that of those off?",
)
def subtracts_the_pixels_that_are_off(images, on_probs):
    return np.sum(images * np.log(on_probs) - (1 - images) * np.log(1 - on_probs), axis=1)


@wrong(
    pixel_log_prob,
    hint="torch's binary_cross_entropy lets no logarithm fall below -100. Does the text?",
)
def stops_the_logarithms_at_minus_100(images, on_probs):
    pixels, chances = torch.tensor(images), torch.tensor(np.tile(on_probs, (len(images), 1)))
    cost = torch.nn.functional.binary_cross_entropy(chances, pixels, reduction="none")
    return -cost.sum(dim=1).numpy()
