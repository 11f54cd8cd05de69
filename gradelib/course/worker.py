"""Grade in this process, with one sandbox for all notebooks that it is given."""

import atexit
import signal
from functools import cache

from gradelib.course.grading import grade
from gradelib.course.task import Graded, Task
from gradelib.sandbox.gpu import Gpu, gpus, take_place
from gradelib.sandbox.sandbox import Sandbox


def grade_here(task: Task) -> Graded:
    """Grade one notebook; what its week imports is imported once for all that come here."""
    return grade(task, _sandbox(task.modules, task.unsafe, task.gpu))


def dask_setup(worker: object) -> None:
    """Of a process that dask has started: Ctrl-C reaches it too, but is not meant for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def _sandbox(modules: tuple[str, ...], unsafe: bool, gpu: bool) -> Sandbox:
    sandbox = Sandbox(modules=modules, unsafe=unsafe, gpu=_place() if gpu else None)
    atexit.register(sandbox.close)
    return sandbox


@cache
def _place() -> Gpu | None:
    """This worker's place on a GPU; it keeps it."""
    return take_place(gpus())
