"""The questions of `rnn_step`."""

from gradelib.exam import ask, exercise, gradient

from .common import ROUNDED, SHAPED, cell


@exercise(points=2)
def rnn_step(answer, rng):
    """The next hidden state of a vanilla recurrent network; (B, H)."""
    x, h, w_x, w_h, b = cell(rng, (3, 4))
    hints = [
        "Five things go in. Does each of them change what comes out?",
        "Work out unit 0 of text 0 by hand: which rows take part, how often does each of the five "
        "things occur, and what stands inside the tanh?",
    ]
    yield ask("typical", lambda: answer(x, h, w_x, w_h, b), weight=2, rule=SHAPED, hints=hints)
    square = cell(rng, (4, 4), texts=4)
    yield ask(
        "as many inputs as units",
        lambda: answer(*square),
        rule=ROUNDED,
        hints=[
            "Batch, inputs and units are all of length 4 here, so no mistake about an axis raises an "
            "error. Which axis of `W_x` belongs to the inputs?"
        ],
    )
    yield ask(
        "one text",
        lambda: answer(x[:1], h[:1], w_x, w_h, b),
        rule=SHAPED,
        hints=["A batch of one text is a batch: (1, D) and (1, H) go in, (1, H) comes out."],
    )
    yield ask(
        "the state is zero",
        lambda: answer(x, 0 * h, w_x, w_h, b),
        rule=ROUNDED,
        hints=["What is left of the formula at the beginning of a text?"],
    )
    yield ask(
        "the input is zero",
        lambda: answer(0 * x, h, w_x, w_h, b),
        rule=ROUNDED,
        hints=["What is left of the formula if the input is silent?"],
    )
    yield ask(
        "large numbers",
        lambda: answer(1000 * x, h, w_x, w_h, b),
        rule=ROUNDED,
        hints=["Between which two values does a state lie, however large the input is?"],
    )
    yield ask(
        "its gradients",
        lambda: [gradient(answer, x, h, w_x, w_h, b, wrt=i) for i in range(5)],
        rule=ROUNDED,
        hints=["The cell is to be trained: does the gradient reach all five things that go in?"],
    )
