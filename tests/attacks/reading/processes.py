"""List other processes, their commands, files and memory.

There are none: this one has a process table of its own.
"""
import glob
import os

own = {os.getpid(), 1}
for folder in glob.glob("/proc/[0-9]*"):
    number = int(folder.rpartition("/")[2])
    print(folder, open(f"{folder}/cmdline").read())
    for part in ("mem", "maps", "cwd", "root", "fd"):
        try:
            os.stat(f"{folder}/{part}/") if part in ("cwd", "root") else open(f"{folder}/{part}")
            if number not in own and number != os.getppid():
                reached(f"{part} of process {number}")
        except OSError:
            pass
for number in [*range(1, 3000), os.getppid()]:
    try:
        os.kill(number, 0)
    except OSError:
        continue
    if number > 200:
        reached(f"process {number}")
