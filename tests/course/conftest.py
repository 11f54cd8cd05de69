"""A course of one week with one exercise, small enough to be built in every test."""

import pytest

from gradelib.course.lessons import Week
from tests.course.small_week import small_week


@pytest.fixture
def week(tmp_path, monkeypatch) -> Week:
    """The one week of a small course in a folder of its own."""
    return small_week(tmp_path, monkeypatch)
