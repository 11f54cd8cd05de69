"""A simulated class: students whose answers, and so whose true points, are known."""

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from gradelib.course.cell_source import cell_source
from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.lessons import CourseError, find_week
from gradelib.exam.answers import KnownAnswer
from gradelib.exam.key import Key, key_from_bytes
from gradelib.exam.questions import Exercise, examine, local
from gradelib.exam.verdict import judge
from gradelib.files import write_atomically

NAMES = (
    *("ada", "bilal", "chidi", "dilara", "emil", "fatima", "goran", "hana", "ines", "jamal"),
    *("kaveh", "lucia", "mei", "nadia", "oskar", "priya", "quinn", "rosa", "samir", "tala"),
    *("umar", "vera", "wanjiru", "xenia", "yusuf", "zora"),
)
TRUTH = "truth.json"


@dataclass(frozen=True)
class Choice:
    """What a simulated student hands in for one exercise; no answer means: left unwritten."""

    exercise: str
    answer: KnownAnswer | None
    reference: bool = False

    @property
    def name(self) -> str:
        """The answer's name."""
        if self.reference:
            return "reference"
        return self.answer.name if self.answer else "unwritten"


def simulate(classroom: Classroom, week_name: str, count: int, seed: int) -> list[str]:
    """Let `count` simulated students hand in a week; returns their names.

    What each of them handed in, and the points it is truly worth, is kept in the class folder.

    raises: CourseError, before anything is written, if one of them has handed in already
    """
    week = find_week(classroom.root, week_name)
    graded = GradedWeek(classroom, week_name)
    students = [NAMES[i] if i < len(NAMES) else f"student{i + 1:04d}" for i in range(count)]
    taken = [s for s in students if classroom.submitted(s, week_name).exists()]
    if taken:
        raise CourseError(
            f"{', '.join(taken)} handed in {week_name} already, and nothing is overwritten. "
            f"Use another class folder: GRADELIB_CLASS=class/trial gradelib simulate {week_name}"
        )
    key, truth = key_from_bytes(graded.key), {}
    exercises, answers = week.exam(), week.answers()
    worth, references = _Worth(exercises, key), week.references()
    for number, student in enumerate(students):
        choices = choose(exercises, answers, random.Random(f"{seed} {student}"), number / count)
        hand_in(graded, student, choices, references)
        for name, data in week.weights.items():
            write_atomically(classroom.submitted(student, week_name) / name, data)
        with week.at_hand():
            worths = {c.exercise: [c.name, worth(c)] for c in choices}
        truth[student] = worths
    path = classroom.results(week_name) / TRUTH
    write_atomically(path, json.dumps(truth, indent=1).encode())
    return students


def read_truth(classroom: Classroom, week_name: str) -> dict[str, dict[str, tuple[str, float]]]:
    """For each simulated student and exercise: the answer's name and its true points."""
    path = classroom.results(week_name) / TRUTH
    return json.loads(path.read_text()) if path.exists() else {}


def choose(
    exercises: Iterable[str], answers: Sequence[KnownAnswer], rng: random.Random, diligence: float
) -> list[Choice]:
    """One student's choice for every exercise; the diligent (up to 1) make fewer mistakes."""
    choices = []
    for exercise in exercises:
        mine = [a for a in answers if a.exercise == exercise]
        luck = rng.random()
        if luck < 0.35 + 0.6 * diligence:
            right = [None, *(a for a in mine if a.right)]
            answer = rng.choice(right)
            choices.append(Choice(exercise, answer, reference=answer is None))
        elif luck < 0.97:
            choices.append(Choice(exercise, rng.choice([a for a in mine if not a.right])))
        else:
            choices.append(Choice(exercise, None))
    return choices


class _Worth:
    """The points that a choice is truly worth: examined here, without any notebook."""

    def __init__(self, exercises: Mapping[str, Exercise], key: Key) -> None:
        self.exercises, self.key = exercises, key

    def __call__(self, choice: Choice) -> float:
        exercise = self.exercises[choice.exercise]
        if choice.reference:
            return exercise.points
        if choice.answer is None:
            return 0.0
        found = examine(exercise, local(choice.answer.function), self.key.seed)
        return judge(exercise, self.key.exercises[choice.exercise], found).points


def hand_in(
    week: GradedWeek, student: str, choices: Sequence[Choice], references: Mapping[str, Callable]
) -> None:
    """Write the student's notebooks where `nbgrader collect` would put them."""
    sources = {c.exercise: source for c in choices if (source := answer_source(c, references))}
    folder = week.classroom.submitted(student, week.name)
    for lesson, released in week.notebooks.items():
        notebook = fill_in(nbformat.reads(released.decode(), as_version=4), sources)
        write_atomically(folder / f"{lesson}.ipynb", nbformat.writes(notebook).encode())


def fill_in(notebook: NotebookNode, sources: Mapping[str, str]) -> NotebookNode:
    """Put answers into the solution cells of a released notebook, by exercise name."""
    for cell in notebook.cells:
        source = sources.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if source is not None:
            cell.source = source
    return notebook


def answer_source(choice: Choice, references: Mapping[str, Callable]) -> str | None:
    """The choice as a student would have typed it: one cell that defines the exercise's name."""
    if choice.reference:
        return cell_source(references[choice.exercise], choice.exercise)
    if choice.answer is None:
        return None
    return cell_source(choice.answer.function, choice.exercise)
