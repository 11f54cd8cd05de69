"""Weeks are found by name; references come from a lesson without running its experiments."""

import shutil
import traceback

import pytest

from gradelib.course.lessons import CourseError, definitions, find_week, project_root, weeks
from tests.course.small_week import change, write


def test_the_root_is_found_from_any_folder_below(tmp_path, monkeypatch):
    monkeypatch.delenv("GRADELIB_ROOT", raising=False)
    (tmp_path / "pyproject.toml").touch()
    below = tmp_path / "solutions" / "week01_small"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert project_root() == tmp_path


def test_outside_a_course_the_root_is_that_of_the_package(tmp_path, monkeypatch):
    monkeypatch.delenv("GRADELIB_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    assert (project_root() / "gradelib" / "course" / "lessons.py").exists()


def test_weeks_come_in_order_and_nothing_else_is_one(week):
    for name in ("week03_later", "week02_next", "drafts"):
        (week.root / "solutions" / name).mkdir()
    (week.root / "solutions" / "week09.txt").touch()
    assert [w.name for w in weeks(week.root)] == ["week01_small", "week02_next", "week03_later"]
    assert find_week(week.root, "week01_small/") == week  # as a shell completes it


def test_an_unknown_week_is_told_the_known_ones(week):
    with pytest.raises(CourseError, match=r"no week 'week1'.*week01_small"):
        find_week(week.root, "week1")


def test_references_come_without_the_experiments(week):
    references = week.references()  # the lesson's experiment would raise
    assert list(references) == ["weighted_sum"]
    assert references["weighted_sum"]([1, 2], [3, 4]) == 11


def test_each_lesson_has_a_namespace_of_its_own(week):
    change(week.folder / "small.py", "START = 0.0", "START = 100.0")
    write(week.folder / "other.py", "START = 1.0\ndef weighted_sum():\n    return START\n")
    assert week.references()["weighted_sum"]([1], [1]) == 101
    assert definitions(week.folder / "other.py")["weighted_sum"]() == 1


def test_only_constants_that_need_no_experiment_are_defined(week):
    lesson = week.folder / "more.py"
    write(
        lesson,
        """
        import math
        SIZE: int = 3
        SQUARES = [n * n for n in range(SIZE)]
        HALF = (lambda x: x / 2)(math.pi)
        values = print("an experiment")
        F = sum(values)
        """,
    )
    made = definitions(lesson)
    assert (made["SIZE"], made["SQUARES"], made["HALF"]) == (3, [0, 1, 4], pytest.approx(1.5707963))
    assert "values" not in made and "F" not in made


def test_a_failing_reference_shows_its_line(week):
    with pytest.raises(ValueError) as caught:
        week.references()["weighted_sum"]([1], [])
    assert 'raise ValueError("lengths differ")' in "".join(traceback.format_exception(caught.value))


def test_every_missing_reference_is_told(week):
    change(week.folder / "small.py", "def weighted_sum(", "def weigthed_sum(")
    change(
        week.folder / "exam" / "small.py",
        "@exercise(points=2)",
        "@exercise(points=1)\ndef lost(answer, rng):\n    yield\n\n\n@exercise(points=2)",
    )
    with pytest.raises(CourseError) as caught:
        week.references()
    assert "solutions/week01_small/small.py does not define weighted_sum" in str(caught.value)
    assert "'lost'" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize("part", ["exam/small.py", "answers/small.py", "small.py"])
@pytest.mark.parametrize("fault", ["import no_such_module", "def broken(:", "1 / 0"])
def test_a_fault_of_the_author_is_told_with_its_line(week, part, fault):
    if (part, fault) == ("small.py", "1 / 0"):
        fault = "ZERO = 1 / 0"
    (week.folder / part).write_text(f"# a comment\n{fault}\n")
    with pytest.raises(CourseError) as caught:
        week.exam() if part.startswith("exam") else week.answers()
        definitions(week.folder / "small.py")
    assert str(caught.value).startswith(f"solutions/week01_small/{part}, line 2: ")


def test_a_week_without_an_exam_says_what_to_write(week):
    shutil.rmtree(week.folder / "exam")
    with pytest.raises(CourseError, match=r"has no exam.*exam/__init__\.py"):
        week.exam()
