"""Notebooks are what the sources give, and nothing that a person made is ever overwritten."""

import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from typer.testing import CliRunner

from gradelib.cli import app
from gradelib.course.build import build, build_solutions, dropped, generate, stale
from gradelib.course.lessons import CourseError, project_root
from gradelib.exam.check import verdict_on
from gradelib.exam.key import key_from_bytes, key_to_bytes
from tests.course.small_week import LESSON, change, change_cell, everything_in, write

MARKDOWN, CODE, ANSWER, CHECK, TASK = range(5)  # the cells of the small lesson


@pytest.fixture
def student(week):
    """The notebook that students open, just built."""
    build(week)
    return week.root / "notebooks" / week.name / "small.ipynb"


@pytest.fixture
def newer(week):
    """Make the lesson newer than what was built."""
    return lambda: change(week.folder / "small.py", "# # A small lesson", "# # A better lesson")


def by_people(notebook):
    """Different ways in which a person makes a notebook theirs."""
    return {
        "answered": lambda: change_cell(notebook, ANSWER, source="def weighted_sum(): pass"),
        "wrote text": lambda: change_cell(notebook, MARKDOWN, source="my notes"),
        "ran": lambda: change_cell(notebook, CODE, execution_count=1),
        "has outputs": lambda: change_cell(
            notebook, CODE, outputs=[{"output_type": "stream", "name": "stdout", "text": "1"}]
        ),
        "changed points": lambda: change_cell(
            notebook, CHECK, metadata={"nbgrader": {"grade": True, "points": 100}}
        ),
        "a notebook from elsewhere": lambda: notebook.write_text(
            nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("x")]))
        ),
        "no JSON": lambda: notebook.write_text("<<<<<<< HEAD\n"),
        "JSON of something else": lambda: notebook.write_text("[1, 2]"),
        "empty": lambda: notebook.write_text(""),
        "not UTF-8": lambda: notebook.write_bytes(b"\xff\xfe\x00"),
    }


WAYS = sorted(by_people(None))
BEGUN_HERE = ["answered", "changed points", "has outputs", "ran", "wrote text"]


