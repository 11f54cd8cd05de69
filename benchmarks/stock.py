"""The same class for stock nbgrader: its own preprocessors, the exam's questions as asserts."""

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.experiments import own_cells
from gradelib.sandbox.definitions import only_definitions

CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'stock'\n"
# The exam and the reference's evidence lie beside the notebook, and are read once.
OPEN = """
from pathlib import Path
from gradelib.exam.key import load_key
from gradelib.exam.load import load_exam
from gradelib.exam.questions import examine, local
_exam, _key = load_exam(Path.cwd()), load_key(Path.cwd())
"""
TEST = """
_found = examine(_exam["{name}"], local({name}), _key.seed)
for _given, _right in zip(_found.evidence, _key.exercises["{name}"].questions, strict=True):
    assert _given.question.rule.difference(_given.value, _right.reference) is None, _right.name
"""


def source(classroom: Classroom, week: str, folder: Path) -> None:
    """Make a course folder for stock nbgrader: its settings, and the instructor's notebooks."""
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(CONFIG)
    shutil.copytree(classroom.folder / "source" / week, folder / "source" / week)
    for path in (folder / "source" / week).glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        opening = OPEN
        for cell in notebook.cells:
            mark = cell.metadata.get("nbgrader", {})
            if mark.get("grade"):
                name = mark.grade_id.removeprefix("check_")
                cell.source = (opening + TEST.format(name=name)).strip()
                opening = ""
        nbformat.write(notebook, path)


def submissions(classroom: Classroom, week: str, folder: Path, experiments: bool) -> None:
    """Hand in the same work to it.

    experiments: with the lessons' own experiments, which gradelib does not run while grading
    """
    graded = GradedWeek(classroom, week)
    for student in classroom.students(week):
        place = folder / "submitted" / student / week
        shutil.copytree(classroom.submitted(student, week), place)
        for path in place.glob("*.ipynb"):
            if not experiments:
                notebook = nbformat.read(path, as_version=4)
                nbformat.write(_without_experiments(notebook, graded.lesson(path.stem)), path)


def _without_experiments(notebook: NotebookNode, released: NotebookNode) -> NotebookNode:
    own = own_cells(released)
    for cell in notebook.cells:
        if own.get(cell.id) == cell.source:
            cell.source = only_definitions(cell.source)
    return notebook
