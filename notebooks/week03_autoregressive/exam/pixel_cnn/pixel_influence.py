"""The questions of `pixel_influence`."""

from gradelib.exam import ask, exercise, network

from .common import ROUNDED, ROUNDED_TENSOR, normal, seed


@exercise(points=2)
def pixel_influence(answer, rng):
    """How strongly the output at a place depends on each pixel, by the gradient; (h, w)."""
    # torch.autograd.grad with grad_outputs imports half of torch at its first call: three seconds.
    net, x = network((1, 3, 5), (4, 3, 5), seed(rng)), normal(rng, 6, 1, 3, 5, scale=0.3)
    row, column = int(rng.integers(1, 3)), int(rng.integers(1, 4))
    yield ask(
        "typical",
        lambda: answer(net, x, row, column),
        weight=2,
        rule=ROUNDED_TENSOR,
        seconds=10,
        hints=[
            "One number is differentiated, the sum of net(x)[:, :, row, column], by all of x.",
            "Six pictures give six derivatives: first the absolute values, then their mean.",
        ],
    )
    ordered = network((1, 4, 5), (6, 4, 5), seed(rng), order=range(20))
    y = normal(rng, 3, 1, 4, 5, scale=0.3)
    yield ask(
        "a network in raster order",
        lambda: answer(ordered, y, 2, row),
        rule=ROUNDED,
        seconds=10,
        hints=[f"This network looks back only: before row 2, column {row} come {10 + row} pixels."],
    )
    yield ask(
        "the first pixel",
        lambda: answer(ordered, y, 0, 0),
        rule=ROUNDED,
        seconds=10,
        hints=["This network looks back only, and the first pixel has no past: zeros."],
    )
    yield ask(
        "the last pixel",
        lambda: answer(ordered, y, 3, 4),
        rule=ROUNDED,
        seconds=10,
        hints=["This network looks back only: the last output hears all pixels but its own."],
    )
    yield ask(
        "one picture",
        lambda: answer(net, x[:1], row, column),
        rule=ROUNDED,
        seconds=10,
        hints=["One picture is a batch of one; the field has the shape of a picture, (3, 5)."],
    )
    flat = network((1, 1, 6), (3, 1, 6), seed(rng))
    yield ask(
        "pictures of one row",
        lambda: answer(flat, y.reshape(-1, 1, 1, 6)[:4], 0, row),
        rule=ROUNDED,
        seconds=10,
        hints=["The field has the shape of a picture, here (1, 6)."],
    )
    square = network((1, 4, 4), (4, 4, 4), seed(rng))
    z = normal(rng, 4, 1, 4, 4, scale=0.3)
    yield ask(
        "as many rows as columns",
        lambda: answer(square, z, 1, 3),
        rule=ROUNDED,
        seconds=10,
        hints=["Asked is row 1, column 3, and the rows come before the columns everywhere."],
    )

# Made from solutions/week03_autoregressive/exam/pixel_cnn/pixel_influence.py; edit that. Checksum 04bb27eeeb07f1bc9eeb0a90c138fa2f63338dd97a274bcaeea1d3f3f8d5bec7
