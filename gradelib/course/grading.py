"""Grade one notebook: bytes in, verdicts out. No database, no shared disk, no other student."""

import ast
import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gradelib.course.experiments import only_definitions, own_cells
from gradelib.course.mend import Mended, mend
from gradelib.exam.card import card_html, card_text
from gradelib.exam.check import next_hint
from gradelib.exam.key import key_from_bytes
from gradelib.exam.load import load_exam
from gradelib.exam.plain import Raised
from gradelib.exam.questions import Exercise, examine
from gradelib.exam.verdict import Diagnosis, Mark, Verdict, failed, judge
from gradelib.sandbox.limits import Limits
from gradelib.sandbox.run import Run, run_notebook
from gradelib.sandbox.sandbox import Sandbox
from gradelib.sandbox.standin import StandIn

CHECK_PREFIX = "check_"
REMARKS_CELL = "gradelib-remarks"


@dataclass(frozen=True)
class Task:
    """One notebook to grade, with everything that is needed for it.

    submitted: the notebook as handed in, or None if there is none
    files: what was handed in or given out beside it, by relative path
    released: the notebook as given out
    exam: the exam's source files, by path inside the week's folder
    key: the key of the secret seed
    unsafe: run it without confinement
    """

    submitted: bytes | None
    files: Mapping[str, bytes]
    released: bytes
    exam: Mapping[str, bytes]
    key: bytes
    limits: Limits = field(default_factory=Limits)
    unsafe: bool = False

    def digest(self) -> str:
        """Changes when anything that the verdicts depend on changes."""
        parts = hashlib.sha256()
        for name, data in [
            ("submitted", self.submitted if self.submitted is not None else b"none"),
            ("released", self.released),
            ("key", self.key),
            ("limits", repr((self.limits, self.unsafe)).encode()),
            *sorted(self.files.items()),
            *sorted(self.exam.items()),
        ]:
            parts.update(f"{name}\0{len(data)}\0".encode() + data)
        return parts.hexdigest()


