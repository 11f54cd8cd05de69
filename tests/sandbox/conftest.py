"""A confined sandbox, warm and cold, and a short way to run cells in it."""

from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from gradelib.exam.questions import Exercise, ask, examine
from gradelib.sandbox.confine import ConfinementError, confinement
from gradelib.sandbox.limits import Limits
from gradelib.sandbox.run import run_notebook
from gradelib.sandbox.sandbox import Sandbox


@pytest.fixture(scope="session")
def walls():
    try:
        return confinement()
    except ConfinementError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def warm(walls):
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def cold(walls):
    with Sandbox(warm=False) as sandbox:
        yield sandbox


@pytest.fixture(params=["warm", "cold"])
def sandbox(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def run_in():
    """Runs cells; `CHECK name` is a check cell. What was asked is in `asked`, by name."""
    return _run


def _run(sandbox, *sources, files=None, limits=None, respond=None):
    cells = [new_code_cell(source) for source in sources]
    checks = {i: s.split()[1] for i, s in enumerate(sources) if s.startswith("CHECK ")}
    asked = {}

    def put(name, answer):
        asked[name] = answer if answer is None or isinstance(answer, str) else doubled(answer)

    run = run_notebook(
        new_notebook(cells=cells), checks, respond or put, files or {}, limits or QUICK, sandbox
    )
    texts = ["".join(_shown(output) for output in cell.outputs) for cell in cells]
    return SimpleNamespace(
        texts=texts, asked=asked, stops=run.stops, notes=run.notes, cells=cells, run=run
    )


QUICK = Limits(cell_seconds=5, notebook_seconds=20, exam_seconds=5)


def _shown(output):
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    return output.get("text", "") or str(output.get("data", ""))


def _questions(answer, rng):
    x = rng.normal(size=4)
    yield ask("typical", lambda: answer(x), seconds=0.5)
    yield ask("large", lambda: answer(100 * x), seconds=0.5)


def doubled(answer):
    """What an answer gives for two questions, by name."""
    told = examine(Exercise("double", 1.0, "", _questions), answer, 0)
    return {evidence.question.name: evidence.value for evidence in told.evidence}
