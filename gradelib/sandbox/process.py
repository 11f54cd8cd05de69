"""A student's process as the grader holds it: started, watched, killed; never trusted."""

import contextlib
import os
import re
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import numpy as np

from gradelib.sandbox import confine
from gradelib.sandbox.channel import ChannelError, send
from gradelib.sandbox.confine import Confinement, ConfinementError
from gradelib.sandbox.inside import FAILED, READY
from gradelib.sandbox.limits import Limits

START_SECONDS = 60.0
END_SECONDS = 5.0
CHUNK = 16 * 2**20  # bytes of a file that travel together
PORTS = {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "hb_port": 4, "control_port": 5}
PLACES = {
    "home": confine.HOME,
    "work": confine.WORK,
    "sockets": confine.SOCKETS,
    "confined": True,
}


class StudentProcess:
    """One running kernel: how to talk to it and how to end it.

    broker: the socket through which the exam's sockets are handed over
    root: the number of the process whose descendants are the student's
    """

    def __init__(
        self,
        broker: socket.socket,
        folder: int,
        first: int,
        key: str,
        popen: subprocess.Popen | None = None,
    ) -> None:
        self.broker = broker
        self._folder, self._first, self._key, self._popen = folder, first, key, popen
        self._closed = self._killed = False
        told = Path(f"/proc/self/fdinfo/{first}").read_text()
        self.root = int(re.search(r"^Pid:\s+(-?\d+)", told, re.MULTILINE)[1])

    def connection(self) -> dict[str, object]:
        """Where a Jupyter client finds the kernel."""
        return _connection(f"/proc/self/fd/{self._folder}/k", self._key)

    def fileno(self) -> int:
        """A handle that can be read from when the process has ended."""
        return self._first

    def alive(self) -> bool:
        """Has the first process not ended?"""
        return not self._closed and not select.select([self._first], [], [], 0)[0]

    def died(self, seconds: float = 0.0) -> bool:
        """Has it ended, or does within this time, though the grader has not killed it?"""
        return not self._killed and bool(select.select([self._first], [], [], seconds)[0])

    def kill(self) -> None:
        """End the process and all that it started; may be called from any thread, and again."""
        if self._closed:
            return
        self._killed = True
        with contextlib.suppress(OSError):
            signal.pidfd_send_signal(self._first, signal.SIGKILL)
        if self._popen is not None:
            with contextlib.suppress(OSError):
                os.killpg(self._popen.pid, signal.SIGKILL)

    def close(self) -> None:
        """Kill, wait until nothing of it is left, and let go."""
        if self._closed:
            return
        self.kill()
        select.select([self._first], [], [], END_SECONDS)
        if self._popen is not None:
            self._popen.wait(END_SECONDS)
        self._closed = True
        for handle in (self._folder, self._first):
            os.close(handle)
        self.broker.close()


def start_cold(
    walls: Confinement | None, files: Mapping[str, bytes], limits: Limits, folder: Path | None
) -> StudentProcess:
    """Start a kernel in an interpreter of its own.

    walls: how it is confined; None: it is not, and lives in `folder`
    raises: ConfinementError when it does not start
    """
    ours, theirs = socket.socketpair()
    with theirs, tempfile.TemporaryFile() as said:
        number = str(theirs.fileno())
        if walls is None:
            places = {name: f"{folder}/{name}" for name in PLACES} | {"confined": False}
            command = [sys.executable, "-P", "-m", confine.INSIDE, str(os.getuid())]
            command += ["kernel", number]
            environment = confine.environment(places["home"], str(confine.GRADELIB.parent))
        else:
            places = PLACES
            command = walls.command("kernel", number, disk=limits.disk)
            environment = {"PATH": os.defpath}
        popen = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        try:
            return order(ours, files, limits, places, popen)
        except ConfinementError as error:
            ours.close()
            popen.kill()
            popen.wait()
            said.seek(0)
            last = said.read(10_000).decode(errors="replace").strip().splitlines()[-1:]
            raise ConfinementError(": ".join([str(error), *last])) from None


def order(
    broker: socket.socket,
    files: Mapping[str, bytes],
    limits: Limits,
    places: Mapping[str, object] = PLACES,
    popen: subprocess.Popen | None = None,
) -> StudentProcess:
    """Tell a process that waits at the other end of `broker` what to become.

    raises: ConfinementError when it does not become a kernel
    """
    key = secrets.token_hex(16)
    bounds = {
        "memory": limits.memory,
        "file": limits.file,
        "open_files": limits.open_files,
        "cpu": int(limits.cpu_seconds),
        "tasks": limits.tasks,
    }
    kernel = _connection(f"{places['sockets']}/k", key)
    try:
        send(broker, {**places, "kernel": kernel, "bounds": bounds}, START_SECONDS)
        for name, data in files.items():
            for start in range(0, max(len(data), 1), CHUNK):
                part = np.array(bytearray(data[start : start + CHUNK]), np.uint8)
                send(broker, [_inner(name), part], START_SECONDS)
        send(broker, None, START_SECONDS)
        broker.settimeout(START_SECONDS)
        told, handles, _, _ = socket.recv_fds(broker, 2000, 2)
    except (ChannelError, OSError) as error:
        raise ConfinementError(f"a student's process did not start: {error}") from None
    if told == READY and len(handles) == 2:
        broker.settimeout(None)
        return StudentProcess(broker, handles[0], handles[1], key, popen)
    reason = told.removeprefix(FAILED).decode(errors="replace") or "it ended at once"
    raise ConfinementError(f"a student's process did not start: {reason}")


def _connection(path: str, key: str) -> dict[str, object]:
    scheme = {"transport": "ipc", "ip": path, "signature_scheme": "hmac-sha256", "key": key}
    return scheme | PORTS


def _inner(name: str) -> str:
    """A file's name as a path that stays within the student's folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(f"{name!r} is no path within a submission")
    return str(path)
