"""A course of one week with one exercise, small enough to be built in every test."""

import pytest

from gradelib.course.lessons import Week
from tests.course.small_week import ANSWERS, EXAM, LESSON, write


@pytest.fixture
def week(tmp_path, monkeypatch) -> Week:
    """The one week of a small course in a folder of its own."""
    monkeypatch.setenv("GRADELIB_ROOT", str(tmp_path))
    monkeypatch.delenv("GRADELIB_CLASS", raising=False)
    folder = tmp_path / "solutions" / "week01_small"
    (tmp_path / "pyproject.toml").touch()
    write(folder / "small.py", LESSON)
    for part, text in (("exam", EXAM), ("answers", ANSWERS)):
        write(folder / part / "__init__.py", '"""A part of a small week."""\n')
        write(folder / part / "small.py", text)
    return Week(folder.name, folder)
