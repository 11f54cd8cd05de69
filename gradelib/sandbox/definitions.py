"""What a cell defines, without what else it does."""

import ast

_DEFINITIONS = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def only_definitions(source: str) -> str:
    """Of a cell's statements the imports, functions, classes and UPPERCASE constants.

    A constant that needs what is not run is left out in silence; a traceback, which nobody sees,
    would take longer than all the rest. Of a cell that is no plain Python (a magic command, an
    error) nothing is left.
    """
    try:
        body = ast.parse(source).body
        return "\n".join(_source(s) for s in body if _is_definition(s))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def _is_definition(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return all(isinstance(t, ast.Name) and t.id.isupper() for t in statement.targets)
    return isinstance(statement, _DEFINITIONS)


def _source(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Assign):
        ignored = ast.ExceptHandler(ast.Name("Exception"), None, [ast.Pass()])
        statement = ast.Try([statement], [ignored], [], [])
    return ast.unparse(statement)
