"""Read the cells of a notebook file, whatever has happened to the file.

Nothing that a file says about itself is believed. What remains of a cell is its text, its kind, its
pictures, and what it *claims* to be; outputs, counters and all other metadata are left behind.
"""

import ast
import json
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

LARGEST_FILE = 20_000_000  # bytes
MOST_DAMAGES = 500  # places passed over; json counts lines up to each, so many take long
MOST_CELLS = 2_000
MOST_PARSED = 500_000  # characters of source in a file; parsing more could take minutes

_JSON = json.JSONDecoder(strict=False, parse_int=float)  # int() refuses numbers of 5,000 digits
_CELL_START = re.compile(r'\{\s*"(?:attachments|cell_type)"')  # what all programs write first
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DEFINITION = re.compile(r"^(?:async\s+def|def|class)[ \t]+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Names:
    """The names that a source defines at its top level."""

    functions: frozenset[str] = frozenset()  # and classes
    bindings: frozenset[str] = frozenset()  # also imports and UPPERCASE constants
    is_python: bool = False  # otherwise it cannot be parsed, and only functions could be searched


@dataclass(frozen=True)
class Cell:
    """What can be used of a cell that somebody handed in."""

    kind: str  # "code", "markdown" or "raw"
    source: str
    id: str = ""  # "" where there was no valid one
    claim: Mapping[str, Any] = field(default_factory=dict)  # its nbgrader metadata: a claim only
    pictures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # its attachments
    parse: bool = True

    @property
    def grade_id(self) -> str:
        """The nbgrader id that the cell claims, or an empty string."""
        name = self.claim.get("grade_id")
        return name if isinstance(name, str) else ""

    @cached_property
    def text(self) -> str:
        """The source without the differences that nobody can see."""
        return tidy(self.source)

    @cached_property
    def names(self) -> Names:
        """What the cell defines; a text cell only counts if all of it is Python."""
        names = names_in(self.source, self.parse)
        return names if self.kind == "code" or names.is_python else Names()


def recover(data: bytes | None) -> tuple[list[Cell], list[str]]:
    """Return the cells that a file holds, and a sentence for the student for each thing wrong.

    There are no cells if the file is missing (None), too large, or holds nothing like a notebook.
    """
    if data is None:
        return [], ["Nothing was handed in under this name."]
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1_000_000
        return [], [f"The file is larger than {limit} MB and was not read; clear its outputs."]
    text, remarks = _decode(data)
    if not text.strip():
        return [], ["The file is empty."]
    entries, remark = _entries(text)
    cells = [cell for entry in entries[:MOST_CELLS] if (cell := _cell(entry))]
    if sum(len(cell.source) for cell in cells) > MOST_PARSED:
        cells = [replace(cell, parse=False) for cell in cells]
    if len(entries) > MOST_CELLS:
        remarks.append(f"Only the first {MOST_CELLS} cells of the file were read.")
    elif len(cells) < len(entries):
        unreadable = len(entries) - len(cells)
        remarks.append(f"Cells that could not be read were left out: {unreadable}.")
    return cells, [*remarks, *remark]


def tidy(source: str) -> str:
    """Return a source without trailing blanks and surrounding empty lines."""
    return "\n".join(line.rstrip() for line in source.splitlines()).strip()


def names_in(source: str, parse: bool = True) -> Names:
    """Return the names that a source defines; where it cannot be parsed, those after a `def`."""
    # Most cells are those of the lesson, the same in every submission; a huge one is not kept.
    return (_names_in_short if len(source) < 10_000 else _names_in)(source, parse)


def _names_in(source: str, parse: bool) -> Names:
    tree = _parse(source) if parse else None
    if tree is None:
        functions = frozenset(_DEFINITION.findall(source))
        return Names(functions, functions)
    functions, others = set(), set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            functions.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            others |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign):
            targets = [name for target in node.targets for name in ast.walk(target)]
            names = {name.id for name in targets if isinstance(name, ast.Name)}
            others |= {name for name in names if name.isupper()}
            functions |= names if isinstance(node.value, ast.Lambda) else set()
    return Names(frozenset(functions), frozenset(functions | others), is_python=True)


