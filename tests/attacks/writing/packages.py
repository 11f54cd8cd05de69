"""Write into the installed packages, so that the next student's process does the attacker's will.

They are mounted read-only.
"""
# stock: not run, it would change this very installation
import os
import sysconfig

import numpy

import gradelib

folder = sysconfig.get_paths()["purelib"]
mark = TARGET["mark"]
for path in (
    *(f"{folder}/{mark}.pth", f"{folder}/sitecustomize-{mark}.py", f"/usr/lib/{mark}"),
    *(f"{numpy.__path__[0]}/{mark}.py", f"{gradelib.__path__[0]}/{mark}.py"),
    f"{numpy.__path__[0]}/__pycache__/{mark}.pyc",
):
    try:
        with open(path, "w") as file:
            file.write("import builtins")
        reached(path)
    except OSError as error:
        print(error)
for path in (numpy.__file__, gradelib.__file__):
    try:
        os.chmod(path, 0o666)
        open(path, "a").close()
        reached(path)
    except OSError as error:
        print(error)
