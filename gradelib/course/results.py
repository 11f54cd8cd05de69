"""What grading found, kept on disk: one file for each notebook, written whole or not at all."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from gradelib.course.classroom import GradedWeek, beside, files_below, read_submission
from gradelib.course.task import Graded, Task
from gradelib.course.worker import grade_here
from gradelib.files import write_atomically
from gradelib.sandbox.limits import Limits

_UNREADABLE = (FileNotFoundError, ValueError, KeyError, TypeError)  # absent or damaged


@dataclass(frozen=True)
class Results:
    """The results of a week. A result is valid for one digest of what it was made from."""

    week: GradedWeek
    limits: Limits = field(default_factory=Limits)
    unsafe: bool = False
    gpu: bool = False

    def task(self, student: str, lesson: str) -> Task:
        """What has to be graded for one student and lesson."""
        folder = self.week.classroom.submitted(student, self.week.name)
        notebook = folder / f"{lesson}.ipynb"
        return Task(
            submitted=read_submission(notebook) if os.path.lexists(notebook) else None,
            files=beside(files_below(folder, self.limits.disk // 2), self.week.handouts),
            released=self.week.notebooks[lesson],
            exam=self.week.exam,
            key=self.week.key,
            limits=self.limits,
            modules=self.week.modules,
            unsafe=self.unsafe,
            gpu=self.gpu,
        )

    def path(self, student: str, lesson: str) -> Path:
        """The file of one result."""
        return self.week.classroom.results(self.week.name) / student / f"{lesson}.json"

    def holds(self, student: str, lesson: str, digest: str) -> bool:
        """Is there a result for this digest?"""
        try:
            return json.loads(self._text(student, lesson))["digest"] == digest
        except _UNREADABLE:
            return False  # it is graded again

    def read(self, student: str, lesson: str) -> tuple[str, Graded] | None:
        """The digest and the result that are kept, whatever they were made from."""
        try:
            text = self._text(student, lesson)
            return json.loads(text)["digest"], Graded.from_json(text)
        except _UNREADABLE:
            return None

    def summary(self, student: str, lesson: str) -> Graded | None:
        """The result without its notebook: those of a whole class are read in a second or two."""
        try:
            with self.path(student, lesson).open(encoding="utf-8") as file:
                return Graded.from_first_line(file.readline())
        except _UNREADABLE:
            return None

    def _text(self, student: str, lesson: str) -> str:
        return self.path(student, lesson).read_text(encoding="utf-8")

    def keep(self, student: str, lesson: str, digest: str, graded: Graded) -> None:
        """Keep a result, in front of it what it was made from and the seed."""
        made_from = json.dumps({"digest": digest, "seed": self.week.seed})
        text = f"{made_from[:-1]}, {graded.to_json()[1:]}"
        write_atomically(self.path(student, lesson), text.encode("utf-8", "surrogatepass"))

    def graded(self, student: str, lesson: str) -> Graded:
        """The result for what is handed in now; graded here and now if there is none."""
        task = self.task(student, lesson)
        digest = task.digest()
        kept = self.read(student, lesson)
        if kept is not None and kept[0] == digest:
            return kept[1]
        graded = grade_here(task)
        self.keep(student, lesson, digest, graded)
        return graded
