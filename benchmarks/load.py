"""Grade a large class while its workers are killed, and look whether everybody has their points.

    python -m benchmarks.load [STUDENTS [SEED]]

Of a simulated class one in ten hands in something broken or hostile. Two workers grade it; one of
them is killed every quarter of a minute or so, and once the coordinator. What is missing then is
graded by running the same command again. In the end every result and every grade must be the true
one, and nothing that had been graded before a death may have been graded again.
"""

import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil

from benchmarks.odd import Odd, by_turns, kinds
from gradelib.course.build import build
from gradelib.course.classroom import Classroom, GradedWeek
from gradelib.course.lessons import find_week, project_root
from gradelib.course.nbgrader import nbgrader, open_gradebook
from gradelib.course.results import Results
from gradelib.course.simulation import read_truth, simulate
from tests.attacks.ground import Ground

WEEK = "week01_naive_bayes"
MOST_RUNS = 20
LOOK = 0.05  # seconds


@dataclass
class Told:
    """What happened.

    odd: who handed in something odd, and what
    found, true: points in the end, by student; found in the results and in the gradebook alike
    workers, coordinators: how many were killed
    again: results that were there before a death, and have been made again
    reached: what attackers reached
    """

    odd: dict[str, str]
    true: dict[str, float]
    found: dict[str, float] = field(default_factory=dict)
    entered: dict[str, float] = field(default_factory=dict)
    runs: int = 0
    workers: int = 0
    coordinators: int = 0
    seconds: float = 0.0
    again: set[str] = field(default_factory=set)
    reached: list[str] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        """Is everything as it must be?"""
        return self.found == self.entered == self.true and not self.again and not self.reached


class Load:
    """One simulated class, and how it is graded.

    every: seconds from one death of a worker to the next, at least and at most; longer where
        nothing was graded in between
    """

    def __init__(
        self, week: GradedWeek, students: int, seed: int, every: tuple[float, float] = (10.0, 30.0)
    ) -> None:
        self.week, self.every, self.rng = week, every, random.Random(seed)
        self.students = simulate(week.classroom, week.name, students, seed)

    def run(self, ground: Ground, odd: dict[str, Odd]) -> Told:
        """Let these students hand in something odd, grade under fire, and compare.

        ground: what attackers are told of
        """
        classroom, name = self.week.classroom, self.week.name
        true = {
            student: sum(worth for _, worth in known.values())
            for student, known in read_truth(classroom, name).items()
        }
        for student, kind in odd.items():
            true[student] *= kind.keeps_points
            for path in sorted(classroom.submitted(student, name).glob("*.ipynb")):
                path.write_bytes(kind.change(nbformat.read(path, 4), ground.target()))
        told = Told({student: kind.name for student, kind in odd.items()}, true)
        start = time.monotonic()
        while self._grade(told) != 0:
            if told.runs == MOST_RUNS:
                break
        told.seconds = time.monotonic() - start
        results = Results(self.week)
        for student in self.students:
            kept = [results.read(student, lesson) for lesson in self.week.notebooks]
            if all(kept):
                told.found[student] = sum(v.points for _, graded in kept for v in graded.verdicts)
        with open_gradebook(classroom.root) as gradebook:
            told.entered = {s.student.id: s.score for s in gradebook.assignment_submissions(name)}
        told.reached = [*ground.visits, *ground.changed()]
        return told

    def _grade(self, told: Told) -> int:
        """Run the command once, to its end or to its death; returns how it ended."""
        told.runs += 1
        before = self._kept()
        command = [Path(sys.executable).parent / "gradelib", "grade", self.week.name]
        run = subprocess.Popen(
            [*command, "--workers", "2"],
            cwd=self.week.classroom.root,
            env={**os.environ, "GRADELIB_ROOT": str(self.week.classroom.root)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        third = len(self.students) * len(self.week.notebooks) // 3
        next_death, done = 0.0, len(before)
        while run.poll() is None:
            time.sleep(LOOK)
            if (kept := len(self._kept())) == done:
                continue
            if not told.coordinators and kept > third:
                run.kill()
                told.coordinators += 1
            elif time.monotonic() > next_death and (victims := workers(run.pid)):
                with contextlib.suppress(psutil.Error):
                    self.rng.choice(victims).kill()
                    told.workers += 1
                next_death, done = time.monotonic() + self.rng.uniform(*self.every), kept
        after = self._kept()
        told.again |= {name for name in before if after.get(name) != before[name]}
        return run.returncode

    def _kept(self) -> dict[str, int]:
        files = self.week.classroom.results(self.week.name).glob("*/*.json")
        return {str(path): path.stat().st_mtime_ns for path in files}


def workers(coordinator: int) -> list[psutil.Process]:
    """The processes that grade: those that have put up a sandbox, and not the coordinator."""
    found = []
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(coordinator).children(recursive=True):
            parent = child.parent()
            if child.name() == "bwrap" and parent and parent.name() != "bwrap":
                found += [parent] if parent.pid != coordinator else []
    return found


def main(students: int = 300, seed: int = 1) -> None:
    """Simulate, grade, compare; tell it, and fail where something is wrong."""
    root = project_root()
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        os.environ["GRADELIB_CLASS"] = f"{folder}/class"
        build(find_week(root, WEEK))
        nbgrader(root, "generate_assignment", WEEK)
        load = Load(GradedWeek(Classroom(root), WEEK), students, seed)
        odd = by_turns(load.students[9::10], kinds())
        print(f"{students} students of {WEEK}, {len(odd)} of them broken or hostile.", flush=True)
        (Path(folder) / "ground").mkdir()
        with Ground(Path(folder) / "ground", Path.home()).open() as ground:
            told = load.run(ground, odd)
    tell(told)
    sys.exit(0 if told.fine else 1)


def tell(told: Told) -> None:
    """Print what happened."""
    print(
        f"Graded in {told.seconds:.0f} s by {told.runs} runs of the command. "
        f"{told.workers} workers and {told.coordinators} coordinator were killed on the way."
    )
    right = sum(told.found.get(s) == told.entered.get(s) == told.true[s] for s in told.true)
    print(f"{right} of {len(told.true)} students have their true points.")
    for student, points in told.true.items():
        found, entered = told.found.get(student), told.entered.get(student)
        if not found == entered == points:
            kind = told.odd.get(student, "honest")
            print(f"  WRONG: {student} ({kind}): {found}, gradebook {entered}, true {points}")
    for kind in sorted(set(told.odd.values())):
        mine = [student for student, its in told.odd.items() if its == kind]
        kept = sum(told.found.get(s, 0.0) for s in mine)
        print(f"  {kind:24} {len(mine):3} students, {kept:g} points in all")
    print(f"Graded again though it was there: {len(told.again)}.")
    print(f"Reached by attackers: {told.reached or 'nothing'}.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
