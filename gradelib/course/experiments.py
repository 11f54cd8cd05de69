"""The lesson's own cells, which need not be run to grade the answers beside them."""

import ast
from collections.abc import Iterable

from nbformat import NotebookNode


def own_cells(released: NotebookNode) -> dict[str, str]:
    """The lesson's own code cells, by id: neither answers nor checks."""
    return {
        cell.id: cell.source
        for cell in released.cells
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata
    }


def imported_modules(lessons: Iterable[NotebookNode]) -> tuple[str, ...]:
    """The modules that lessons themselves import."""
    found = set()
    for source in [source for lesson in lessons for source in own_cells(lesson).values()]:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return tuple(sorted(found))
