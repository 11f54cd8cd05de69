"""Whoever has written nothing yet meets only errors that say which exercise is missing."""

import re
import shutil

import nbformat
import pytest
from nbclient import NotebookClient

from gradelib.course.lessons import project_root, solution_names, weeks

# Wrong answers divide by zero and overflow; that is what is wrong with them.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

WEEKS = weeks(project_root())
LESSONS = [pytest.param(w, lesson.stem, id=lesson.stem) for w in WEEKS for lesson in w.lessons]


def released(week):
    return week.root / "notebooks" / week.name


@pytest.mark.parametrize(("week", "lesson"), LESSONS)
def test_untouched_every_error_names_an_exercise(week, lesson, tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("GRADELIB_SCALE", "smoke")
    shutil.copytree(released(week), tmp_path / week.name)
    notebook = nbformat.read(tmp_path / week.name / f"{lesson}.ipynb", as_version=4)
    names = solution_names(notebook)
    resources = {"metadata": {"path": str(tmp_path / week.name)}}
    client = NotebookClient(notebook, timeout=300, allow_errors=True, resources=resources)
    client.execute()
    told = [
        (str(cell.metadata.get("nbgrader", {}).get("grade_id")), output.ename, output.evalue, cell)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]
    checks = [(place, kind) for place, kind, _, _ in told if place.startswith("check_")]
    assert checks == [(f"check_{name}", "NotYetError") for name in names]
    missing = [rf"`{name}` is not written yet: exercise {i}" for i, name in enumerate(names, 1)]
    for place, kind, text, cell in told:
        if not place.startswith("check_"):
            assert kind == "NotImplementedError" and text in missing, (kind, text, cell.source)


@pytest.mark.parametrize(("week", "lesson"), LESSONS)
def test_the_text_numbers_the_exercises_as_the_errors_do(week, lesson):
    notebook = nbformat.read(released(week) / f"{lesson}.ipynb", as_version=4)
    text = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    headings = re.findall(r"^#+ Exercise (\d+): `(\w+)`", text, re.MULTILINE)
    wanted = [(str(i), name) for i, name in enumerate(solution_names(notebook), 1)]
    assert headings == wanted
