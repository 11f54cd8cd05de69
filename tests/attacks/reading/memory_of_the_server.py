"""Read the memory of the process from which this one was forked, and trace it.

The server is outside of this process's namespaces, and tracing is refused.
"""
import ctypes
import os

c = ctypes.CDLL(None, use_errno=True)
for number in {1, os.getppid()}:
    if c.ptrace(16, number, 0, 0) == 0:  # PTRACE_ATTACH
        reached(f"process {number} by ptrace")
    buffer = ctypes.create_string_buffer(64)
    local = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
    remote = (ctypes.c_size_t * 2)(id(c), 64)
    if c.process_vm_readv(number, local, 1, remote, 1, 0) > 0:
        reached(f"memory of process {number}")
    for name in ("mem", "maps", "root", "cwd"):
        try:
            os.listdir(f"/proc/{number}/{name}")
        except OSError as error:
            print(error)
