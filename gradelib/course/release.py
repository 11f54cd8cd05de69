"""Take the answers out of notebooks: nbgrader's own generate_assignment, in a temporary course."""

import contextlib
import io
import logging
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gradelib.course.lessons import CourseError

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from traitlets.config import Config


def released(
    week: str, notebooks: "Mapping[str, NotebookNode]", root: Path
) -> "dict[str, NotebookNode]":
    """The notebooks of a week as students get them, by name.

    The nbgrader_config.py in `root` applies, so that the instructor's stock command gives the
    same notebooks; no gradebook is opened.
    raises: CourseError with nbgrader's own words, when it refuses
    """
    import nbformat
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    from gradelib.course.stub import release_steps

    with tempfile.TemporaryDirectory() as folder, _nbgrader_log() as log:
        config = _config(root)
        config.SaveCells.enabled = False
        config.GenerateAssignment.no_database = True
        config.GenerateAssignment.preprocessors = release_steps()
        config.CourseDirectory.root = str(Path(folder).resolve())
        config.CourseDirectory.assignment_id = week
        (Path(folder) / "source" / week).mkdir(parents=True)
        for name, notebook in notebooks.items():
            nbformat.write(notebook, Path(folder) / "source" / week / f"{name}.ipynb")
        coursedir = CourseDirectory(config=config)
        try:
            GenerateAssignment(coursedir=coursedir, config=config).start()
        except NbGraderException:
            text = f"nbgrader cannot release {week}:\n{log.getvalue().strip()}"
            raise CourseError(text) from None
        made = Path(folder) / "release" / week
        return {name: nbformat.read(made / f"{name}.ipynb", as_version=4) for name in notebooks}


def _config(root: Path) -> "Config":
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    if not (root / "nbgrader_config.py").exists():
        return Config()
    config = PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()
    config.pop("CourseDirectory", None)  # the course is a temporary one
    return config


@contextlib.contextmanager
def _nbgrader_log() -> Iterator[io.StringIO]:
    """Keep nbgrader's complaints for an error message, instead of on the screen."""
    from traitlets.log import get_logger

    log, text = get_logger(), io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setLevel(logging.ERROR)
    propagate, log.propagate = log.propagate, False
    log.addHandler(handler)
    try:
        yield text
    finally:
        log.removeHandler(handler)
        log.propagate = propagate
