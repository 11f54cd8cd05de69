"""Other right answers to `nearest_distances`, and misconceptions."""

import math

import numpy as np
from scipy import spatial

from gradelib.exam import right, wrong

from ...exam.sampling.nearest_distances import nearest_distances


@right(nearest_distances)
def with_scipy_cdist(queries, references):
    return spatial.distance.cdist(queries, references).min(axis=1)


@right(nearest_distances)
def query_by_query(queries, references):
    return [
        min(math.dist(query, reference) for reference in references.tolist())
        for query in queries.tolist()
    ]


@right(nearest_distances)
def by_broadcasting_in_float32(queries, references):
    gaps = queries[:, None].astype(np.float32) - references[None].astype(np.float32)
    return np.linalg.norm(gaps, axis=-1).min(axis=1)


@right(nearest_distances)
def with_the_binomial_formula(queries, references):
    q, r = queries.astype(float), references.astype(float)
    squares = (q**2).sum(axis=1)[:, None] + (r**2).sum(axis=1) - 2 * q @ r.T
    return np.sqrt(np.maximum(squares, 0).min(axis=1))


def _gaps(queries, references):
    return queries[:, None].astype(float) - references[None].astype(float)


@wrong(nearest_distances, hint="Your numbers are in squared units. What is left to do?")
def forgets_the_root_of_the_squares(queries, references):
    return np.square(_gaps(queries, references)).sum(axis=2).min(axis=1)


@wrong(
    nearest_distances,
    hint="Adding absolute differences measures the way along the streets, not as the crow flies.",
)
def walks_along_the_streets(queries, references):
    return np.abs(_gaps(queries, references)).sum(axis=2).min(axis=1)


@wrong(
    nearest_distances,
    hint="Bytes wrap around: 3 - 5 is 254 in uint8. In which type do you subtract, and square?",
)
def subtracts_bytes(queries, references):
    gaps = (queries[:, None] - references[None]) ** 2
    return np.sqrt(gaps.sum(axis=2).min(axis=1))


@wrong(
    nearest_distances,
    hint="One number per query: over which axis of the (queries, references) table do you take "
    "the minimum?",
)
def answers_for_the_references(queries, references):
    return np.linalg.norm(_gaps(queries, references), axis=2).min(axis=0)


@wrong(nearest_distances, hint="You give the average distance. How far is the nearest?")
def averages_the_distances(queries, references):
    return np.linalg.norm(_gaps(queries, references), axis=2).mean(axis=1)


@wrong(nearest_distances, hint="Which reference is nearest is one thing; how far it is another.")
def returns_the_index(queries, references):
    return np.linalg.norm(_gaps(queries, references), axis=2).argmin(axis=1)


@wrong(
    nearest_distances,
    hint="A Euclidean distance adds the squares of all pixels; it does not average them.",
)
def averages_over_the_pixels(queries, references):
    return np.sqrt(np.square(_gaps(queries, references)).mean(axis=2).min(axis=1))


@wrong(
    nearest_distances,
    hint="You leave out distances of 0. But a query that equals a reference is a copy: at what "
    "distance does it lie?",
)
def leaves_out_the_copies(queries, references):
    distances = np.linalg.norm(_gaps(queries, references), axis=2)
    return np.where(distances == 0, np.inf, distances).min(axis=1)


@wrong(
    nearest_distances,
    hint="You compared query i with reference i only. Which references may be the nearest?",
)
def compares_row_by_row(queries, references):
    size = min(len(queries), len(references))
    return np.linalg.norm(queries[:size].astype(float) - references[:size], axis=1)


@wrong(nearest_distances, hint="What happens to a grey level of 2.75 in your types?")
def cuts_off_the_fractions(queries, references):
    return np.linalg.norm(_gaps(queries.astype(int), references.astype(int)), axis=2).min(axis=1)


@wrong(nearest_distances, hint="What happens to a distance of 2.75 at the end?")
def cuts_off_the_fraction_of_the_distance(queries, references):
    return np.linalg.norm(_gaps(queries, references), axis=2).min(axis=1).astype(int)


@wrong(
    nearest_distances,
    hint="255 squared is 65,025. Which is the largest number of 16 bits?",
)
def squares_in_16_bits(queries, references):
    if queries.dtype == np.uint8:
        queries, references = queries.astype(np.int16), references.astype(np.int16)
    gaps = (queries[:, None] - references[None]) ** 2
    with np.errstate(invalid="ignore"):
        return np.sqrt(gaps.sum(axis=2).min(axis=1))


@wrong(
    nearest_distances,
    hint="A distance adds up all pixels. You keep only the one that differs most.",
)
def takes_the_pixel_that_differs_most(queries, references):
    return np.abs(_gaps(queries, references)).max(axis=2).min(axis=1)


@wrong(nearest_distances, hint="May every pixel choose a nearest reference of its own?")
def takes_the_nearest_of_every_pixel(queries, references):
    return np.sqrt(np.square(_gaps(queries, references)).min(axis=1).sum(axis=1))


@wrong(
    nearest_distances,
    hint="Which is the nearest: the first of the sorted distances, or the second?",
)
def takes_the_second_nearest(queries, references):
    distances = np.sort(np.linalg.norm(_gaps(queries, references), axis=2), axis=1)
    return distances[:, min(1, len(references) - 1)]


@wrong(
    nearest_distances, hint="To whom do you measure: to their average, or to the nearest of them?"
)
def measures_to_the_average_picture(queries, references):
    return np.linalg.norm(queries - references.mean(axis=0), axis=1)
