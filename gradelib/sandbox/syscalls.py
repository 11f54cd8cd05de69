"""A filter of system calls for a student's process, as a program for the kernel (seccomp).

It takes away what no notebook needs and what the other limits would not see: memory outside every
process (memfd, System V), the kernel's key rings, tracing, namespaces and mounts of its own, and
kinds of sockets that a network namespace does not hold in (vsock). Numbers: the kernel's unistd.h.
"""

import ctypes
import errno
import platform
import struct

from gradelib.sandbox import linux

# name -> number on (x86_64, aarch64)
DENIED = {
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE, CLONE3, SOCKET = (56, 220), (435, 435), (41, 198)
FAMILIES = (1, 2, 10, 16)  # unix, inet, inet6, netlink
OTHER_NUMBERS = 0x40000000  # where x86_64 has a second table of the same calls

# Instructions of the kernel's packet filter, and the offsets of what they look at.
_LOAD, _SAME, _AT_LEAST, _ANY, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENT = 0, 4, 16
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000


def load_filter() -> None:
    """Filter this process and all that it starts, for good; elsewhere than on Intel and ARM, not.

    Needs "no new privileges" to be set.
    """
    program = _program(platform.machine())
    if not program:
        return
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    linux.prctl(linux.SET_SECCOMP, linux.SECCOMP_FILTER, head)


def _program(machine: str) -> bytes:
    if machine not in ARCHITECTURES:
        return b""
    which = list(ARCHITECTURES).index(machine)
    denied = _FAIL | errno.EPERM
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_SAME, 1, 0, ARCHITECTURES[machine])]
    steps += [(_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER)]
    steps += _if(_AT_LEAST, OTHER_NUMBERS, denied)
    for numbers in DENIED.values():
        steps += _if(_SAME, numbers[which], denied)
    # The arguments of clone3 cannot be seen; told that it is unknown, the C library calls clone.
    steps += _if(_SAME, CLONE3[which], _FAIL | errno.ENOSYS)
    own_namespace = [(_LOAD, 0, 0, _ARGUMENT), *_if(_ANY, linux.ALL_NAMESPACES, denied)]
    steps += _when(CLONE[which], [*own_namespace, (_RETURN, 0, 0, _ALLOW)])
    usual = [step for family in FAMILIES for step in _if(_SAME, family, _ALLOW)]
    steps += _when(SOCKET[which], [(_LOAD, 0, 0, _ARGUMENT), *usual, (_RETURN, 0, 0, denied)])
    steps += [(_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _if(test: int, value: int, result: int) -> list[tuple]:
    return [(test, 0, 1, value), (_RETURN, 0, 0, result)]


def _when(number: int, steps: list[tuple]) -> list[tuple]:
    return [(_SAME, 0, len(steps), number), *steps]
