"""Grade a whole class: notebooks in parallel, the gradebook by one process at the end."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gradelib.course.lessons import CourseError
from gradelib.course.nbgrader import nbgrader
from gradelib.course.plugin import put_missing_notebooks
from gradelib.course.results import Results
from gradelib.course.task import Graded, Task
from gradelib.course.worker import grade_here
from gradelib.sandbox.confine import ConfinementError


@dataclass(frozen=True)
class Job:
    """One notebook of one student that has no valid result yet."""

    student: str
    lesson: str
    task: Task
    digest: str


def jobs(results: Results, students: Sequence[str]) -> list[Job]:
    """What has to be graded: new, changed, or never finished."""
    found = []
    for student in students:
        for lesson in results.week.notebooks:
            task = results.task(student, lesson)
            digest = task.digest()
            if results.find(student, lesson, digest) is None:
                found.append(Job(student, lesson, task, digest))
    return found


def grade_class(
    results: Results,
    students: Sequence[str],
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> None:
    """Grade what is missing and write it into nbgrader's gradebook.

    Every result is kept as soon as it is there, so a run that is killed is simply run again.

    workers: processes on this machine, by default one for each core
    scheduler: the address of a dask scheduler to use instead
    progress: is told (stage, done, total)
    raises: CourseError, when all others are graded, naming the notebooks that could not be
    """
    week = results.week
    absent = sorted(set(students) - set(week.classroom.students(week.name)))
    if absent:
        raise CourseError(f"{', '.join(absent)} handed in nothing for {week.name}.")
    for student in students:
        folder = week.classroom.submitted(student, week.name)
        present = sorted(str(path) for path in folder.glob("*.ipynb"))
        put_missing_notebooks(week.name, student, present or [str(folder / "none.ipynb")])
    missing, failures = jobs(results, students), {}
    for done, (job, graded) in enumerate(_graded(missing, workers, scheduler), start=1):
        if isinstance(graded, Graded):
            results.keep(job.student, job.lesson, job.digest, graded)
        else:
            failures[job.student, job.lesson] = graded
        progress("grading", done, len(missing))
    changed = {job.student for job in missing}
    for done, student in enumerate(students, start=1):
        autograded = week.classroom.folder / "autograded" / student / week.name
        whole = all((student, lesson) not in failures for lesson in week.notebooks)
        if whole and (student in changed or not autograded.is_dir()):
            try:
                nbgrader(week.classroom.root, "autograde", week.name, student, force=True)
            except CourseError as error:  # it must not stop the others
                failures[student, "gradebook"] = error
        progress("gradebook", done, len(students))
    if failures:
        told = [f"{student}, {lesson}: {error}" for (student, lesson), error in failures.items()]
        raise CourseError("\n".join(["These could not be graded; run it again:", *told]))


def _graded(
    missing: Sequence[Job], workers: int | None, scheduler: str | None
) -> Iterator[tuple[Job, Graded | Exception]]:
    """Results, or why there is none, as they arrive; workers share no disk and no database.

    raises: CourseError where no process can be confined
    """
    workers = min(workers or _cores(), len(missing))
    if workers <= 1 and not scheduler:  # a cluster of one would only cost time
        yield from ((job, _outcome(lambda job=job: grade_here(job.task))) for job in missing)
        return
    from distributed import Client, LocalCluster, as_completed

    with contextlib.ExitStack() as stack:
        if not scheduler:
            scheduler = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs="CRITICAL",
                )
            )
        client = stack.enter_context(Client(scheduler))
        futures = {client.submit(grade_here, job.task, pure=False): job for job in missing}
        for future in as_completed(list(futures)):
            yield futures[future], _outcome(future.result)
            future.release()


def _outcome(result: Callable[[], Graded]) -> Graded | Exception:
    """One submission that cannot be graded must not stop the others; a missing sandbox must."""
    try:
        return result()
    except ConfinementError as error:
        raise CourseError(str(error)) from error
    except Exception as error:
        return error


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