_names_in_short = lru_cache(maxsize=1000)(_names_in)


def _parse(source: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "\d" in a student's string is no news to the grader
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _decode(data: bytes) -> tuple[str, list[str]]:
    encoding, remarks = json.detect_encoding(data), []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"  # what Windows writes when it does not write UTF-8
        text = data.decode(encoding, errors="replace")
    if encoding != "utf-8":
        remarks.append(f"The file is not saved as plain UTF-8; it was read as {encoding.upper()}.")
    if "\0" in text:
        remarks.append("The file holds NUL bytes, which were left out.")
    return text.replace("\0", ""), remarks


def _entries(text: str) -> tuple[list[Any], list[str]]:
    """Return what may be cells: those listed, else those found whole in the text, else a script."""
    try:
        document = _JSON.decode(text)
    except (ValueError, RecursionError):
        document = None
    if entries := _listed(document):
        return entries, _format_remarks(document.get("nbformat"))
    if entries := _found(text):
        return entries, ["The file is damaged; only the cells that are still whole could be read."]
    if _DEFINITION.search(text):
        return [{"cell_type": "code", "source": text}], [
            "The file is a Python script, not a notebook; it was read as one cell."
        ]
    return [], ["The file is not a notebook: there are no cells in it."]


def _listed(document: Any) -> list[Any]:
    """Return the cells of a document; before version 4 they stood in worksheets."""
    if not isinstance(document, dict):
        return []
    sheets = document.get("worksheets")
    sheets = [document, *(sheets if isinstance(sheets, list) else [])]
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [entry for cells in lists if isinstance(cells, list) for entry in cells]


def _found(text: str) -> list[Any]:
    """Return every whole cell in a file that was cut off, merged by git or wrapped in something."""
    found, at, damages = [], 0, 0
    while damages < MOST_DAMAGES and (start := _CELL_START.search(text, at)):
        try:
            entry, at = _JSON.raw_decode(text, start.start())
        except (ValueError, RecursionError) as error:
            damages += 1
            # Going on behind the damage, not behind the start, keeps the time linear.
            at = max(start.end(), getattr(error, "pos", len(text)))
            continue
        found += [entry] if "source" in entry or "input" in entry else []
    return found


def _format_remarks(version: Any) -> list[str]:
    if version == 4:
        return []
    if version in (2, 3):
        return [f"The notebook is in the old format {version:.0f}; it was brought up to date."]
    if isinstance(version, float) and version > 4:
        return ["The notebook was saved by a newer program; it was read as far as possible."]
    return ["The file does not say which notebook format it has; it was read as format 4."]


def _cell(entry: Any) -> Cell | None:
    if not isinstance(entry, dict):
        return None
    source = _text(entry.get("source", entry.get("input")))  # "input" before version 4
    if source is None:
        return None
    kind, name = entry.get("cell_type"), entry.get("id")
    if kind == "heading":
        level = entry.get("level")
        source = "#" * (int(level) if level in range(1, 7) else 1) + " " + source
    if kind not in ("code", "markdown", "raw"):
        kind = "code" if _DEFINITION.search(source) else "markdown"
    metadata = entry.get("metadata")
    claim = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return Cell(
        kind,
        source,
        name if isinstance(name, str) and _CELL_ID.fullmatch(name) else "",
        claim if isinstance(claim, dict) else {},
        _pictures(entry.get("attachments")) if kind != "code" else {},
    )


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return _writable(value) if isinstance(value, str) else None


def _writable(text: str) -> str:
    """Return a text without NUL and half characters, which no file or database takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _pictures(attachments: Any) -> dict[str, dict[str, str]]:
    pictures = {}
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        if isinstance(bundle, dict):
            pictures[_writable(name)] = {
                kind: data
                for kind, data in bundle.items()
                if kind.isascii() and kind.startswith("image/")
                if isinstance(data, str) and data.isascii()
            }
    return pictures
