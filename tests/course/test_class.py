"""A class from source to report, with nbgrader's stock commands and with gradelib's own."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.grade_class import grade_class
from gradelib.course.lessons import CourseError, Week
from gradelib.course.nbgrader import nbgrader
from gradelib.course.report import write_report
from gradelib.course.results import Results
from gradelib.course.simulation import hand_in, read_truth, simulate
from gradelib.exam.key import key_from_bytes


def results_of(classroom: Classroom, week: Week) -> Results:
    return Results(GradedWeek(classroom, week.name))


def points(results: Results) -> dict[str, float]:
    found = {}
    for student in results.week.classroom.students(results.week.name):
        kept = [results.read(student, lesson) for lesson in results.week.notebooks]
        if all(kept):
            found[student] = sum(v.points for _, graded in kept for v in graded.verdicts)
    return found


def true_points(classroom: Classroom, week: Week) -> dict[str, float]:
    truth = read_truth(classroom, week.name)
    return {s: sum(worth for _, worth in known.values()) for s, known in truth.items()}


def run(root: Path, *command: str) -> subprocess.CompletedProcess:
    """A command as an instructor types it."""
    environment = {**os.environ, "GRADELIB_ROOT": str(root)}
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run(
        [program, *command[1:]], cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_stock_commands_grade_a_class_to_its_true_points(released, classroom):
    """generate_assignment has run; autograde, feedback and export follow."""
    root, name = released.root, released.name
    run(root, "nbgrader", "autograde", name)
    run(root, "nbgrader", "generate_feedback", name)
    run(root, "nbgrader", "export", "--to", str(root / "export.csv"))
    truth = true_points(classroom, released)
    with open(root / "export.csv") as file:
        exported = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert exported == pytest.approx(truth)
    assert points(results_of(classroom, released)) == truth
    for student in truth:
        page = (root / "class" / "feedback" / student / name / "small.html").read_text()
        assert "gradelib-card" in page
        assert "https://cdn" not in page
        assert "Because some count more." not in page  # the rubric is for the grader


def test_the_released_notebook_is_the_committed_one(released):
    """What nbgrader gives out for a class is what students find in notebooks/."""
    given = released.root / "class" / "release" / released.name / "small.ipynb"
    assert (
        given.read_bytes()
        == (released.root / "notebooks" / released.name / "small.ipynb").read_bytes()
    )


def test_a_class_goes_through_the_exchange(released, monkeypatch):
    """release_assignment, fetch, submit, collect: a student's way, by stock commands."""
    root, name = released.root, released.name
    exchange = root / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    monkeypatch.setenv("GRADELIB_EXCHANGE", str(exchange))
    run(root, "nbgrader", "release_assignment", name)
    run(root, "nbgrader", "fetch_assignment", name)
    run(root, "nbgrader", "submit", name)
    run(root, "nbgrader", "collect", name)
    handed_in = list((root / "class" / "submitted").glob(f"*/{name}/small.ipynb"))
    assert len(handed_in) == 7  # the six simulated students, and the one who types here


def test_grading_in_parallel_gives_the_same_grades_and_grades_nothing_twice(released, classroom):
    results = results_of(classroom, released)
    students = classroom.students(released.name)
    told = []
    grade_class(results, students, workers=2, progress=lambda *step: told.append(step))
    assert ("grading", 6, 6, 0) in told
    assert points(results) == true_points(classroom, released)
    files = {p: p.stat().st_mtime_ns for p in classroom.results(released.name).rglob("*.json")}
    grade_class(results_of(classroom, released), students, workers=1)
    assert files == {p: p.stat().st_mtime_ns for p in files}


def test_results_are_byte_equal_whatever_the_number_of_workers(released, classroom):
    students, found = classroom.students(released.name), []
    for workers in (1, 2, 3):  # one is this very process
        results = results_of(classroom, released)
        grade_class(results, students, workers=workers)
        paths = [results.path(student, "small") for student in students]
        found.append([path.read_bytes() for path in paths])
        for path in paths:
            path.unlink()
    assert found[0] == found[1] == found[2]


