"""Small wrong changes of a reference answer: would the exam notice each of them?

A mutant is the reference with one change of syntax: another sign, axis, comparison or constant, a
dropped term, a missing statement. Those that compile to the same bytecode as the reference or as an
earlier mutant are left out.
"""

import ast
import copy
import sys
import types
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
# Functions that are mistaken for one another, both ways.
_PAIRS = [
    *(("log", "exp"), ("log", "log1p"), ("exp", "expm1"), ("sqrt", "square"), ("cos", "sin")),
    *(("sum", "mean"), ("sum", "max"), ("max", "min"), ("maximum", "minimum"), ("any", "all")),
    *(("argmax", "argmin"), ("ones", "zeros"), ("var", "std"), ("floor", "ceil")),
]
_TEXTS = {"left": "right", "right": "left"}
_AXES = {0: 1, 1: 0, -1: 0}


@dataclass(frozen=True)
class Mutant:
    """One changed reference.

    description: the line as it was and as it is now; without its number, so that it still fits
        after an edit elsewhere
    line: its number in the lesson's source
    """

    description: str
    line: int
    function: Callable


@dataclass(frozen=True)
class _Edit:
    """Put `new` in the place of `old`, which is `statement` or belongs to it."""

    statement: ast.stmt
    old: ast.AST
    new: ast.AST


def mutants(reference: Callable) -> Iterator[Mutant]:
    """All mutants of a reference answer, a function of a lesson (see lessons.definitions)."""
    module = sys.modules[reference.__module__]
    path = Path(module.__file__)
    definition = _definition(path, reference.__name__)
    seen = {_meaning(_compiled(definition, path))}
    descriptions: Counter[str] = Counter()
    for edit in _edits(definition):
        changed, line = _edited(definition, edit)
        description = f"{_first_line(edit.statement)}  ->  {line}"
        descriptions[description] += 1
        if descriptions[description] > 1:
            description += f"  ({descriptions[description]})"
        code = _compiled(changed, path)
        if _meaning(code) not in seen:
            seen.add(_meaning(code))
            namespace = dict(vars(module))  # so that a mutant that calls itself calls the mutant
            exec(code, namespace)
            yield Mutant(description, edit.statement.lineno, namespace[reference.__name__])


def _definition(path: Path, name: str) -> ast.stmt:
    body = ast.parse(path.read_text(encoding="utf-8"), str(path)).body
    return next(s for s in reversed(body) if getattr(s, "name", None) == name)


def _compiled(definition: ast.stmt, path: Path) -> types.CodeType:
    return compile(ast.Module([definition], []), str(path), "exec")


def _meaning(code: types.CodeType) -> tuple:
    """What a code object does, without where in the source it stands."""
    constants = tuple(
        _meaning(c) if isinstance(c, types.CodeType) else repr(c) for c in code.co_consts
    )
    return code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars


def _edited(definition: ast.stmt, edit: _Edit) -> tuple[ast.stmt, str]:
    """The changed definition, and its changed line in words."""
    twins: dict[int, object] = {}
    copied = copy.deepcopy(definition, twins)
    old, statement = twins[id(edit.old)], twins[id(edit.statement)]
    new = ast.copy_location(copy.deepcopy(edit.new), old)
    changed = ast.fix_missing_locations(_Replace(old, new).visit(copied))
    return changed, _first_line(new if old is statement else statement)


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _edits(definition: ast.stmt) -> Iterator[_Edit]:
    for statement in (definition, *_statements(definition)):
        if not isinstance(statement, _NEVER_LEFT_OUT):
            yield _Edit(statement, statement, ast.Pass())
        if isinstance(statement, ast.Raise):
            continue  # the words of an exception are not examined
        for node in _own_nodes(statement):
            for new in _MAKERS.get(type(node), _nothing)(node):
                yield _Edit(statement, node, new)


_NEVER_LEFT_OUT = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass)


