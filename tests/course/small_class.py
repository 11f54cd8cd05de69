"""A lesson with two exercises as it is graded, and ways to hand it in."""

import json
from collections.abc import Callable

import nbformat
from nbformat import NotebookNode

from gradelib.course.task import Task
from gradelib.exam.key import key_to_bytes, make_key
from gradelib.exam.load import load_exam
from gradelib.sandbox.limits import Limits

EXAM = '''
from gradelib.exam import ask, exercise


@exercise(points=2)
def square(answer, rng):
    """The squares of numbers."""
    x = rng.normal(size=5)
    yield ask("typical", lambda: answer(x), hints=["x times x"])
    yield ask("one number", lambda: answer(x[:1]))


@exercise(points=3)
def total(answer, rng):
    """The sum of numbers."""
    x = rng.normal(size=7)
    yield ask("typical", lambda: answer(x), hints=["add them up"])
    yield ask("matrix", lambda: answer(x.reshape(7, 1)))
'''
RIGHT = {
    "square": "def square(x):\n    return x**2",
    "total": "def total(x):\n    return x.sum()",
}
SECRET_SEED = 424242


def references() -> dict[str, Callable]:
    """The reference answers."""
    return {"square": lambda x: x**2, "total": lambda x: x.sum()}


def nbgrader_cell(kind: str, grade_id: str, source: str, **settings: object) -> NotebookNode:
    """A cell as nbgrader releases it."""
    new = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    mark = {"grade_id": grade_id, "schema_version": 3, "solution": False, "grade": False}
    mark |= {"locked": False, "task": False, **settings}
    return new(source, metadata={"nbgrader": mark}, id=grade_id.replace("_", "-"))


def released() -> NotebookNode:
    """The lesson as students receive it."""
    stub = "def {}(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    cells = [nbformat.v4.new_code_cell("import numpy as np\n\nrun = 1 / 1", id="imports")]
    for name, points in [("square", 2.0), ("total", 3.0)]:
        cells += [
            nbformat.v4.new_markdown_cell(f"## {name}", id=f"text-{name}"),
            nbgrader_cell("code", name, stub.format(name), solution=True),
            nbgrader_cell(
                *("code", f"check_{name}", f'check("{name}", {name})'),
                **{"grade": True, "locked": True, "points": points},
            ),
        ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return notebook


def solved(**sources: str) -> NotebookNode:
    """The lesson with right answers, or with these sources in their place."""
    notebook = released()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = (RIGHT | sources).get(name, cell.source)
    return notebook


def cell_of(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell with this nbgrader id."""
    return next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def as_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as a file."""
    return json.dumps(notebook).encode()


def task(submitted: NotebookNode | bytes | None, folder: object, **limits: float) -> Task:
    """What the grader gets; `folder` is a place for the exam while its key is made."""
    (folder / "exam.py").write_text(EXAM)
    key = make_key(load_exam(folder), references(), [], SECRET_SEED)
    return Task(
        submitted=as_bytes(submitted) if isinstance(submitted, NotebookNode) else submitted,
        files={},
        released=nbformat.writes(released()).encode(),
        exam={"exam.py": EXAM.encode()},
        key=key_to_bytes(key),
        limits=Limits(cell_seconds=3, **limits),
    )
