"""A course of one week with one exercise, small enough to be built in every test."""

import shutil
from pathlib import Path

import pytest

from gradelib.course.build import build
from gradelib.course.classroom import Classroom
from gradelib.course.lessons import Week
from gradelib.course.nbgrader import nbgrader
from gradelib.course.simulation import simulate
from tests.course.small_week import change, small_week

CONFIG = Path(__file__).parents[2] / "nbgrader_config.py"


@pytest.fixture(scope="session")
def handed_in_course(tmp_path_factory) -> Path:
    """The small week, given out by nbgrader and handed in by six students; made once."""
    with pytest.MonkeyPatch.context() as patch:
        week = small_week(tmp_path_factory.mktemp("course"), patch)
        # Its experiment raises on purpose; a student's copy should look like a real lesson.
        change(week.folder / "small.py", 'raise RuntimeError("an experiment was run")', "")
        shutil.copy(CONFIG, week.root)
        build(week)
        nbgrader(week.root, "generate_assignment", week.name)
        simulate(Classroom(week.root), week.name, 6, seed=3)
    return week.root


@pytest.fixture
def released(handed_in_course, tmp_path, monkeypatch) -> Week:
    """The small week in a copy of the course for each test."""
    root = shutil.copytree(handed_in_course, tmp_path / "course")
    monkeypatch.setenv("GRADELIB_ROOT", str(root))
    monkeypatch.delenv("GRADELIB_CLASS", raising=False)
    return Week("week01_small", root / "solutions" / "week01_small")


@pytest.fixture
def classroom(released: Week) -> Classroom:
    """The class of that course."""
    return Classroom(released.root)


@pytest.fixture
def week(tmp_path, monkeypatch) -> Week:
    """The one week of a small course in a folder of its own."""
    return small_week(tmp_path, monkeypatch)
