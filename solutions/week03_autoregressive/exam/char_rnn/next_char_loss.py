"""The questions of `next_char_loss`."""

import torch

from gradelib.exam import ask, exercise, gradient

from .common import ROUNDED, SHAPED, floats


@exercise(points=2)
def next_char_loss(answer, rng):
    """The mean cost of the characters to come, in nats, of the logits read before them."""
    text, logits = _text(rng, 3, 6, 7), floats(rng.normal(size=(3, 5, 7)) * 2)
    yield ask(
        "typical",
        lambda: answer(logits, text),
        weight=2,
        rule=SHAPED,
        hints=[
            "`logits[:, 0]` were made when only `text[:, 0]` had been read. Which character do they "
            "foresee?",
            "For how many characters of the text is there a prediction?",
        ],
    )
    yield ask(
        "one text",
        lambda: answer(logits[:1], text[:1]),
        rule=SHAPED,
        hints=["A batch of one text is a batch. Does an axis get lost on the way?"],
    )
    one, pairs = floats(rng.normal(size=(4, 1, 7))), _text(rng, 4, 2, 7)
    yield ask(
        "texts of two characters",
        lambda: answer(one, pairs),
        rule=ROUNDED,
        hints=["A text of two characters holds one prediction: of which of them?"],
    )
    size = int(rng.integers(10, 40))
    blank = _text(rng, 2, 4, size)
    yield ask(
        "all logits equal",
        lambda: answer(torch.zeros(2, 3, size), blank),
        rule=ROUNDED,
        hints=["What does it cost, in nats, to guess one of `V` equally likely characters?"],
    )
    yield ask(
        "large logits",
        lambda: answer(200 * logits, text),
        rule=ROUNDED,
        hints=["exp(500) is infinite in float32. Which function takes the logarithm with it?"],
    )
    yield ask(
        "its gradient",
        lambda: gradient(answer, logits, text),
        rule=ROUNDED,
        hints=["A network is trained with this loss: can PyTorch differentiate all of it?"],
    )


def _text(rng, count, length, size):
    return torch.tensor(rng.integers(size, size=(count, length)))
