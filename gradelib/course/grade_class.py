"""Grade a whole class: notebooks in parallel, the gradebook by one process at the end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gradelib.course.grading import Graded, Task
from gradelib.course.lessons import CourseError
from gradelib.course.nbgrader import nbgrader
from gradelib.course.plugin import put_missing_notebooks
from gradelib.course.results import Results
from gradelib.course.worker import grade_here


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
    """
    week = results.week
    absent = sorted(set(students) - set(week.classroom.students(week.name)))
    if absent:
        raise CourseError(f"{', '.join(absent)} handed in nothing for {week.name}.")
    for student in students:
        folder = week.classroom.submitted(student, week.name)
        present = sorted(str(path) for path in folder.glob("*.ipynb"))
        put_missing_notebooks(week.name, student, present or [str(folder / "none.ipynb")])
    missing = jobs(results, students)
    for done, (job, graded) in enumerate(_graded(missing, workers, scheduler), start=1):
        results.keep(job.student, job.lesson, job.digest, graded)
        progress("grading", done, len(missing))
    changed = {job.student for job in missing}
    for done, student in enumerate(students, start=1):
        autograded = week.classroom.folder / "autograded" / student / week.name
        if student in changed or not autograded.is_dir():
            nbgrader(week.classroom.root, "autograde", week.name, student, force=True)
        progress("gradebook", done, len(students))


def _graded(
    missing: Sequence[Job], workers: int | None, scheduler: str | None
) -> Iterator[tuple[Job, Graded]]:
    """Results as they arrive, from dask's workers; they share no disk and no database."""
    workers = min(workers or _cores(), len(missing))
    if workers <= 1 and not scheduler:  # a cluster of one would only cost time
        yield from ((job, grade_here(job.task)) for job in missing)
        return
    from distributed import Client, LocalCluster, as_completed

    cluster = (
        None
        if scheduler
        else LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs="ERROR",
        )
    )
    with Client(scheduler or cluster) as client:
        futures = {client.submit(grade_here, job.task, pure=False): job for job in missing}
        for future in as_completed(list(futures)):
            yield futures[future], future.result()
    if cluster is not None:
        cluster.close()


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
