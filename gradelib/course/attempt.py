"""Run a mended notebook once and put the exam's questions to its answers."""

import tempfile
from collections.abc import Set
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from nbformat import NotebookNode

from gradelib.course.explain import why_undefined
from gradelib.course.task import Task
from gradelib.exam.key import Key, key_from_bytes
from gradelib.exam.load import load_exam
from gradelib.exam.plain import Raised
from gradelib.exam.questions import Exercise, examine
from gradelib.exam.verdict import Diagnosis, Verdict, failed, judge
from gradelib.sandbox.definitions import only_definitions
from gradelib.sandbox.run import Run, run_notebook
from gradelib.sandbox.sandbox import Sandbox
from gradelib.sandbox.standin import StandIn

CHECK_PREFIX = "check_"


@dataclass
class Attempt:
    """One run: the executed notebook, a verdict for each exercise, and how it went.

    checks: index of a check cell -> its exercise
    raised: the names of all exceptions, in cells and in answers
    """

    run: Run
    checks: dict[int, str]
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    raised: set[str] = field(default_factory=set)

    @property
    def notebook(self) -> NotebookNode:
        """The executed notebook."""
        return self.run.notebook


def attempt(task: Task, sandbox: Sandbox, notebook: NotebookNode, reduced: Set[str]) -> Attempt:
    """Run a copy of the notebook; of the cells whose ids are in `reduced` only the definitions."""
    notebook = deepcopy(notebook)
    sources = [cell.source for cell in notebook.cells]
    _reduce(notebook, reduced)
    exercises, key = _exam(tuple(sorted(task.exam.items()))), _key(task.key)
    checks = {i: name for i, name in check_cells(notebook).items() if name in exercises}
    made = Attempt(Run(notebook), checks)

    def ask(name: str, answer: StandIn | str | None) -> None:
        exercise, its_key = exercises[name], key.exercises[name]
        if isinstance(answer, StandIn):
            found = examine(exercise, answer, key.seed)
            made.raised |= {e.value.kind for e in found.evidence if isinstance(e.value, Raised)}
            made.verdicts[name] = judge(exercise, its_key, found)
        else:
            reason = answer or why_undefined(notebook, name)
            made.verdicts[name] = failed(exercise, its_key, Diagnosis("unasked", reason))

    made.run = run_notebook(notebook, checks, ask, task.files, task.limits, sandbox)
    for cell, source in zip(notebook.cells, sources, strict=True):
        cell.source = source
        if cell.id in reduced:  # what is missing there is an experiment's, and missed by nobody
            cell.outputs = []
        made.raised |= {o.ename for o in cell.get("outputs", []) if o.output_type == "error"}
    return made


def _reduce(notebook: NotebookNode, reduced: Set[str]) -> None:
    """Leave of these cells what they define; in one cell as far as nothing is run between them.

    For every cell that is run takes time, however little is in it.
    """
    first = None
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id not in reduced:
            first = None
        elif cell.cell_type == "code":
            definitions, cell.source = only_definitions(cell.source), ""
            first = first or cell
            first.source = f"{first.source}\n{definitions}".strip()


def check_cells(notebook: NotebookNode) -> dict[int, str]:
    """The notebook's check cells: index -> exercise."""
    return {
        i: cell.metadata.nbgrader.grade_id.removeprefix(CHECK_PREFIX)
        for i, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


@lru_cache(maxsize=8)
def _key(data: bytes) -> Key:
    return key_from_bytes(data)


@lru_cache(maxsize=8)
def _exam(files: tuple[tuple[str, bytes], ...]) -> dict[str, Exercise]:
    """Load an exam from its source files."""
    with tempfile.TemporaryDirectory(prefix="exam-") as folder:
        for name, data in files:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return load_exam(Path(folder))
