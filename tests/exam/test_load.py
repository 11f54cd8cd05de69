"""Loading a week's exam and answers from wherever the week's folder lies."""

import sys

import pytest

from gradelib.exam.load import load_answers, load_exam

ONE = '''
from gradelib.exam import ask, exercise

@exercise(points={points})
def {name}(answer, rng):
    """Something."""
    x = rng.normal()
    yield ask("typical", lambda: answer(x))
'''
ANSWERS = """
from gradelib.exam import right, wrong
from {origin} import {name}

@right({name})
def plainly(x): return x

@wrong({name}, hint="?")
def negated(x): return -plainly(x)
"""


def write(folder, **files):
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def one(name, points=1):
    return ONE.format(name=name, points=points)


def test_a_single_module(tmp_path):
    answers = ANSWERS.format(origin=".exam", name="a")
    write(tmp_path, exam=one("a") + one("b"), answers=answers)
    assert list(load_exam(tmp_path)) == ["a", "b"]
    assert [(k.name, k.exercise, k.right) for k in load_answers(tmp_path)] == [
        ("plainly", "a", True),
        ("negated", "a", False),
    ]


@pytest.fixture
def week(tmp_path):
    folder = tmp_path / "week 01.first"  # not a Python name
    (folder / "exam").mkdir(parents=True)
    (folder / "answers").mkdir()
    (folder / "exam/__init__.py").write_text('"""The exam."""')
    (folder / "answers/__init__.py").write_text("")
    (folder / "exam/alpha.py").write_text(one("a") + one("b"))
    (folder / "exam/beta.py").write_text("from .alpha import a\n" + one("c"))
    (folder / "answers/alpha.py").write_text(ANSWERS.format(origin="..exam.alpha", name="b"))
    return folder


def test_a_package_of_modules(week):
    assert list(load_exam(week)) == ["a", "b", "c"]
    assert {answer.exercise for answer in load_answers(week)} == {"b"}
    assert load_answers(week)[1](3) == -3


def test_a_folder_for_each_lesson_with_a_module_for_each_exercise(week):
    for part in ("exam", "answers"):
        (week / part / "gamma").mkdir()
        (week / part / ".ipynb_checkpoints").mkdir()  # JupyterLab's copies of what one edits
        (week / part / ".ipynb_checkpoints/alpha-checkpoint.py").write_text("raise SystemError")
    (week / "exam/gamma/common.py").write_text("POINTS = 4\n")
    exercise = one("d", points="POINTS")
    (week / "exam/gamma/d.py").write_text("from .common import POINTS\n" + exercise)
    known = ANSWERS.format(origin="...exam.gamma.d", name="d")
    (week / "answers/gamma/d.py").write_text(known)
    assert {name: exercise.points for name, exercise in load_exam(week).items()}["d"] == 4
    assert [answer.exercise for answer in load_answers(week)] == ["b", "b", "d", "d"]


def test_loading_leaves_nothing_behind_in_the_folder(week):
    load_exam(week), load_answers(week)
    assert not list(week.rglob("__pycache__"))
    assert sys.dont_write_bytecode is False or sys.flags.dont_write_bytecode


def test_an_edit_is_seen_even_within_the_same_second(week):
    assert load_exam(week)["a"].points == 1
    (week / "exam/alpha.py").write_text(one("a", points=2))
    assert load_exam(week)["a"].points == 2


def test_two_weeks_do_not_mix(tmp_path):
    for name, points in (("one", 1), ("two", 2)):
        (tmp_path / name / "week").mkdir(parents=True)
        (tmp_path / name / "week/exam.py").write_text(one("a", points=points))
    exams = [load_exam(tmp_path / name / "week") for name in ("one", "two", "one")]
    assert [exam["a"].points for exam in exams] == [1, 2, 1]


def test_the_same_name_twice_is_refused(week):
    (week / "exam/beta.py").write_text(one("a"))
    with pytest.raises(ValueError, match=r"Two exercises in .* are called a\."):
        load_exam(week)


def test_a_missing_exam_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="own week's folder"):
        load_exam(tmp_path)


def test_an_authors_mistake_is_shown_as_it_is(tmp_path):
    write(tmp_path, exam="def broken(:")
    with pytest.raises(SyntaxError):
        load_exam(tmp_path)
    write(tmp_path, exam="import no_such_package")
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        load_exam(tmp_path)