def test_students_get_the_lesson_without_answers(student):
    text = student.read_text()
    assert "total" not in text and "Because some count more" not in text
    assert "`weighted_sum` is not written yet: exercise 1" in text and "Why weights?" in text
    notebook = nbformat.read(student, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert set(notebook.metadata) == {"kernelspec", "language_info", "gradelib"}
    assert notebook.metadata.gradelib.made_from == "solutions/week01_small/small.py"
    own, marked = [cell.id for cell in notebook.cells[:2]], [c.id for c in notebook.cells[2:]]
    assert marked == ["weighted_sum", "check_weighted_sum", "why"]
    assert all(re.fullmatch(r"small-[0-9a-f]{8}", name) for name in own)  # from their text
    assert "checksum" in notebook.cells[ANSWER].metadata.nbgrader  # as nbgrader makes it


def test_the_exam_and_its_key_lie_beside_and_work(week, student):
    def answer(values, weights):
        if len(values) != len(weights):
            raise ValueError
        return sum(v * w for v, w in zip(values, weights, strict=True))

    assert verdict_on("weighted_sum", answer, student.parent).right
    assert not verdict_on("weighted_sum", lambda v, w: sum(v), student.parent).right
    assert key_from_bytes((student.parent / "exam.key").read_bytes()).seed == 0


def test_sources_for_nbgrader_keep_the_answers(week, student):
    source = (week.root / "class" / "source" / week.name / "small.ipynb").read_text()
    assert "total += weight * value" in source and "Because some count more" in source


def test_building_twice_writes_nothing(week, student):
    for path in student.parent.rglob("*"):
        os.utime(path, (1, 1))
    placed = build(week)
    assert placed.written == placed.removed == placed.kept == ()
    assert student.stat().st_mtime == 1


def test_building_is_repeatable(week):
    assert generate(week) == generate(week)


def test_nbgraders_own_command_gives_the_same_files(week, student):
    shutil.copy(project_root_of_this_package() / "nbgrader_config.py", week.root)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", week.name]
    ran = subprocess.run(command, cwd=week.root, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    released = week.root / "class" / "release" / week.name
    assert everything_in(released) == everything_in(student.parent)


def project_root_of_this_package():
    kept = os.environ.pop("GRADELIB_ROOT")
    try:
        return project_root()
    finally:
        os.environ["GRADELIB_ROOT"] = kept


def test_settings_of_nbgrader_apply(week):
    write(
        week.root / "nbgrader_config.py",
        """
        c = get_config()
        c.CourseDirectory.root = "/nowhere"
        c.ClearSolutions.code_stub = {"python": "..."}
        """,
    )
    build(week)
    notebook = nbformat.read(week.root / "notebooks" / week.name / "small.ipynb", as_version=4)
    assert notebook.cells[ANSWER].source.endswith("    ...")
    assert not list(week.root.rglob("*.db"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"grade_id": "weighted_sum"', '"grade_id": "sum"', "the exam has no exercise 'sum'"),
        ('"grade_id": "weighted_sum"', '"grade_id": "sum"', "no lesson has a solution cell"),
        ('"check_weighted_sum"', '"weighted_sum_check"', "check_<name of an exercise>"),
        ('"check_weighted_sum"', '"weighted_sum_check"', "no lesson has a check cell"),
        ('"points": 2', '"points": 3', "gives 3 points, but the exam gives 2"),
        ('"points": 2, ', "", "gives None points"),
        ('"points": 4', '"points": 0', "has no points"),
        ("def weighted_sum", "def weigthed_sum", "does not define weighted_sum"),
        ('check("weighted_sum", weighted_sum)', "pass", "does not call check"),
        ("    ### END SOLUTION", "", "needs its ### END SOLUTION"),
        ("# ### END MARK SCHEME", "", "needs its ### END MARK SCHEME"),
        ("START = 0.0", "### BEGIN SOLUTION\n### END SOLUTION", '"solution": true'),
        ('"grade_id": "why"', '"grade_id": "weighted_sum"', "used 2 times"),
        ('"grade_id": "why", ', "", "no grade_id"),
    ],
)
def test_a_wrong_lesson_is_told_by_its_cell(week, old, new, told):
    change(week.folder / "small.py", old, new)
    with pytest.raises(CourseError) as caught:
        build(week)
    lines = [line for line in str(caught.value).splitlines() if told in line]
    assert len(lines) == 1
    assert lines[0].startswith("solutions/week01_small") or "used 2 times" in told
    assert not (week.root / "notebooks").exists()


def test_an_answer_without_a_region_is_told(week):
    change(week.folder / "small.py", "    ### BEGIN SOLUTION\n", "")
    change(week.folder / "small.py", "    ### END SOLUTION\n", "")
    with pytest.raises(CourseError, match=r"cell 3 \(weighted_sum\): has no ### BEGIN SOLUTION"):
        build(week)


def test_a_check_before_its_answer_is_told(week):
    head, answer, check, task = LESSON.split("# %% nbgrader=")[0], *LESSON.split("# %%")[3:]
    (week.folder / "small.py").write_text("# %%".join([head, check, answer, task]))
    with pytest.raises(CourseError, match="should come after"):
        build(week)


def test_all_that_is_wrong_is_told_at_once(week):
    change(week.folder / "small.py", '"points": 2', '"points": 3')
    change(week.folder / "small.py", '"points": 4', '"points": 0')
    with pytest.raises(CourseError) as caught:
        build(week)
    assert len(str(caught.value).splitlines()) == 2


def test_a_fresh_build_is_not_stale_and_looking_writes_nothing(week, student):
    before = everything_in(week.root)
    assert stale(week) == []
    assert everything_in(week.root) == before


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("small.py", "A small", "A better", "small.ipynb is older"),
        ("exam/small.py", "one value", "a value", "exam/small.py is older"),
        ("exam/small.py", "values[:1]", "values[:2]", "exam.key is older"),
        ("answers/small.py", "What are the weights", "What is a weight", "exam.key is older"),
        ("answers/small.py", "np.sum(values)", "2 * np.sum(values)", "exam.key is older"),
    ],
)
def test_every_change_of_a_source_is_noticed(week, student, part, old, new, told):
    change(week.folder / part, old, new)
    before = everything_in(week.root)
    assert any(told in sentence for sentence in stale(week))
    assert everything_in(week.root) == before
    build(week)
    assert stale(week) == []