@dataclass
class Graded:
    """What grading found.

    notebook: the executed notebook, with a card in every check cell
    verdicts: one for every exercise of the lesson, in the order of the notebook
    remarks: what was wrong with the file or stopped its run, in words for the student
    stops: how often the run was stopped or its process died
    confined: was the process confined? If not, the points are only as good as the students' intent
    """

    notebook: NotebookNode
    verdicts: list[Verdict] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    stops: int = 0
    confined: bool = True

    def to_json(self) -> str:
        """As text; equal gradings give equal text."""
        notebook = nbformat.writes(self.notebook, version=4)
        return json.dumps(asdict(self) | {"notebook": notebook}, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Graded":
        """Read what `to_json` wrote; raises ValueError or KeyError on anything else."""
        parts = json.loads(text)
        verdicts = [_verdict(v) for v in parts["verdicts"]]
        notebook = nbformat.reads(parts["notebook"], as_version=4)
        return cls(notebook, verdicts, parts["remarks"], parts["stops"], parts["confined"])


def grade(task: Task, sandbox: Sandbox) -> Graded:
    """Mend the notebook, run it in a process of its own, and put the exam's questions to it.

    The lesson's own experiments are not run: no exercise depends on them. Only where something
    is missing without them (an answer that uses a variable of an experiment) are they run too.
    """
    released = nbformat.reads(task.released.decode(), as_version=4)
    mended = mend(task.submitted, released)
    for light in (True, False):
        graded, complete = _grade(task, sandbox, mended, own_cells(released) if light else {})
        if complete:
            break
    return graded


def _grade(
    task: Task, sandbox: Sandbox, mended: Mended, own: Mapping[str, str]
) -> tuple[Graded, bool]:
    """Grade once, of the cells in `own` only the definitions; was nothing missed by that?"""
    notebook = deepcopy(mended.notebook)
    sources = [cell.source for cell in notebook.cells]
    for cell in notebook.cells:
        if own.get(cell.id) == cell.source:
            cell.source = only_definitions(cell.source)
    exercises, key = _exam(tuple(sorted(task.exam.items()))), key_from_bytes(task.key)
    checks = {i: name for i, name in check_cells(notebook).items() if name in exercises}
    verdicts: dict[str, Verdict] = {}
    raised: set[str] = set()

    def ask(name: str, answer: StandIn | str | None) -> None:
        if isinstance(answer, StandIn):
            found = examine(exercises[name], answer, key.seed)
            raised.update(e.value.kind for e in found.evidence if isinstance(e.value, Raised))
            verdicts[name] = judge(exercises[name], key.exercises[name], found)
        else:
            reason = answer or _why_undefined(notebook, name)
            diagnosis = Diagnosis("unasked", reason)
            verdicts[name] = failed(exercises[name], key.exercises[name], diagnosis)

    run = run_notebook(notebook, checks, ask, task.files, task.limits, sandbox)
    for cell, source in zip(notebook.cells, sources, strict=True):
        cell.source = source
        raised.update(o.ename for o in cell.get("outputs", []) if o.output_type == "error")
    remarks = [*mended.remarks, *_stops(run)]
    for index, name in checks.items():
        _write_verdict(notebook.cells[index], verdicts[name])
    _write_remarks(notebook, remarks)
    ordered = [verdicts[name] for name in checks.values()]
    graded = Graded(notebook, ordered, remarks, len(run.stops), run.confined)
    return graded, "NameError" not in raised or not own


def check_cells(notebook: NotebookNode) -> dict[int, str]:
    """The notebook's check cells: index -> exercise."""
    return {
        i: cell.metadata.nbgrader.grade_id.removeprefix(CHECK_PREFIX)
        for i, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


@lru_cache(maxsize=8)
def _exam(files: tuple[tuple[str, bytes], ...]) -> dict[str, Exercise]:
    """Load an exam from its source files."""
    with tempfile.TemporaryDirectory(prefix="exam-") as folder:
        for name, data in files:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return load_exam(Path(folder))


def _why_undefined(notebook: NotebookNode, name: str) -> str:
    """Why there is no function of this name, as far as its own cell tells."""
    cell = next(c for c in notebook.cells if _grade_id(c) == name)
    errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
    if errors and errors[0].ename in ("SyntaxError", "IndentationError", "TabError"):
        return f"its cell has a syntax error, so `{name}` was never defined"
    others = [other for other in _defined(cell.source) if other != name]
    if name not in _defined(cell.source) and others:
        return f"there is no `{name}`, but its cell defines `{others[-1]}`: was it renamed?"
    if errors:
        return f"its cell raised {errors[0].ename} before `{name}` was defined"
    if name in _defined(cell.source):
        return f"`{name}` was something else, not a function, when it was to be checked"
    return f"`{name}` is not defined: its cell is empty or was deleted"


def _grade_id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _defined(source: str) -> list[str]:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return re.findall(r"^(?:def|class)\s+(\w+)", source, re.MULTILINE)
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [node.name for node in body if isinstance(node, kinds)]


def _stops(run: Run) -> list[str]:
    """What stopped the run, or made a cell fail, in words for the student."""
    told = [] if run.confined else ["It ran without confinement (--unsafe)."]
    for stop in run.stops:
        cell = run.notebook.cells[stop.cell]
        told.append(f"Your notebook {stop.reason}, {_place(cell)}.")
        if not _is_check(cell):
            text = f"This cell {stop.reason}. The notebook was started again without it."
            cell.outputs = [*cell.outputs, _error("Stopped", text)]
    return told + [
        f"Your notebook {note.reason}, {_place(run.notebook.cells[note.cell])}."
        for note in run.notes
    ]


def _place(cell: NotebookNode) -> str:
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"in the cell that begins `{first.strip()[:80]}`"


def _is_check(cell: NotebookNode) -> bool:
    return _grade_id(cell).startswith(CHECK_PREFIX)


def _error(name: str, text: str) -> NotebookNode:
    return nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[text])


def _write_verdict(cell: NotebookNode, verdict: Verdict) -> None:
    """The card, and the points as the cell's value: nbgrader reads partial credit from it."""
    hint = next_hint(verdict, tries=1)
    card = {"text/html": card_html(verdict, hint), "text/plain": card_text(verdict, hint)}
    points = {"text/plain": f"{verdict.points:g}"}
    cell.outputs = [
        nbformat.v4.new_output("display_data", data=card),
        nbformat.v4.new_output("execute_result", data=points, execution_count=1),
    ]
    cell.execution_count = 1


def _write_remarks(notebook: NotebookNode, remarks: list[str]) -> None:
    if not remarks:
        return
    text = "**While your notebook was graded**\n\n" + "\n".join(f"- {r}" for r in remarks)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=REMARKS_CELL))


def _verdict(parts: dict) -> Verdict:
    marks = tuple(Mark(**m | {"hints": tuple(m["hints"])}) for m in parts["marks"])
    diagnosis, remarks = Diagnosis(**parts["diagnosis"]), tuple(parts["remarks"])
    return Verdict(**parts | {"marks": marks, "diagnosis": diagnosis, "remarks": remarks})
