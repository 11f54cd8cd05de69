"""What a student's process showed, as a notebook may hold it: the right fields, plain text."""

import re

from nbformat import NotebookNode
from nbformat.v4 import new_output

# Nothing that runs by being looked at, such as application/javascript.
KINDS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg")


def clean_cell(cell: NotebookNode) -> None:
    """Rebuild a code cell's outputs, whatever they hold, as valid ones that can be written."""
    count = cell.get("execution_count")
    cell.execution_count = count if type(count) is int and 0 <= count < 2**31 else None
    cell.outputs = [_clean(output, cell.execution_count) for output in cell.get("outputs", [])]


def _clean(output: NotebookNode, count: int | None) -> NotebookNode:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return new_output("stream", name=name, text=_text(output.get("text")))
    if kind == "error":
        traceback = output.get("traceback")
        lines = [_text(line) for line in traceback] if isinstance(traceback, list) else []
        name, value = _name(output.get("ename")), _text(output.get("evalue"))
        return new_output("error", ename=name, evalue=value, traceback=lines)
    shown = output.get("data")
    shown = shown if isinstance(shown, dict) else {}
    data = {name: _text(shown[name]) for name in KINDS if name in shown}
    if kind == "execute_result":
        return new_output("execute_result", data=data, execution_count=count)
    return new_output("display_data", data=data)


def _text(value: object) -> str:
    """Text without the halves of characters that no file can hold."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _name(value: object) -> str:
    """The name of an exception, which is quoted to people; a class may be called anything."""
    return re.sub(r"[^\w.]", "·", _text(value)[:80])
