"""Where students' processes come from: a nursery of warm ones, or one interpreter for each."""

import contextlib
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gradelib.sandbox.confine import ConfinementError, confinement
from gradelib.sandbox.gpu import Gpu
from gradelib.sandbox.limits import Limits
from gradelib.sandbox.nursery import Nursery
from gradelib.sandbox.process import StudentProcess, start_cold


class Sandbox:
    """Starts students' processes; one serves all notebooks that a worker grades.

    Its methods may be called from several threads. Close it, or use it in a `with` statement.

    confined: are the processes confined?
    gpu: the GPU that they reach, or None
    cold: why there is no nursery, in words; empty where there is one
    """

    def __init__(
        self,
        *,
        warm: bool = True,
        modules: Sequence[str] = (),
        unsafe: bool = False,
        gpu: Gpu | None = None,
    ) -> None:
        """Find out how processes can be confined here.

        warm: fork them from a nursery, which imports once for all
        modules: what the nursery imports besides the usual, "torch" for instance
        unsafe: do not confine them at all, for code that is trusted
        gpu: let them reach this GPU and no other; where they are not confined, none
        raises: ConfinementError when they cannot be confined; says what to do
        """
        self.confined = not unsafe
        self._walls = None if unsafe else confinement()
        self._modules = tuple(modules)
        self.cold = "" if warm and not unsafe else "not asked for"
        self.gpu = None if unsafe else gpu
        if self.gpu is not None:
            more = {"devices": self.gpu.devices(), "variables": self.gpu.variables()}
            self._walls = replace(self._walls, **more)
            # CUDA outlives no fork, and its driver reads /proc, which the nursery covers.
            self.cold = "with a GPU, every process starts by itself"
        self._nursery: Nursery | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(
        self, files: Mapping[str, bytes], limits: Limits, folder: Path | None = None
    ) -> StudentProcess:
        """A process of its own for one student's notebook, with a copy of these files.

        folder: an empty folder, needed where the process is not confined
        raises: ConfinementError when none starts
        """
        for _ in range(2):  # a nursery that has died is replaced once
            nursery = self._warm()
            if nursery is None:
                break
            try:
                return nursery.start(files, limits)
            except ConfinementError as error:
                self._forget(nursery, error)
        place = None if self.confined else Path(tempfile.mkdtemp(dir=folder))
        return start_cold(self._walls, files, limits, place)

    def close(self) -> None:
        """End the nursery and every process that came from it."""
        with self._lock:
            nursery, self._nursery = self._nursery, None
        if nursery is not None:
            nursery.close()

    def _warm(self) -> Nursery | None:
        with self._lock:
            if self._nursery is None and not self.cold:
                try:
                    self._nursery = Nursery(self._walls, self._modules)
                except ConfinementError as error:
                    self.cold = str(error)
            return self._nursery

    def _forget(self, nursery: Nursery, error: ConfinementError) -> None:
        with self._lock:
            if self._nursery is nursery:
                self._nursery = None
                if nursery.children == 0:  # it has never worked
                    self.cold = str(error)
        with contextlib.suppress(OSError):
            nursery.close()
