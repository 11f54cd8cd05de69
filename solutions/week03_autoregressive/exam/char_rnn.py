"""The questions of the lesson `char_rnn`."""

from functools import cache

import numpy as np
import torch

from gradelib import data
from gradelib.exam import ask, at_least, at_most, between, close, exercise, gradient

# What float32 leaves of sums in another order; the same of a tensor in the promised shape.
ROUNDED = close(rel=1e-3, abs=1e-5)
SHAPED = close(rel=1e-3, abs=1e-5, tensor=True)
# What has been left out has probability 0, and not merely a small one.
NOTHING_LEFT = close(rel=1e-3, abs=1e-9, tensor=True)
# The alphabet of the lesson: all characters of the King James Bible, in this order.
CHARACTERS = "\n !'(),-.:;?ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwxyz"


@exercise(points=2)
def backoff_probs(answer, rng):
    """The probabilities of the next character, from counts of all shorter contexts; (V,)."""
    size = 6
    counts = _counts(rng, size, ("", "a", "ba", "cba", "b", "ab", "aab", "c"))
    strength = float(rng.uniform(2, 4.5))
    book = _counts(rng, size, ["unto the LORD "[14 - length :] for length in range(8)])
    once = np.eye(size)[rng.integers(size)]
    yield ask(
        "typical",
        lambda: answer(counts, "cba", strength),
        weight=2,
        hints=[
            "Write down the four contexts of 'cba', from the shortest. With which one do you begin?",
            "What has the estimate of the shorter context to do with the one of the longer context?",
        ],
    )
    yield ask(
        "a context of one character",
        lambda: answer(counts, "b", strength),
        hints=["Which two estimates meet here, and what does the first of them lean on?"],
    )
    yield ask(
        "no context",
        lambda: answer(counts, "", strength),
        hints=["Even the counts without context lean on something: on what, if nothing is known?"],
    )
    yield ask(
        "a context that was never seen",
        lambda: answer(counts, "zab", strength),
        hints=["Where the longest context was never seen, which estimate is the best one left?"],
    )
    yield ask(
        "a middle context is missing",
        lambda: answer({"": counts[""], "xyb": counts["ba"]}, "xyb", strength),
        hints=["A context that is not in the table has counts, too: which?"],
    )
    yield ask(
        "the end of a longer text",
        lambda: answer(book, "unto the LORD ", strength),
        hints=[
            "Contexts of up to seven characters were counted here; the last one is `e LORD `, with "
            "its capitals and its blank.",
        ],
    )
    yield ask(
        "a context that was seen once",
        lambda: answer({"": counts[""], "b": once}, "b", strength),
        hints=["What was seen once counts for one observation, against `strength` others."],
    )
    yield ask(
        "a great strength, and a small one",
        lambda: [answer(counts, "ab", 1000.0), answer(counts, "ab", 0.2)],
        hints=[
            "Which estimate should win where the strength is far above all counts? And which where "
            "it is 0.2?"
        ],
    )


@exercise(points=2)
def rnn_step(answer, rng):
    """The next hidden state of a vanilla recurrent network; (B, H)."""
    x, h, w_x, w_h, b = _cell(rng, (3, 4))
    hints = [
        "Five things go in. Does each of them change what comes out?",
        "Work out unit 0 of text 0 by hand: which rows take part, how often does each of the five "
        "things occur, and what stands inside the tanh?",
    ]
    yield ask("typical", lambda: answer(x, h, w_x, w_h, b), weight=2, rule=SHAPED, hints=hints)
    square = _cell(rng, (4, 4), texts=4)
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
        lambda: answer(100 * x, h, w_x, w_h, b),
        rule=ROUNDED,
        hints=["Between which two values does a state lie, however large the input is?"],
    )
    yield ask(
        "its gradients",
        lambda: [gradient(answer, x, h, w_x, w_h, b, wrt=i) for i in range(5)],
        rule=ROUNDED,
        hints=["The cell is to be trained: does the gradient reach all five things that go in?"],
    )