def test_only_what_changed_is_graded_again(released, classroom):
    students = classroom.students(released.name)
    grade_class(results_of(classroom, released), students, workers=1)
    before = {p: p.read_bytes() for p in classroom.results(released.name).rglob("small.json")}
    hand_in(GradedWeek(classroom, released.name), students[0], [], {})
    grade_class(results_of(classroom, released), students, workers=1)
    changed = [p.parent.name for p, data in before.items() if p.read_bytes() != data]
    assert changed == [students[0]]
    assert points(results_of(classroom, released))[students[0]] == 0.0


def test_manual_grades_survive_grading_again(released, classroom):
    from gradelib.course.nbgrader import open_gradebook

    students = classroom.students(released.name)
    grade_class(results_of(classroom, released), students, workers=1)
    with open_gradebook(released.root) as gradebook:
        grade = gradebook.find_grade("why", "small", released.name, students[0])
        grade.manual_score = 3.0
        gradebook.find_comment("why", "small", released.name, students[0]).manual_comment = "good"
        gradebook.db.commit()
    hand_in(GradedWeek(classroom, released.name), students[0], [], {})
    grade_class(results_of(classroom, released), students, workers=1)
    with open_gradebook(released.root) as gradebook:
        assert gradebook.find_grade("why", "small", released.name, students[0]).manual_score == 3.0
        comment = gradebook.find_comment("why", "small", released.name, students[0])
        assert comment.manual_comment == "good"


def test_a_renamed_notebook_is_found_and_the_students_file_is_kept(released, classroom):
    student = classroom.students(released.name)[0]
    folder = classroom.submitted(student, released.name)
    handed_in = (folder / "small.ipynb").rename(folder / "small-Copy1.ipynb").read_bytes()
    results = results_of(classroom, released)
    grade_class(results, [student], workers=1)
    assert points(results)[student] == true_points(classroom, released)[student]
    assert (folder / "small-Copy1.ipynb").read_bytes() == handed_in


def test_a_student_without_any_notebook_gets_feedback_that_says_so(released, classroom):
    folder = classroom.submitted("zoe", released.name)
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("sorry")
    results = results_of(classroom, released)
    grade_class(results, ["zoe"], workers=1)
    assert points(results)["zoe"] == 0.0
    nbgrader(released.root, "generate_feedback", released.name, "zoe")
    page = (released.root / "class/feedback/zoe" / released.name / "small.html").read_text()
    assert "While your notebook was graded" in page


def test_broken_submissions_harm_nobody_else(released, classroom):
    truth = true_points(classroom, released)
    broken = {
        "broken1": b"",
        "broken2": b"no notebook at all",
        "broken3": nbformat.writes(
            nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import os; os._exit(1)")])
        ).encode(),
    }
    for student, data in broken.items():
        folder = classroom.submitted(student, released.name)
        folder.mkdir(parents=True)
        (folder / "small.ipynb").write_bytes(data)
    run(released.root, "nbgrader", "autograde", released.name)
    assert points(results_of(classroom, released)) == truth | dict.fromkeys(broken, 0.0)


def test_the_report_counts_mistakes_and_gives_a_column_to_each_exercise(released, classroom):
    results = results_of(classroom, released)
    grade_class(results, classroom.students(released.name), workers=1)
    page = write_report(results).read_text()
    with open(classroom.folder / "report" / released.name / "grades.csv") as file:
        rows = list(csv.DictReader(file))
    assert {row["student"]: float(row["weighted_sum"]) for row in rows} == true_points(
        classroom, released
    )
    assert set(rows[0]) == {"student", "weighted_sum", "why", "total", "max"}
    truth = read_truth(classroom, released.name).values()
    mistakes = {known["weighted_sum"][0] for known in truth} & {"forgets_the_weights"}
    for name in mistakes:
        assert name.replace("_", " ") in page
    assert "<script" not in page


def test_a_report_before_grading_says_what_to_do(released, classroom):
    with pytest.raises(CourseError, match="run `gradelib grade` first"):
        write_report(results_of(classroom, released))


