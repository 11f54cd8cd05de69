"""`gradelib grade` leaves behind what `nbgrader autograde` would have."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest

from gradelib.course.classroom import Classroom
from gradelib.course.grade_class import grade_class
from gradelib.course.lessons import CourseError, Week
from gradelib.course.nbgrader import nbgrader, open_gradebook
from tests.course.conftest import CONFIG
from tests.course.small_week import everything_in
from tests.course.test_class import results_of

# Both ways start from the same class, in which everything that can happen has happened.
TIME = datetime(2026, 3, 1, 12, tzinfo=UTC)


def entries(root: Path, week: str) -> dict[tuple, tuple]:
    """All that the gradebook says of a week, by student, notebook and cell."""
    found = {}
    with open_gradebook(root) as gradebook:
        for submission in gradebook.assignment_submissions(week):
            student = submission.student.id
            late = submission.timestamp, submission.extension, submission.total_seconds_late
            found[student,] = (*late, submission.score, submission.max_score)
            for notebook in submission.notebooks:
                found[student, notebook.name] = (
                    *(notebook.score, notebook.needs_manual_grade, notebook.failed_tests),
                    *(notebook.late_submission_penalty, notebook.flagged),
                )
                for grade in notebook.grades:
                    found[student, notebook.name, grade.name, "grade"] = (
                        *(grade.auto_score, grade.manual_score, grade.max_score),
                        *(grade.needs_manual_grade, grade.extra_credit),
                    )
                for comment in notebook.comments:
                    found[student, notebook.name, comment.name, "comment"] = (
                        *(comment.auto_comment, comment.manual_comment),
                    )
    return found


def notebooks(classroom: Classroom, week: str) -> dict[str, dict]:
    """The autograded notebooks, by student."""
    paths = sorted((classroom.folder / "autograded").glob(f"*/{week}/*.ipynb"))
    return {str(p.relative_to(classroom.folder)): nbformat.read(p, as_version=4) for p in paths}


def grade_by_nbgrader(classroom: Classroom, week: Week) -> None:
    for student in classroom.students(week.name):
        nbgrader(classroom.root, "autograde", week.name, student, force=True)


def grade_by_gradelib(classroom: Classroom, week: Week) -> None:
    grade_class(results_of(classroom, week), classroom.students(week.name), workers=1)


@pytest.fixture
def eventful(released, classroom) -> Classroom:
    """A class of which one is late, one has changed tests, one kept the stub, one sent rubbish."""
    late, changed, empty, broken, *_ = classroom.students(released.name)
    with (classroom.root / CONFIG.name).open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with open_gradebook(classroom.root) as gradebook:
        gradebook.update_or_create_assignment(released.name, duedate=TIME.isoformat())
    folder = classroom.submitted(late, released.name)
    handed_in = TIME + timedelta(hours=2)
    (folder / "timestamp.txt").write_text(f"{handed_in:%Y-%m-%d %H:%M:%S.%f} UTC")
    (folder / "notes.txt").write_text("what I tried")
    path = classroom.submitted(changed, released.name) / "small.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source, cell.metadata.nbgrader["points"] = "pass", 100
    notebook.cells.append(nbformat.v4.new_code_cell("print('x\\n' * 3000)\n1 / 0"))
    nbformat.write(notebook, path)
    given = classroom.released(released.name) / "small.ipynb"
    (classroom.submitted(empty, released.name) / "small.ipynb").write_bytes(given.read_bytes())
    (classroom.submitted(broken, released.name) / "small.ipynb").write_bytes(b"no notebook")
    return classroom


def test_both_ways_leave_the_same_gradebook_and_notebooks(eventful, released):
    grade_by_gradelib(eventful, released)
    ours = entries(eventful.root, released.name), notebooks(eventful, released.name)
    files = everything_in(eventful.folder / "autograded")
    assert len(ours[0]) == 6 * 6  # a submission, its notebook, two grades, two comments each
    grade_by_nbgrader(eventful, released)
    assert entries(eventful.root, released.name) == ours[0]
    assert notebooks(eventful, released.name) == ours[1]
    assert everything_in(eventful.folder / "autograded").keys() == files.keys()


def test_it_does_not_matter_which_way_came_first(eventful, released):
    grade_by_nbgrader(eventful, released)
    theirs = entries(eventful.root, released.name), notebooks(eventful, released.name)
    grade_by_gradelib(eventful, released)
    assert entries(eventful.root, released.name) == theirs[0]
    assert notebooks(eventful, released.name) == theirs[1]


def test_a_late_submission_is_entered_as_late_with_the_configured_penalty(eventful, released):
    grade_by_gradelib(eventful, released)
    late = eventful.students(released.name)[0]
    found = entries(eventful.root, released.name)
    assert found[late,][:3] == (TIME.replace(tzinfo=None) + timedelta(hours=2), None, 7200.0)
    score, *_, penalty, _ = found[late, "small"]
    assert penalty == score


def test_what_a_person_entered_stays_when_a_submission_is_graded_again(eventful, released):
    student = eventful.students(released.name)[1]
    grade_by_gradelib(eventful, released)
    where = ("small", released.name, student)
    with open_gradebook(eventful.root) as gradebook:
        gradebook.find_grade("check_weighted_sum", *where).manual_score = 1.5
        gradebook.find_grade("why", *where).extra_credit = 0.5
        gradebook.find_comment("why", *where).manual_comment = "good"
        gradebook.db.commit()
    path = eventful.submitted(student, released.name) / "small.ipynb"
    path.write_bytes((eventful.released(released.name) / "small.ipynb").read_bytes())
    grade_by_gradelib(eventful, released)
    found = entries(eventful.root, released.name)
    assert found[student, "small", "check_weighted_sum", "grade"] == (0.0, 1.5, 2.0, True, None)
    assert found[student, "small", "why", "grade"][-1] == 0.5
    assert found[student, "small", "why", "comment"] == (None, "good")
    assert found[student, "small", "weighted_sum", "comment"] == ("No response.", None)


def test_results_that_were_kept_but_not_written_are_written_by_the_next_run(eventful, released):
    """As after a power failure between the two."""
    grade_by_gradelib(eventful, released)
    before = entries(eventful.root, released.name)
    student = eventful.students(released.name)[0]
    with open_gradebook(eventful.root) as gradebook:
        gradebook.remove_submission(released.name, student)
    grade_by_gradelib(eventful, released)
    assert entries(eventful.root, released.name) == before


def test_a_time_that_cannot_be_read_is_told_and_stops_nobody_else(eventful, released):
    student, *others = eventful.students(released.name)
    (eventful.submitted(student, released.name) / "timestamp.txt").write_text("yesterday evening")
    told = []
    with pytest.raises(CourseError, match=rf"{student}, gradebook: timestamp\.txt holds no time"):
        grade_class(
            results_of(eventful, released),
            [student, *others],
            workers=1,
            progress=lambda *step: told.append(step),
        )
    assert told[-1] == ("grading", 6, 6, 1)
    assert {key[0] for key in entries(eventful.root, released.name)} == set(others)


def test_a_gradebook_that_does_not_know_the_week_says_what_to_run(released, classroom):
    with open_gradebook(released.root) as gradebook:
        gradebook.remove_assignment(released.name)
    words = f"run `nbgrader generate_assignment --force {released.name}`"
    with pytest.raises(CourseError, match=words):
        grade_by_gradelib(classroom, released)


def test_files_of_an_earlier_submission_do_not_stay(eventful, released):
    grade_by_gradelib(eventful, released)
    student = eventful.students(released.name)[0]
    folder = eventful.submitted(student, released.name)
    (folder / "notes.txt").rename(folder / "more.txt")
    grade_by_gradelib(eventful, released)
    names = {p.name for p in (eventful.folder / "autograded" / student / released.name).iterdir()}
    assert names == {"small.ipynb", "exam", "exam.key", "timestamp.txt", "more.txt"}
