"""The questions of `receptive_field`."""

import numpy as np

from gradelib.exam import ask, exercise, holds


@exercise(points=1)
def receptive_field(answer, rng):
    """How far back one output of a stack of dilated causal convolutions hears, in samples."""
    dilations = [int(d) for d in rng.integers(3, 40, size=int(rng.integers(3, 6)))]
    dilations = [max(dilations) + 1, *dilations]  # neither is the last layer the one that counts
    kernel = int(rng.integers(4, 7))  # more taps than the lesson's networks have
    hints = [
        "How far back does one layer reach, from its last tap to its first?",
        "Draw two layers with kernel size 2. By how much does the second one lengthen the reach?",
    ]
    yield ask("typical", lambda: answer(kernel, dilations), weight=2, hints=hints)
    again = int(rng.integers(3, 7))
    doubling = [2**i for i in range(again)]
    yield ask(
        "doubled dilations, two taps",
        lambda: answer(2, doubling),
        hints=["With kernel size 2 a layer reaches as far back as its dilation."],
    )
    yield ask(
        "the same stack three times",
        lambda: answer(2, doubling * 3),
        hints=["Three stacks reach three times as far back. Is the present counted three times?"],
    )
    yield ask(
        "no dilation",
        lambda: answer(kernel, [1] * again),
        hints=["An undilated layer reaches back as well: how far?"],
    )
    far = int(rng.integers(20_000, 60_000))  # beyond 16 bits
    yield ask(
        "one layer, with taps far apart",
        lambda: answer(kernel, [far]),
        hints=["How far apart are the first and the last tap, and how long is that stretch?"],
    )
    yield ask(
        "one tap", lambda: answer(1, dilations), hints=["What does a kernel of one tap hear?"]
    )
    yield ask(
        "no layer",
        lambda: answer(kernel, []),
        rule=holds(_the_same_whole_number),
        hints=["A sample that goes through nothing? And samples are counted in whole numbers."],
    )


def _the_same_whole_number(answer, reference):
    number = np.asarray(answer)
    if number.dtype.kind not in "iu" or number.size != 1:
        return f"a whole number should come back, not {answer}"
    return number.item() == reference or f"{reference} should come back, not {answer}"

# Made from solutions/week03_autoregressive/exam/wavenet/receptive_field.py; edit that. Checksum f93727363563867cd363159901f7670f04bb045546f0975c526648e9db05effd
