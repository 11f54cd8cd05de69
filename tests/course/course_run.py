"""A small course whose class is graded by the commands an instructor types, and what is left."""

import contextlib
import ctypes
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import psutil
import pytest

from gradelib.course.build import build
from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.nbgrader import nbgrader, open_gradebook
from gradelib.course.results import Results
from gradelib.course.simulation import read_truth
from gradelib.sandbox.confine import ConfinementError, confinement
from tests.course.small_class import cell_of
from tests.course.small_week import change, small_week

REPOSITORY = Path(__file__).parents[2]
WEEK, LESSON, EXERCISE, TASK = "week01_small", "small", "weighted_sum", "why"
PATIENCE = 120.0  # seconds, on a machine that has other things to do
DASK_LOCKS = r"dask-scratch-space(/(global|purge)\.lock)?"
SET_CHILD_SUBREAPER = 36  # of prctl(2)

# Grades like `gradelib grade`, and dies without a word right before it writes for the n-th time.
DIES = Path(__file__).parent / "dies_writing.py"


class CourseRun:
    """A copy of the small course, its class, and a folder for temporary files of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.classroom = root, Classroom(root)
        self.temporary = root.parent / "temporary"
        self.temporary.mkdir()
        self.environment = {
            **os.environ,
            "GRADELIB_ROOT": str(root),
            "TMPDIR": str(self.temporary),
            "OMP_NUM_THREADS": "1",
        }

    def start(self, *options: str, dies_at: int = 0) -> subprocess.Popen:
        """Start `gradelib grade`.

        dies_at: which of its writes it does not live to see
        """
        program = [Path(sys.executable).parent / "gradelib"]
        if dies_at:
            program = [sys.executable, DIES, str(dies_at), self.classroom.folder]
        return subprocess.Popen(
            [*program, "grade", WEEK, *options],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def grade(self, *options: str) -> str:
        """Grade to the end; returns what was said."""
        said = finish(run := self.start(*options))
        assert run.returncode == 0, said
        return said

    def students(self) -> list[str]:
        """Who handed in."""
        return self.classroom.students(WEEK)

    def kept(self) -> dict[str, tuple[int, bytes]]:
        """By student: when the result was written, and what it says."""
        files = self.classroom.results(WEEK).glob(f"*/{LESSON}.json")
        found = {path.parent.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
        return dict(sorted(found.items()))

    def points(self) -> dict[str, float]:
        """The points in the results."""
        results = Results(GradedWeek(self.classroom, WEEK))
        kept = {student: results.read(student, LESSON) for student in self.kept()}
        return {s: sum(v.points for v in found[1].verdicts) for s, found in kept.items() if found}

    def truth(self) -> dict[str, float]:
        """The points that each simulated student truly has."""
        truth = read_truth(self.classroom, WEEK)
        return {s: sum(worth for _, worth in known.values()) for s, known in truth.items()}

    def result(self, student: str) -> Path:
        """The file of a student's result."""
        return self.classroom.results(WEEK) / student / f"{LESSON}.json"

    def hand_in(self, student: str, answer: str) -> None:
        """Let a student hand in again, with this answer."""
        notebook = nbformat.read(self.classroom.released(WEEK) / f"{LESSON}.ipynb", as_version=4)
        cell_of(notebook, EXERCISE).source = answer
        nbformat.write(notebook, self._submitted(student))

    def insert(self, source: str, *students: str) -> None:
        """Put a cell of their own at the beginning of these students' notebooks, or of all."""
        for student in students or self.students():
            notebook = nbformat.read(self._submitted(student), as_version=4)
            notebook.cells.insert(1, nbformat.v4.new_code_cell(source))
            nbformat.write(notebook, self._submitted(student))

    def scores(self) -> dict[str, float]:
        """What nbgrader's gradebook has, manual grades included."""
        with open_gradebook(self.root) as gradebook:
            return {s.student.id: s.score for s in gradebook.assignment_submissions(WEEK)}

    def grade_by_hand(self, student: str, points: float, comment: str) -> None:
        """What an instructor does in formgrader."""
        with open_gradebook(self.root) as gradebook:
            where = (TASK, LESSON, WEEK, student)
            gradebook.find_grade(*where).manual_score = points
            gradebook.find_comment(*where).manual_comment = comment
            gradebook.db.commit()

    def graded_by_hand(self, student: str) -> tuple[float, str]:
        """The points and the comment that an instructor gave."""
        with open_gradebook(self.root) as gradebook:
            where = (TASK, LESSON, WEEK, student)
            comment = gradebook.find_comment(*where).manual_comment
            return gradebook.find_grade(*where).manual_score, comment

    def _submitted(self, student: str) -> Path:
        return self.classroom.submitted(student, WEEK) / f"{LESSON}.ipynb"

    def assert_graded(self, truth: dict[str, float]) -> None:
        """Results, gradebook and graded notebooks are all there, and all say the same."""
        assert self.points() == truth
        assert self.scores() == truth
        for student in truth:
            path = self.classroom.folder / "autograded" / student / WEEK / f"{LESSON}.ipynb"
            cards = [c for c in nbformat.read(path, 4).cells if "gradelib-card" in str(c)]
            assert len(cards) == 1, student


