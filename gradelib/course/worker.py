"""Grade in this process, with one sandbox for all notebooks that it is given."""

import atexit
from functools import cache

from gradelib.course.grading import grade
from gradelib.course.task import Graded, Task
from gradelib.sandbox.sandbox import Sandbox


def grade_here(task: Task) -> Graded:
    """Grade one notebook; what its week imports is imported once for all that come here."""
    return grade(task, _sandbox(task.modules, task.unsafe))


@cache
def _sandbox(modules: tuple[str, ...], unsafe: bool) -> Sandbox:
    sandbox = Sandbox(modules=modules, unsafe=unsafe)
    atexit.register(sandbox.close)
    return sandbox
