"""A watch over a student's processes: it adds up what they use, and ends them when it is too much.

The kernel's own limits hold for one process each; this holds for all of them together, and can say
why it struck. It looks from outside, where a student cannot reach it.
"""

import contextlib
import os
import re
import threading
from dataclasses import dataclass
from pathlib import Path

import psutil

from gradelib.sandbox.limits import MB, Limits
from gradelib.sandbox.process import StudentProcess

PERIOD = 0.1  # seconds
MANY = 5000  # processes: whatever the limit is, these are too many
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Usage:
    """What the processes use: bytes of memory, how many tasks, seconds of processor time."""

    memory: int = 0
    tasks: int = 0
    cpu: float = 0.0


class Watch:
    """Looks after one process until it is left; `reason` says why it was ended, if it was."""

    def __init__(self, process: StudentProcess, limits: Limits) -> None:
        self.reason = ""
        self._process, self._limits = process, limits
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
            self.reason = self._excess(measure(self._process.root))
            if self.reason:
                return self._process.kill()

    def _excess(self, used: Usage) -> str:
        limits = self._limits
        if used.memory > limits.memory:
            exact = measure(self._process.root, shared_once=True)
            if exact.memory > limits.memory:
                return f"needed more than {limits.memory // MB:,} MB of memory"
        if used.tasks >= limits.tasks:
            return f"had {limits.tasks} processes and threads at a time"
        if used.cpu > limits.cpu_seconds:
            return f"needed more than {limits.cpu_seconds:.0f} s of processor time"
        return ""


def measure(root: int, shared_once: bool = False) -> Usage:
    """What the process `root` and its descendants use.

    shared_once: count memory that several share only once, which takes longer
    """
    usage = Usage()
    for folder in map(Path, (f"/proc/{number}" for number in descendants(root))):
        with contextlib.suppress(OSError, ValueError, IndexError):  # it may just have ended
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            usage.cpu += sum(map(int, fields[11:15])) / _TICKS
            usage.tasks += int(fields[17])
            if shared_once:
                rollup = (folder / "smaps_rollup").read_text()
                usage.memory += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) * 1024
            else:
                usage.memory += int(fields[21]) * _PAGE
    return usage


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
            for task in os.listdir(f"/proc/{number}/task"):
                children = Path(f"/proc/{number}/task/{task}/children").read_text()
                found += map(int, children.split())
    return found
