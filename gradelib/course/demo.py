"""The whole way in one command, on a simulated class whose true points are known."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gradelib.course.build import build
from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.grade_class import grade_class
from gradelib.course.lessons import find_week
from gradelib.course.nbgrader import nbgrader
from gradelib.course.report import write_report
from gradelib.course.results import Results
from gradelib.course.simulation import read_truth, simulate

CLASS_FOLDER = "class/demo"  # a class of its own, so that a real one is never touched
WEEK = "week01_naive_bayes"
FEEDBACK = f"{CLASS_FOLDER}/feedback"


@dataclass(frozen=True)
class Row:
    """One student of the demonstration: what was graded, what is true, what was recognised."""

    student: str
    points: float
    true_points: float
    recognised: tuple[str, ...]


def run_demo(
    root: Path, count: int, progress: Callable[[str, int, int], None]
) -> tuple[list[Row], Path]:
    """Build the week, simulate a class, grade it; returns a row for each student, and the report.

    Run again, it goes on where it stopped; delete `class/demo` to start anew.
    """
    os.environ["GRADELIB_CLASS"] = CLASS_FOLDER
    classroom = Classroom(root)
    classroom.folder.mkdir(parents=True, exist_ok=True)
    progress("building", 0, 1)
    build(find_week(root, WEEK))
    if not classroom.released(WEEK).exists():
        nbgrader(root, "generate_assignment", WEEK)
    progress("building", 1, 1)
    if not read_truth(classroom, WEEK):
        progress("class", 0, count)
        simulate(classroom, WEEK, count, seed=1)
        progress("class", count, count)
    results = Results(GradedWeek(classroom, WEEK))
    students = classroom.students(WEEK)
    grade_class(results, students, progress=progress)
    for done, student in enumerate(students, start=1):
        nbgrader(root, "generate_feedback", WEEK, student, force=True)
        progress("feedback", done, len(students))
    return demo_rows(results), write_report(results)


def demo_rows(results: Results) -> list[Row]:
    """Graded beside true points, for every simulated student."""
    truth = read_truth(results.week.classroom, results.week.name)
    rows = []
    for student, known in truth.items():
        verdicts = [
            verdict
            for lesson in results.week.notebooks
            for verdict in results.summary(student, lesson).verdicts
        ]
        mistakes = tuple(
            f"{v.exercise}: {v.diagnosis.name}" for v in verdicts if v.diagnosis.kind != "right"
        )
        points = sum(v.points for v in verdicts)
        rows.append(Row(student, points, sum(worth for _, worth in known.values()), mistakes))
    return rows
