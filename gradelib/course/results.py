"""What grading found, kept on disk: one file for each notebook, written whole or not at all."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from gradelib.course.classroom import GradedWeek, beside, files_below, read_submission
from gradelib.course.files import write_atomically
from gradelib.course.task import Graded, Task
from gradelib.course.worker import grade_here
from gradelib.sandbox.limits import Limits


@dataclass(frozen=True)
class Results:
    """The results of a week. A result is valid for one digest of what it was made from."""

    week: GradedWeek
    limits: Limits = field(default_factory=Limits)
    unsafe: bool = False

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
        )

    def path(self, student: str, lesson: str) -> Path:
        """The file of one result."""
        return self.week.classroom.results(self.week.name) / student / f"{lesson}.json"

    def find(self, student: str, lesson: str, digest: str) -> Graded | None:
        """The result for this digest, if there is one."""
        kept = self.read(student, lesson)
        return kept[1] if kept is not None and kept[0] == digest else None

    def read(self, student: str, lesson: str) -> tuple[str, Graded] | None:
        """The digest and the result that are kept, whatever they were made from."""
        try:
            parts = json.loads(self.path(student, lesson).read_text(encoding="utf-8"))
            return parts["digest"], Graded.from_json(parts["graded"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None  # absent or damaged: it is graded again

    def keep(self, student: str, lesson: str, digest: str, graded: Graded) -> None:
        """Keep a result with the seed it was found with."""
        parts = {"digest": digest, "seed": self.week.seed, "graded": graded.to_json()}
        text = json.dumps(parts, ensure_ascii=False)
        write_atomically(self.path(student, lesson), text.encode("utf-8", "surrogatepass"))

    def graded(self, student: str, lesson: str) -> Graded:
        """The result for what is handed in now; graded here and now if there is none."""
        task = self.task(student, lesson)
        digest = task.digest()
        found = self.find(student, lesson, digest)
        if found is None:
            found = grade_here(task)
            self.keep(student, lesson, digest, found)
        return found
