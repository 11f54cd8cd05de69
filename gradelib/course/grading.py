"""Grade one notebook: bytes in, verdicts out. No database, no shared disk, no other student."""

from collections.abc import Set

import nbformat
from nbformat import NotebookNode

from gradelib.course.attempt import Attempt, attempt
from gradelib.course.experiments import own_cells
from gradelib.course.explain import told
from gradelib.course.mend import mend
from gradelib.course.task import Graded, Task
from gradelib.exam.card import card_html, card_text
from gradelib.exam.check import next_hint
from gradelib.exam.verdict import Verdict
from gradelib.sandbox.sandbox import Sandbox

REMARKS_CELL = "gradelib-remarks"


def grade(task: Task, sandbox: Sandbox) -> Graded:
    """Mend the notebook, run it in a process of its own, and put the exam's questions to it.

    The lesson's own experiments are not run: no exercise depends on them. Only where something
    is missing without them (an answer that uses a variable of an experiment) are they run too.
    """
    released = nbformat.reads(task.released.decode(), as_version=4)
    mended = mend(task.submitted, released)
    own = own_cells(released)
    reduced = {cell.id for cell in mended.notebook.cells if own.get(cell.id) == cell.source}
    made = _attempt(task, sandbox, mended.notebook, reduced)
    if "NameError" in made.raised and reduced:
        made = _attempt(task, sandbox, mended.notebook, set())
    return _graded(made, mended.remarks)


def _attempt(task: Task, sandbox: Sandbox, notebook: NotebookNode, reduced: Set[str]) -> Attempt:
    """Run it once more if its process died, for it may have been killed from outside.

    What a notebook does to itself it does again: nothing passes from one run to the next.
    """
    made = attempt(task, sandbox, notebook, reduced)
    return attempt(task, sandbox, notebook, reduced) if made.run.died else made


def _graded(made: Attempt, remarks: tuple[str, ...]) -> Graded:
    notebook, stops = made.notebook, made.run.stops
    remarks = [*remarks, *told([*stops, *made.run.notes], notebook)]
    if not made.run.confined:
        remarks.append("It ran without confinement (--unsafe).")
    for stop in stops:
        if stop.cell not in made.checks:
            cell, text = notebook.cells[stop.cell], f"This cell {stop.reason}."
            error = nbformat.v4.new_output("error", ename="Stopped", evalue=text, traceback=[text])
            cell.outputs = [*cell.outputs, error]
    for index, name in made.checks.items():
        _write_verdict(notebook.cells[index], made.verdicts[name])
    if remarks:
        text = "**While your notebook was graded**\n\n" + "\n".join(f"- {r}" for r in remarks)
        taken, name = {cell.id for cell in notebook.cells}, REMARKS_CELL
        while name in taken:
            name += "-"
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id=name))
    verdicts = [made.verdicts[name] for name in made.checks.values()]
    return Graded(notebook, verdicts, remarks, len(stops), made.run.confined)


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