@exercise(points=3)
def truncated_states(answer, rng):
    """All states of a vanilla RNN whose gradient is cut after every few steps; (T, B, H)."""
    _, h, w_x, w_h, b = _cell(rng, (3, 4))
    x = _floats(rng.normal(size=(8, 2, 3)))
    weights = (w_x, w_h, b)
    yield ask(
        "the states",
        lambda: answer(x, h, *weights, 3)[:, :, :],  # one tensor, no list of them
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
        lambda: gradient(answer, x, h, *weights, 3),
        weight=2,
        rule=ROUNDED,
        hints=[
            "A state may depend on the inputs of its own piece. How far back does its gradient go?",
            "Which state is cut off: one that is kept, or the one that is carried on? When?",
        ],
    )
    yield ask(
        "pieces of two steps",
        lambda: gradient(answer, x, h, *weights, 2),
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
        lambda: gradient(answer, x, h, *weights, 3, wrt=1),
        rule=ROUNDED,
        hints=["The first state comes from an earlier piece, too."],
    )
    yield ask(
        "how the weights are felt",
        lambda: [gradient(answer, x, h, *weights, 3, wrt=i) for i in (2, 3, 4)],
        rule=ROUNDED,
        hints=[
            "The weights are felt at every step of every piece: `w_x`, `w_h` and `b`. Only the way "
            "through the carried state is cut."
        ],
    )
    yield ask(
        "one text",
        lambda: answer(x[:, :1], h[:1], *weights, 3),
        rule=SHAPED,
        hints=["A batch of one text is a batch: (8, 1, 3) goes in, (8, 1, 4) comes out."],
    )


@exercise(points=2)
def next_char_loss(answer, rng):
    """The mean cost of the characters to come, in nats, of the logits read before them."""
    text, logits = _text(rng, 3, 6, 7), _floats(rng.normal(size=(3, 5, 7)) * 2)
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
    one, pairs = _floats(rng.normal(size=(4, 1, 7))), _text(rng, 4, 2, 7)
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


@exercise(points=2)
def sampling_probs(answer, rng):
    """Probabilities to draw from: the k best characters, sharpened by a temperature; (B, V)."""
    logits = _apart(rng, 4, 7)
    yield ask(
        "temperature and top k",
        lambda: answer(logits, 0.7, 3),
        weight=2,
        rule=NOTHING_LEFT,
        hints=[
            "How many entries of each row should be above zero, and what should they sum to?",
            "What is done to the logits before the softmax, and what to those that are left out?",
        ],
    )
    yield ask(
        "temperature only",
        lambda: answer(logits, 0.5, 7),
        rule=NOTHING_LEFT,
        hints=["Should a temperature below 1 make the best character more or less probable?"],
    )
    yield ask(
        "a high temperature",
        lambda: answer(logits, 3.0, 5),
        rule=NOTHING_LEFT,
        hints=["Very hot means nearly uniform. In which direction does your temperature work?"],
    )
    yield ask(
        "the best one only",
        lambda: answer(logits, 1.0, 1),
        rule=NOTHING_LEFT,
        hints=["With k = 1 one character is left. What is its probability?"],
    )
    yield ask(
        "k beyond the alphabet",
        lambda: answer(logits, 1.3, 50),
        rule=NOTHING_LEFT,
        hints=["Where k is larger than the alphabet nothing is left out."],
    )
    yield ask(
        "nearly freezing",
        lambda: answer(logits - 300, 0.001, 4),
        rule=NOTHING_LEFT,
        hints=[
            "At a temperature of 0.001 the best character has probability 1. The logits are near "
            "-300 here; how large is what you take `exp` of?"
        ],
    )
    yield ask(
        "very hot",
        lambda: answer(logits - 300, 2000.0, 2),
        rule=NOTHING_LEFT,
        hints=[
            "Two characters stay and share nearly alike. The logits are near -300, the temperature "
            "is 2000: is the probability of all others 0?"
        ],
    )
    single = _apart(rng, 1, 7)
    yield ask(
        "one text",
        lambda: answer(single, 0.7, 3),
        rule=NOTHING_LEFT,
        hints=["A batch of one text is a batch: (1, V) goes in, (1, V) comes out."],
    )


