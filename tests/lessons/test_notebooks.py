"""The generated notebooks: up to date, 0 points untouched, all points solved, figures as told."""

import json
import os
import shutil
from functools import cache

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from gradelib.course.build import stale
from gradelib.course.convert import source_notebooks
from gradelib.course.lessons import project_root, weeks
from gradelib.course.simulation import Choice, answer_source, fill_in
from gradelib.course.task import Task
from gradelib.course.worker import grade_here
from gradelib.exam.key import key_to_bytes

# Wrong answers divide by zero and overflow; that is what is wrong with them.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

WEEKS = weeks(project_root())
# A week's lessons go to one process, which makes the week's key once.
LESSONS = [
    pytest.param(w, lesson.stem, id=lesson.stem, marks=pytest.mark.xdist_group(w.name))
    for w in WEEKS
    for lesson in w.lessons
]
SECRET_SEED = 20_261_121


@cache
def secret_key(week):
    return key_to_bytes(week.key(SECRET_SEED))


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.name)
def test_notebooks_are_what_the_sources_give(week):
    assert stale(week) == []


@pytest.mark.parametrize(("week", "lesson"), LESSONS)
def test_untouched_earns_nothing_and_the_reference_all(week, lesson):
    released = (week.root / "notebooks" / week.name / f"{lesson}.ipynb").read_bytes()
    choices = [Choice(name, None, reference=True) for name in week.exam()]
    references = week.references()
    sources = {c.exercise: answer_source(c, references) for c in choices}
    solved = fill_in(nbformat.reads(released.decode(), as_version=4), sources)
    exam = {
        path.relative_to(week.folder).as_posix(): path.read_bytes()
        for path in week.folder.glob("exam/**/*.py")
    }
    key = secret_key(week)
    for submitted, share in [(released, 0), (nbformat.writes(solved).encode(), 1)]:
        graded = grade_here(Task(submitted, week.weights, released, exam, key))
        assert graded.remarks == []
        for verdict in graded.verdicts:
            assert verdict.points == share * verdict.max_points, verdict.exercise
            assert (verdict.diagnosis.kind == "right") == bool(share)


@pytest.mark.parametrize(("week", "lesson"), LESSONS)
def test_a_lesson_runs_and_shows_the_figures_it_tells(week, lesson, tmp_path, monkeypatch):
    """The solution notebook, cell by cell; its numbers lie within the printed tolerances."""
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("GRADELIB_SCALE", "smoke")
    shutil.copytree(week.root / "notebooks" / week.name, tmp_path / week.name)
    # A smoke run does not replace the weights of the laptop run, and these are examined.
    for name, data in week.weights.items():
        (tmp_path / week.name / name).write_bytes(data)
    expected = json.loads((week.folder / "expected.json").read_text())[lesson]
    notebook = source_notebooks(week, week.exam())[lesson]
    ask = f"import json; json.dumps({{n: float(eval(n)) for n in {list(expected)!r}}})"
    notebook.cells.append(nbformat.v4.new_code_cell(ask))
    resources = {"metadata": {"path": str(tmp_path / week.name)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    shown = json.loads(eval(notebook.cells[-1].outputs[-1].data["text/plain"]))
    for name, (value, tolerance) in expected.items():
        assert np.isclose(shown[name], value, rtol=0, atol=tolerance), (name, shown[name], value)
    cards = [o for c in notebook.cells for o in c.get("outputs", []) if "gradelib-card" in str(o)]
    assert len(cards) == len([n for n in week.exam() if f'check("{n}"' in _text(notebook)])


def _text(notebook: nbformat.NotebookNode) -> str:
    return os.linesep.join(cell.source for cell in notebook.cells)
