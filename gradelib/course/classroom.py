"""Where a class keeps its things, and what the grader needs of a week."""

import hashlib
import json
import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gradelib.course.experiments import imported_modules
from gradelib.course.lessons import CourseError, find_week
from gradelib.course.notebook_repair import LARGEST_FILE
from gradelib.exam.key import key_to_bytes
from gradelib.files import write_atomically

DRAWS = 5  # of a week's secret seed
NOT_STUDENT_FILES = {".ipynb_checkpoints", "__pycache__", "timestamp.txt"}


@dataclass(frozen=True)
class Classroom:
    """The class of a course: everything that it produces lies in its folder."""

    root: Path

    @property
    def folder(self) -> Path:
        """The class folder, which nbgrader calls the course root; as in nbgrader_config.py."""
        return self.root / os.environ.get("GRADELIB_CLASS", "class")

    def submitted(self, student: str, week: str) -> Path:
        """What a student handed in."""
        return self.folder / "submitted" / student / week

    def released(self, week: str) -> Path:
        """What the students were given."""
        return self.folder / "release" / week

    def results(self, week: str) -> Path:
        """What grading found, one file for each notebook."""
        return self.folder / "results" / week

    def students(self, week: str) -> list[str]:
        """The students who handed in anything for a week."""
        return sorted(p.parent.name for p in (self.folder / "submitted").glob(f"*/{week}"))


@dataclass(frozen=True)
class GradedWeek:
    """A week as it is graded: the released notebooks, the exam's files and the secret key."""

    classroom: Classroom
    name: str

    @cached_property
    def notebooks(self) -> dict[str, bytes]:
        """The released notebooks by lesson."""
        found = {
            path.stem: path.read_bytes()
            for path in sorted(self.classroom.released(self.name).glob("*.ipynb"))
        }
        if not found:
            raise CourseError(
                f"{self.name} has not been made into an assignment yet: run "
                f"`gradelib build {self.name}` and `nbgrader generate_assignment {self.name}`."
            )
        return found

    def lesson(self, name: str) -> NotebookNode:
        """One of the released notebooks."""
        return nbformat.reads(self.notebooks[name].decode(), as_version=4)

    @cached_property
    def _lessons(self) -> list[NotebookNode]:
        return [self.lesson(name) for name in self.notebooks]

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The modules that the week's lessons import."""
        return imported_modules(self._lessons)

    @cached_property
    def graded_cells(self) -> list[str]:
        """The exercises and questions that give points, in the order of the notebooks."""
        names = []
        for lesson in self._lessons:
            for cell in lesson.cells:
                mark = cell.metadata.get("nbgrader", {})
                if mark.get("grade") or mark.get("task"):
                    names.append(mark.grade_id.removeprefix("check_"))
        return names

    @cached_property
    def exam(self) -> dict[str, bytes]:
        """The exam's source files by their path inside the week's folder."""
        folder = find_week(self.classroom.root, self.name).folder
        paths = [*folder.glob("exam.py"), *folder.glob("exam/**/*.py")]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}

    @cached_property
    def handouts(self) -> dict[str, bytes]:
        """What lies beside the released notebooks: the exam and the public key."""
        return files_below(self.classroom.released(self.name))

    @cached_property
    def seed(self) -> int:
        """The secret seed of this week, drawn once and kept with the grades."""
        path = self.classroom.results(self.name) / "seed.json"
        if not path.exists():
            self.keep_seed(self._draw_seed())
        return int(json.loads(path.read_text())["seed"])

    def _draw_seed(self) -> int:
        """Once in a few hundred draws an exercise cannot be marked: a fixed value would pass."""
        for _ in range(DRAWS - 1):
            seed = secrets.randbits(62)
            with suppress(CourseError):
                self._make_key(seed)
                return seed
        return secrets.randbits(62)  # the author's mistake, which making its key will tell

    def keep_seed(self, seed: int) -> None:
        """Grade with this seed from now on."""
        text = json.dumps({"seed": seed}) + "\n"
        write_atomically(self.classroom.results(self.name) / "seed.json", text.encode())

    @cached_property
    def key(self) -> bytes:
        """The key of the secret seed; made once for each state of the week's sources."""
        return self._make_key(self.seed)

    def _make_key(self, seed: int) -> bytes:
        week = find_week(self.classroom.root, self.name)
        parts = hashlib.sha256(str(seed).encode())
        for path in sorted([*week.folder.rglob("*.py"), *week.folder.glob("*.safetensors")]):
            parts.update(path.read_bytes())
        path = self.classroom.results(self.name) / f"key-{parts.hexdigest()[:16]}"
        if not path.exists():
            write_atomically(path, key_to_bytes(week.key(seed)))
        return path.read_bytes()


def files_below(folder: Path, most: int = 20_000_000) -> dict[str, bytes]:
    """The plain files below a folder, but its notebooks, by relative path.

    Links are not followed, for they may lead to what is not the student's; what cannot be read,
    has no proper name, or is too much when `most` bytes are reached, is left out.
    """
    found, left = {}, most
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - NOT_STUDENT_FILES)
        for name in sorted(set(files) - NOT_STUDENT_FILES):
            path = Path(place, name)
            relative = path.relative_to(folder).as_posix()
            data = None if path.suffix == ".ipynb" else read_plain(path, left)
            if data is not None and relative.isprintable():
                found[relative] = data
                left -= len(data)
    return found


def beside(own: Mapping[str, bytes], given: Mapping[str, bytes]) -> dict[str, bytes]:
    """A student's files and the course's; where one would stand in the way of a course's, not."""
    tops = {name.split("/")[0] for name in given}
    return {n: data for n, data in own.items() if n.split("/")[0] not in tops} | dict(given)


def read_submission(path: Path) -> bytes:
    """A handed-in notebook; empty if it is no plain file, cut off where it is far too large."""
    data = read_plain(path, LARGEST_FILE, cut=True)
    return b"" if data is None else data


def read_plain(path: Path, most: int, cut: bool = False) -> bytes | None:
    """At most `most` bytes of a plain file, one more if it is cut; None if there is none."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or (found.st_size > most and not cut):
            return None  # what only claims to be large takes as long to read as what is
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError):
        return None
    return data if cut or len(data) <= most else None
