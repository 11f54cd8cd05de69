"""The texts of a week with one lesson and one exercise, and what people do to its files."""

import json
import textwrap
from pathlib import Path

import pytest

from gradelib.course.lessons import Week

LESSON = '''
# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # A small lesson

# %%
import numpy as np

from gradelib import check

START = 0.0
raise RuntimeError("an experiment was run")

# %% nbgrader={"grade": false, "grade_id": "weighted_sum", "locked": false, "schema_version": 3, "solution": true, "task": false}
def weighted_sum(values, weights):
    """The sum of weights times values; raises ValueError if their lengths differ."""
    ### BEGIN SOLUTION
    if len(values) != len(weights):
        raise ValueError("lengths differ")
    total = START
    for value, weight in zip(values, weights):
        total += weight * value
    return total
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "check_weighted_sum", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("weighted_sum", weighted_sum)

# %% [markdown] nbgrader={"grade": false, "grade_id": "why", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": true}
# Why weights?
# ### BEGIN MARK SCHEME
# Because some count more.
# ### END MARK SCHEME
'''  # noqa: E501

EXAM = '''
import numpy as np

from gradelib.exam import ask, exercise


@exercise(points=2)
def weighted_sum(answer, rng):
    """The sum of weights times values."""
    values, weights = rng.normal(size=(2, 5))
    yield ask("typical", lambda: answer(values, weights), hints=["Do all values count the same?"])
    yield ask("one value", lambda: answer(values[:1], weights[:1]))
    yield ask("no values", lambda: answer(values[:0], weights[:0]))
    yield ask("lengths differ", lambda: answer(values, weights[1:]))
'''

ANSWERS = """
import numpy as np

from gradelib.exam import right, wrong

from ..exam.small import weighted_sum


@right(weighted_sum)
def with_dot(values, weights):
    return np.dot(values, weights)


@wrong(weighted_sum, hint="What are the weights for?")
def forgets_the_weights(values, weights):
    return np.sum(values)


@wrong(weighted_sum, hint="What is divided by what?")
def divides_by_the_weights(values, weights):
    return np.sum(np.divide(values, weights))
"""


def write(path: Path, text: str) -> None:
    """Write a text that is indented as the code around it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_cell(notebook: Path, position: int, **fields: object) -> None:
    """Change a cell of a notebook as somebody working in it does."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"][position] |= fields
    notebook.write_text(json.dumps(content, indent=1), encoding="utf-8")


def everything_in(folder: Path) -> dict[str, bytes]:
    """All files below a folder, without what Python caches."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if len(str(path)) < 4000 and path.is_file() and "__pycache__" not in path.parts
    }


def small_week(root: Path, patch: pytest.MonkeyPatch) -> Week:
    """Write the small course into `root`, and make it the project of this process."""
    patch.setenv("GRADELIB_ROOT", str(root))
    patch.delenv("GRADELIB_CLASS", raising=False)
    folder = root / "solutions" / "week01_small"
    (root / "pyproject.toml").touch()
    write(folder / "small.py", LESSON)
    for part, text in (("exam", EXAM), ("answers", ANSWERS)):
        write(folder / part / "__init__.py", '"""A part of a small week."""\n')
        write(folder / part / "small.py", text)
    return Week(folder.name, folder)
