"""Write a student's entries into nbgrader's gradebook, as `nbgrader autograde` would.

nbgrader's own converter asks the database about every cell, and commits after each. Here a student
is one transaction of a few statements; what a person wrote (scores, comments) is not touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from nbgrader import api
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from gradelib.course.lessons import CourseError
from gradelib.course.nbgrader import configuration, open_gradebook

ASSIGNMENT, NOTEBOOK, CELL = (
    model.__table__ for model in (api.Assignment, api.Notebook, api.BaseCell)
)
SOURCE, STUDENT, SUBMISSION = (
    model.__table__ for model in (api.SourceCell, api.Student, api.SubmittedAssignment)
)
SUBMITTED, GRADE, COMMENT = (
    model.__table__ for model in (api.SubmittedNotebook, api.Grade, api.Comment)
)


@dataclass
class Marks:
    """What autograding says of one notebook, by the names of its cells.

    scores: points, or None where a person has to give them
    comments: of cells that can be commented on: "No response." or None
    """

    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceCell:
    """A cell as nbgrader saved it with the instructor's notebook."""

    source: str
    checksum: str
    locked: bool


@dataclass
class KnownNotebook:
    """A notebook of the assignment, as the gradebook has it.

    cells: by name
    graded, commented: the names of cells with a grade, with a comment -> their ids
    """

    id: str
    cells: dict[str, SourceCell] = field(default_factory=dict)
    graded: dict[str, str] = field(default_factory=dict)
    commented: dict[str, str] = field(default_factory=dict)


class Entries:
    """The gradebook's entries for one assignment. Close it, or use it in a `with` statement."""

    def __init__(self, root: Path, week: str) -> None:
        """Open the gradebook and read what it knows of the assignment.

        raises: CourseError if it does not know the assignment
        """
        penalties = AssignLatePenalties(config=configuration(root))
        penalties.init_plugin()
        self._penalty = penalties.plugin_inst.late_submission_penalty
        self._gradebook = open_gradebook(root)
        with self._gradebook.db() as db:
            found = db.execute(
                select(ASSIGNMENT.c.id, ASSIGNMENT.c.duedate).where(ASSIGNMENT.c.name == week)
            ).one_or_none()
            if found is None:
                raise CourseError(
                    f"The gradebook does not know {week}: run "
                    f"`nbgrader generate_assignment --force {week}`."
                )
            self._assignment, self._due = found
            self.notebooks = _notebooks(db, self._assignment)

    def __enter__(self) -> "Entries":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the gradebook."""
        self._gradebook.close()

    def students(self) -> set[str]:
        """The students who have entries."""
        query = select(SUBMISSION.c.student_id).where(
            SUBMISSION.c.assignment_id == self._assignment
        )
        with self._gradebook.db() as db:
            return set(db.scalars(query))

    def save(self, student: str, handed_in: datetime | None, marks: Mapping[str, Marks]) -> None:
        """Write one student's scores and comments, all or nothing.

        handed_in: when, in UTC, if it is known
        marks: by notebook
        """
        with self._gradebook.db() as db, db.begin():
            mine = (SUBMISSION.c.assignment_id == self._assignment) & (
                SUBMISSION.c.student_id == student
            )
            if db.scalar(select(SUBMISSION.c.id).where(mine)) is None:
                self._add(db, student)
            if handed_in is not None:
                db.execute(update(SUBMISSION).where(mine).values(timestamp=handed_in))
            submission = db.execute(select(SUBMISSION).where(mine)).one()
            late = self._seconds_late(submission.timestamp, submission.extension)
            for name, found in marks.items():
                known = self.notebooks[name]
                row = (SUBMITTED.c.notebook_id == known.id) & (
                    SUBMITTED.c.assignment_id == submission.id
                )
                notebook = db.scalar(select(SUBMITTED.c.id).where(row))
                _write(db, notebook, known, found)
                penalty = self._late_penalty(db, student, notebook, late) if late > 0 else None
                db.execute(update(SUBMITTED).where(row).values(late_submission_penalty=penalty))

    def _add(self, db: Session, student: str) -> None:
        """A row for the submission, and one for everything in it, as for any new submission."""
        if db.scalar(select(STUDENT.c.id).where(STUDENT.c.id == student)) is None:
            db.execute(insert(STUDENT).values(id=student))
        new = api.new_uuid()
        row = {"id": new, "assignment_id": self._assignment, "student_id": student}
        db.execute(insert(SUBMISSION).values(row))
        for known in self.notebooks.values():
            notebook = api.new_uuid()
            row = {"id": notebook, "notebook_id": known.id, "assignment_id": new, "flagged": False}
            db.execute(insert(SUBMITTED).values(row))
            for table, cells in ((GRADE, known.graded), (COMMENT, known.commented)):
                rows = [{"cell_id": cell, "notebook_id": notebook} for cell in cells.values()]
                if rows:
                    db.execute(insert(table), rows)

    def _seconds_late(self, handed_in: datetime | None, extension: object) -> float:
        if handed_in is None or self._due is None:
            return 0.0
        due = self._due if extension is None else self._due + extension
        return max(0.0, (handed_in - due).total_seconds())

    def _late_penalty(self, db: Session, student: str, notebook: str, late: float) -> float | None:
        """What the configured plugin says, and never more than the notebook's score."""
        total = select(func.sum(api.Grade.score)).where(GRADE.c.notebook_id == notebook)
        score = db.scalar(total) or 0.0
        penalty = self._penalty(student, score, late)
        return None if penalty is None else min(max(penalty, 0.0), score)


def _notebooks(db: Session, assignment: str) -> dict[str, KnownNotebook]:
    of_assignment = NOTEBOOK.c.assignment_id == assignment
    notebooks = {
        row.name: KnownNotebook(row.id) for row in db.execute(select(NOTEBOOK).where(of_assignment))
    }
    for notebook in notebooks.values():
        for row in db.execute(select(SOURCE).where(SOURCE.c.notebook_id == notebook.id)):
            notebook.cells[row.name] = SourceCell(row.source, row.checksum, row.locked)
        for row in db.execute(select(CELL).where(CELL.c.notebook_id == notebook.id)):
            if row.type in ("GradeCell", "TaskCell"):
                notebook.graded[row.name] = row.id
            if row.type in ("SolutionCell", "TaskCell"):
                notebook.commented[row.name] = row.id
    return notebooks


def _write(db: Session, notebook: str, known: KnownNotebook, marks: Marks) -> None:
    """A person looks again where points are missing, or were given by a person before."""
    scores = [
        {"cell": known.graded[name], "score": score, "missing": score is None}
        for name, score in marks.scores.items()
    ]
    comments = [
        {"cell": known.commented[name], "comment": comment}
        for name, comment in marks.comments.items()
    ]
    again = or_(GRADE.c.manual_score.is_not(None), bindparam("missing"))
    new_score = {"auto_score": bindparam("score"), "needs_manual_grade": again}
    for table, new, rows in (
        (GRADE, new_score, scores),
        (COMMENT, {"auto_comment": bindparam("comment")}, comments),
    ):
        mine = (table.c.cell_id == bindparam("cell")) & (table.c.notebook_id == notebook)
        if rows:
            db.connection().execute(update(table).where(mine).values(new), rows)
