"""The nursery as the grader holds it: a confined server from which warm kernels are forked."""

import contextlib
import socket
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence

from gradelib.sandbox.confine import Confinement, ConfinementError
from gradelib.sandbox.inside import READY
from gradelib.sandbox.limits import MB, Limits
from gradelib.sandbox.process import START_SECONDS, StudentProcess, order


class Nursery:
    """A server that has imported the heavy things; each call of `start` forks a kernel from it.

    It may be shared by threads. It ends with `close`, or with the grader.

    children: how many kernels it has started
    """

    def __init__(self, walls: Confinement, modules: Sequence[str] = ()) -> None:
        """Start the server and wait until it has imported.

        modules: what it imports besides the usual, "torch" for instance
        raises: ConfinementError when it does not start
        """
        self.children = 0
        self._control, theirs = socket.socketpair()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        self._lock = threading.Lock()
        self._started = threading.Event()
        self._popen: subprocess.Popen | None = None
        command = walls.command("nursery", str(theirs.fileno()), *modules, disk=MB)
        # bubblewrap ends with the thread that started it, so that is one which stays.
        keeper = threading.Thread(target=self._keep, args=(command, theirs), daemon=True)
        keeper.start()
        self._started.wait()
        self._control.settimeout(START_SECONDS)
        try:
            ready = self._control.recv(1) == READY
        except OSError:
            ready = False
        if not ready:
            self._said.seek(0)
            lines = self._said.read(10_000).decode(errors="replace").strip().splitlines()
            self.close()
            raise ConfinementError(f"the nursery did not start: {(lines or [''])[-1]}")

    def start(self, files: Mapping[str, bytes], limits: Limits) -> StudentProcess:
        """A new kernel, warm and clean.

        raises: ConfinementError when it does not start
        """
        ours, theirs = socket.socketpair()
        disk = limits.disk.to_bytes(8, "little")
        with theirs:
            try:
                with self._lock:
                    socket.send_fds(self._control, [disk], [theirs.fileno()])
            except OSError as error:
                ours.close()
                raise ConfinementError(f"the nursery is gone: {error}") from None
        try:
            process = order(ours, files, limits)
        except ConfinementError:
            ours.close()
            raise
        self.children += 1
        return process

    def close(self) -> None:
        """End the server and every kernel that is left."""
        self._control.close()
        self._said.close()
        if self._popen is not None:
            self._popen.kill()
            self._popen.wait()

    def _keep(self, command: list[str], theirs: socket.socket) -> None:
        try:
            with theirs, contextlib.suppress(OSError):
                self._popen = subprocess.Popen(
                    command,
                    env={},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._said,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
        finally:
            self._started.set()
        if self._popen is not None:
            self._popen.wait()
