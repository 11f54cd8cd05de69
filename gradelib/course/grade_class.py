"""Grade a whole class: notebooks in parallel, the gradebook by this process alone."""

import contextlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from gradelib.course.lessons import CourseError
from gradelib.course.missing import put_missing
from gradelib.course.record import Record
from gradelib.course.results import Results
from gradelib.course.task import Graded, Task
from gradelib.course.workers import outcomes


class Progress(Protocol):
    """Is told of every step."""

    def __call__(self, stage: str, done: int, total: int, failed: int = 0) -> None:
        """`done` of `total` are over, of which `failed` could not be graded."""


class InterruptedGrading(Exception):  # noqa: N818 - nothing went wrong
    """Somebody pressed Ctrl-C; the text says how much is kept."""


def grade_class(
    results: Results,
    students: Sequence[str],
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress = lambda *step: None,
) -> None:
    """Grade what is missing and write it into nbgrader's gradebook.

    Every result is kept as soon as it is there, so a run that is killed is simply run again.

    workers: processes on this machine, by default one for each core
    scheduler: the address of a dask scheduler to use instead
    raises: CourseError, when all others are graded, naming the notebooks that could not be;
        InterruptedGrading
    """
    week = results.week
    absent = sorted(set(students) - set(week.classroom.students(week.name)))
    if absent:
        raise CourseError(f"{', '.join(absent)} handed in nothing for {week.name}.")
    with Record(results) as record:
        run = _Run(results, record, progress)
        try:
            run.look(students)
            run.grade(workers, scheduler)
            run.write_the_rest()
        except KeyboardInterrupt:
            raise InterruptedGrading(
                f"Stopped. {run.kept} of {len(run.missing)} notebooks were graded and are kept."
            ) from None
    if run.failures:
        told = [f"{student}, {part}: {error}" for (student, part), error in run.failures.items()]
        raise CourseError("\n".join(["These could not be graded; run it again:", *told]))


class _Run:
    """What is known while a class is graded.

    missing: student and lesson of notebooks without a valid result
    digests: of what is handed in, by student and lesson
    failures: what could not be graded or written, and why
    kept: how many results this run has added
    """

    def __init__(self, results: Results, record: Record, progress: Progress) -> None:
        self.results, self.record, self.progress = results, record, progress
        self.missing: list[tuple[str, str]] = []
        self.digests: dict[str, dict[str, str]] = defaultdict(dict)
        self.failures: dict[tuple[str, str], Exception] = {}
        self.kept = 0

    def look(self, students: Sequence[str]) -> None:
        """Find out what has to be graded: new, changed, or never finished."""
        for student in students:
            try:
                put_missing(self.results.week, student)
            except OSError as error:
                self.failures[student, "files"] = error
                continue
            for lesson in self.results.week.notebooks:
                digest = self.results.task(student, lesson).digest()
                self.digests[student][lesson] = digest
                if not self.results.holds(student, lesson, digest):
                    self.missing.append((student, lesson))

    def grade(self, workers: int | None, scheduler: str | None) -> None:
        """Grade what is missing; a student is written as soon as all lessons are there."""
        found: dict[str, dict[str, Graded]] = defaultdict(dict)
        awaited = Counter(student for student, _ in self.missing)
        if self.missing:
            self._tell("grading", 0, len(self.missing))
        arriving = outcomes(self._tasks(), len(self.missing), workers, scheduler)
        with contextlib.closing(arriving):
            for (student, lesson), graded in arriving:
                if isinstance(graded, Graded):
                    digest = self.digests[student][lesson]
                    self.results.keep(student, lesson, digest, graded)
                    found[student][lesson] = graded
                    self.kept += 1
                else:
                    self.failures[student, lesson] = graded
                awaited[student] -= 1
                if not awaited[student] and student not in self._failed:
                    self._write(student, found.pop(student))
                self._tell("grading", len(self.missing) - awaited.total(), len(self.missing))

    def write_the_rest(self) -> None:
        """Write the students whose results were kept by a run that went no further."""
        fine = [student for student in self.digests if student not in self._failed]
        stale = [s for s in fine if not self.record.is_current(s, self.digests[s])]
        for done, student in enumerate(stale, start=1):
            self._write(student, {})
            self._tell("gradebook", done, len(stale))

    def _write(self, student: str, found: Mapping[str, Graded]) -> None:
        try:
            kept = {
                lesson: found.get(lesson) or self.results.read(student, lesson)[1]
                for lesson in self.results.week.notebooks
            }
            self.record.write(student, self.digests[student], kept)
        except Exception as error:  # it must not stop the others
            self.failures[student, "gradebook"] = error

    def _tasks(self) -> Iterator[tuple[tuple[str, str], Task]]:
        for student, lesson in self.missing:
            task = self.results.task(student, lesson)
            self.digests[student][lesson] = task.digest()  # it may just have been replaced
            yield (student, lesson), task

    def _tell(self, stage: str, done: int, total: int) -> None:
        self.progress(stage, done, total, len(self.failures))

    @property
    def _failed(self) -> set[str]:
        return {student for student, _ in self.failures}