def needs_confinement() -> None:
    """Skip the test where no student's process can be confined."""
    try:
        confinement()
    except ConfinementError as error:
        pytest.skip(str(error))


def released_course(folder: Path, settings: str = "") -> Path:
    """The small course in an empty folder, given out by nbgrader with these settings added."""
    with pytest.MonkeyPatch.context() as patch:
        week = small_week(folder, patch)
        change(week.folder / "small.py", 'raise RuntimeError("an experiment was run")', "")
        config = (REPOSITORY / "nbgrader_config.py").read_text()
        (week.root / "nbgrader_config.py").write_text(config + settings)
        build(week)
        nbgrader(week.root, "generate_assignment", week.name)
    return folder


def finish(run: subprocess.Popen) -> str:
    """Wait for the end of a command; returns what it said."""
    try:
        return run.communicate(timeout=PATIENCE)[0]
    finally:
        run.kill()


def until(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> object:
    """Wait until this holds; returns what it gave."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, f"after {seconds:.0f} s: not yet {what}"
        time.sleep(0.02)
    return found


@contextlib.contextmanager
def leaving_no_process() -> Iterator[None]:
    """What is started within must end within, or soon, however its parent died."""
    here, prctl = psutil.Process(), ctypes.CDLL(None).prctl
    before = set(here.children(recursive=True))
    prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # orphans become this process's children
    try:
        yield
        until(lambda: not _alive(set(here.children(recursive=True)) - before), "gone")
    finally:
        left = set(here.children(recursive=True)) - before
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(left, timeout=10)
        prctl(SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def _alive(processes: set[psutil.Process]) -> list[psutil.Process]:
    found = []
    for process in processes:
        with contextlib.suppress(psutil.Error):
            if process.status() == psutil.STATUS_ZOMBIE:
                process.wait(0)  # bury it, if it is ours
            else:
                found.append(process)
    return found


def sandboxes(of: int) -> list[psutil.Process]:
    """The walls (bwrap) that a process, or what it started, has put up."""
    children = psutil.Process(of).children(recursive=True)
    return [c for c in children if _name(c) == "bwrap" and _name(c.parent()) != "bwrap"]


def workers(of: int) -> list[psutil.Process]:
    """The workers that a process has started, also those that are not ready yet."""
    found = []
    for child in psutil.Process(of).children():
        with contextlib.suppress(psutil.Error):
            found += [child] if "spawn_main" in " ".join(child.cmdline()) else []
    return found


def sleeping_kernel(of: int) -> psutil.Process | None:
    """The student's process, below a process, that waits for a program `sleep` to end."""
    with contextlib.suppress(psutil.Error):
        children = psutil.Process(of).children(recursive=True)
        return next((c.parent() for c in children if _name(c) == "sleep"), None)
    return None


def _name(process: psutil.Process | None) -> str:
    with contextlib.suppress(psutil.Error):
        return process.name() if process else ""
    return ""


def temporary_files(course: CourseRun) -> list[str]:
    """What is left of temporary files, but for two locks that dask uses again."""
    names = (str(path.relative_to(course.temporary)) for path in course.temporary.rglob("*"))
    return sorted(name for name in names if not re.fullmatch(DASK_LOCKS, name))
