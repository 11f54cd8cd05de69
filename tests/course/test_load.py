"""A small version of `make load`: a class with odd submissions, while workers are killed."""

import pytest

from benchmarks.load import Load, tell
from benchmarks.odd import by_turns, kinds
from gradelib.course.classroom import Classroom, GradedWeek
from tests.attacks.ground import Ground
from tests.course.course_run import WEEK, leaving_no_process, needs_confinement, released_course


@pytest.mark.stress
@pytest.mark.timeout(600)
@pytest.mark.xdist_group("load")
def test_everybody_has_their_points_though_workers_and_the_coordinator_die(
    tmp_path, monkeypatch, capsys
):
    course, home, ground = tmp_path / "course", tmp_path / "home", tmp_path / "ground"
    for folder in (course, home, ground):
        folder.mkdir()
    needs_confinement()
    released_course(course)
    monkeypatch.setenv("GRADELIB_ROOT", str(course))
    load = Load(GradedWeek(Classroom(course), WEEK), 24, seed=5, every=(2.0, 5.0))
    odd = by_turns(load.students[::2], kinds(patient=False))
    with Ground(ground, home).open() as made, leaving_no_process():
        told = load.run(made, odd)
    tell(told)
    assert told.fine, capsys.readouterr().out
    assert told.coordinators == 1
    assert {"cut off", "a cell twice", "patching/builtins"} <= set(told.odd.values())