def test_simulating_again_overwrites_nothing(released, classroom):
    before = sorted(classroom.folder.rglob("*.ipynb"))
    with pytest.raises(CourseError, match="nothing is overwritten"):
        simulate(classroom, released.name, 6, seed=4)
    assert sorted(classroom.folder.rglob("*.ipynb")) == before


def test_the_seed_is_kept_with_the_grades_and_repeats_them(released, classroom):
    results = results_of(classroom, released)
    student = classroom.students(released.name)[0]
    grade_class(results, [student], workers=1)
    kept = json.loads((classroom.results(released.name) / "seed.json").read_text())
    assert kept == {"seed": results.week.seed}
    first = results.path(student, "small").read_bytes()
    assert json.loads(first)["seed"] == results.week.seed
    results.path(student, "small").unlink()
    grade_class(results_of(classroom, released), [student], workers=1)
    assert results.path(student, "small").read_bytes() == first


def test_a_seed_with_which_an_exercise_cannot_be_marked_is_drawn_again(
    released, classroom, monkeypatch
):
    """By chance a fixed value may be the right one for every question of a seed."""
    make, drawn = Week.key, []
    shutil.rmtree(classroom.results(released.name))

    def unlucky(week, seed):
        drawn.append(seed)
        if len(drawn) < 3:
            raise CourseError("The exam of `weighted_sum` cannot be used: a fixed value passes.")
        return make(week, seed)

    monkeypatch.setattr(Week, "key", unlucky)
    week = GradedWeek(classroom, released.name)
    assert key_from_bytes(week.key).seed == week.seed == drawn[-1]
    assert len(drawn) == len(set(drawn)) == 3


def test_an_exam_that_no_seed_can_use_says_so(released, classroom, monkeypatch):
    shutil.rmtree(classroom.results(released.name))

    def never(week, seed):
        raise CourseError("The exam of `weighted_sum` cannot be used: a fixed value passes.")

    monkeypatch.setattr(Week, "key", never)
    with pytest.raises(CourseError, match="weighted_sum"):
        GradedWeek(classroom, released.name).key  # noqa: B018 - read for its error


def test_another_seed_asks_with_other_inputs(released, classroom):
    week = GradedWeek(classroom, released.name)
    first = week.key
    week.keep_seed(week.seed + 1)
    assert GradedWeek(classroom, released.name).key != first


def test_a_week_that_was_not_released_says_what_to_run(week):
    with pytest.raises(CourseError, match="nbgrader generate_assignment"):
        GradedWeek(Classroom(week.root), week.name).notebooks  # noqa: B018 - read for its error


def test_a_student_who_handed_in_nothing_is_named(released, classroom):
    with pytest.raises(CourseError, match="nobody handed in nothing"):
        grade_class(results_of(classroom, released), ["nobody"], workers=1)


def test_scripts_of_a_student_reach_neither_formgrader_nor_feedback(released, classroom):
    """An instructor's browser could change grades."""
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    student = classroom.students(released.name)[0]
    path = classroom.submitted(student, released.name) / "small.ipynb"
    notebook = nbformat.read(path, as_version=4)
    show = f"from IPython.display import HTML\nHTML({evil!r})"
    notebook.cells += [nbformat.v4.new_markdown_cell(evil), nbformat.v4.new_code_cell(show)]
    nbformat.write(notebook, path)
    grade_class(results_of(classroom, released), [student], workers=1)
    nbgrader(released.root, "generate_feedback", released.name, student)
    seen = nbformat.read(
        classroom.folder / "autograded" / student / released.name / "small.ipynb", 4
    )
    shown = [cell.source for cell in seen.cells if cell.cell_type == "markdown"]
    shown += [str(cell.outputs) for cell in seen.cells if cell.cell_type == "code"]
    page = (classroom.folder / "feedback" / student / released.name / "small.html").read_text()
    for text in [*shown, page]:
        assert "<script>alert(2)" not in text
        assert "<img src=x onerror" not in text
    assert (
        points(results_of(classroom, released))[student]
        == true_points(classroom, released)[student]
    )
