"""The gradebook in a PostgreSQL server instead of a file."""

import contextlib
import csv
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.report import write_report
from gradelib.course.results import Results
from gradelib.course.simulation import simulate
from tests.course.course_run import (
    WEEK,
    CourseRun,
    finish,
    leaving_no_process,
    needs_confinement,
    released_course,
    until,
)

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("postgres")]
USER = "nobody"  # the server refuses to run as root


class Server:
    """A PostgreSQL server with a database `gradebook`, reached through a socket in its folder."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.url = f"postgresql+psycopg2://grader@/gradebook?host={folder}"
        self.as_user = {}
        if os.getuid() == 0:
            shutil.chown(folder, USER)
            self.as_user = {"user": USER, "group": "nogroup", "extra_groups": []}
        self._run(
            "initdb", "-D", f"{folder}/data", "-U", "grader", "-A", "trust", "-N", "-E", "UTF8"
        )
        options = ["-c", "listen_addresses=", "-c", "fsync=off"]
        with open(folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                [programs / "postgres", "-D", f"{folder}/data", "-k", str(folder), *options],
                cwd=folder,
                stdout=log,
                stderr=log,
                **self.as_user,
            )
        until(lambda: self.process.poll() is not None or self._is_ready(), "a server")
        assert self.process.poll() is None, (folder / "log").read_text()
        self._run("createdb", "-h", str(folder), "-U", "grader", "gradebook")

    def query(self, text: str) -> str:
        """What the server itself says."""
        return self._run(
            *("psql", "-h", str(self.folder), "-U", "grader", "-d", "gradebook", "-Atc", text)
        )

    def stop(self) -> None:
        """End it, whoever is still connected."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        if self.process.poll() is None:
            self.process.send_signal(3)  # SIGQUIT: at once
            self.process.wait(10)

    def _is_ready(self) -> bool:
        asked = [self.programs / "pg_isready", "-q", "-h", str(self.folder)]
        return subprocess.run(asked, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **self.as_user,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server for one test, in a folder of its own with a short name."""
    if importlib.util.find_spec("psycopg2") is None:
        pytest.skip("psycopg2 is not installed: `python -m pip install psycopg2-binary`")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (str(found[-1]) if found else "")
    if not initdb:
        pytest.skip("no PostgreSQL server is installed: `apt install postgresql`")
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        server = Server(Path(initdb).resolve().parent, Path(folder))
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def course(server, tmp_path, monkeypatch) -> Iterator[CourseRun]:
    """The small course, whose gradebook the server keeps."""
    (tmp_path / "course").mkdir()
    monkeypatch.setenv("GRADELIB_ROOT", str(tmp_path / "course"))
    setting = f'\nc.CourseDirectory.db_url = "{server.url}"\n'
    needs_confinement()
    run = CourseRun(released_course(tmp_path / "course", setting))
    simulate(run.classroom, WEEK, 6, seed=3)
    with leaving_no_process():
        yield run


def test_a_class_is_graded_into_postgresql(course, server):
    """Graded, killed, graded again; a person's grades are kept."""
    ada, bilal, *_ = course.students()
    course.insert("import subprocess\nslept = subprocess.run(['sleep', '0.3'])")
    run = course.start("--workers", "1")
    until(lambda: len(course.kept()) >= 2, "graded")
    run.kill()
    finish(run)
    before = course.kept()
    course.grade("--workers", "1")
    assert {student: course.kept()[student] for student in before} == before
    truth = course.truth()
    course.assert_graded(truth)
    assert not (course.classroom.folder / "gradebook.db").exists()
    assert server.query("select count(*) from submitted_assignment") == "6"
    assert float(server.query("select sum(auto_score) from grade")) == sum(truth.values())

    course.grade_by_hand(ada, 1.0, "could be longer")
    course.grade_by_hand(bilal, 3.5, "well said")
    course.hand_in(ada, "def weighted_sum(values, weights):\n    return 7.0")
    course.grade("--workers", "1")
    points = truth | {ada: 1.0, bilal: truth[bilal] + 3.5}
    assert course.scores() == points
    assert course.graded_by_hand(ada) == (1.0, "could be longer")
    assert course.graded_by_hand(bilal) == (3.5, "well said")

    page = write_report(Results(GradedWeek(Classroom(course.root), WEEK)))
    with open(page.parent / "grades.csv") as file:
        assert {r["student"]: float(r["total"]) for r in csv.DictReader(file)} == points
