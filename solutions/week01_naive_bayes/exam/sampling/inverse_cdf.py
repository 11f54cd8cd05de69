"""The questions of `inverse_cdf`."""

import numpy as np

from gradelib.exam import ask, close, exercise

from .common import probabilities, with_hole


@exercise(points=3)
def inverse_cdf(answer, rng):
    """The index of the symbol that each uniform number draws; (n,) integers."""
    p = probabilities(rng, 6)
    u = _uniforms(rng, 30)
    yield ask(
        "typical",
        lambda: answer(p, u),
        rule=close(dtype="int"),
        weight=2,
        hints=[
            "Mark the cumulative sums on a line from 0 to 1 and put u on it. Which piece is it in?",
            "You want the first cumulative sum that is not smaller than u.",
        ],
    )
    edges = rng.permutation(np.cumsum(p)[:-1])
    yield ask(
        "u exactly on an edge",
        lambda: answer(p, edges),
        hints=["The rule says u <= F_i. Does F_i belong to symbol i or to symbol i + 1?"],
    )
    close_by = np.concatenate([edges[:3] + 2.0**-22, edges[2:] - 2.0**-22])
    yield ask(
        "u just beside an edge",
        lambda: answer(p, close_by),
        hints=["Do you change u or the sums before you compare them?"],
    )
    rare = with_hole(p, place=4)
    rare[4], rare[1] = 2.0**-20, rare[1] - 2.0**-20
    yield ask(
        "a symbol of one in a million",
        lambda: answer(rare, np.append(u[8:12], np.cumsum(rare)[4] - 2.0**-21)),
        hints=["Rare is not impossible. Which symbols do you leave out?"],
    )
    middle = with_hole(p, place=3)
    yield ask(
        "an impossible symbol in the middle",
        lambda: answer(middle, np.concatenate([np.cumsum(middle)[2:4], u[:8]])),
        hints=["How long is the piece of the line that belongs to an impossible symbol?"],
    )
    late = np.concatenate([np.zeros(rng.integers(2, 5)), p])
    yield ask(
        "u = 0 when the first symbols are impossible",
        lambda: answer(late, np.concatenate([[0.0, 0.0], u[:6]])),
        hints=["0 <= 0 is true. Should a symbol with probability 0 ever be drawn?"],
    )
    early = np.concatenate([p, np.zeros(rng.integers(1, 4))])
    yield ask(
        "u = 0 and u = 1",
        lambda: answer(early, np.concatenate([[1.0, 0.0], u[6:12]])),
        hints=["u may be as large as 1. Which symbol owns the very end of the line?"],
    )
    gap = 2.0**-20
    short = np.concatenate([p[:5], [p[5] - gap], np.zeros(2)])
    yield ask(
        "u above every sum, which rounding has left below 1",
        lambda: answer(short, np.concatenate([[1.0, 1 - gap / 2], u[:5]])),
        hints=[
            "Look at np.cumsum(np.full(10, 0.1))[-1] < 1.",
            "Which symbols may be drawn at all?",
        ],
    )
    vocabulary = probabilities(rng, 400, parts=4096)
    word = 1 - (rng.integers(0, 512, size=1) + 0.5) / 4096
    yield ask(
        "one uniform number, 400 symbols",
        lambda: answer(vocabulary, word),
        hints=["How many numbers should come back, and how large may they be?"],
    )
    yield ask("no uniforms", lambda: answer(p, np.zeros(0)))


def _uniforms(rng, size):
    """(size,) numbers in (0, 1) that lie on no multiple of 1/64."""
    return (rng.integers(0, 512, size=size) + 0.5) / 512
