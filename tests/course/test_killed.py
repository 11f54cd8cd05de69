"""Grading that was killed is run again: it grades what is missing, nothing twice, nothing lost."""

import random
import shutil
from pathlib import Path

import pytest

from tests.course.course_run import (
    CourseRun,
    finish,
    leaving_no_process,
    needs_confinement,
    sandboxes,
    sleeping_kernel,
    temporary_files,
    until,
    workers,
)

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("killed")]
SLOW = "import subprocess\nslept = subprocess.run(['sleep', '0.5'])"
SLOW_ANSWER = """
import subprocess

def weighted_sum(values, weights):
    subprocess.run(["sleep", "0.5"])
    if len(values) != len(weights):
        raise ValueError("lengths differ")
    return sum(v * w for v, w in zip(values, weights))
"""


@pytest.fixture(scope="module")
def template(handed_in_course) -> Path:
    """The course, made once."""
    needs_confinement()
    return handed_in_course


@pytest.fixture
def course(template, tmp_path) -> CourseRun:
    """A copy for each test; whatever is started must end with it."""
    run = CourseRun(shutil.copytree(template, tmp_path / "course"))
    with leaving_no_process():
        yield run


@pytest.fixture(scope="module")
def graded_template(template, tmp_path_factory):
    """The course when it has been graded once, and two students by hand too."""
    folder = tmp_path_factory.mktemp("graded")
    run = CourseRun(shutil.copytree(template, folder / "course"))
    with leaving_no_process():
        run.grade("--workers", "1")
    ada, bilal, *_ = run.students()
    run.grade_by_hand(ada, 1.0, "could be longer")
    run.grade_by_hand(bilal, 3.5, "well said")
    return run.root


@pytest.fixture
def graded(graded_template, tmp_path) -> CourseRun:
    """A copy of that for each test."""
    run = CourseRun(shutil.copytree(graded_template, tmp_path / "course"))
    with leaving_no_process():
        yield run


def assert_kept(before: dict, after: dict) -> None:
    """What was graded has not been graded again."""
    assert {student: after.get(student) for student in before} == before


def test_the_coordinator_is_killed_with_its_workers_at_work(course):
    course.insert(SLOW)
    run = course.start("--workers", "2")
    until(lambda: len(course.kept()) >= 2, "graded")
    run.kill()
    finish(run)
    before = course.kept()
    assert 2 <= len(before) < 6
    course.grade("--workers", "2")
    assert_kept(before, course.kept())
    course.assert_graded(course.truth())
    assert temporary_files(course) == []


def test_the_coordinator_dies_between_two_writes_again_and_again(course):
    """Each run dies a little later than the one before, or soon after."""
    rng, at, deaths = random.Random(4), 0, 0
    while True:
        at += rng.randint(2, 12)
        before = course.kept()
        run = course.start("--workers", "1", dies_at=at)
        said = finish(run)
        assert_kept(before, course.kept())
        if run.returncode == 0:
            break
        assert run.returncode == -9, said
        deaths += 1
    assert deaths > 3
    course.assert_graded(course.truth())
    assert temporary_files(course) == []


@pytest.mark.parametrize("at", [3, 9, 14])
def test_it_dies_while_a_changed_submission_is_graded_again(graded, at):
    ada, bilal, *_ = graded.students()
    graded.hand_in(ada, "def weighted_sum(values, weights):\n    return 7.0")
    others = {student: kept for student, kept in graded.kept().items() if student != ada}
    run = graded.start("--workers", "1", dies_at=at)
    finish(run)
    assert run.returncode == -9
    graded.grade("--workers", "1")
    assert_kept(others, graded.kept())
    points = graded.truth() | {ada: 0.0}
    assert graded.points() == points
    assert graded.scores() == points | {ada: 1.0, bilal: points[bilal] + 3.5}
    assert graded.graded_by_hand(ada) == (1.0, "could be longer")
    assert graded.graded_by_hand(bilal) == (3.5, "well said")


def test_files_that_were_half_written_are_made_again(graded):
    """Not by us, who write whole files; by a disk that lost the end of them."""
    half, empty, garbage, *others = graded.students()
    damage = {half: lambda data: data[: len(data) // 2], empty: lambda _: b""}
    damage[garbage] = lambda _: b'{"digest": 3}\0\xff'
    before = graded.kept()
    for student, change in damage.items():
        path = graded.result(student)
        path.write_bytes(change(path.read_bytes()))
    shutil.rmtree(graded.classroom.folder / "autograded" / others[0])
    (graded.result(half).parent / ".small.json.k3hx8").write_bytes(b"{")
    graded.grade("--workers", "1")
    after = graded.kept()
    assert_kept({student: before[student] for student in others}, after)
    assert {s: text for s, (_, text) in after.items()} == {
        s: text for s, (_, text) in before.items()
    }
    assert graded.points() == graded.truth()
    assert graded.graded_by_hand(half) == (1.0, "could be longer")
    path = graded.classroom.folder / "autograded" / others[0]
    assert list(path.rglob("small.ipynb"))


def test_a_worker_is_killed(course):
    """Its notebooks go to the others, and the run does not need to be run again."""
    course.insert(SLOW)
    run = course.start("--workers", "2")
    until(lambda: course.kept(), "graded")
    wall = until(lambda: sandboxes(run.pid), "a sandbox")[0]
    before = course.kept()
    wall.parent().kill()
    said = finish(run)
    assert run.returncode == 0, said
    assert_kept(before, course.kept())
    course.assert_graded(course.truth())


def test_workers_that_dask_gives_up_are_replaced(course):
    """As it does with one that is killed twice within a quarter of a minute."""
    course.environment["DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT"] = "100ms"
    course.insert(SLOW)
    run = course.start("--workers", "2")
    until(lambda: course.kept(), "graded")
    for worker in until(lambda: len(w := workers(run.pid)) == 2 and w, "two workers"):
        worker.kill()
    said = finish(run)
    assert run.returncode == 0, said
    assert "Traceback" not in said
    course.assert_graded(course.truth())


def test_the_sandbox_of_a_worker_is_killed(course):
    """With the nursery all its kernels die; the next one is forked from another."""
    course.insert(SLOW)
    run = course.start("--workers", "1")
    until(lambda: course.kept(), "graded")
    sandboxes(run.pid)[0].kill()
    said = finish(run)
    assert run.returncode == 0, said
    course.assert_graded(course.truth())


def test_a_kernel_is_killed_in_a_cell(course):
    course.insert(SLOW)
    run = course.start("--workers", "1")
    until(lambda: sleeping_kernel(run.pid), "a kernel").kill()
    said = finish(run)
    assert run.returncode == 0, said
    course.assert_graded(course.truth())


def test_a_kernel_is_killed_while_it_is_asked(course):
    """Nobody loses points by what happened to the machine."""
    student = course.students()[0]
    course.hand_in(student, SLOW_ANSWER)
    run = course.start("--workers", "1", "--student", student)
    until(lambda: sleeping_kernel(run.pid), "a kernel").kill()
    said = finish(run)
    assert run.returncode == 0, said
    assert course.points() == {student: 2.0}
