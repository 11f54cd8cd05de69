"""The questions of `conv_mask`."""

import numpy as np

from gradelib.exam import ask, close, exercise, holds

MASK = close(tensor=True)


@exercise(points=2)
def conv_mask(answer, rng):
    """The mask of a convolution of type A or B; (size, size)."""
    # Sizes are drawn from many, so that no table of masks can stand for a program.
    first, second, third, *more = (
        2 * int(n) + 1 for n in rng.choice(np.arange(2, 40), 8, replace=False)
    )
    yield ask(
        "type A",
        lambda: answer("A", first),
        weight=2,
        rule=MASK,
        hints=[
            "Put your finger on the middle of the mask. Which pixels have you read before it?",
            "All of the rows above; of the own row only one side; and the middle itself?",
        ],
    )
    yield ask(
        "type B",
        lambda: answer("B", second),
        weight=2,
        rule=MASK,
        hints=["In which single entry do the two types differ?"],
    )
    yield ask(
        "type A, 3 by 3",
        lambda: answer("A", 3),
        rule=MASK,
        hints=["Draw the nine entries. Four of them come before the middle."],
    )
    yield ask(
        "type B, 1 by 1",
        lambda: answer("B", 1),
        rule=MASK,
        hints=["Of one by one entries only the middle is left, and type B keeps it."],
    )
    yield ask(
        "how many ones, at five sizes of both types",
        lambda: [np.count_nonzero(answer(kind, size)) for size in more for kind in "AB"],
        hints=[
            "Of size · size pixels, all but the middle come in pairs: one before it, one after."
        ],
    )
    yield ask(
        "of which type its numbers are",
        lambda: str(answer("B", third).dtype),
        rule=holds(_floats),
        hints=["The docstring promises a float tensor. What is `mask.dtype`?"],
    )
    for name, kind in (
        ("a kind that does not exist", "C"),
        ("both kinds at once", "AB"),
        ("a small letter", "a"),
    ):
        yield ask(
            name,
            lambda kind=kind: answer(kind, third),
            hints=[f'"{kind}" is neither "A" nor "B". What does the docstring say about that?'],
        )


def _floats(mine: object, reference: object) -> bool | str:
    """Is it the dtype of a tensor of floats?"""
    return str(mine).startswith("torch.float") or f"its numbers are of the type {mine}, no floats"
