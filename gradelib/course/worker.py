"""Grade in this process, with one sandbox for all notebooks that it is given."""

import ast
import atexit
from functools import cache

import nbformat

from gradelib.course.experiments import own_cells
from gradelib.course.grading import grade
from gradelib.course.task import Graded, Task
from gradelib.sandbox.sandbox import Sandbox


def grade_here(task: Task) -> Graded:
    """Grade one notebook; whatever its lesson imports is imported once for all of its students."""
    return grade(task, _sandbox(imported_modules(task.released), task.unsafe))


@cache
def _sandbox(modules: tuple[str, ...], unsafe: bool) -> Sandbox:
    sandbox = Sandbox(modules=modules, unsafe=unsafe)
    atexit.register(sandbox.close)
    return sandbox


def imported_modules(released: bytes) -> tuple[str, ...]:
    """The modules that a lesson itself imports."""
    found = set()
    for source in own_cells(nbformat.reads(released.decode(), as_version=4)).values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return tuple(sorted(found))
