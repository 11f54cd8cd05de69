"""A lesson of two exercises and a question, and what must hold of every notebook made of it."""

import json
from copy import deepcopy

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds
from nbgrader.utils import compute_checksum

from gradelib.course.mend import mend

STUB = (
    'def {0}(x):\n    """Return {0} of x."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
)
WORK = {"mean": "def mean(x):\n    return sum(x) / len(x)", "top": "def top(x):\n    return max(x)"}
ANSWERED = "Counting words forgets their order."


def known(cell, grade_id, **settings):
    """Turn a cell into one that nbgrader knows, as it stands in a released notebook."""
    kind = {"grade": False, "locked": False, "solution": False, "task": False} | settings
    cell.id = grade_id.replace("_", "-")
    cell.metadata.nbgrader = {"schema_version": 3, "grade_id": grade_id, **kind}
    cell.metadata.nbgrader.update(cell_type=cell.cell_type, checksum=compute_checksum(cell))
    return cell


def exercise(name):
    test = new_code_cell(f'check("{name}", {name})')
    return [
        known(new_code_cell(STUB.format(name)), name, solution=True),
        known(test, f"check_{name}", grade=True, locked=True, points=2),
    ]


def released_lesson():
    return new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        cells=[
            new_markdown_cell("# Counting", id="title"),
            new_code_cell("import numpy as np\nrng = np.random.default_rng(0)", id="imports"),
            *exercise("mean"),
            new_code_cell("print(mean([1, 2]))", id="experiment"),
            *exercise("top"),
            known(new_markdown_cell("What is wrong?"), "wrong", locked=True, task=True, points=4),
            new_markdown_cell("*Write your answer here.*", id="space"),
        ],
    )


LESSON = released_lesson()
PLACES = {cell.id: place for place, cell in enumerate(LESSON.cells)}


def solved_lesson():
    nb = deepcopy(LESSON)
    for name, work in WORK.items():
        cell_of(nb, name).source = work
    cell_of(nb, "space").source = ANSWERED
    return nb


def cell_of(nb, cell_id):
    return next(cell for cell in nb.cells if cell.id == cell_id)


def mended(nb):
    """Mend a notebook (or any document) as a file, and return its sources and the remarks."""
    result = mend(json.dumps(nb).encode(), LESSON)
    assert_gradeable(result.notebook)
    return [cell.source for cell in result.notebook.cells], list(result.remarks)


def known_cells(nb):
    return [cell for cell in nb.cells if "nbgrader" in cell.metadata]


def assert_gradeable(nb):
    """The notebook is valid, nbgrader accepts it, and what nbgrader knows is as it was released."""
    nbformat.validate(nb)
    assert (nb.nbformat, nb.nbformat_minor, nb.metadata) == (4, 5, LESSON.metadata)
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)
    MetadataValidator().validate_nb(nb)
    checked, _ = CheckCellMetadata().preprocess(deepcopy(nb), {})
    unique, _ = DeduplicateIds().preprocess(deepcopy(nb), {})
    assert checked == unique == nb
    assert [c.metadata for c in known_cells(nb)] == [c.metadata for c in known_cells(LESSON)]
    for now, then in zip(known_cells(nb), known_cells(LESSON), strict=True):
        assert (now.cell_type, now.id) == (then.cell_type, then.id)
        assert now.source == then.source or now.metadata.nbgrader.solution
        assert not now.get("outputs") and "attachments" not in now
    assert all(cell.get("attachments", True) for cell in nb.cells)
    nbformat.writes(nb).encode()


SOLVED = [cell.source for cell in solved_lesson().cells]
RELEASED = [cell.source for cell in LESSON.cells]


def run(nb):
    """Run the code cells as a kernel would, each on its own, and return the names."""
    names = {"check": lambda name, function: seen.append((name, function))}
    seen = []
    for cell in nb.cells:
        if cell.cell_type == "code":
            try:
                exec(cell.source, names)
            except Exception as error:
                names.setdefault("errors", []).append(error)
    return names | {"seen": dict(seen)}
