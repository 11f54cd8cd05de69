"""The nursery's server, inside the sandbox: imports once, then forks a clean child for each asker.

The server runs nothing of a student. A child leaves the server's namespaces before it reads its
first order, so it reaches neither the server nor any other child or its files.
"""

import contextlib
import gc
import importlib
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from gradelib.sandbox import linux
from gradelib.sandbox.confine import HOME, WRITABLE
from gradelib.sandbox.inside import READY, become_kernel, kernel_app, silence, telling
from gradelib.sandbox.isolate import cover, enter_namespaces, raise_loopback

# Imported once in the server, they cost a child nothing; besides these, what a kernel itself needs.
USUAL = (
    *("numpy", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "ipykernel.kernelapp"),
    *("gradelib.exam.check", "gradelib.data", "gradelib.learn", "gradelib.plot"),
    *("gradelib.sandbox.agent", "gradelib.sandbox.harden"),
)


def serve(control: socket.socket, modules: Sequence[str]) -> None:
    """Fork a child for every socket that comes through `control`, until it is closed.

    modules: are imported before the first fork, besides the usual ones
    """
    for name in (*USUAL, *modules):
        _import(name)
    for name in _rehearse():
        _import(name)
    linux.prctl(linux.SET_DUMPABLE, 0)
    gc.collect()
    gc.freeze()  # or the first collection of every child would copy all these pages
    control.sendall(READY)
    silence()
    while True:
        message, handles, _, _ = socket.recv_fds(control, 16, 1)
        if not message:
            return
        disk = int.from_bytes(message, "little")
        child = os.fork()
        if child == 0:
            os.setsid()  # a signal to its own process group must not reach the server
            control.close()
            _leave(socket.socket(fileno=handles[0]), disk)
        os.close(handles[0])
        os.waitpid(child, 0)


def _import(name: str) -> None:
    with contextlib.suppress(Exception):  # a child that needs it will say so
        importlib.import_module(name)


def _rehearse() -> list[str]:
    """What a kernel imports by starting and by showing an error, found out by a child."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            silence()
            app = kernel_app(Path(HOME, "rehearsal.json"))
            app.shell.run_cell("1 / 0")
            os.write(writing, "\n".join(sys.modules).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        names = told.read().split()
    os.wait()
    return [name for name in names if name not in sys.modules and not name.startswith("__")]


def _leave(broker: socket.socket, disk: int) -> None:
    """Enter new namespaces, and let a first process there watch over the student's."""
    try:
        with telling(broker):
            enter_namespaces()
            if os.fork() == 0:
                _first_process(broker, disk)
    finally:
        os._exit(0)


def _first_process(broker: socket.socket, disk: int) -> None:
    with telling(broker):
        cover(WRITABLE, disk)
        raise_loopback()
        kernel = os.fork()
        if kernel == 0:
            become_kernel(broker)
        broker.close()
        linux.drop_capabilities()
        while os.wait()[0] != kernel:  # orphans are buried on the way
            pass
    os._exit(0)  # and with the first process, all others of its namespace end
