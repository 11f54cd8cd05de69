"""How fast is a class graded, beside stock nbgrader, and how does the time grow?

    python benchmarks/grading.py [WEEK] [--students 40] [--sizes 10 100 1000] [--write]

Everything happens in a temporary folder. Both grade the same simulated class, one after the other,
from a command's start to its end. Stock nbgrader gets the exam's questions as asserts, and gets the
notebooks without the lessons' own experiments, which gradelib does not run either.
"""

import argparse
import contextlib
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import stock
from measure import MB, Taken, measure

from gradelib.course.build import build
from gradelib.course.classroom import Classroom
from gradelib.course.lessons import find_week, project_root
from gradelib.course.nbgrader import api_of, nbgrader
from gradelib.course.simulation import simulate

PROGRAMS = Path(sys.executable).parent
REPORT = Path(__file__).parents[1] / "docs" / "benchmark.md"


@dataclass
class Findings:
    """All that was measured.

    grown: class size -> what gradelib took
    pages: what an instructor opens, at the largest size -> seconds
    alike, answers: answers that both graders hold for right or both for wrong, and all answers
    """

    options: argparse.Namespace
    stock: Taken
    ours: Taken
    alike: int
    answers: int
    load: float
    grown: dict[int, Taken] = field(default_factory=dict)
    pages: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Measure, print, and write the page if it is asked for."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder, "course")
        given = make_course(project_root(), root, options.week, options.students)
        mine, theirs = of_size(given, options.week, options.students), Path(folder, "stock")
        stock.source(given, options.week, theirs)
        measure([PROGRAMS / "nbgrader", "generate_assignment", options.week], theirs)
        stock.submissions(given, options.week, theirs, options.experiments)
        _say(f"stock nbgrader grades {options.students} submissions")
        by_stock = measure([PROGRAMS / "nbgrader", "autograde", options.week], theirs)
        _say(f"it took {by_stock.seconds:.0f} s; gradelib grades them")
        ours = grade(mine, options)
        _say(f"it took {ours.seconds:.0f} s")
        pairs = compare(mine.folder, theirs)
        load = os.getloadavg()[2]
        found = Findings(options, by_stock, ours, sum(pairs), len(pairs), load)
        for size in options.sizes:
            classroom = of_size(given, options.week, size)
            found.grown[size] = grade(classroom, options)
            _say(f"{size} submissions took {found.grown[size].seconds:.0f} s")
        found.pages = open_pages(classroom, options.week)
    print(page(found))
    if options.write:
        REPORT.write_text(page(found) + "\n", encoding="utf-8")


def make_course(source: Path, root: Path, week: str, students: int) -> Classroom:
    """A course with this one week, given out and handed in by a simulated class."""
    shutil.copytree(source / "solutions" / week, root / "solutions" / week)
    shutil.copy(source / "nbgrader_config.py", root)
    (root / "pyproject.toml").touch()
    os.environ["GRADELIB_ROOT"] = str(root)
    with _class_folder("given"):
        build(find_week(root, week))
        nbgrader(root, "generate_assignment", week)
        simulate(Classroom(root), week, students, seed=1)
    return _Fixed(root, root / "given")


@dataclass(frozen=True)
class _Fixed(Classroom):
    """A class whose folder does not depend on the environment."""

    place: Path

    @property
    def folder(self) -> Path:
        return self.place


def of_size(given: Classroom, week: str, size: int) -> Classroom:
    """A class that is not graded yet; if it is larger, the same students hand in again."""
    place = given.root / f"class{size}-{time.monotonic_ns()}"
    shutil.copytree(given.folder, place, ignore=shutil.ignore_patterns("submitted"))
    students = given.students(week)
    for number in range(size):
        student = students[number % len(students)]
        name = student if number < len(students) else f"{student}{number}"
        shutil.copytree(given.folder / "submitted" / student, place / "submitted" / name)
    return _Fixed(given.root, place)


def grade(classroom: Classroom, options: argparse.Namespace) -> Taken:
    """`gradelib grade`, with its sandbox and its judge, from start to end."""
    command = [PROGRAMS / "gradelib", "grade", options.week, "--workers", str(options.workers)]
    return measure(command, classroom.root, GRADELIB_CLASS=str(classroom.folder))


def compare(mine: Path, theirs: Path) -> list[bool]:
    """For every answer: do both give all points, or both not?"""
    by_me, by_them = _right_answers(mine), _right_answers(theirs)
    return [by_them.get(answer) == right for answer, right in by_me.items()]


