"""Why a run went as it did, in words for the student."""

import ast
import re
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode

from gradelib.sandbox.run import Stop


def why_undefined(notebook: NotebookNode, name: str) -> str:
    """Why there is no function of this name, as far as its own cell tells."""
    cell = next(c for c in notebook.cells if grade_id(c) == name)
    errors = [o for o in cell.get("outputs", []) if o.output_type == "error"]
    if errors and errors[0].ename in ("SyntaxError", "IndentationError", "TabError"):
        return f"its cell has a syntax error, so `{name}` was never defined"
    defined = _defined(cell.source)
    if name not in defined and defined:
        return f"there is no `{name}`, but its cell defines `{defined[-1]}`: was it renamed?"
    if errors:
        return f"its cell raised {errors[0].ename} before `{name}` was defined"
    if name in defined:
        return f"`{name}` was something else, not a function, when it was to be checked"
    return f"`{name}` is not defined: its cell is empty or was deleted"


def told(stops: Iterable[Stop], notebook: NotebookNode) -> Iterator[str]:
    """A sentence for each cell in which a limit struck."""
    for stop in stops:
        source = notebook.cells[stop.cell].source
        first = next((line.strip() for line in source.splitlines() if line.strip()), "")
        yield f"Your notebook {stop.reason}, in the cell that begins `{_quotable(first[:80])}`."


def _quotable(line: str) -> str:
    """A line that can stand between backticks on a page: no markup, nothing unprintable."""
    line = re.sub(r"<(?=[A-Za-z/!?])", "‹", line.replace("`", "'"))
    return "".join(character if character.isprintable() else "·" for character in line)


def grade_id(cell: NotebookNode) -> str:
    """A cell's nbgrader id, or nothing."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _defined(source: str) -> list[str]:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return re.findall(r"^(?:def|class)\s+(\w+)", source, re.MULTILINE)
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [node.name for node in body if isinstance(node, kinds)]
