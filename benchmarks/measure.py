"""What a command takes: time, and the memory of each of its workers."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PERIOD = 0.5  # seconds between two looks
MB = 2**20


@dataclass
class Taken:
    """seconds: from start to end; worker: bytes of the largest worker with all its processes."""

    seconds: float
    worker: int = 0


def measure(command: Sequence[str | Path], folder: Path, **variables: str) -> Taken:
    """Run a command to its end, quietly.

    raises: RuntimeError with the end of what it said, if it fails
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    start = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PATH": path, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        watch = _Watch(psutil.Process(process.pid))
        watch.start()
        said, _ = process.communicate()
        seconds = time.monotonic() - start
        watch.ended.set()
        watch.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{said[-2000:]}")
    return Taken(seconds, watch.worker)


class _Watch(threading.Thread):
    """Looks at what comes from each child of a process, for the workers are its children."""

    def __init__(self, root: psutil.Process) -> None:
        super().__init__(daemon=True)
        self.root, self.ended = root, threading.Event()
        self.worker = 0

    def run(self) -> None:
        """Look, until it is over."""
        while not self.ended.wait(PERIOD):
            with contextlib.suppress(psutil.Error):
                for child in self.root.children():
                    memory = sum(map(_memory, [child, *_descendants(child)]))
                    self.worker = max(self.worker, memory)


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return process.children(recursive=True)
    return []


def _memory(process: psutil.Process) -> int:
    """What several processes share is divided among them."""
    with contextlib.suppress(psutil.Error):
        return process.memory_full_info().pss
    return 0
