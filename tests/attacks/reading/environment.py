"""Print every variable of this process and of every other that can be seen.

The environment is made anew, and other processes are not there.
"""
import glob
import os

print(dict(os.environ), os.environb)
for path in glob.glob("/proc/*/environ"):
    try:
        with open(path, "rb") as file:
            print(path, file.read()[-20_000:])
    except OSError as error:
        print(error)
if TARGET["variable"] in os.environ:
    reached("the environment")
