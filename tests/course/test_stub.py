"""What stands in place of a solution names the exercise."""

import runpy

import nbformat
import pytest
from traitlets.config import Config

from gradelib.course.lessons import project_root
from gradelib.course.stub import ClearSolutions


def solution_cell(name, source):
    mark = {"grade": False, "grade_id": name, "locked": False, "solution": True, "task": False}
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = mark | {"schema_version": 3}
    return cell


FUNCTION = "def first(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
CLASS = (
    "class Second:\n    def __init__(self):\n        ### BEGIN SOLUTION\n        self.x = 1\n"
    "        ### END SOLUTION\n\n    def __call__(self):\n        ### BEGIN SOLUTION\n"
    "        return self.x\n        ### END SOLUTION"
)


def cleared(cells):
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "language": "python"}
    return ClearSolutions(parent=None, config=Config()).preprocess(notebook, {})[0].cells


def test_each_error_names_the_exercise_and_its_number():
    given = nbformat.v4.new_code_cell("def given(x):\n    raise NotImplementedError()")
    cells = cleared([solution_cell("first", FUNCTION), given, solution_cell("Second", CLASS)])
    defined = {}
    for cell in cells:
        exec(cell.source, defined)
    with pytest.raises(NotImplementedError, match=r"^`first` is not written yet: exercise 1$"):
        defined["first"](1)
    with pytest.raises(NotImplementedError, match=r"^`Second` is not written yet: exercise 2$"):
        defined["Second"]()
    assert cells[2].source.count("# YOUR CODE HERE") == 2
    assert cells[1].source == given.source and "x = 1" not in cells[2].source


def test_the_course_releases_with_it(monkeypatch):
    config = Config()
    monkeypatch.setenv("GRADELIB_CLASS", "class")
    runpy.run_path(str(project_root() / "nbgrader_config.py"), {"get_config": lambda: config})
    steps = config.GenerateAssignment.preprocessors
    assert [step for step in steps if step.__name__ == "ClearSolutions"] == [ClearSolutions]
