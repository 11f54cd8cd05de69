"""What a cell defines, without what else it does."""

import ast

_DEFINITIONS = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def only_definitions(source: str) -> str:
    """Of a cell's statements the imports, functions, classes and UPPERCASE constants.

    Of a cell that is no plain Python (a magic command, an error) nothing is left.
    """
    try:
        body = ast.parse(source).body
        return "\n".join(ast.unparse(s) for s in body if _is_definition(s))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def _is_definition(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return all(isinstance(t, ast.Name) and t.id.isupper() for t in statement.targets)
    return isinstance(statement, _DEFINITIONS)
