"""Broken and hostile submissions, made from honest ones, whose true points are known all the same.

What is only broken keeps the points of its answers; who hands in wrong answers, and attacks the
grader from the first cell on, has none.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from tests.attacks.attack import Attack, attacks

HOSTILE = (
    *("patching/builtins", "kernel/run_cell", "channel/forged_evidence", "writing/gradebook"),
    *("outliving/daemon", "exhausting/processes", "reading/key_and_seed", "shadow/numpy"),
)
TARGET = """TARGET = {target!r}
def reached(what):
    print("reached" + ":", TARGET["sign"][::-1], what)
"""


@dataclass(frozen=True)
class Odd:
    """A kind of odd submission.

    change: makes the notebook's file, from an honest notebook and what an attacker is told
    keeps_points: are the answers examined as if nothing were wrong?
    """

    name: str
    change: Callable[[NotebookNode, dict[str, object]], bytes]
    keeps_points: bool


def kinds(patient: bool = True) -> list[Odd]:
    """All kinds of odd submissions.

    patient: also those that have to be stopped after a minute
    """
    found = [
        Odd("cut off", lambda notebook, _: _bytes(notebook)[:-20], True),
        Odd("empty", lambda notebook, _: b"", False),
        Odd("without metadata", _without_metadata, True),
        Odd("a cell twice", _doubled, True),
        Odd("no check cells", _without_checks, True),
        Odd("ends its process", _with_last("import os\nos._exit(3)"), True),
        Odd("much output", _with_last("while True:\n    print('x' * 100_000)"), True),
    ]
    if patient:
        found += [Odd("never ends", _with_last("while True:\n    pass"), True)]
    chosen = [attack for attack in attacks() if f"{attack.family}/{attack.name}" in HOSTILE]
    return found + [Odd(f"{a.family}/{a.name}", _attacking(a), False) for a in chosen]


def _bytes(notebook: NotebookNode) -> bytes:
    return nbformat.writes(notebook).encode()


def _without_metadata(notebook: NotebookNode, _: object) -> bytes:
    """As some editors save it."""
    for cell in notebook.cells:
        cell.metadata.clear()
    return _bytes(notebook)


def _doubled(notebook: NotebookNode, _: object) -> bytes:
    place, cell = next(
        (i, cell) for i, cell in enumerate(notebook.cells) if _mark(cell, "solution")
    )
    notebook.cells.insert(place, deepcopy(cell))
    return _bytes(_with_new_ids(notebook))


def _without_checks(notebook: NotebookNode, _: object) -> bytes:
    notebook.cells = [cell for cell in notebook.cells if not _mark(cell, "grade")]
    return _bytes(notebook)


def _with_last(source: str) -> Callable[[NotebookNode, object], bytes]:
    def change(notebook: NotebookNode, _: object) -> bytes:
        notebook.cells.append(nbformat.v4.new_code_cell(source))
        return _bytes(notebook)

    return change


def _attacking(attack: Attack) -> Callable[[NotebookNode, dict[str, object]], bytes]:
    """The attack stands before everything else; the answers are wrong."""

    def change(notebook: NotebookNode, target: dict[str, object]) -> bytes:
        for cell in notebook.cells:
            if _mark(cell, "solution") and not _mark(cell, "grade"):
                name = cell.metadata.nbgrader.grade_id
                cell.source = f"def {name}(*arguments, **keywords):\n    return 7.0"
        own = [TARGET.format(target=target), attack.cells["own"]]
        notebook.cells[:0] = [nbformat.v4.new_code_cell(source) for source in own]
        return _bytes(notebook)

    return change


def _with_new_ids(notebook: NotebookNode) -> NotebookNode:
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    return notebook


def _mark(cell: NotebookNode, what: str) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get(what))


def by_turns(students: Iterable[str], of: list[Odd]) -> dict[str, Odd]:
    """Give every one of these students a kind."""
    return {student: of[place % len(of)] for place, student in enumerate(students)}
