"""An exercise is a generator of named questions; asking them gives evidence.

    @exercise(points=2)
    def softmax(answer, rng):
        \"\"\"Probabilities from logits.\"\"\"
        logits = rng.normal(size=(3, 5))
        yield ask("typical", lambda: answer(logits), hints=["What should every row sum to?"])
        yield ask("large logits", lambda: answer(logits + 1e4))

The same questions are put to the reference, to every misconception and to the student's answer.
"""

import inspect
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gradelib.exam import call as calls
from gradelib.exam.call import Reply
from gradelib.exam.compare import Rule
from gradelib.exam.describe import describe, shorten
from gradelib.exam.plain import NotPlainError, Raised, Unfit, plain

# Puts one call to an answer: (arguments, keywords, seconds, number of the call) -> Reply.
Respondent = Callable[[tuple, dict, float, int], Reply]


@dataclass(frozen=True)
class Question:
    """One thing asked of an answer. `call` is made when the exam reaches the question."""

    name: str
    call: Callable[[], object]
    rule: Rule
    weight: float
    hints: tuple[str, ...]
    seconds: float


def ask(
    name: str,
    call: Callable[[], object],
    *,
    rule: Rule | None = None,
    weight: float = 1.0,
    hints: Sequence[str] = (),
    seconds: float = 2.0,
) -> Question:
    """A question: its name, how it is asked, and by which rule the evidence is compared.

    call: made when the exam reaches the question; it calls the answer, and may compute something
        from what comes back
    weight: its share of the exercise's points, against the other questions' weights
    hints: offered one after the other, at each failed try
    seconds: the time that all its calls may take together
    raises: ValueError, TypeError for a weight that is not positive, or hints that are no list
    """
    if isinstance(hints, str):
        raise TypeError(f"The hints of question {name!r} should be a list of sentences.")
    if not weight > 0:
        raise ValueError(f"The weight of question {name!r} should be positive, not {weight}.")
    return Question(name, call, rule or Rule(), weight, tuple(hints), seconds)


@dataclass(frozen=True)
class Exercise:
    """A named exercise: its points, and the generator of its questions."""

    name: str
    points: float
    purpose: str
    questions: Callable[[Callable, np.random.Generator], Iterator[Question]]


def exercise(points: float) -> Callable[[Callable], Exercise]:
    """Make an exercise of a generator function `(answer, rng)`; its name is the function's name."""

    def make(questions: Callable) -> Exercise:
        purpose = inspect.getdoc(questions) or ""
        return Exercise(questions.__name__, float(points), purpose, questions)

    return make


@dataclass(frozen=True)
class Evidence:
    """What an answer gave for one question.

    value: plain data, Raised or Unfit
    asked: the last call in words, "f(array (2, 3) [...], 1)"
    sizes: the lengths of the last call's axes, for recognising a factor of one of them
    """

    question: Question
    value: object
    asked: str = ""
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Examination:
    """The evidence of one answer, question by question, and how the answer behaved besides.

    changed: arguments that some call changed in place
    drew: global random generators that were drawn from
    printed: characters printed in all calls
    fickle: the first call that gave a value, made again at the end, gave something else
    stopped: why the exam itself ended early; empty if it did not
    """

    evidence: tuple[Evidence, ...]
    changed: tuple[str, ...] = ()
    drew: tuple[str, ...] = ()
    printed: int = 0
    fickle: bool = False
    stopped: str = ""


class AnswerRaisedError(Exception):
    """An exam's call of an answer failed; the question it belongs to is over."""

    def __init__(self, raised: Raised | Unfit) -> None:
        super().__init__(repr(raised))
        self.raised = raised


