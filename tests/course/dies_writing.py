"""Run gradelib and die, as if the power failed, right before a write: not told, not cleaned up.

    python dies_writing.py N FOLDER grade WEEK ...

Counted are files of FOLDER that are opened to be written, renamed or removed, and commits of the
database; the N-th does not happen. With N = 0 it does not die, and says how many there were.
"""

import os
import signal
import sys

from sqlalchemy import event
from sqlalchemy.engine import Engine

from gradelib.cli import app

at, folder = int(sys.argv[1]), os.path.realpath(sys.argv[2])
count = 0


def write() -> None:
    """One more write is about to happen."""
    global count
    count += 1
    if count == at:
        os.kill(os.getpid(), signal.SIGKILL)


def audit(what: str, arguments: tuple) -> None:
    """Python tells of all that it is about to do."""
    if what == "open":
        path, _, flags = arguments
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
    elif what in ("os.rename", "os.remove", "os.mkdir", "os.rmdir"):
        path, writes = arguments[0], True
    else:
        return
    if writes and isinstance(path, str) and os.path.realpath(path).startswith(folder):
        write()


event.listen(Engine, "commit", lambda connection: write())
sys.addaudithook(audit)
sys.argv = ["gradelib", *sys.argv[3:]]
try:
    app()
finally:
    print(f"{count} writes")
