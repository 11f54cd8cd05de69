"""The first program inside the sandbox: becomes a student's kernel, or a nursery of kernels.

    python -P -m gradelib.sandbox.inside USER try
    python -P -m gradelib.sandbox.inside USER kernel SOCKET
    python -P -m gradelib.sandbox.inside USER nursery SOCKET [MODULE ...]

USER is the user to become, where it was started as root; SOCKET the number of an open socket that
leads to the grader. Nothing of a student is run before the walls are up.
"""

import contextlib
import importlib
import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipykernel.kernelapp import IPKernelApp

READY, FAILED = b"R", b"F"


def main(user: int, what: str, *rest: str) -> None:
    """Do what the command line says."""
    own_uid = _become(user)
    if what == "try":
        importlib.import_module("gradelib.sandbox.agent")
        print("confined")
        return
    connection = socket.socket(fileno=int(rest[0]))
    os.set_inheritable(connection.fileno(), False)
    if what == "kernel":
        silence()
        with telling(connection):
            become_kernel(connection, own_uid)
    else:
        from gradelib.sandbox.forks import serve

        serve(connection, rest[1:])


def _become(user: int) -> bool:
    if os.getuid() != 0 or user == 0:
        return False
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    return True


def silence() -> None:
    """Nothing that a student writes reaches the grader's terminal or log."""
    with open(os.devnull, "r+b") as nothing:
        for stream in range(3):
            os.dup2(nothing.fileno(), stream)


@contextlib.contextmanager
def telling(broker: socket.socket) -> Iterator[None]:
    """Tell the grader of an error, as nobody else can."""
    try:
        yield
    except Exception as error:
        with contextlib.suppress(OSError):
            broker.sendall(FAILED + f"{type(error).__name__}: {error}"[:1000].encode())
        raise


def become_kernel(broker: socket.socket, own_uid: bool = False) -> None:
    """Take orders from the grader, give up all privileges, and serve as a Jupyter kernel.

    broker: brings the orders and the files first, later a socket for every exercise
    own_uid: no process outside has the same user
    """
    from gradelib.sandbox import agent
    from gradelib.sandbox.channel import receive
    from gradelib.sandbox.gpu import take_share
    from gradelib.sandbox.harden import bound_resources, give_up_privileges

    orders = receive(broker, 60.0)
    home, work, sockets = (Path(orders[name]) for name in ("home", "work", "sockets"))
    for folder in (home, work, sockets):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while (file := receive(broker, 60.0)) is not None:
        path = work / file[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as part:
            part.write(file[1].tobytes())
    _take_font_lists()
    connection_file = sockets / "kernel.json"
    connection_file.write_text(json.dumps(orders["kernel"]))
    os.chdir(home)
    if orders["confined"]:
        give_up_privileges()
    bound_resources(orders["bounds"], own_uid)
    take_share()

    kernel = kernel_app(connection_file)
    os.chdir(work)
    sys.path.insert(0, "")  # as in any notebook: modules beside it can be imported
    agent.broker = broker
    here = os.open(sockets, os.O_PATH | os.O_DIRECTORY)
    # With the first process of the namespace, all others end.
    first = os.pidfd_open(1 if orders["confined"] else os.getpid())
    socket.send_fds(broker, [READY], [here, first])
    os.close(here)
    os.close(first)
    kernel.start()


def kernel_app(connection_file: Path) -> "IPKernelApp":
    """Jupyter's kernel, listening where the file says, and not yet started."""
    sys.modules["debugpy"] = None  # nobody debugs here, and importing it takes longer than the rest
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    quiet = ["--HistoryManager.enabled=False", "--log-level=CRITICAL"]
    app.initialize(["-f", str(connection_file), *quiet])
    sys.modules.pop("debugpy", None)
    return app


def _take_font_lists() -> None:
    from gradelib.sandbox.confine import FONTS

    folder = Path(os.environ["MPLCONFIGDIR"])
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        for path in Path(FONTS).iterdir():
            (folder / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
