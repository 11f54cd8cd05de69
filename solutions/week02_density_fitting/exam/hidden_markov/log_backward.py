"""The questions of `log_backward`."""

from gradelib.exam import ask, exercise

from .common import (
    LONG,
    letters,
    logs,
    model,
)


@exercise(points=3)
def log_backward(answer, rng):
    """log p(x_t+1 .. x_T-1 | z_t = k) for every place t and state k; (T, K), in nats."""
    _, A, B = model(rng, states=3, symbols=4)
    x = letters(rng, 6, symbols=4)
    yield ask(
        "typical",
        lambda: answer(*logs(A, B), x),
        weight=2,
        hints=[
            "Start at the end: what is the probability that nothing follows?",
            "Row t needs row t + 1 and a letter. Which letter is it that row t still has to "
            "foretell?",
            "Here k is the state that one leaves. Over which state do you sum?",
        ],
    )
    many_states = model(rng, states=6, symbols=4)[1:]
    yield ask(
        "two letters",
        lambda: answer(*logs(*many_states), x[:2]),
        hints=["One step is left: from each state, how probable is the second letter?"],
    )
    yield ask(
        "one letter",
        lambda: answer(*logs(A, B), x[:1]),
        hints=["After the last letter nothing is left to foretell. How probable is that?"],
    )
    absorbing = A.copy()
    absorbing[1] = [0, 1, 0]
    silent = B.copy()
    silent[1, x[4]] = 0
    yield ask(
        "a state that is never left and cannot write what follows",
        lambda: answer(*logs(absorbing, silent), x),
        hints=["log 0 is -inf, and that is right. Where does your sum make nan of it?"],
    )
    unwritten = B.copy()
    unwritten[:, x[3]] = 0
    yield ask(
        "a letter that no state can write",
        lambda: answer(*logs(A, unwritten), x),
        hints=[
            "Before that letter everything to come has probability 0, and after it nothing is "
            "unusual. What is the logarithm of a sum of zeros?"
        ],
    )
    _, A, B = model(rng, states=2, symbols=4)
    many = letters(rng, LONG, symbols=4)
    yield ask(
        "a thousand letters",
        lambda: answer(*logs(A, B), many),
        hints=["The probability of 1,000 letters underflows. At no place may it be needed."],
    )
