"""nbgrader, called from Python with this project's configuration."""

import contextlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gradelib.course.lessons import CourseError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config


@contextlib.contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    """nbgrader reads its configuration from the working directory."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


@cache
def _api(root: Path, class_folder: str) -> "NbGraderAPI":
    from nbgrader.apps import NbGrader, NbGraderAPI

    with _working_in(root):
        app = NbGrader()
        app.log_level = "ERROR"
        app.initialize([])
    return NbGraderAPI(app.coursedir, config=app.config)


def api_of(root: Path) -> "NbGraderAPI":
    """What nbgrader's commands and formgrader ask, for this project's class."""
    return _api(root, os.environ.get("GRADELIB_CLASS", "class"))


def nbgrader(root: Path, step: str, *arguments: str, **options: object) -> None:
    """One step of nbgrader's API, for instance `autograde`.

    raises: CourseError with the end of nbgrader's log if the step fails
    """
    with _working_in(root):
        outcome = getattr(api_of(root), step)(*arguments, **options)
    if not outcome["success"]:
        log = "\n".join(str(outcome.get("log") or outcome.get("error") or "").splitlines()[-15:])
        raise CourseError(f"nbgrader {step} {' '.join(arguments)} failed:\n{log}")


def open_gradebook(root: Path) -> "Gradebook":
    """The class's gradebook, to be used in a with statement."""
    return api_of(root).gradebook


def configuration(root: Path) -> "Config":
    """The settings in the project's nbgrader_config.py."""
    return api_of(root).config
