"""A dask scheduler and workers as processes of their own, which do not know the class."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.course.course_run import (
    CourseRun,
    finish,
    leaving_no_process,
    needs_confinement,
    until,
)

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("cluster")]
SLOW = "import subprocess\nslept = subprocess.run(['sleep', '0.5'])"
DASK = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
WORKER = [sys.executable, "-m", "distributed.cli.dask_worker"]
# In a mount namespace of its own, the course is an empty folder.
BLIND = 'mount -t tmpfs tmpfs "$COURSE" && exec "$@"'


@pytest.fixture(scope="module")
def template(handed_in_course) -> Path:
    """The course, made once."""
    needs_confinement()
    return handed_in_course


@pytest.fixture
def course(template, tmp_path) -> CourseRun:
    """A copy for each test; its notebooks take a while."""
    run = CourseRun(shutil.copytree(template, tmp_path / "course"))
    run.insert(SLOW)
    return run


class Cluster:
    """A scheduler and two workers on this machine, elsewhere than the course."""

    def __init__(self, folder: Path, course: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.environment = {k: v for k, v in os.environ.items() if "GRADELIB" not in k}
        self.environment |= {"COURSE": str(course), "OMP_NUM_THREADS": "1"}
        self.environment |= {"TMPDIR": str(folder), "HOME": str(folder)}
        # Without this a worker asks a name server what its own address is.
        listen = ["--host", "127.0.0.1"]
        options = ["--port", "0", "--no-dashboard", "--scheduler-file", "scheduler.json"]
        self.scheduler = self._start("scheduler", [*DASK, *listen, *options])
        self.address = until(lambda: self._said("scheduler", r"(tcp://127[0-9.:]+)"), "scheduler")
        command = [*_blindly(), *WORKER, self.address, *listen, "--nthreads", "1", "--no-dashboard"]
        self.workers = [
            self._start(name, [*command, "--no-nanny", "--local-directory", str(folder / name)])
            for name in ("left", "right")
        ]
        for name in ("left", "right"):
            until(lambda name=name: self._said(name, r"(Registered to)"), "registered")

    def stop(self) -> None:
        """End them all; their sandboxes must end with them."""
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()

    def _start(self, name: str, command: list[str]) -> subprocess.Popen:
        with open(self.folder / f"{name}.log", "wb") as log:
            return subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )

    def _said(self, name: str, pattern: str) -> str:
        found = re.search(pattern, (self.folder / f"{name}.log").read_text())
        return found[1] if found else ""


def _blindly() -> list[str]:
    """The beginning of a command that shall not see the course's folder."""
    rights = [] if os.getuid() == 0 else ["--map-root-user"]
    return ["unshare", "--mount", *rights, "sh", "-c", BLIND, "sh"]


@pytest.fixture
def cluster(course, tmp_path) -> Iterator[Cluster]:
    """One for each test."""
    trial = subprocess.run(
        [*_blindly(), "ls", "-A", str(course.root)],
        env={**os.environ, "COURSE": str(course.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    if trial.returncode != 0:
        pytest.skip(f"a process cannot be kept from seeing a folder here: {trial.stderr.strip()}")
    assert trial.stdout == ""
    with leaving_no_process():
        cluster = Cluster(tmp_path / "elsewhere", course.root)
        try:
            yield cluster
        finally:
            cluster.stop()


def test_a_cluster_finds_the_same_as_this_machine_though_a_worker_is_killed(course, cluster):
    run = course.start("--scheduler", cluster.address)
    until(lambda: course.kept(), "graded")
    cluster.workers[0].kill()
    said = finish(run)
    assert run.returncode == 0, said
    course.assert_graded(course.truth())
    # The others are somebody else's, and may go on to grade for others.
    assert cluster.workers[1].poll() is None
    assert cluster.scheduler.poll() is None
    found = {student: text for student, (_, text) in course.kept().items()}
    shutil.rmtree(course.classroom.folder / "autograded")
    for student in course.students():
        shutil.rmtree(course.result(student).parent)
    course.grade("--workers", "1")
    assert {student: text for student, (_, text) in course.kept().items()} == found
    left = [path.name for path in (cluster.folder / "left").rglob("*") if path.is_file()]
    assert not [name for name in left if name.endswith((".ipynb", ".json", ".db"))]


def test_a_scheduler_that_is_killed_costs_only_what_was_under_way(course, cluster):
    course.environment["DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"] = "2s"
    run = course.start("--scheduler", cluster.address)
    until(lambda: course.kept(), "graded")
    cluster.scheduler.kill()
    said = finish(run)
    assert run.returncode == 1
    assert "Traceback" not in said
    before = course.kept()
    course.grade("--workers", "1")
    assert {student: course.kept()[student] for student in before} == before
    course.assert_graded(course.truth())


def test_no_scheduler_at_that_address_is_told_plainly(course):
    course.environment["DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"] = "2s"
    run = course.start("--scheduler", "tcp://127.0.0.1:9")
    said = finish(run)
    assert run.returncode == 1
    assert "No dask scheduler answers at tcp://127.0.0.1:9" in said
    assert "Traceback" not in said