def _right_answers(folder: Path) -> dict[tuple[str, str], bool]:
    query = """
        select submitted_assignment.student_id, base_cell.name, auto_score = max_score
        from grade join base_cell on base_cell.id = cell_id
        join grade_cells on grade_cells.id = cell_id
        join submitted_notebook on submitted_notebook.id = grade.notebook_id
        join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    """
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as database:
        return {(student, cell): bool(all_) for student, cell, all_ in database.execute(query)}


def open_pages(classroom: Classroom, week: str) -> dict[str, float]:
    """What formgrader asks for to fill its pages, and the class report."""
    with _class_folder(str(classroom.folder)):
        api = api_of(classroom.root)
    student, lesson = classroom.students(week)[-1], next(classroom.released(week).glob("*.ipynb"))
    questions: dict[str, Callable[[], object]] = {
        "assignments": api.get_assignments,
        "submissions of the assignment": lambda: api.get_submissions(week),
        "submissions of one notebook": lambda: api.get_notebook_submissions(week, lesson.stem),
        "students": api.get_students,
        "one student": lambda: api.get_student_submissions(student),
    }
    seconds = {}
    for name, ask in questions.items():
        start = time.monotonic()
        ask()
        seconds[f"formgrader: {name}"] = time.monotonic() - start
    command = [PROGRAMS / "gradelib", "report", week]
    taken = measure(command, classroom.root, GRADELIB_CLASS=str(classroom.folder))
    return seconds | {"gradelib report": taken.seconds}


def page(found: Findings) -> str:
    """What was measured, as a page of the documentation."""
    options, cores = found.options, len(os.sched_getaffinity(0))
    n, workers = options.students, options.workers
    experiments = "with" if options.experiments else "without"
    memory = psutil.virtual_memory().total / 2**30
    lines = [
        "# How fast a class is graded",
        "",
        f"Made by `make bench` on {time.strftime('%-d %B %Y')}. Machine: {platform.machine()}, "
        f"{cores} cores, {memory:.0f} GB, Python {platform.python_version()}; load average at the "
        f"end, the benchmark's own work included: {found.load:.1f} (15 minutes).",
        "",
        f"The same {n} submissions of `{options.week}`, graded by stock `nbgrader autograde` (the "
        f"exam's questions as asserts, {experiments} the lessons' own experiments) and by "
        f"`gradelib grade --workers {workers}` (sandbox and judge on), from a command's start to "
        "its end.",
        "",
        "| | stock | gradelib | ratio |",
        "|---|---|---|---|",
    ]
    for name, theirs, ours in (
        ("seconds", found.stock.seconds, found.ours.seconds),
        ("seconds a submission", found.stock.seconds / n, found.ours.seconds / n),
    ):
        lines.append(f"| {name} | {theirs:.2f} | {ours:.2f} | {theirs / ours:.1f} |")
    lines += [
        "",
        f"gradelib has {found.stock.seconds / found.ours.seconds:.1f} times the throughput. Of "
        f"{found.answers} answers, both hold {found.alike} alike for right or for wrong. A worker "
        f"with all its processes had at most {found.ours.worker / MB:.0f} MB of memory.",
        "",
        "## Larger classes",
        "",
        "| submissions | seconds | seconds a submission | largest worker |",
        "|---|---|---|---|",
    ]
    for size, taken in found.grown.items():
        each = f"{taken.seconds:.0f} | {taken.seconds / size:.2f} | {taken.worker / MB:.0f} MB"
        lines.append(f"| {size:,} | {each} |")
    lines += ["", f"With {max(found.grown):,} submissions there:", "", "| opened | seconds |"]
    lines += ["|---|---|", *(f"| {name} | {took:.2f} |" for name, took in found.pages.items())]
    return "\n".join(lines)


@contextlib.contextmanager
def _class_folder(name: str):  # noqa: ANN202 - a context manager
    before = os.environ.get("GRADELIB_CLASS")
    os.environ["GRADELIB_CLASS"] = name
    try:
        yield
    finally:
        os.environ.pop("GRADELIB_CLASS")
        if before is not None:
            os.environ["GRADELIB_CLASS"] = before


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("week", nargs="?", default="week01_naive_bayes")
    parser.add_argument("--students", type=int, default=40, help="graded by both")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--experiments", action="store_true", help="let stock nbgrader run them")
    parser.add_argument("--write", action="store_true", help="write docs/benchmark.md")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
