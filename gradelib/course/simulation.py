"""A simulated class: students whose answers, and so whose true points, are known."""

import ast
import json
import random
import symtable
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.files import write_atomically
from gradelib.course.lessons import CourseError, find_week
from gradelib.exam.answers import KnownAnswer
from gradelib.exam.call import source_file
from gradelib.exam.key import Key, key_from_bytes
from gradelib.exam.questions import Exercise, examine, local
from gradelib.exam.verdict import judge

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


def cell_source(function: Callable, name: str) -> str:
    """The source of a function under another name, with all that it needs from its module."""
    given = _definitions(Path(source_file(function)))
    needed: dict[int, ast.stmt] = {}
    _collect(given[function.__name__], given, needed)
    parts = [_without_decorators(node) for _, node in sorted(needed.items())]
    rename = _Rename({function.__name__: name})
    return "\n\n".join(ast.unparse(rename.visit(deepcopy(part))) for part in parts)


@cache
def _definitions(module: Path) -> dict[str, ast.stmt]:
    """The top-level statements of a module by the names that they bind."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {bound: node for node in tree.body for bound in _bound_names(node)}


def _collect(node: ast.stmt, given: dict[str, ast.stmt], needed: dict[int, ast.stmt]) -> None:
    """A statement and, before it, every statement of the module that it refers to."""
    if node.lineno in needed:
        return
    needed[node.lineno] = node
    text = ast.unparse(_without_decorators(node))
    for name in sorted(_used_names(symtable.symtable(text, "answer", "exec")) & given.keys()):
        _collect(given[name], given, needed)


def _used_names(table: symtable.SymbolTable) -> set[str]:
    """The module's names that a statement uses; a function's own variables are none of them."""
    top = table.get_type() == "module"
    symbols = [s for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())]
    return {s.get_name() for s in symbols}.union(*map(_used_names, table.get_children()))


def _bound_names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        exam = str(getattr(node, "module", "")).startswith("gradelib.exam")
        own = getattr(node, "level", 0) or exam
        if not own:  # the exam and the decorators are no part of an answer
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.Assign):
        yield from (t.id for t in node.targets if isinstance(t, ast.Name))


def _without_decorators(node: ast.stmt) -> ast.stmt:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        fields = dict(ast.iter_fields(node)) | {"decorator_list": []}
        return type(node)(**fields, lineno=node.lineno)
    return node


class _Rename(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.ClassDef) -> ast.AST:
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)

    visit_ClassDef = visit_FunctionDef  # noqa: N815 - the name that ast calls

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.names.get(node.id, node.id)
        return node