@exercise(points=3)
def causal_attention(answer, rng):
    """Every position's mixture of the values up to itself; (B, T, E)."""
    q, k = (_floats(rng.normal(size=(3, 6, 5)) * 1.5) for _ in range(2))
    v = _floats(rng.normal(size=(3, 6, 3)))
    yield ask(
        "typical",
        lambda: answer(q, k, v),
        weight=2,
        rule=SHAPED,
        hints=[
            "For each position: to which positions may it look, and what do its weights sum to?",
            "Follow one row of scores: mask, softmax, mixture. In which order?",
        ],
    )
    yield ask(
        "the first and the last position",
        lambda: answer(q, k, v)[:, [0, -1]],
        rule=ROUNDED,
        hints=[
            "The first position may look at itself, and at nobody else. What comes out?",
            "The last position sees everything: is only the scale left to doubt?",
        ],
    )
    later = torch.cat([torch.zeros(3, 3, 5), 100 * torch.ones(3, 3, 5)], dim=1)
    yield ask(
        "the future is changed",
        lambda: answer(q, k + later, v)[:, :3],
        rule=ROUNDED,
        hints=["The keys of positions 3 to 5 were changed. Should positions 0 to 2 notice?"],
    )
    # The only score that the first position is allowed is about -100,000.
    large = torch.cat([-1000 * k[:, :1], 30 * q[:, 1:]], dim=1)
    yield ask(
        "large scores",
        lambda: answer(large, 30 * k, v),
        rule=ROUNDED,
        hints=[
            "Does the softmax survive scores of a thousand? And where all that is allowed has a score "
            "of -100,000, does it still choose among what is allowed?"
        ],
    )
    yield ask(
        "two positions",
        lambda: answer(q[:, :2], k[:, :2], v[:, :2]),
        rule=ROUNDED,
        hints=["With two positions there are three weights: which of the four is zero?"],
    )
    wide = [_floats(rng.normal(size=(1, 70, 16))) for _ in range(3)]
    yield ask(
        "one long text",
        lambda: answer(*wide),
        rule=SHAPED,
        hints=[
            "One text of 70 positions, with queries of length 16: what comes out has the shape "
            "(1, 70, 16). The scale depends on the length of a query, not on that of the text."
        ],
    )
    yield ask(
        "its gradients",
        lambda: [gradient(answer, q, k, v, wrt=i) for i in range(3)],
        rule=ROUNDED,
        hints=["Attention is to be trained: does the gradient reach `q`, `k` and `v`?"],
    )


