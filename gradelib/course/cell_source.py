"""A known answer as a student would have typed it: one cell with all that it needs."""

import ast
import symtable
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

from gradelib.exam.call import source_file


def cell_source(function: Callable, name: str) -> str:
    """The source of a function under another name, with all that it needs from its module."""
    given = _definitions(Path(source_file(function)))
    needed: dict[int, ast.stmt] = {}
    _collect(given[function.__name__], given, needed)
    parts = [_without_decorators(node) for _, node in sorted(needed.items())]
    rename = _Rename({function.__name__: name})
    return "\n\n".join(ast.unparse(rename.visit(deepcopy(part))) for part in parts)


@cache
def _definitions(module: Path) -> dict[str, ast.stmt]:
    """The top-level statements of a module by the names that they bind."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {bound: node for node in tree.body for bound in _bound_names(node)}


def _collect(node: ast.stmt, given: dict[str, ast.stmt], needed: dict[int, ast.stmt]) -> None:
    """A statement and, before it, every statement of the module that it refers to."""
    if node.lineno in needed:
        return
    needed[node.lineno] = node
    text = ast.unparse(_without_decorators(node))
    for name in sorted(_used_names(symtable.symtable(text, "answer", "exec")) & given.keys()):
        _collect(given[name], given, needed)


def _used_names(table: symtable.SymbolTable) -> set[str]:
    """The module's names that a statement uses; a function's own variables are none of them."""
    top = table.get_type() == "module"
    symbols = [s for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())]
    return {s.get_name() for s in symbols}.union(*map(_used_names, table.get_children()))


def _bound_names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        exam = str(getattr(node, "module", "")).startswith("gradelib.exam")
        own = getattr(node, "level", 0) or exam
        if not own:  # the exam and the decorators are no part of an answer
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.Assign):
        yield from (t.id for t in node.targets if isinstance(t, ast.Name))


def _without_decorators(node: ast.stmt) -> ast.stmt:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        fields = dict(ast.iter_fields(node)) | {"decorator_list": []}
        return type(node)(**fields, lineno=node.lineno)
    return node


class _Rename(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.ClassDef) -> ast.AST:
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)

    visit_ClassDef = visit_FunctionDef  # noqa: N815 - the name that ast calls

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.names.get(node.id, node.id)
        return node
