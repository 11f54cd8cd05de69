"""The student's `check`: examine an answer here and now, and show the card."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from gradelib.exam.call import Reply
from gradelib.exam.card import card_html, card_text, headline
from gradelib.exam.deed import Deed
from gradelib.exam.key import FILE_NAME, Key, load_key
from gradelib.exam.load import load_exam
from gradelib.exam.perform import with_networks
from gradelib.exam.questions import Exercise, Question, examine, local
from gradelib.exam.verdict import Verdict, judge
from gradelib.exam.witness import Respondent

# How often each mistake was made: exercise, question, diagnosis.
_failed_tries: Counter[tuple[str, str, str]] = Counter()


class NotYetError(AssertionError):
    """The answer is not right yet. Shown as one line: the card above it says the rest."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def check(name: str, answer: Callable) -> None:
    """Examine `answer` on the questions of exercise `name` and show what was found.

    `check.asked` is left holding the arguments of the first question that failed, so that
    `answer(*check.asked)` asks it again; it is () if there is none, or no such simple call.

    raises: NotYetError (an AssertionError) while not every question is passed, so that nbgrader's
        Validate button means the same; FileNotFoundError, LookupError, TypeError or ValueError,
        with what to do, when the week's exam is not at hand, has no such exercise, or is damaged
    """
    if not callable(answer):
        raise TypeError(f"Pass the function itself, without calling it: check({name!r}, {name}).")
    verdict, asked = _examined(name, answer, Path.cwd())
    check.asked = asked
    mark = verdict.first_failed
    mistake = (name, mark.question if mark else "", verdict.diagnosis.name)
    _failed_tries[mistake] += 1
    if asked and verdict.diagnosis.kind != "unwritten":
        again = f"`{name}(*check.asked)` asks the failed question again."
        verdict = replace(verdict, remarks=(*verdict.remarks, again))
    _show(verdict, next_hint(verdict, _failed_tries[mistake]))
    if not verdict.right:
        raise NotYetError(headline(verdict))


check.asked = ()


def verdict_on(name: str, answer: Callable, folder: Path) -> Verdict:
    """The verdict on `answer` by the exam and the public key that lie in `folder`.

    raises: FileNotFoundError, LookupError or ValueError with a sentence that says what to do
    """
    return _examined(name, answer, folder)[0]


def _examined(name: str, answer: Callable, folder: Path) -> tuple[Verdict, tuple]:
    """The verdict, and the arguments of the first failed question, as of `check.asked`."""
    exercises, key = _exam_in(folder, _version(folder))
    if name not in exercises:
        raise LookupError(
            f"There is no exercise called {name!r} here. This week has: {', '.join(exercises)}."
        )
    record = _Record(exercises[name], local(answer))
    examination = examine(record.exercise, record.respond, key.seed)
    asked = [evidence.question.name for evidence in examination.evidence]
    if name not in key.exercises or asked != key.exercises[name].names[: len(asked)]:
        raise ValueError(
            f"{folder / FILE_NAME} belongs to another version of the exam. Fetch the week's folder "
            "again; your notebook is not affected."
        )
    verdict = judge(exercises[name], key.exercises[name], examination)
    failed = verdict.first_failed
    return verdict, record.arguments.get(failed.question, ()) if failed else ()


class _Record:
    """Listens in on an examination: with which arguments was each question asked?"""

    def __init__(self, exercise: Exercise, respondent: Respondent) -> None:
        self.exercise = replace(exercise, questions=self._questions)
        self.arguments: dict[str, tuple] = {}
        self._ask, self._respondent, self._last = exercise.questions, respondent, ()

    def respond(self, deed: Deed, seconds: float, turn: int) -> Reply:
        step = deed.steps[-1]
        simple = len(deed.steps) == 1 and not step.keywords and deed.wrt is None
        self._last = tuple(map(with_networks, step.arguments)) if simple else ()
        return self._respondent(deed, seconds, turn)

    def _questions(self, answer: Callable, rng: np.random.Generator) -> Iterator[Question]:
        for question in self._ask(answer, rng):
            self._last = ()
            yield question  # it is put before the next one is asked for
            self.arguments[question.name] = self._last


def next_hint(verdict: Verdict, tries: int) -> str:
    """The hint to offer at this failed try: the diagnosis's first, then the question's.

    Of an answer that raises and passes nothing, the question's hints say nothing.
    """
    if verdict.right or verdict.diagnosis.kind == "unwritten":
        return ""
    mark = verdict.first_failed
    hints = [verdict.diagnosis.hint] if verdict.diagnosis.hint else []
    lost = verdict.diagnosis.kind == "raised" and not any(m.passed for m in verdict.marks)
    if mark and not lost:
        hints += mark.hints
    return hints[min(tries, len(hints)) - 1] if hints else ""


@lru_cache(maxsize=4)
def _exam_in(folder: Path, version: tuple) -> tuple[dict[str, Exercise], Key]:
    return load_exam(folder), load_key(folder)


def _version(folder: Path) -> tuple:
    """Changes when the exam or its key is replaced, for instance by an update of the course."""
    files = [folder / FILE_NAME, *folder.glob("exam*"), *folder.glob("exam/**/*.py")]
    return tuple(sorted((str(f), f.stat().st_mtime_ns) for f in files if f.exists()))


def _show(verdict: Verdict, hint: str) -> None:
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            data = {"text/html": card_html(verdict, hint), "text/plain": card_text(verdict, hint)}
            display(data, raw=True)
            return
    print(card_text(verdict, hint))
