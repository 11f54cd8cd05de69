"""The questions of `nearest_distances`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import some_points


@exercise(points=2)
def nearest_distances(answer, rng):
    """Euclidean distance of every query to the nearest reference; (n,)."""
    few, many = some_points(rng, 5, 3), some_points(rng, 7, 3)
    yield ask(
        "typical",
        lambda: answer(few, many),
        weight=2,
        hints=[
            "All 5 x 7 distances first; then the smallest for each of the 5 queries.",
            "A Euclidean distance is the root of a sum of squares.",
        ],
    )
    yield ask("more queries than references", lambda: answer(many, few))
    known = np.concatenate([many[2:4], few[:1]])
    yield ask(
        "queries that are references themselves",
        lambda: answer(known, many),
        hints=["Something that was copied lies at distance 0."],
    )
    thirds = rng.normal(size=(40, 16)) / 3  # not exact in binary, as quarters would be
    yield ask(
        "a set against itself",
        lambda: answer(thirds, thirds),
        rule=close(abs=5e-3),
        hints=["What is the root of a number that rounding has made a little negative?"],
    )
    yield ask(
        "one reference, far away",
        lambda: answer(few + 100_000, many[:1]),
        hints=["How large can the squares become, and does your type hold them?"],
    )
    yield ask(
        "one query, one feature",
        lambda: answer(few[:1, :1] + 0.125, many[:, :1]),
        hints=["How many numbers should come back for one query?"],
    )
    crowd = rng.integers(0, 17, size=(131, 64)).astype(float)
    close_by = crowd[-3:] + rng.integers(-3, 4, size=(3, 64))
    yield ask(
        "131 references of 64 pixels",
        lambda: answer(close_by, crowd),
        hints=["Are all references looked at, up to the last one, and all pixels?"],
    )
    pictures = rng.integers(0, 256, size=(8, 12)).astype(np.uint8)
    yield ask(
        "pixels as bytes",
        lambda: answer(pictures[:3], pictures[3:]),
        hints=["In uint8, 3 - 5 is 254. Convert before you subtract."],
    )
    between = pictures[:3] + 0.75
    yield ask(
        "bytes on one side only",
        lambda: [answer(between, pictures[3:]), answer(pictures[3:], between)],
        hints=["One side holds bytes and the other floats. Which type holds both?"],
    )
    yield ask("no queries", lambda: answer(few[:0], many))
