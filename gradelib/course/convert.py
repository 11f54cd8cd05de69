"""A lesson's source becomes a notebook, after everything that nbgrader relies on was checked."""

import ast
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gradelib.course.lessons import CourseError, Week, place, read_lesson

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from gradelib.exam.questions import Exercise

CHECK = "check_"  # grade_id of an exercise's check cell: this and the exercise's name
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# What nbgrader strips, and the mark that the cell needs for it.
REGIONS = {"SOLUTION": "solution", "MARK SCHEME": "task", "HIDDEN TESTS": "grade"}


@dataclass(frozen=True)
class _Cell:
    """A cell that nbgrader knows of. `where` names lesson and cell for the messages."""

    where: str
    lesson: Path
    position: int
    kind: str
    source: str
    mark: Mapping

    @property
    def name(self) -> str:
        return self.mark.get("grade_id", "")

    @property
    def role(self) -> str:
        """exercise, check, text (graded by hand) or locked (only to be read)."""
        if self.mark.get("task") or (self.mark.get("grade") and self.mark.get("solution")):
            return "text"
        if self.mark.get("grade"):
            return "check"
        return "exercise" if self.mark.get("solution") else "locked"


def source_notebooks(week: Week, exercises: "Mapping[str, Exercise]") -> "dict[str, NotebookNode]":
    """The week's notebooks with the answers, by the lesson's name.

    raises: CourseError listing everything that is wrong, by lesson and cell
    """
    notebooks = {lesson: _notebook(lesson) for lesson in week.lessons}
    problems = list(_problems(week, notebooks, exercises))
    if problems:
        raise CourseError("\n".join(problems))
    return {lesson.stem: notebook for lesson, notebook in notebooks.items()}


def _notebook(lesson: Path) -> "NotebookNode":
    """The lesson as jupytext reads it, without jupytext's own notes, and the same every time."""
    notebook = read_lesson(lesson)
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    taken: Counter[str] = Counter()
    for cell in notebook.cells:
        for note in ("lines_to_next_cell", "lines_to_end_of_cell_marker"):
            cell.metadata.pop(note, None)
        # From the text, not the place: what a student handed in still fits a later edition.
        text = f"{lesson.stem}-{hashlib.sha1(cell.source.encode()).hexdigest()[:8]}"
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or text
        taken[name] += 1
        name += f"-{taken[name]}" if name == text and taken[name] > 1 else ""
        cell.id = re.sub(r"[^\w-]", "-", name, flags=re.ASCII)[-64:]
    return notebook


def _problems(
    week: Week, notebooks: "dict[Path, NotebookNode]", exercises: "Mapping[str, Exercise]"
) -> Iterator[str]:
    if not notebooks:
        yield f"{place(week.folder)} has no lesson: write one, {place(week.folder)}/<lesson>.py."
    cells: list[_Cell] = []
    for lesson, notebook in notebooks.items():
        cells += _marked(lesson, notebook)
        yield from _region_problems(lesson, notebook)
    yield from _identity_problems(cells)
    for cell in cells:
        yield from _cell_problems(cell, exercises)
    for exercise in exercises.values():
        yield from _exercise_problems(week, exercise, cells)


def _marked(lesson: Path, notebook: "NotebookNode") -> list[_Cell]:
    return [
        _Cell(_where(lesson, position, cell), lesson, position, cell.cell_type, cell.source, mark)
        for position, cell in enumerate(notebook.cells)
        if (mark := cell.metadata.get("nbgrader"))
    ]


def _where(lesson: Path, position: int, cell: "NotebookNode") -> str:
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    return f"{place(lesson)}, cell {position + 1}" + (f" ({name})" if name else "")


def _region_problems(lesson: Path, notebook: "NotebookNode") -> Iterator[str]:
    """Regions that nbgrader would not strip, and so would show to students."""
    for position, cell in enumerate(notebook.cells):
        where, mark = _where(lesson, position, cell), cell.metadata.get("nbgrader", {})
        for region, wanted in REGIONS.items():
            edges = re.findall(rf"(BEGIN|END) {region}", cell.source)
            if edges != ["BEGIN", "END"] * (len(edges) // 2):
                yield f"{where}: every ### BEGIN {region} needs its ### END {region}."
            elif edges and not mark.get(wanted):
                yield f'{where}: has a {region} region, so the cell needs "{wanted}": true.'


def _identity_problems(cells: list[_Cell]) -> Iterator[str]:
    yield from (f"{c.where}: has nbgrader metadata but no grade_id." for c in cells if not c.name)
    for name, times in Counter(c.name for c in cells if c.name).items():
        if times > 1:
            places = "; ".join(c.where for c in cells if c.name == name)
            yield f"The grade_id {name!r} is used {times} times in this week: {places}."


def _cell_problems(cell: _Cell, exercises: "Mapping[str, Exercise]") -> Iterator[str]:
    if cell.role == "exercise":
        if cell.name not in exercises:
            yield f"{cell.where}: the exam has no exercise {cell.name!r}."
        if "BEGIN SOLUTION" not in cell.source:
            yield f"{cell.where}: has no ### BEGIN SOLUTION ... ### END SOLUTION."
        if cell.name not in _defined(cell.source):
            yield f"{cell.where}: does not define {cell.name}."
    elif cell.role == "check":
        name = cell.name.removeprefix(CHECK)
        if name not in exercises or not cell.name.startswith(CHECK):
            yield f"{cell.where}: the grade_id of a check cell is check_<name of an exercise>."
            return
        if cell.mark.get("points") != exercises[name].points:
            yield (
                f"{cell.where}: gives {cell.mark.get('points')} points, "
                f"but the exam gives {exercises[name].points:g}."
            )
        if not re.search(rf"\bcheck\(\s*[\"']{name}[\"']\s*,", cell.source):
            yield f'{cell.where}: does not call check("{name}", {name}).'
    elif cell.role == "text" and not cell.mark.get("points"):
        yield f"{cell.where}: has no points."


def _exercise_problems(week: Week, exercise: "Exercise", cells: list[_Cell]) -> Iterator[str]:
    answer = [c for c in cells if c.name == exercise.name and c.role == "exercise"]
    check = [c for c in cells if c.name == CHECK + exercise.name and c.role == "check"]
    for found, name, what in (
        (answer, exercise.name, "solution"),
        (check, CHECK + exercise.name, "check"),
    ):
        if not found:
            yield f"{place(week.folder)}: no lesson has a {what} cell with the grade_id {name!r}."
    if answer and check:
        one, other = answer[0], check[0]
        if one.lesson != other.lesson or one.position > other.position:
            yield f"{other.where}: should come after {one.where}, in the same lesson."


def _defined(source: str) -> set[str]:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return set()
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {statement.name for statement in body if isinstance(statement, kinds)}
