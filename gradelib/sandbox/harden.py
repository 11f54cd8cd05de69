"""What a process gives up before it runs a student's code: privileges and resources.

Namespaces hide what must not be seen; this bounds what may be used.
"""

import platform
import re
import resource
from collections.abc import Mapping
from pathlib import Path

from gradelib.sandbox import linux
from gradelib.sandbox.syscalls import load_filter

SLACK = 256 * 2**20  # of private memory: the watch, which gives a reason, shall strike first
SPARE_TASKS = 8  # likewise
COUNTS_BY_NAMESPACE = (5, 14)  # since this kernel, RLIMIT_NPROC counts within a user namespace


def give_up_privileges() -> None:
    """No capability, no new one, and only the system calls that a notebook needs."""
    linux.prctl(linux.SET_NO_NEW_PRIVILEGES, 1)
    linux.drop_capabilities()
    load_filter()


def bound_resources(bounds: Mapping[str, int], own_uid: bool) -> None:
    """Set the limits that the kernel itself keeps, in this process and all that it starts.

    bounds: memory, file, open_files, cpu and tasks, as in `Limits`
    own_uid: no process outside has the same user, so that the number of processes can be bounded
    """
    limits = {
        # Not the address space: torch reserves far more of it than it ever uses.
        resource.RLIMIT_DATA: _private_memory() + bounds["memory"] + SLACK,
        resource.RLIMIT_FSIZE: bounds["file"],
        resource.RLIMIT_NOFILE: bounds["open_files"],
        resource.RLIMIT_CPU: bounds["cpu"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 2**16,
        resource.RLIMIT_MSGQUEUE: 2**16,
    }
    if own_uid or _kernel() >= COUNTS_BY_NAMESPACE:
        limits[resource.RLIMIT_NPROC] = bounds["tasks"] + SPARE_TASKS
    for kind, value in limits.items():
        _, most = resource.getrlimit(kind)
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (value, value))


def _private_memory() -> int:
    status = Path("/proc/self/status")  # covered in a nursery's child, which shares its server's
    found = re.search(r"VmData:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 if found else 2**30


def _kernel() -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", platform.release())[:2])