def test_missing_changed_and_left_over_files_are_stale(week, student):
    folder = student.parent
    shutil.copy(week.folder / "small.py", week.folder / "zweite.py")
    (folder / "exam.key").unlink()
    change_cell(student, MARKDOWN, source="edited by hand")
    (week.folder / "zweite.py").unlink()
    shutil.copy(folder / "exam" / "small.py", folder / "exam" / "old.py")
    assert stale(week) == [
        "notebooks/week01_small/small.ipynb was changed by hand",
        "notebooks/week01_small/exam.key is missing",
        "notebooks/week01_small/exam/old.py has no source any more",
    ]


def test_a_key_that_differs_in_its_last_bits_is_the_same(week, student):
    path = student.parent / "exam.key"
    key = key_from_bytes(path.read_bytes())
    question = key.exercises["weighted_sum"].questions[0]
    object.__setattr__(question, "reference", float(question.reference) * (1 + 1e-12))
    path.write_bytes(key_to_bytes(key))
    assert stale(week) == []
    object.__setattr__(question, "reference", float(question.reference) * 1.01)
    path.write_bytes(key_to_bytes(key))
    assert stale(week) == ["notebooks/week01_small/exam.key is older than its source"]


def test_line_ends_do_not_count(week, student):
    for path in student.parent.rglob("*.[ip][py]*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert stale(week) == []
    change(week.folder / "exam" / "small.py", "one value", "a value")
    assert student.parent / "exam" / "small.py" in build(week).written


@pytest.mark.parametrize("way", WAYS)
def test_work_in_the_way_of_something_newer_is_refused(week, student, newer, way):
    by_people(student)[way]()
    newer()
    change(week.folder / "exam" / "small.py", "one value", "a value")
    before = everything_in(week.root)
    with pytest.raises(CourseError) as caught:
        build(week)
    assert "  notebooks/week01_small/small.ipynb\n" in str(caught.value)
    assert "--keep" in str(caught.value)
    assert everything_in(week.root) == before


@pytest.mark.parametrize("way", BEGUN_HERE)
def test_work_in_the_newest_version_is_left_alone(week, student, way):
    by_people(student)[way]()
    change(week.folder / "exam" / "small.py", "one value", "a value")
    work = student.read_bytes()
    placed = build(week)
    assert placed.kept == (student,)
    assert student.parent / "exam" / "small.py" in placed.written
    assert student.read_bytes() == work
    assert [s for s in stale(week) if "by hand" in s]


@pytest.mark.parametrize("way", ["answered", "ran", "no JSON"])
def test_keep_renames_the_work_and_writes_the_newer_one(week, student, newer, way):
    works = []
    for number in ("mine", "mine-2", "mine-3"):
        by_people(student)[way]()
        works.append(student.read_bytes())
        newer() if number == "mine" else None
        placed = build(week, put_aside=True)
        assert placed.kept == (student.with_name(f"small.{number}.ipynb"),)
    kept = [
        student.with_name(f"small.{n}.ipynb").read_bytes() for n in ("mine", "mine-2", "mine-3")
    ]
    assert kept == works
    assert stale(week) == []
    assert "A better lesson" in student.read_text()


def test_only_opened_and_saved_is_no_work(week, student, newer):
    content = json.loads(student.read_text())
    content["metadata"]["language_info"]["version"] = "3.12.1"
    student.write_text(json.dumps(content))
    newer()
    assert student in build(week).written


def test_the_work_of_an_instructor_is_kept_out_of_what_is_released(week, student, newer):
    source = week.root / "class" / "source" / week.name / "small.ipynb"
    change_cell(source, CHECK, metadata={"nbgrader": {"points": 3}})
    work = source.read_bytes()
    newer()
    with pytest.raises(CourseError, match=r"class/source/week01_small/small\.ipynb"):
        build(week)
    build(week, put_aside=True)
    aside = week.root / "class" / "kept" / week.name / "small.mine.ipynb"
    assert aside.read_bytes() == work
    assert [path.name for path in source.parent.glob("*.ipynb")] == ["small.ipynb"]


def test_an_exam_that_somebody_edited_is_kept_too(week, student):
    exam = student.parent / "exam" / "small.py"
    change(exam, "one value", "mine")
    change(week.folder / "exam" / "small.py", "one value", "a value")
    with pytest.raises(CourseError, match=r"exam/small\.py"):
        build(week)
    build(week, put_aside=True)
    assert "mine" in exam.with_name("small.mine.py").read_text()
    assert "a value" in exam.read_text()


def test_a_damaged_key_is_made_again(week, student):
    key = student.parent / "exam.key"
    good = key.read_bytes()
    key.write_bytes(b"damaged")
    assert build(week).written == (key,)
    assert key.read_bytes() == good


def test_generated_files_without_a_source_go_unless_somebody_worked_in_them(week, student):
    folder = student.parent
    shutil.copy(student, folder / "old.ipynb")
    shutil.copy(student, folder / "used.ipynb")
    change_cell(folder / "used.ipynb", ANSWER, source="pass")
    shutil.copy(folder / "exam" / "small.py", folder / "exam" / "old.py")
    (folder / "exam" / "own.py").write_text("mine = 1\n")
    (folder / "notes.txt").write_text("mine")
    placed = build(week)
    assert placed.removed == (folder / "old.ipynb", folder / "exam" / "old.py")
    assert (folder / "used.ipynb").exists() and (folder / "exam" / "own.py").exists()
    assert (folder / "notes.txt").exists()


def test_solutions_come_apart_with_exam_and_key(week, newer):
    build_solutions(week)
    folder = week.root / "class" / "solutions" / week.name
    assert sorted(everything_in(folder)) == [
        *("exam.key", "exam/__init__.py", "exam/small.py", "small.ipynb")
    ]
    assert "total += weight * value" in (folder / "small.ipynb").read_text()
    assert not (week.root / "notebooks").exists()
    change_cell(folder / "small.ipynb", CODE, execution_count=2)
    newer()
    with pytest.raises(CourseError, match=r"class/solutions/week01_small/small\.ipynb"):
        build_solutions(week)
    build_solutions(week, put_aside=True)
    assert (folder / "small.mine.ipynb").exists()


def test_the_class_folder_may_have_another_name(week, monkeypatch):
    monkeypatch.setenv("GRADELIB_CLASS", "autumn")
    build(week)
    assert (week.root / "autumn" / "source" / week.name / "small.ipynb").exists()
    assert not (week.root / "class").exists()


def test_a_week_that_is_gone_is_dropped(week, student):
    shutil.copytree(student.parent, student.parent.parent / "week02_gone")
    gone = student.parent.parent / "week02_gone"
    assert {path.name for path in dropped(week.root)} == {
        *("small.ipynb", "__init__.py", "small.py", "exam.key")
    }
    change_cell(gone / "small.ipynb", ANSWER, source="pass")
    checked = CliRunner().invoke(app, ["build", "--check"])
    assert checked.exit_code == 1 and "week02_gone/exam.key" in checked.output
    assert CliRunner().invoke(app, ["build"]).exit_code == 0
    assert list(everything_in(gone)) == ["small.ipynb"]


def test_the_command_builds_checks_and_keeps(week, newer):
    run = CliRunner().invoke
    assert run(app, ["build", "--check"]).exit_code == 1
    assert not (week.root / "notebooks").exists()
    assert run(app, ["build"]).exit_code == 0
    assert run(app, ["build", "--check"]).exit_code == 0
    newer()
    stopped = run(app, ["build", "--check", week.name])
    assert stopped.exit_code == 1 and "small.ipynb is older than its source" in stopped.output
    change_cell(week.root / "notebooks" / week.name / "small.ipynb", ANSWER, source="pass")
    refused = run(app, ["build"])
    assert refused.exit_code == 1 and "--keep" in refused.output
    assert "Traceback" not in refused.output
    assert run(app, ["build", "--keep"]).exit_code == 0
    assert run(app, ["build", "--check"]).exit_code == 0
    assert run(app, ["build", "--solutions"]).exit_code == 0


def test_an_unknown_week_is_an_error_without_a_traceback(week):
    result = CliRunner().invoke(app, ["build", "week99"])
    assert result.exit_code == 1
    assert "week01_small" in result.output and "Traceback" not in result.output


def test_one_wrong_week_does_not_stop_the_others(week):
    shutil.copytree(week.folder, week.root / "solutions" / "week00_wrong")
    change(week.root / "solutions" / "week00_wrong" / "small.py", '"points": 2', '"points": 3')
    result = CliRunner().invoke(app, ["build"])
    assert result.exit_code == 1 and "gives 3 points" in result.output
    assert (week.root / "notebooks" / week.name / "small.ipynb").exists()
    assert not (week.root / "notebooks" / "week00_wrong").exists()
