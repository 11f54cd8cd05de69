"""Load a week's exam (and, for authors, its known answers) from its folder."""

import contextlib
import importlib
import re
import sys
import types
import zlib
from collections.abc import Iterator
from pathlib import Path

from gradelib.exam.answers import KnownAnswer
from gradelib.exam.questions import Exercise


def load_exam(folder: Path) -> dict[str, Exercise]:
    """The exercises of a week by name, from `exam.py` or all below `exam/`.

    raises: FileNotFoundError if there is no exam; ValueError if two exercises share a name
    """
    return _by_name(_objects(folder, "exam", Exercise), folder)


def load_answers(folder: Path) -> list[KnownAnswer]:
    """The known answers of a week, from `answers.py` or all below `answers/`."""
    return list(_objects(folder, "answers", KnownAnswer))


def _by_name(exercises: Iterator[Exercise], folder: Path) -> dict[str, Exercise]:
    found: dict[str, Exercise] = {}
    for exercise in exercises:
        if found.setdefault(exercise.name, exercise) is not exercise:
            raise ValueError(f"Two exercises in {folder} are called {exercise.name}.")
    return found


def _objects(folder: Path, part: str, kind: type) -> Iterator:
    """What the modules of one part of a week define, in order, of one kind."""
    folder = folder.resolve()
    if not (folder / f"{part}.py").exists() and not (folder / part / "__init__.py").exists():
        raise FileNotFoundError(
            f"There is no {part} in {folder}. Open the notebook from its own week's folder, "
            "which holds the exam and its key."
        )
    package = _package(folder)
    with _no_bytecode():
        modules = [importlib.import_module(f"{package}.{name}") for name in _modules(folder, part)]
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, kind) and _home(value) == module.__name__:
                yield value


def _modules(folder: Path, part: str) -> Iterator[str]:
    """The names of a part's modules: its own, and those of all that lie below it."""
    yield part
    for path in sorted((folder / part).rglob("*.py")):
        names = path.relative_to(folder).with_suffix("").parts
        if names[-1] != "__init__" and all(map(str.isidentifier, names)):  # no .ipynb_checkpoints
            yield ".".join(names)


@contextlib.contextmanager
def _no_bytecode() -> Iterator[None]:
    """Leave no __pycache__ in a week's folder: an edit within a second would not be noticed."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def _home(value: Exercise | KnownAnswer) -> str:
    """The module in which an exercise or answer was written, not one that imports it."""
    return (value.questions if isinstance(value, Exercise) else value.function).__module__


def _package(folder: Path) -> str:
    """Make the folder importable under a name of its own, freshly read.

    A week exists in several places (solutions, notebooks, a class), so the path is in the name.
    """
    readable = re.sub(r"\W", "_", folder.name)
    name = f"{readable}_{zlib.crc32(str(folder).encode()):08x}"
    for loaded in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
        del sys.modules[loaded]
    importlib.invalidate_caches()
    package = types.ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    return name
