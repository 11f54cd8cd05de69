"""Attacks on the grader: none gains a point, reaches anything, or harms anybody else's grade.

Every file in the folders beside this one is an attack; attack.py says how to read them. Each is
graded by the real pipeline, and an honest submission by the same worker right behind it.
"""

import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from gradelib.course.task import Graded, Task
from gradelib.course.worker import grade_here
from gradelib.sandbox import run, standin
from gradelib.sandbox.confine import ConfinementError, confinement
from gradelib.sandbox.limits import MB, Limits
from gradelib.sandbox.watch import descendants
from tests.attacks.attack import attacks
from tests.attacks.ground import Ground
from tests.course.small_class import cell_of, released, solved, task

LIMITS = Limits(
    cell_seconds=1.5,
    notebook_seconds=8,
    exam_seconds=1.5,
    restarts=1,
    memory=300 * MB,
    tasks=64,
    disk=16 * MB,
    file=4 * MB,
    message=MB,
    flood=4 * MB,
)
# Where another limit than time has to strike, on a busy machine too.
PATIENT = replace(LIMITS, cell_seconds=8, notebook_seconds=16)
ATTACKS = [attack for attack in attacks() if attack.family != "folder"]
MOST_SECONDS = 60  # for one attack, on a slow and busy machine
LARGEST_RESULT = 2_000_000  # characters


@pytest.fixture(scope="session")
def ground(tmp_path_factory):
    try:
        confinement()
    except ConfinementError as error:
        pytest.skip(str(error))  # unconfined, these attacks would do real harm
    with Ground(tmp_path_factory.mktemp("ground"), Path.home()).open() as made:
        yield made


@pytest.fixture(scope="session")
def honest(ground, tmp_path_factory):
    """For each lesson, the task of an honest student and what it gives where no attack has run."""
    folder = tmp_path_factory.mktemp("exam")
    made = {}
    for lesson in {attack.settings.get("lesson", "") for attack in ATTACKS}:
        base = with_lesson(task(solved(), folder), lesson)
        base = replace(base, limits=Limits(), files={"exam.py": base.exam["exam.py"]})
        made[lesson] = base, grade_here(replace(base)).to_json()
    return made


@pytest.fixture(autouse=True)
def impatient(monkeypatch, tmp_path):
    """Silent processes are waited for only shortly; temporary files lie where they are counted."""
    monkeypatch.setattr(standin, "CONNECT_SECONDS", 1.0)
    monkeypatch.setattr(standin, "GRACE_SECONDS", 0.5)
    monkeypatch.setattr(run, "IDLE_SECONDS", 1.0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.mark.parametrize("attack", ATTACKS, ids=[f"{a.family}-{a.name}" for a in ATTACKS])
def test_an_attack_gains_nothing_reaches_nothing_and_harms_nobody(attack, ground, honest, tmp_path):
    base, undisturbed = honest[attack.settings.get("lesson", "")]
    before = set(descendants(os.getpid()))
    handed_in = attack.handed_in(ground.target())
    start = time.monotonic()
    hostile = replace(base, submitted=handed_in, files=attack.files | dict(base.files))
    told = attack.settings.get("told", "")
    limits = LIMITS if "stopped after" in told or not told else PATIENT
    graded = grade_here(replace(hostile, limits=limits))
    seconds = time.monotonic() - start

    names = [cell.id for cell in graded.notebook.cells]
    assert len(names) == len(set(names)), names
    assert graded.confined
    assert [verdict.points for verdict in graded.verdicts] == [0.0, 0.0], shown(graded)
    assert not ground.shown_in(shown(graded)), shown(graded)
    assert ground.visits == []
    assert ground.changed() == []
    assert list(tmp_path.iterdir()) == []
    assert left_running(before) == set()
    assert told in " ".join(graded.remarks), graded.remarks
    assert len(graded.to_json()) < LARGEST_RESULT
    assert_writable_and_inert(graded)
    assert seconds < MOST_SECONDS
    assert grade_here(base).to_json() == undisturbed


def with_lesson(base: Task, lesson: str) -> Task:
    """The small lesson, or one that imports torch besides."""
    notebook = released()
    if lesson == "torch":
        notebook.cells[0].source += "\nimport torch"
    released_bytes = nbformat.writes(notebook).encode()
    return replace(base, released=released_bytes, modules=(lesson,) if lesson else ())


def shown(graded: Graded) -> str:
    """All that came out of a run; not what went in."""
    outputs = [cell.get("outputs", []) for cell in graded.notebook.cells]
    return f"{outputs} {graded.verdicts} {graded.remarks}"


def left_running(before: set[int]) -> set[int]:
    """Processes of ours that were not there before, and do not end within a moment."""
    for _ in range(20):
        left = set(descendants(os.getpid())) - before
        if not left:
            break
        time.sleep(0.05)
    return left


def assert_writable_and_inert(graded: Graded) -> None:
    """What people are shown of a verdict holds no active content and no control characters."""
    assert Graded.from_json(graded.to_json()).to_json() == graded.to_json()
    nbformat.validate(graded.notebook)
    for name in ("square", "total"):
        card = cell_of(graded.notebook, f"check_{name}").outputs[0].data
        assert_inert(card["text/html"])
        assert_printable(card["text/plain"])
    remarks = [c.source for c in graded.notebook.cells if c.id == "gradelib-remarks"]
    assert len(remarks) == bool(graded.remarks)
    for text in (*remarks, *graded.remarks):
        assert_inert(text)
        assert_printable(text)


def assert_inert(html: str) -> None:
    for sign in ("<script", "<img", "<iframe", "<svg", "javascript:", "<style", "<meta"):
        assert sign not in html.lower(), html


def assert_printable(text: str) -> None:
    assert all(c.isprintable() or c == "\n" for c in text), repr(text)


@pytest.mark.parametrize("name", ["solution", "key_and_seed", "gradebook", "tcp", "unix_sockets"])
def test_without_walls_the_traps_are_sprung(name, ground, honest, monkeypatch):
    """The attacks are real and the traps work: these harmless ones reach theirs if let."""
    monkeypatch.setattr(tempfile, "tempdir", None)  # sockets need a short path
    attack = next(a for a in ATTACKS if a.name == name)
    base, _ = honest[""]
    handed_in = attack.handed_in(ground.target())
    graded = grade_here(replace(base, submitted=handed_in, unsafe=True))
    visits, ground.visits[:] = ground.visits[:], []
    assert ground.shown_in(shown(graded)) or visits, shown(graded)
    assert graded.remarks[0] == "It ran without confinement (--unsafe)."
