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
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gradelib.exam import call as calls
from gradelib.exam.call import Reply
from gradelib.exam.compare import Rule
from gradelib.exam.deed import Deed
from gradelib.exam.describe import describe, shorten
from gradelib.exam.plain import NotPlainError, Unfit, plain
from gradelib.exam.witness import AnswerRaisedError, Respondent, Witness


@dataclass(frozen=True)
class Question:
    """One thing asked of an answer. `call` is made when the exam reaches the question."""

    name: str
    call: Callable[[], object]
    rule: Rule
    weight: float
    hints: tuple[str, ...]
    seconds: float
    measured: bool


def ask(
    name: str,
    call: Callable[[], object],
    *,
    rule: Rule | None = None,
    weight: float = 1.0,
    hints: Sequence[str] = (),
    seconds: float = 2.0,
    measured: bool = False,
) -> Question:
    """A question: its name, how it is asked, and by which rule the evidence is compared.

    call: made when the exam reaches the question; it calls the answer, and may compute something
        from what comes back
    weight: its share of the exercise's points, against the other questions' weights
    hints: offered one after the other, at each failed try
    seconds: the time that all its calls may take together, as `gradelib.exam.call.Stopwatch` counts
    measured: the exam computes a score (of a trained model, say) from what comes back on inputs of
        this seed, such that no fixed answer can reach it, although the score may be the same
    raises: ValueError, TypeError for a weight that is not positive, or hints that are no list
    """
    if isinstance(hints, str):
        raise TypeError(f"The hints of question {name!r} should be a list of sentences.")
    if not weight > 0:
        raise ValueError(f"The weight of question {name!r} should be positive, not {weight}.")
    return Question(name, call, rule or Rule(), weight, tuple(hints), seconds, measured)


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
    made: that call was one of an object which the answer made first
    stopped: why the exam itself ended early; empty if it did not
    """

    evidence: tuple[Evidence, ...]
    changed: tuple[str, ...] = ()
    drew: tuple[str, ...] = ()
    printed: int = 0
    fickle: bool = False
    made: bool = False
    stopped: str = ""


def examine(exercise: Exercise, respondent: Respondent, seed: int) -> Examination:
    """Put an exercise's questions to an answer.

    A question that fails does not stop the others. The inputs depend on the seed and on the
    exercise's name only.
    """
    witness = Witness(exercise.name, respondent)
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode())])
    evidence, stopped = [], ""
    try:
        with np.errstate(all="ignore"):  # an exam may meet NaN in what comes back
            for question in exercise.questions(witness, rng):
                evidence.append(_put(question, witness))
    except Exception as error:  # the exam itself failed, perhaps over what an answer gave
        stopped = shorten(f"{type(error).__name__}: {error}")
    if evidence:
        witness.begin(evidence[0].question.seconds)
    fickle = witness.is_fickle()
    made = witness.first is not None and len(witness.first[0].steps) > 1
    told = tuple(witness.changed), tuple(witness.drew), witness.printed
    return Examination(tuple(evidence), *told, fickle, made, stopped)


def _put(question: Question, witness: Witness) -> Evidence:
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

    own = np.geterr()  # the exam's own settings are none of the answer's business

    def respond(deed: Deed, seconds: float, turn: int) -> Reply:
        with np.errstate(**own):
            return calls.call(function, deed, seconds, turn)

    return respond
