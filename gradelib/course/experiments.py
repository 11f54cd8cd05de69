"""The lesson's own experiments, which need not be run to grade a student's answers."""

import ast

from nbformat import NotebookNode

_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def own_cells(released: NotebookNode) -> dict[str, str]:
    """The lesson's own code cells, by id: neither answers nor checks."""
    return {
        cell.id: cell.source
        for cell in released.cells
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata
    }


def only_definitions(source: str) -> str:
    """Of a cell's statements the imports, functions, classes and UPPERCASE constants."""
    return "\n".join(ast.unparse(s) for s in ast.parse(source).body if _is_definition(s))


def _is_definition(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return all(isinstance(t, ast.Name) and t.id.isupper() for t in statement.targets)
    return isinstance(statement, _DEFINITIONS)
