"""Known answers to an exercise: other right ones, and misconceptions with their hints."""

from collections.abc import Callable
from dataclasses import dataclass

from gradelib.exam.questions import Exercise


@dataclass(frozen=True)
class KnownAnswer:
    """An answer that an author wrote down; `hint` is empty for a right one."""

    exercise: str
    name: str
    function: Callable
    right: bool
    hint: str = ""

    def __call__(self, *arguments: object, **keywords: object) -> object:
        """Known answers of one exercise may call one another."""
        return self.function(*arguments, **keywords)


def right(exercise: Exercise) -> Callable[[Callable], KnownAnswer]:
    """Mark a function as another right answer to `exercise`."""

    def make(function: Callable) -> KnownAnswer:
        return KnownAnswer(exercise.name, function.__name__, function, right=True)

    return make


def wrong(exercise: Exercise, hint: str) -> Callable[[Callable], KnownAnswer]:
    """Mark a function as a misconception about `exercise`.

    Its name says the mistake in words; `hint` points at the thought, not at the line.
    """

    def make(function: Callable) -> KnownAnswer:
        return KnownAnswer(exercise.name, function.__name__, function, right=False, hint=hint)

    return make
