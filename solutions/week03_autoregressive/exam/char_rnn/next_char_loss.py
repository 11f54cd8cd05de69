"""The questions of `next_char_loss`."""

import torch

from gradelib.exam import ask, close, exercise, gradient

from .common import ROUNDED, floats

A_TENSOR = close(tensor=True)


@exercise(points=2)
def next_char_loss(answer, rng):
    """The mean cost of the characters to come, in nats, of the logits read before them."""
    text, logits = _text(rng, 3, 6, 7), floats(rng.normal(size=(3, 5, 7)) * 2)
    yield ask(
        "typical",
        lambda: answer(logits, text),
        weight=2,
        rule=A_TENSOR,
        hints=[
            "`logits[:, 0]` were made when only `text[:, 0]` had been read. Which character do they "
            "foresee?",
            "For how many characters of the text is there a prediction?",
        ],
    )
    yield ask(
        "one text",
        lambda: answer(logits[:1], text[:1]),
        rule=A_TENSOR,
        hints=["A batch of one text is a batch. Does an axis get lost on the way?"],
    )
    one, pairs = floats(rng.normal(size=(4, 1, 7))), _text(rng, 4, 2, 7)
    yield ask(
        "texts of two characters",
        lambda: answer(one, pairs),
        hints=["A text of two characters holds one prediction: of which of them?"],
    )
    size = int(rng.integers(70, 100))
    blank = _text(rng, 2, 4, size)
    yield ask(
        "all logits equal",
        lambda: answer(torch.zeros(2, 3, size), blank),
        hints=["What does it cost, in nats, to guess one of `V` equally likely characters?"],
    )
    yield ask(
        "large logits",
        lambda: [answer(200 * logits, text), *(answer(logits + far, text) for far in (800, -800))],
        rule=ROUNDED,
        hints=[
            "The logits lie far apart here, or all near 800, or all near -800. exp(500) is infinite "
            "in float32, and exp(-500) is 0. Which function takes the logarithm with it?"
        ],
    )
    yield ask(
        "its gradient",
        lambda: gradient(answer, logits, text),
        hints=["A network is trained with this loss: can PyTorch differentiate all of it?"],
    )


def _text(rng, count, length, size):
    """Texts in which the first and the last character of the alphabet have to be foreseen."""
    text = torch.tensor(rng.integers(size, size=(count, length)))
    text[0, 1], text[-1, -1] = 0, size - 1
    return text
