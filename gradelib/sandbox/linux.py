"""The few calls of the Linux kernel that Python's standard library has no names for."""

import ctypes
import os

NEW_MOUNTS, NEW_NAMES, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USERS, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
NEW_CGROUPS = 0x02000000
ALL_NAMESPACES = (
    NEW_MOUNTS | NEW_NAMES | NEW_IPC | NEW_USERS | NEW_PROCESSES | NEW_NETWORK | NEW_CGROUPS
)

MOUNT_READ_ONLY, MOUNT_NO_SETUID, MOUNT_NO_DEVICES = 1, 2, 4
MOUNT_AGAIN, MOUNT_BIND, MOUNT_MOVE = 0x20, 0x1000, 0x2000
MOUNT_RECURSIVE, MOUNT_PRIVATE = 0x4000, 0x40000

SET_DUMPABLE, SET_SECCOMP, SET_NO_NEW_PRIVILEGES = 4, 22, 38
SECCOMP_FILTER = 2

_libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: object) -> None:
    """Call a function of the C library; raises OSError where it reports a failure."""
    if getattr(_libc, name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def unshare(namespaces: int) -> None:
    """Leave the shared namespaces for new ones."""
    call("unshare", ctypes.c_int(namespaces))


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    """Mount `source` at `target`."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    call("mount", *texts, ctypes.c_ulong(flags), os.fsencode(data))


def prctl(option: int, value: int, more: bytes | None = None) -> None:
    """Set a property of this process."""
    nothing = ctypes.c_ulong(0)
    call("prctl", ctypes.c_int(option), ctypes.c_ulong(value), more or nothing, nothing, nothing)


def drop_capabilities() -> None:
    """Give up every capability, for good together with "no new privileges"."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    call("capset", header, (ctypes.c_uint32 * 6)())
