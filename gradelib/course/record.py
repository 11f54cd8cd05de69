"""Write what grading found where nbgrader looks for it, as `nbgrader autograde` would have.

That is the folder `autograded`, for formgrader and feedback, and the gradebook. What has been
written for a student is noted at the end, so that a run that was killed is simply run again.
"""

import hashlib
import shutil
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from gradelib.course.classroom import read_plain
from gradelib.course.lessons import CourseError
from gradelib.course.results import Results
from gradelib.course.task import Graded
from gradelib.files import write_atomically

if TYPE_CHECKING:
    from gradelib.course.entries import Entries

TIMESTAMP = "timestamp.txt"  # nbgrader's collect writes it beside what a student handed in


class Record:
    """The autograded folders and the gradebook entries of one week, for writing."""

    def __init__(self, results: Results) -> None:
        self._results, self._week = results, results.week

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, *_: object) -> None:
        if "_entries" in vars(self):
            self._entries.close()

    def is_current(self, student: str, digests: Mapping[str, str]) -> bool:
        """Has everything been written that these results say? digests: of all lessons."""
        noted = read_plain(self._note(student), 100) == self._state(student, digests)
        return noted and self._folder(student).is_dir() and student in self._known

    def write(self, student: str, digests: Mapping[str, str], graded: Mapping[str, Graded]) -> None:
        """Write a student's results, of all lessons, in place of what was written before.

        raises: CourseError where the gradebook does not fit to what was released, or the time of
            handing in cannot be read
        """
        from gradelib.course.autograded import autograded, marks
        from gradelib.course.nbgrader import configuration

        config = configuration(self._week.classroom.root)
        state, handed_in = self._state(student, digests), self._handed_in(student)
        notebooks = {
            lesson: autograded(
                found.notebook,
                deepcopy(self._lessons[lesson]),
                self._entries.notebooks[lesson].cells,
                config,
            )
            for lesson, found in graded.items()
        }
        texts = {f"{lesson}.ipynb": nbformat.writes(nb) for lesson, nb in notebooks.items()}
        self._note(student).unlink(missing_ok=True)
        self._write_folder(student, {n: t.encode("utf-8", "replace") for n, t in texts.items()})
        found = {lesson: marks(notebook) for lesson, notebook in notebooks.items()}
        self._entries.save(student, handed_in, found)
        write_atomically(self._note(student), state)

    @cached_property
    def _entries(self) -> "Entries":
        """Opened when the first student is written: importing nbgrader takes a second or two."""
        from gradelib.course.entries import Entries

        entries = Entries(self._week.classroom.root, self._week.name)
        if unknown := self._week.notebooks.keys() - entries.notebooks.keys():
            entries.close()
            raise CourseError(
                f"The gradebook does not know {', '.join(sorted(unknown))} of {self._week.name}: "
                f"run `nbgrader generate_assignment --force {self._week.name}`."
            )
        return entries

    @cached_property
    def _known(self) -> set[str]:
        return self._entries.students()

    @cached_property
    def _lessons(self) -> dict[str, nbformat.NotebookNode]:
        return {name: self._week.lesson(name) for name in self._week.notebooks}

    def _folder(self, student: str) -> Path:
        return self._week.classroom.folder / "autograded" / student / self._week.name

    def _note(self, student: str) -> Path:
        return self._week.classroom.results(self._week.name) / student / "written"

    def _timestamp(self, student: str) -> bytes | None:
        folder = self._week.classroom.submitted(student, self._week.name)
        return read_plain(folder / TIMESTAMP, 1000)

    def _handed_in(self, student: str) -> datetime | None:
        """When, in UTC."""
        from nbgrader.utils import parse_utc

        text = (self._timestamp(student) or b"").decode("utf-8", "replace").strip()
        try:
            return parse_utc(text) if text else None
        except (ValueError, OverflowError):
            raise CourseError(f"{TIMESTAMP} holds no time: {text[:80]!r}") from None

    def _state(self, student: str, digests: Mapping[str, str]) -> bytes:
        parts = [*sorted(digests.items()), self._timestamp(student)]
        return hashlib.sha256(repr(parts).encode()).hexdigest().encode()

    def _write_folder(self, student: str, notebooks: Mapping[str, bytes]) -> None:
        """The notebooks, and beside them what lay there when they were graded."""
        folder, (lesson, *_) = self._folder(student), self._week.notebooks
        files = {**self._results.task(student, lesson).files, **notebooks}
        if (timestamp := self._timestamp(student)) is not None:
            files[TIMESTAMP] = timestamp
        if folder.exists():
            shutil.rmtree(folder)
        for name, data in files.items():
            write_atomically(folder / name, data)
            (folder / name).chmod(0o444)  # as nbgrader leaves them
