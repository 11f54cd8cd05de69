"""Proof that a machine's sandbox holds: small attacks, run inside it, that have to fail.

Each probe is a notebook of one cell, run by the very machinery that grades. Either the cell prints
"safe" and what it met, or a limit has to strike, and its reason is what was seen.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook

from gradelib.sandbox.confine import GRADELIB, environment
from gradelib.sandbox.limits import MB, Limits
from gradelib.sandbox.run import run_notebook
from gradelib.sandbox.sandbox import Sandbox

LIMITS = Limits(cell_seconds=10, restarts=0, memory=400 * MB, tasks=64, disk=32 * MB, file=8 * MB)


@dataclass(frozen=True)
class Probe:
    """What one small attack came to.

    name: what has to hold
    ok: did it?
    seen: what the attack met, in words
    """

    name: str
    ok: bool
    seen: str


_NETWORK = """
import socket
reached, said = [], ""
for family, host in (socket.AF_INET, "1.1.1.1"), (socket.AF_INET6, "2606:4700:4700::1111"):
    with socket.socket(family) as connection:
        connection.settimeout(1)
        try:
            connection.connect((host, 53))
            reached.append(host)
        except OSError as error:
            said = str(error)
print(f"reached {reached}" if reached else f"safe: {said}")
"""
_FILES = """
import os
seen = [path for path in PATHS if os.path.exists(path)]
print(f"sees {seen}" if seen else f"safe: none of {len(PATHS)} places can be seen")
"""
_SYSTEM = """
import gradelib, numpy, os, sys
written = []
for folder in "/", "/usr", "/etc", "/dev", sys.prefix, *gradelib.__path__, *numpy.__path__:
    try:
        with open(f"{folder}/probe", "w"):
            written.append(folder)
    except OSError as error:
        said = str(error)
print(f"writes to {written}" if written else f"safe: {said}")
"""
_PROCESSES = """
import os
seen = []
for number in range(1, 50_000):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        continue
    except PermissionError:
        pass
    seen.append(number)
print("safe:" if max(seen) < 100 else "", f"{len(seen)} processes and threads, all its own")
"""
_ENVIRONMENT = """
import hashlib, os
seen = []
for name, value in os.environ.items():
    if hashlib.sha256(f"{name}={value}".encode()).hexdigest() in DIGESTS:
        seen.append(name)
print(f"sees {seen}" if seen else f"safe: {len(os.environ)} variables, none of the grader's own")
"""
_PRIVILEGES = """
import ctypes, os
c = ctypes.CDLL(None)
calls = {
    "a namespace": lambda: c.unshare(0x10000000),
    "a mount": lambda: c.mount(b"none", b"/tmp", b"tmpfs", 0, None),
    "to be root": lambda: c.setuid(0),
    "a socket to the machine's host": lambda: c.socket(40, 1, 0),
    "memory that no limit sees": lambda: c.memfd_create(b"x", 0),
}
granted = [name for name, call in calls.items() if call() >= 0]
print(f"was granted {granted}" if granted else f"safe: user {os.getuid()} is granted nothing")
"""
_FORKS = """
import os, time
while True:
    try:
        if os.fork() == 0:
            time.sleep(60)
    except OSError:
        time.sleep(60)
"""
_MEMORY = """
kept = []
while True:
    kept.append(bytearray(b"x" * 2_000_000))
"""
_DISK = """
for number in range(1000):
    with open(str(number), "wb") as file:
        file.write(bytes(1_000_000))
"""


def probes() -> list[tuple[str, str]]:
    """Each probe's name and its cell."""
    root = GRADELIB.parent
    paths = [root / "solutions", root / "class", root / "pyproject.toml", root / "tests"]
    paths += [Path.home() / ".bashrc", Path.home() / ".ssh", Path.home() / ".cache"]
    paths += map(Path, ("/etc/passwd", "/etc/shadow", "/sys/kernel", "/var", "/run/dbus", "/boot"))
    hidden = [str(path) for path in paths if path.exists()]
    # Digests, so that the probe does not hand over what it looks for; short values tell nothing.
    given = {*environment(), "TERM"}
    grader = [f"{n}={v}" for n, v in os.environ.items() if n not in given and len(v) >= 8]
    digests = sorted(hashlib.sha256(pair.encode()).hexdigest() for pair in grader)
    return [
        ("no network", _NETWORK),
        ("no file of the grader's", f"PATHS = {hidden!r}\n{_FILES}"),
        ("no file of the system's changed", _SYSTEM),
        ("no other process", _PROCESSES),
        ("no variable of the grader's", f"DIGESTS = {digests!r}\n{_ENVIRONMENT}"),
        ("no privileges", _PRIVILEGES),
        ("processes are bounded", _FORKS),
        ("memory is bounded", _MEMORY),
        ("files are bounded", _DISK),
    ]


def probe_sandbox(
    sandbox: Sandbox, told: Callable[[Probe], None] = lambda probe: None
) -> list[Probe]:
    """Run all probes, which takes some seconds.

    told: is called with each result as it comes
    raises: ValueError for a sandbox without walls, where these attacks would do real harm
    """
    if not sandbox.confined:
        raise ValueError("The probes attack what they run on: they need a confined sandbox.")
    results = []
    for name, source in probes():
        results.append(_probe(sandbox, name, source))
        told(results[-1])
    return results


def _probe(sandbox: Sandbox, name: str, source: str) -> Probe:
    notebook = new_notebook(cells=[new_code_cell(source)])
    run = run_notebook(notebook, {}, lambda *_: None, {}, LIMITS, sandbox)
    struck = [stop.reason for stop in (*run.stops, *run.notes)]
    shown = "".join(output.get("text", "") for output in notebook.cells[0].outputs).strip()
    if name.endswith("bounded"):
        return Probe(name, bool(struck) and "stopped after" not in struck[0], "; ".join(struck))
    return Probe(name, shown.startswith("safe:"), shown.removeprefix("safe: ") or "; ".join(struck))
