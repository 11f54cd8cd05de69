"""The questions of `gated_horizontal`."""

from gradelib.exam import ask, exercise, gradient

from .common import ROUNDED, ROUNDED_TENSOR, normal


@exercise(points=2)
def gated_horizontal(answer, rng):
    """The gate of the sum of the horizontal stack and the vertical one, moved down by a row."""
    vertical, horizontal = normal(rng, 3, 6, 4, 5), normal(rng, 3, 6, 4, 5)
    yield ask(
        "typical",
        lambda: answer(vertical, horizontal),
        weight=2,
        rule=ROUNDED_TENSOR,
        hints=[
            "Do row 1 by hand: with s = horizontal[:, :, 1] + vertical[:, :, 0], what is a, what b?",
            "Six channels come in: the first three of the sum go through tanh, the last three "
            "through the sigmoid, and three products come out.",
        ],
    )
    yield ask(
        "the first row",
        lambda: answer(vertical, horizontal)[:, :, 0],
        rule=ROUNDED,
        hints=["Nothing is above the first row: it is the gate of horizontal[:, :, 0] alone."],
    )
    yield ask(
        "how the vertical stack is felt",
        lambda: gradient(answer, vertical, horizontal, wrt=0),
        rule=ROUNDED,
        hints=["Row r of the vertical stack is felt in row r + 1 only, and its last row nowhere."],
    )
    yield ask(
        "how the horizontal stack is felt",
        lambda: gradient(answer, vertical, horizontal, wrt=1),
        rule=ROUNDED,
        hints=["Every row of the horizontal stack is felt in its own row."],
    )
    square = normal(rng, 2, 6, 6, 6), normal(rng, 2, 6, 6, 6)
    yield ask(
        "as many rows as columns and channels",
        lambda: answer(*square),
        rule=ROUNDED,
        hints=["The axes are pictures, channels, rows, columns, and only rows move."],
    )
    yield ask(
        "one picture of one row",
        lambda: answer(vertical[:1, :, :1], horizontal[:1, :, :1]),
        rule=ROUNDED,
        hints=["Nothing is above this row; (1, 6, 1, 5) goes in, (1, 3, 1, 5) comes out."],
    )
    yield ask(
        "two channels",
        lambda: answer(vertical[:, :2], horizontal[:, :2]),
        rule=ROUNDED,
        hints=["Two channels come in, so a and b have one each, and one comes out."],
    )
    yield ask(
        "features of a hundred and more",
        lambda: answer(100 * vertical, 100 * horizontal),
        rule=ROUNDED,
        hints=["tanh(100) is 1 and sigmoid(100) is 1, but exp(100) is infinite in float32."],
    )

# Made from solutions/week03_autoregressive/exam/pixel_cnn/gated_horizontal.py; edit that. Checksum 9f4f16b69638d7eaad05ac87881c40e28f6c7cebb3c8fd01602f78f30a0e26a4
