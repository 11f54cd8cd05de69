"""The key: what the reference and every misconception answer, for one seed.

It holds evidence only, never code, so the key of a public seed can lie beside the notebook; a
secret seed gives other inputs and another key.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradelib.exam.answers import KnownAnswer
from gradelib.exam.describe import describe
from gradelib.exam.difference import raised_text
from gradelib.exam.plain import MAX_BYTES, Raised, Unfit
from gradelib.exam.questions import Examination, Exercise, examine, local
from gradelib.exam.wire import pack, unpack

PUBLIC_SEED = 0
FILE_NAME = "exam.key"
_OTHER_SEEDS = (1_000_003, 2_000_003, 3_000_017)


@dataclass(frozen=True)
class QuestionKey:
    """The reference's evidence for one question.

    replayable: the reference's evidence for another seed would pass too, so a fixed value may
    """

    name: str
    reference: object
    replayable: bool


@dataclass(frozen=True)
class Misconception:
    """A misconception's name, its hint, and its evidence question by question."""

    name: str
    hint: str
    evidence: tuple


@dataclass(frozen=True)
class ExerciseKey:
    """The key of one exercise."""

    questions: tuple[QuestionKey, ...]
    misconceptions: tuple[Misconception, ...]

    @property
    def names(self) -> list[str]:
        """The questions' names, in order."""
        return [question.name for question in self.questions]


@dataclass(frozen=True)
class Key:
    """The key of a week's exercises, for one seed."""

    seed: int
    exercises: Mapping[str, ExerciseKey]


def make_key(
    exercises: Mapping[str, Exercise],
    references: Mapping[str, Callable],
    answers: Sequence[KnownAnswer],
    seed: int,
) -> Key:
    """Examine the references and the misconceptions for one seed.

    exercises, references: by name; answers: all known answers of the week
    raises: ValueError with a sentence for the author when an exercise cannot be marked: its exam
        fails on the reference, its questions have no names of their own or change with the seed,
        or a fixed value could pass them all
    """
    made = {}
    for name, exercise in exercises.items():
        wrong = [answer for answer in answers if answer.exercise == name and not answer.right]
        made[name] = _exercise_key(exercise, references[name], wrong, seed)
    return Key(seed, made)


def _exercise_key(
    exercise: Exercise, reference: Callable, wrong: Sequence[KnownAnswer], seed: int
) -> ExerciseKey:
    right = examine(exercise, local(reference), seed)
    others = [examine(exercise, local(reference), seed + other) for other in _OTHER_SEEDS]
    for examination in (right, *others):
        _check_exam(exercise, examination, _names(right))
    questions = tuple(
        QuestionKey(mine.question.name, mine.value, _replayable(i, right, others))
        for i, mine in enumerate(right.evidence)
    )
    if all(question.replayable for question in questions):
        raise _author_error(exercise, "a fixed value could pass every question")
    misconceptions = tuple(
        Misconception(
            answer.name,
            answer.hint,
            tuple(e.value for e in examine(exercise, local(answer.function), seed).evidence),
        )
        for answer in wrong
    )
    return ExerciseKey(questions, misconceptions)


def _names(examination: Examination) -> list[str]:
    return [evidence.question.name for evidence in examination.evidence]


def _check_exam(exercise: Exercise, examination: Examination, names: list[str]) -> None:
    """raises: ValueError if this examination of the reference cannot be part of a key."""
    if examination.stopped:
        raise _author_error(exercise, f"it stops: {examination.stopped}")
    if _names(examination) != names:
        raise _author_error(exercise, "its questions are not the same for every seed")
    if not names or len(set(names)) < len(names):
        raise _author_error(exercise, "it needs questions, each with a name of its own")
    for evidence in examination.evidence:
        value, where = evidence.value, f"at “{evidence.question.name}”"
        if isinstance(value, Unfit):
            raise _author_error(exercise, f"{where} the reference gives {describe(value)}")
        if isinstance(value, Raised) and not {"ValueError", "LookupError"} & set(value.bases):
            raise _author_error(exercise, f"the reference fails {where}: {raised_text(value)}")


def _author_error(exercise: Exercise, what: str) -> ValueError:
    return ValueError(f"The exam of `{exercise.name}` cannot be used: {what}.")


def _replayable(place: int, right: Examination, others: Sequence[Examination]) -> bool:
    mine = right.evidence[place]
    if mine.question.measured:
        return False
    replayed = [other.evidence[place].value for other in others]
    return any(mine.question.rule.difference(value, mine.value) is None for value in replayed)


def key_to_bytes(key: Key) -> bytes:
    """The key as the bytes of a key file."""
    exercises = {
        name: [
            [[q.name, q.reference, q.replayable] for q in one.questions],
            [[m.name, m.hint, list(m.evidence)] for m in one.misconceptions],
        ]
        for name, one in key.exercises.items()
    }
    return zlib.compress(pack([key.seed, exercises]), 9)


def key_from_bytes(data: bytes) -> Key:
    """The key in the bytes of a key file; raises ValueError when they are something else."""
    try:
        inflater = zlib.decompressobj()
        seed, exercises = unpack(inflater.decompress(data, 2 * MAX_BYTES))
        if not inflater.eof:
            raise ValueError("cut off")
        return Key(
            seed,
            {
                name: ExerciseKey(
                    tuple(QuestionKey(*parts) for parts in questions),
                    tuple(Misconception(n, h, tuple(e)) for n, h, e in misconceptions),
                )
                for name, (questions, misconceptions) in exercises.items()
            },
        )
    except (zlib.error, TypeError, AttributeError, ValueError) as error:
        raise ValueError("this is no key file") from error


def load_key(folder: Path) -> Key:
    """The public key that lies in a week's folder.

    raises: FileNotFoundError, ValueError with a sentence that says what to do
    """
    path = folder / FILE_NAME
    try:
        return key_from_bytes(path.read_bytes())
    except FileNotFoundError:
        raise FileNotFoundError(
            f"There is no {FILE_NAME} in {folder}. Open the notebook from its own week's folder, "
            "which holds the exam and its key."
        ) from None
    except ValueError:
        raise ValueError(
            f"{path} is damaged. Fetch the week's folder again; your notebook is not affected."
        ) from None