class _Witness:
    """The `answer` that an exam sees: passes calls on and keeps what is worth telling."""

    def __init__(self, name: str, respondent: Respondent) -> None:
        self.name = name
        self.respondent = respondent
        self.turn = 0
        self.changed: dict[str, None] = {}
        self.drew: dict[str, None] = {}
        self.printed = 0
        self.hung = False
        self.first: tuple[tuple, dict, object] | None = None  # the first call that gave a value
        self.begin(0.0)

    def begin(self, seconds: float) -> None:
        """A new question, with a clock of its own."""
        # An answer that hung once will hang again: the other questions get less patience.
        self.allowed = seconds / 4 if self.hung else seconds
        self.deadline = time.monotonic() + self.allowed
        self.asked = ""
        self.sizes: tuple[int, ...] = ()
        self.last: object = None

    def __call__(self, *arguments: object, **keywords: object) -> object:
        arguments, keywords = plain(arguments), plain(keywords)
        self.asked = _call_text(self.name, arguments, keywords)
        self.sizes = tuple(sorted({n for a in (*arguments, *keywords.values()) for n in _axes(a)}))
        self.last = self._reply(arguments, keywords)
        if isinstance(self.last, Raised | Unfit):
            raise AnswerRaisedError(self.last)
        if self.first is None:
            self.first = arguments, keywords, self.last
        return plain(self.last)  # a copy, which the exam may change

    def is_fickle(self) -> bool:
        """Make the first call again: does something else come back?"""
        if self.first is None or self.hung:
            return False
        arguments, keywords, before = self.first
        after = self._reply(arguments, keywords)
        # Only roughly the same: sums may round in another way at another place in memory.
        return _kind(after) not in _NO_FAULT and not Rule().alike(after, before)

    def _reply(self, arguments: tuple, keywords: dict) -> object:
        self.turn += 1
        seconds = max(self.deadline - time.monotonic(), 0.001)
        reply = self.respondent(arguments, keywords, seconds, self.turn)
        self.changed |= dict.fromkeys(reply.changed)
        self.drew |= dict.fromkeys(reply.drew)
        self.printed += reply.printed
        if _kind(reply.value) != "TimeUp":
            return reply.value
        self.hung = True
        # What the question allows, not what was left of it, so that the words are repeatable.
        return replace(reply.value, message=f"it was stopped after {self.allowed:.3g} s")


_NO_FAULT = ("TimeUp", "Lost")  # these may happen the second time only


def _kind(value: object) -> str:
    return value.kind if isinstance(value, Raised) else ""


def examine(exercise: Exercise, respondent: Respondent, seed: int) -> Examination:
    """Put an exercise's questions to an answer.

    A question that fails does not stop the others. The inputs depend on the seed and on the
    exercise's name only.
    """
    witness = _Witness(exercise.name, respondent)
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode())])
    evidence, stopped = [], ""
    try:
        for question in exercise.questions(witness, rng):
            evidence.append(_put(question, witness))
    except Exception as error:  # the exam itself failed, perhaps over what an answer gave
        stopped = shorten(f"{type(error).__name__}: {error}")
    if evidence:
        witness.begin(evidence[0].question.seconds)
    fickle = witness.is_fickle()
    told = tuple(witness.changed), tuple(witness.drew), witness.printed
    return Examination(tuple(evidence), *told, fickle, stopped)


def _put(question: Question, witness: _Witness) -> Evidence:
    witness.begin(question.seconds)
    try:
        value = plain(question.call())
    except AnswerRaisedError as error:
        value = error.raised
    except NotPlainError as error:
        value = Unfit(str(error))
    except Exception as error:  # the exam could not use what came back
        value = Unfit(f"{describe(witness.last)} ({shorten(f'{type(error).__name__}: {error}')})")
    return Evidence(question, value, witness.asked, witness.sizes)


def local(function: Callable) -> Respondent:
    """Let a function of this very process answer."""

    def respond(arguments: tuple, keywords: dict, seconds: float, turn: int) -> Reply:
        return calls.call(function, arguments, keywords, seconds, turn)

    return respond


def _call_text(name: str, arguments: tuple, keywords: dict) -> str:
    parts = [describe(argument) for argument in arguments]
    parts += [f"{key}={describe(value)}" for key, value in keywords.items()]
    return f"{name}({', '.join(parts)})"


def _axes(value: object) -> tuple[int, ...]:
    """The lengths of a value's axes, and of the axes of the first things in it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        inner = value[0] if value and not isinstance(value, set) else None
        return (len(value), *_axes(inner))
    return tuple(getattr(value, "shape", ()))
