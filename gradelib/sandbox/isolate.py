"""Namespaces within the sandbox: a child of the nursery sees neither its server nor its siblings.

The child has its own user, mount, process, IPC and network namespaces, and empty folders in place
of every folder that can be written to. A fresh /proc cannot be mounted in there, so /proc is
covered.
"""

import fcntl
import os
import shutil
import socket
import struct
from collections.abc import Iterable
from pathlib import Path

from gradelib.sandbox import linux

SAFE = linux.MOUNT_NO_SETUID | linux.MOUNT_NO_DEVICES
PAGE = 4096  # bytes
PROC_COPIES = ("cpuinfo", "meminfo")  # what libraries look up to choose their kernels
_BUILD = "/run/build"  # an empty folder that the sandbox has for this


def enter_namespaces() -> None:
    """Leave the server's namespaces. The caller has to fork: only its children are inside."""
    user, group = os.getuid(), os.getgid()
    linux.unshare(linux.ALL_NAMESPACES & ~linux.NEW_CGROUPS)
    linux.prctl(linux.SET_DUMPABLE, 1)  # or /proc/self would belong to somebody else
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def cover(folders: Iterable[str], size: int) -> None:
    """Mount an empty folder over each of these, together with the terminals and over /proc.

    What the sandbox has mounted below them (an interpreter that lives in /tmp) stays there.

    size: bytes that each may hold; every file counts as a page at least, for its name takes room
    """
    linux.mount(None, "/", None, linux.MOUNT_PRIVATE | linux.MOUNT_RECURSIVE)
    below = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    most = f"size={size},nr_inodes={max(size // PAGE, 256)},mode=0755"
    for folder in folders:
        linux.mount("tmpfs", _BUILD, "tmpfs", SAFE, most)
        for path in below:
            if path.startswith(folder + "/"):
                _keep(path, _BUILD + path.removeprefix(folder))
        linux.mount(_BUILD, folder, None, linux.MOUNT_MOVE)
    linux.mount("devpts", "/dev/pts", "devpts", 0, "newinstance,ptmxmode=0666,mode=620")
    _cover_proc()


def _keep(path: str, place: str) -> None:
    if os.path.isdir(path):
        os.makedirs(place, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        Path(place).touch()
    linux.mount(path, place, None, linux.MOUNT_BIND | linux.MOUNT_RECURSIVE)


def _cover_proc() -> None:
    linux.mount("tmpfs", _BUILD, "tmpfs", SAFE, "size=1m,mode=0755")
    for name in PROC_COPIES:
        shutil.copyfile(f"/proc/{name}", f"{_BUILD}/{name}")
    linux.mount(_BUILD, "/proc", None, linux.MOUNT_MOVE)
    read_only = linux.MOUNT_AGAIN | linux.MOUNT_BIND | linux.MOUNT_READ_ONLY | SAFE
    linux.mount(None, "/proc", None, read_only)


def raise_loopback() -> None:
    """Bring up 127.0.0.1, the only network there is."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        up = struct.pack("16sh14x", b"lo", 0x1 | 0x40)  # IFF_UP | IFF_RUNNING
        fcntl.ioctl(connection, 0x8914, up)  # SIOCSIFFLAGS
