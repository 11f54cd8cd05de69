"""Read nbgrader's gradebook: every score of a week in one query."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gradelib.course.nbgrader import open_gradebook


@dataclass(frozen=True)
class Score:
    """One graded cell of one student. `waiting`: a person has still to grade it."""

    name: str
    points: float
    max_points: float
    waiting: bool


def scores(root: Path, week: str, order: Sequence[str]) -> dict[str, list[Score]]:
    """The scores of all students who handed in a week, by student.

    order: names of graded cells as they come in the notebooks, which the gradebook does not know
    """
    from nbgrader.api import (
        Assignment,
        BaseCell,
        Grade,
        SubmittedAssignment,
        SubmittedNotebook,
    )

    found: dict[str, list[Score]] = defaultdict(list)
    with open_gradebook(root) as gradebook:
        rows = (
            gradebook.db.query(  # columns only: whole objects ask once more for every grade
                SubmittedAssignment.student_id,
                BaseCell.name,
                Grade.score,
                Grade.max_score,
                Grade.needs_manual_grade,
            )
            .select_from(Grade)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
            .filter(Assignment.name == week)
            .order_by(SubmittedAssignment.student_id)
        )
        for student, name, points, most, waiting in rows:
            name = name.removeprefix("check_")
            found[student].append(Score(name, float(points or 0.0), float(most), bool(waiting)))
    places = {name: place for place, name in enumerate(order)}
    for row in found.values():
        row.sort(key=lambda score: places.get(score.name, len(places)))
    return dict(found)
