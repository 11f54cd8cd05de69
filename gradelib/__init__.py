"""The helper library of the course: data, exams, figures, grading.

Importing it is quick and loads no torch; its parts are loaded when they are first used.
"""

import importlib

_PARTS = ("course", "data", "exam", "learn", "plot", "sandbox")


def __getattr__(name: str) -> object:
    if name == "check":
        return importlib.import_module("gradelib.exam.check").check
    if name in _PARTS:
        return importlib.import_module(f"gradelib.{name}")
    raise AttributeError(f"gradelib has no {name!r}")
