"""A watch over a student's processes: it adds up what they use, and ends them when it is too much.

The kernel's own limits hold for one process each; this holds for all of them together, and can say
why it struck. It looks from outside, where a student cannot reach it.
"""

import contextlib
import math
import os
import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from gradelib.sandbox.limits import MB, Limits
from gradelib.sandbox.process import StudentProcess

PERIOD = 0.1  # seconds
MANY = 5000  # processes: whatever the limit is, these are too many
OPEN_FILES = 4  # times what one process may have open, all together
FEW = 16  # tasks: a kernel's own threads, and some of the student's
LAST, STEP = 19, 1.25  # the last place in the queue for a processor; a step back divides by this
EXACT_SECONDS, MOST_UNSURE = 0.5, 6  # processes that fight for a processor are slow to measure
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Usage:
    """What the processes use.

    memory: bytes, with the kernel's tables of it
    tasks: processes and threads
    cpu: seconds of processor time
    open_files: files and sockets
    sessions: the numbers of their sessions
    partly: it took too long to measure all of them
    """

    memory: int = 0
    tasks: int = 0
    cpu: float = 0.0
    open_files: int = 0
    sessions: set[int] = field(default_factory=set)
    partly: bool = False


class Watch:
    """Looks after one process until it is left; `reason` says why it was ended, if it was."""

    def __init__(self, process: StudentProcess, limits: Limits) -> None:
        self.reason = ""
        self._process, self._limits = process, limits
        self._unsure = 0  # how often in a row the processes kept us from measuring all of them
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._left.wait(PERIOD):
            used = measure(self._process.root)
            self.reason = self._excess(used)
            if self.reason:
                return self._process.kill()
            if used.tasks > FEW:
                hold_back(self._process.root)

    def _excess(self, used: Usage) -> str:
        limits = self._limits
        open_files = OPEN_FILES * limits.open_files  # what waits in sockets is nobody's memory
        if used.tasks >= limits.tasks:
            return f"had {limits.tasks} processes and threads at a time"
        if used.memory > limits.memory or used.open_files > open_files:
            exact = measure(self._process.root, shared_once=True)
            self._unsure = self._unsure + 1 if exact.partly else 0
            if exact.memory > limits.memory or self._unsure > MOST_UNSURE:
                return f"needed more than {limits.memory // MB:,} MB of memory"
            if exact.open_files > open_files:
                return f"had more than {open_files:,} files and sockets open at a time"
        if len(used.sessions) > limits.sessions:  # Linux shares its time out between sessions
            return f"had more than {limits.sessions} sessions of processes at a time"
        if used.cpu > limits.cpu_seconds:
            return f"needed more than {limits.cpu_seconds:.0f} s of processor time"
        return ""


def measure(root: int, shared_once: bool = False) -> Usage:
    """What the process `root` and its descendants use.

    shared_once: count memory and open files that several share only once, which takes longer
    """
    usage, named, deadline = Usage(), set(), time.monotonic() + EXACT_SECONDS
    for folder in map(Path, (f"/proc/{number}" for number in descendants(root))):
        with contextlib.suppress(OSError, ValueError, IndexError, TypeError):  # just ended
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            usage.cpu += sum(map(int, fields[11:15])) / _TICKS
            usage.tasks += int(fields[17])
            usage.sessions.add(int(fields[3]))
            usage.memory += _kilobytes(folder / "status", "VmPTE") * 1024
            if shared_once:
                usage.partly = time.monotonic() > deadline
                if usage.partly:
                    break
                usage.memory += _kilobytes(folder / "smaps_rollup", "Pss") * 1024
                named |= {os.readlink(path) for path in (folder / "fd").iterdir()}
            else:
                usage.memory += int(fields[21]) * _PAGE
                usage.open_files += len(os.listdir(folder / "fd"))
    usage.open_files += len(named)
    return usage


def _kilobytes(path: Path, name: str) -> int:
    return int(re.search(rf"^{name}:\s+(\d+)", path.read_text(), re.MULTILINE)[1])


def hold_back(root: int) -> None:
    """Put all tasks back in the queue, so that together they get the time of about three."""
    tasks = [task for number in descendants(root) for task in _tasks(number)]
    place = min(math.ceil(math.log(max(len(tasks) / 3, 1), STEP)), LAST)
    for task in tasks:
        with contextlib.suppress(OSError):  # it may just have ended
            if os.getpriority(os.PRIO_PROCESS, task) < place:
                os.setpriority(os.PRIO_PROCESS, task, place)


def descendants(root: int) -> list[int]:
    """The process and all that come from it, by number; of very many, not all."""
    if not Path(f"/proc/self/task/{threading.get_native_id()}/children").exists():
        with contextlib.suppress(psutil.Error):  # a Linux without these lists is searched whole
            return [root, *(child.pid for child in psutil.Process(root).children(recursive=True))]
        return [root]
    found = [root]
    for number in found:
        if len(found) > MANY:
            break
        with contextlib.suppress(OSError):
            for task in _tasks(number):
                children = Path(f"/proc/{number}/task/{task}/children").read_text()
                found += map(int, children.split())
    return found


def _tasks(number: int) -> list[int]:
    """The threads of a process."""
    with contextlib.suppress(OSError):  # it may just have ended
        return [int(task) for task in os.listdir(f"/proc/{number}/task")]
    return []
