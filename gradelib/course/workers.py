"""Grade many notebooks at a time: here, on workers of this machine, or on those of a cluster.

A task carries all that it needs and brings back all that was found, so that workers share neither
disk nor database.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from gradelib.course import worker
from gradelib.course.lessons import CourseError
from gradelib.course.task import Graded, Task
from gradelib.sandbox.confine import ConfinementError

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

LOOK = 1.0  # seconds between two looks whether a worker is lost
AHEAD = 3  # tasks for each worker that are under way; the others still lie on the disk only

Name = Hashable
Outcome = tuple[Name, Graded | Exception]


def outcomes(
    tasks: Iterable[tuple[Name, Task]], count: int, workers: int | None, scheduler: str | None
) -> Iterator[Outcome]:
    """What grading found for each named task, or why there is nothing, as it arrives.

    count: how many tasks there are
    workers: processes on this machine, by default one for each core
    scheduler: the address of a dask scheduler to use instead
    raises: CourseError where no process can be confined, or the scheduler is gone
    """
    workers = min(workers or _cores(), count)
    if scheduler is None and workers <= 1:  # a cluster of one would only cost time
        for name, task in tasks:
            yield name, _outcome(lambda task=task: worker.grade_here(task))
        return
    with _client(workers, scheduler) as client:
        yield from _on(client, iter(tasks))


def _on(client: "Client", tasks: Iterator[tuple[Name, Task]]) -> Iterator[Outcome]:
    """Only a few tasks are under way at a time, for each may be of many megabytes."""
    from distributed import as_completed

    names = {}

    def submit(most: int) -> list:
        futures = []
        for name, task in islice(tasks, most):
            futures.append(client.submit(worker.grade_here, task, pure=False))
            names[futures[-1]] = name
        return futures

    def room() -> int:  # workers come and go, also while their tasks are under way
        return max(0, AHEAD * max(1, sum(client.nthreads().values())) - len(names))

    arriving = as_completed(submit(room()))
    for future in arriving:
        if client.status != "running":
            raise CourseError(
                "The dask scheduler is gone. What was graded is kept: start it, and run this again."
            )
        name, outcome = names.pop(future), _outcome(future.result)
        future.release()
        arriving.update(submit(room()))
        yield name, outcome


@contextlib.contextmanager
def _client(workers: int, scheduler: str | None) -> "Iterator[Client]":
    """A connection to a scheduler: the one at this address, or one of our own."""
    from distributed import Client, LocalCluster
    from distributed.utils import silence_logging_cmgr

    with contextlib.ExitStack() as stack:
        # What went wrong is told by the errors raised here; dask logs it too, with its traceback.
        for loggers in ("distributed", "tornado.application"):
            stack.enter_context(silence_logging_cmgr("CRITICAL", root=loggers))
        if scheduler is None:
            with _uninterrupted():  # and so the workers leave Ctrl-C to us
                cluster = LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address=":0",
                    scheduler_kwargs={"dashboard": False},
                    silence_logs="CRITICAL",  # of the workers
                    preload=worker.__name__,
                )
            stack.callback(cluster.close)
            stack.enter_context(_kept_up(cluster, workers))
            scheduler = cluster.scheduler_address
        try:
            client = stack.enter_context(Client(scheduler))
        except OSError as error:
            raise CourseError(f"No dask scheduler answers at {scheduler}: {error}") from error
        try:
            yield client
        finally:
            with _uninterrupted():
                stack.close()


@contextlib.contextmanager
def _kept_up(cluster: "LocalCluster", workers: int) -> Iterator[None]:
    """As many workers all the time: dask gives up one that dies while it starts, or too often."""
    from distributed import Status
    from tornado.ioloop import PeriodicCallback

    def replace_lost() -> None:
        for name, nanny in list(cluster.workers.items()):
            if nanny.status in (Status.closed, Status.failed):
                del cluster.workers[name]
        cluster.scale(workers)

    keeper = PeriodicCallback(replace_lost, 1000 * LOOK)
    cluster.loop.add_callback(keeper.start)
    try:
        yield
    finally:
        cluster.loop.add_callback(keeper.stop)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C has to wait."""
    if threading.current_thread() is not threading.main_thread():  # which alone is interrupted
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