@exercise(points=4)
def my_next_char(answer, rng):
    """The logits of the character to come, by the network that you trained; (n, V)."""
    # The character that is asked for is not among what is sent, so the score is that of a real
    # model, whatever the answer does. The two books are in no part of data.bible(). The reference
    # takes 1.46 nats after 32 characters; over 200 seeds this varies with a standard deviation of
    # 0.05, so that the bound of 1.8 refuses it less often than once in 1e9 times. The other
    # questions tell apart the ways to go wrong, whatever weights were trained.
    book = _kept_back()
    begins = rng.integers(len(book) - 41, size=1000)
    windows = torch.from_numpy(np.stack([book[i : i + 41] for i in begins]))
    few = windows[:40, :40]
    shifts = torch.from_numpy(rng.integers(1, len(CHARACTERS), size=40))

    @cache
    def cost() -> float:
        logits = _logits(answer(windows[:, 8:40]), 1000)
        return float(torch.nn.functional.cross_entropy(logits, windows[:, 40]))

    def change(position: int) -> float:
        """How much the logits change where one character of the context does."""
        changed = few.clone()
        changed[:, position] = (changed[:, position] + shifts) % len(CHARACTERS)
        return float((_logits(answer(few), 40) - _logits(answer(changed), 40)).abs().max())

    yield ask(
        "better than a bigram",
        cost,
        rule=between(0.8, 2.2),
        weight=2,
        seconds=30,
        measured=True,
        hints=[
            "Which weights does your function load, and how long were they trained? A smoke run is "
            "too short.",
            "Of all positions, which one's logits foresee the character to come?",
        ],
    )
    yield ask(
        "at most 1.8 nats",
        cost,
        rule=between(0.8, 1.8),  # below 0.8 somebody has looked the text up
        weight=3,
        seconds=30,
        measured=True,
        hints=["How many nats does your network take on the held-out books of the lesson?"],
    )
    yield ask(
        "better than guessing",
        cost,
        rule=at_most(4.0),
        seconds=30,
        hints=["Guessing costs 4.14 nats, the frequencies of letters alone 2.98."],
    )
    yield ask(
        "hardly worse than guessing",
        cost,
        rule=at_most(4.5),
        seconds=30,
        hints=["Guessing costs 4.14 nats. What costs more is sure of the wrong characters."],
    )
    yield ask(
        "frequent characters have larger logits",
        lambda: _agreement(_logits(answer(few), 40).mean(0).numpy(), book),
        rule=at_least(0.3),
        seconds=30,
        hints=["On average a blank should have a larger logit than a capital Y. Has it?"],
    )
    yield ask(
        "they are logits, no probabilities",
        lambda: float((_logits(answer(few), 40).sum(1) - 1).abs().max()),
        rule=at_least(0.01),
        seconds=30,
        hints=["The softmax is still to be taken. What do the numbers of a row of yours sum to?"],
    )
    yield ask(
        "the last character counts",
        lambda: change(-1),
        rule=at_least(1e-3),
        seconds=30,
        hints=["After `th`, and after `t?`: do your logits know the difference?"],
    )
    yield ask(
        "the character before it counts",
        lambda: change(-2),
        rule=at_least(1e-3),
        seconds=30,
        hints=["Do your logits come from a position that has read the context?"],
    )
    yield ask(
        "alone and in a batch",
        lambda: float((_logits(answer(few), 40)[7] - _logits(answer(few[7:8]), 1)[0]).abs().max()),
        rule=at_most(0.01),
        seconds=30,
        hints=["Should what is foreseen of a text depend on the other texts of the batch?"],
    )
    yield ask(
        "short contexts",
        lambda: float(
            torch.nn.functional.cross_entropy(
                _logits(answer(windows[:, 32:40]), 1000), windows[:, 40]
            )
        ),
        rule=at_most(2.0),
        seconds=30,
        measured=True,
        hints=["Eight characters are a context, too. What do your logits cost after so few?"],
    )


def _logits(came: object, texts: int) -> torch.Tensor:
    """What came back as a tensor (texts, V) of floats."""
    logits = torch.as_tensor(np.asarray(came)).double()
    if logits.shape != (texts, len(CHARACTERS)):
        shape = tuple(logits.shape)
        raise ValueError(f"the shape should be ({texts}, {len(CHARACTERS)}), not {shape}")
    return logits


def _agreement(mean_logits: np.ndarray, book: np.ndarray) -> float:
    """The correlation of mean logits with the logarithms of the characters' frequencies."""
    frequency = np.bincount(book, minlength=len(CHARACTERS)) + 1
    return float(np.corrcoef(mean_logits, np.log(frequency))[0, 1])


@cache
def _kept_back() -> np.ndarray:
    """Judges and Acts, as numbers of characters."""
    number = {character: i for i, character in enumerate(CHARACTERS)}
    return np.array([number[character] for character in data.bible_kept_back()])


def _floats(values):
    return torch.tensor(values, dtype=torch.float32)


def _text(rng, count, length, size):
    return torch.tensor(rng.integers(size, size=(count, length)))


def _counts(rng, size, contexts):
    """Counts of what followed each context, many of them zero."""
    return {
        context: rng.integers(0, 30, size).astype(float) * (rng.random(size) < 0.6)
        for context in contexts
    }


def _cell(rng, sizes, texts=2):
    """Inputs, states and weights of a recurrent cell: (B, D), (B, H), (H, D), (H, H), (H,)."""
    inputs, units = sizes
    shapes = [(texts, inputs), (texts, units), (units, inputs), (units, units), (units,)]
    return tuple(_floats(rng.normal(size=shape) * 0.8) for shape in shapes)


def _apart(rng, rows, size):
    """Logits of which no two of a row are alike, so that the k best are never in doubt."""
    ranks = np.stack([rng.permutation(size) for _ in range(rows)])
    return _floats(0.7 * ranks - 2 + rng.uniform(0, 0.3, size=(rows, size)))