def _statements(parent: ast.AST) -> Iterator[ast.stmt]:
    """The statements within, in order, without docstrings and decorators."""
    for child in ast.iter_child_nodes(parent):
        if isinstance(child, ast.stmt) and not _is_text(child):
            yield child
        if not isinstance(child, ast.expr):
            yield from _statements(child)


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """What a statement consists of, down to but without the statements in it."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.stmt | ast.JoinedStr):
                yield from _own_nodes(child)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0]


def _nothing(node: ast.AST) -> Iterator[ast.AST]:
    yield from ()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of the node with other fields."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _operation(node: ast.BinOp) -> Iterator[ast.AST]:
    yield from _operator(node)
    if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.MatMult):
        yield from (node.left, node.right)


def _operator(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    other = _OPERATORS.get(type(node.op))
    if other is not None:
        yield _with(node, op=other())


def _comparison(node: ast.Compare) -> Iterator[ast.AST]:
    for i, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            yield _with(node, ops=[*node.ops[:i], other(), *node.ops[i + 1 :]])


def _connection(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    yield from node.values


def _sign(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield _with(node, value=not value)
    elif isinstance(value, int | float):
        for other in dict.fromkeys((value + 1, 2 * value)):
            if other != value:
                yield _with(node, value=other)
    elif value in _TEXTS:
        yield _with(node, value=_TEXTS[value])


def _call(node: ast.Call) -> Iterator[ast.AST]:
    for i, keyword in enumerate(node.keywords):
        yield _with(node, keywords=[*node.keywords[:i], *node.keywords[i + 1 :]])
        axis = _AXES.get(_whole_number(keyword.value)) if keyword.arg == "axis" else None
        if axis is not None:
            moved = _with(keyword, value=ast.Constant(axis))
            yield _with(node, keywords=[*node.keywords[:i], moved, *node.keywords[i + 1 :]])
    if len(node.args) == 2:
        yield _with(node, args=node.args[::-1])
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]
    if isinstance(node.func, ast.Attribute):
        for other in _mistaken_for(node.func.attr):
            yield _with(node, func=_with(node.func, attr=other))
        if not node.args:
            yield node.func.value
    elif isinstance(node.func, ast.Name):
        for other in _mistaken_for(node.func.id):
            yield _with(node, func=_with(node.func, id=other))


def _mistaken_for(name: str) -> Iterator[str]:
    for one, other in _PAIRS:
        if name in (one, other):
            yield other if name == one else one


def _whole_number(node: ast.expr) -> int | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if isinstance(value, int) else None


def _choice(node: ast.IfExp) -> Iterator[ast.AST]:
    yield from (node.body, node.orelse)


def _condition(node: ast.If | ast.While) -> Iterator[ast.AST]:
    yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _filter(node: ast.comprehension) -> Iterator[ast.AST]:
    for i in range(len(node.ifs)):
        yield _with(node, ifs=[*node.ifs[:i], *node.ifs[i + 1 :]])


def _value(node: ast.Return | ast.Assign) -> Iterator[ast.AST]:
    """The negative of what is returned or assigned; of a tuple, of each of its values."""
    value = node.value
    if isinstance(value, ast.Tuple):
        for i, item in enumerate(value.elts):
            negative = ast.UnaryOp(ast.USub(), item)
            items = [*value.elts[:i], negative, *value.elts[i + 1 :]]
            yield _with(node, value=_with(value, elts=items))
    elif isinstance(value, ast.BinOp | ast.Call | ast.Name | ast.Subscript):
        yield _with(node, value=ast.UnaryOp(ast.USub(), value))


_MAKERS: dict[type, Callable[..., Iterator[ast.AST]]] = {
    ast.BinOp: _operation,
    ast.AugAssign: _operator,
    ast.Compare: _comparison,
    ast.BoolOp: _connection,
    ast.UnaryOp: _sign,
    ast.Constant: _constant,
    ast.Call: _call,
    ast.IfExp: _choice,
    ast.If: _condition,
    ast.While: _condition,
    ast.comprehension: _filter,
    ast.Return: _value,
    ast.Assign: _value,
}
