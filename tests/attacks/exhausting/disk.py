"""Write files until the disk is full (at most 100 MB), in every folder that can be written to.

What is written lies in memory of a fixed size.
"""
# stock: not run, nothing would stop it
# told: wrote more than 16 MB of files
import os

for folder in ".", "/dev/shm", "/tmp", os.path.expanduser("~"):
    for number in range(25):
        with open(f"{folder}/{number}", "wb") as file:
            file.write(bytes(1_000_000))
