"""The questions of `truncated_states`."""

from gradelib.exam import ask, exercise, gradient

from .common import ROUNDED, SHAPED, cell, floats


@exercise(points=3)
def truncated_states(answer, rng):
    """All states of a vanilla RNN whose gradient is cut after every few steps; (T, B, H)."""
    _, h, w_x, w_h, b = cell(rng, (3, 4))
    x = floats(rng.normal(size=(10, 2, 3)))
    weights = (w_x, w_h, b)
    yield ask(
        "the states",
        lambda: answer(x, h, *weights, 4)[:, :, :],  # one tensor, no list of them
        weight=2,
        rule=SHAPED,
        hints=[
            "Compare with a loop that cuts nothing: the values should be the same, one state for "
            "each step, beginning with the step after `h`.",
            "The state at the end of one piece is where the next piece begins.",
        ],
    )
    yield ask(
        "how the inputs are felt",
        lambda: gradient(answer, x, h, *weights, 4),
        weight=2,
        rule=ROUNDED,
        hints=[
            "A state may depend on the inputs of its own piece. How far back does its gradient go?",
            "Which state is cut off: one that is kept, or the one that is carried on? When?",
        ],
    )
    yield ask(
        "pieces of two steps",
        lambda: gradient(answer, x[:7], h, *weights, 2),
        rule=ROUNDED,
        hints=["At which steps does a new piece begin, if a piece has two steps?"],
    )
    yield ask(
        "pieces of one step",
        lambda: gradient(answer, x, h, *weights, 1),
        rule=ROUNDED,
        hints=["With pieces of one step, each state feels its own input only."],
    )
    yield ask(
        "one piece for all",
        lambda: [gradient(answer, x, h, *weights, 20, wrt=i) for i in (0, 1)],
        rule=ROUNDED,
        hints=[
            "A piece that is longer than the text cuts nothing within it, and is cut off from the "
            "first state like any other piece."
        ],
    )
    yield ask(
        "how the first state is felt",
        lambda: gradient(answer, x, h, *weights, 4, wrt=1),
        rule=ROUNDED,
        hints=["The first state comes from an earlier piece, too."],
    )
    yield ask(
        "how the weights are felt",
        lambda: [gradient(answer, x, h, *weights, 4, wrt=i) for i in (2, 3, 4)],
        rule=ROUNDED,
        hints=[
            "The weights are felt at every step of every piece: `w_x`, `w_h` and `b`. Only the way "
            "through the carried state is cut."
        ],
    )
    yield ask(
        "one text",
        lambda: answer(x[:, :1], h[:1], *weights, 4),
        rule=SHAPED,
        hints=["A batch of one text is a batch: (10, 1, 3) goes in, (10, 1, 4) comes out."],
    )
