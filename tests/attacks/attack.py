"""Read the attacks in this folder: one file for each, in a folder for each family.

A file is a docstring, which says what is tried and why it must fail, and cells in the percent
format. What stands before the first mark is a cell of the student's own, behind the lesson's
imports. `# %% square` and `# %% total` are the answers (wrong ones where they are not given),
`# %% last` is a cell at the end, `# %% beside NAME` a file handed in beside the notebook. Two kinds
of cells are the attacker's tools at home, run where they can do no harm: `# %% notebook` changes
`notebook`, or sets `data` to what is handed in instead; `# %% folder` puts things into `folder`, in
which the notebook of another small lesson is handed in (test_folders.py).

The first cell of every attack gives it `TARGET`, which says where things are that it should not
reach, and `reached(what)`, by which it says that it did.

Lines of the form `# setting: text` behind the docstring:
    stock: why it is not run against stock nbgrader, where nothing would hold it
    lesson: "torch" for a lesson that imports torch
    told: what the student must be told
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.course.small_class import as_bytes, cell_of, solved

HERE = Path(__file__).parent
WRONG = {
    "square": "def square(x):\n    return 0 * x + 7",
    "total": "def total(x):\n    return 7.0",
}
_MARK = re.compile(r"^# %% (.+)$", re.MULTILINE)
_SETTING = re.compile(r"^# (stock|lesson|told): (.+)$", re.MULTILINE)
_FIRST = """TARGET = {target!r}
def reached(what):
    print("reached" + ":", TARGET["sign"][::-1], what)
"""


@dataclass(frozen=True, eq=False)
class Attack:
    """One attack: its cells by name ("own", "square", "total", "last"), the files beside them."""

    family: str
    name: str
    purpose: str
    cells: dict[str, str]
    files: dict[str, bytes]
    settings: dict[str, str]

    def notebook(self, target: dict[str, object]) -> NotebookNode:
        """The small lesson as the attacker hands it in.

        target: what the attack is told of the machine
        """
        new = nbformat.v4.new_code_cell
        notebook = solved(**{name: self.cells.get(name, WRONG[name]) for name in WRONG})
        notebook.cells[1:1] = [new(_FIRST.format(target=target), id="target")]
        if self.cells.get("own"):
            notebook.cells[2:2] = [new(self.cells["own"], id="own")]
        if self.cells.get("last"):
            notebook.cells += [new(self.cells["last"], id="last")]
        if self.settings.get("lesson") == "torch":
            notebook.cells[0].source += "\nimport torch"
        return notebook

    def handed_in(self, target: dict[str, object]) -> bytes:
        """The notebook's file."""
        tools = {"notebook": self.notebook(target), "cell_of": cell_of, "nbformat": nbformat}
        exec(self.cells.get("notebook", ""), tools)
        return tools.get("data") or as_bytes(tools["notebook"])


def attacks() -> list[Attack]:
    """All attacks, by family and name."""
    return [read(path) for path in sorted(HERE.glob("*/*.py"))]


def read(path: Path) -> Attack:
    """The attack in one file."""
    text = path.read_text()
    docstring = ast.parse(text).body[0]
    purpose = docstring.value.value
    code = "\n".join(text.splitlines()[docstring.end_lineno :])
    settings = dict(_SETTING.findall(code))
    own, *marked = _MARK.split(_SETTING.sub("", code))
    cells, files = {"own": own.strip()}, {}
    for mark, source in zip(marked[::2], marked[1::2], strict=True):
        if mark.startswith("beside "):
            files[mark.removeprefix("beside ")] = source.strip().encode() + b"\n"
        else:
            cells[mark] = source.strip()
    return Attack(path.parent.name, path.stem, purpose, cells, files, settings)
