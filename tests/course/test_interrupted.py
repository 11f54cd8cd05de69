"""Ctrl-C stops a grading cleanly: nothing is lost, nothing is left running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.course.test_class import points, results_of, run, true_points

PATIENCE = 60.0


@pytest.fixture
def slow_class(released, classroom):
    """The class, with a notebook each that takes its time."""
    for path in classroom.folder.glob("submitted/*/*/small.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell("import time\ntime.sleep(2)"))
        nbformat.write(notebook, path)
    return classroom


@pytest.fixture(autouse=True)
def interruptible():
    """What is run in the background ignores Ctrl-C, and so does all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def start(root: Path, *options: str) -> subprocess.Popen:
    """The command in a process group of its own, as a terminal would start it."""
    return subprocess.Popen(
        [Path(sys.executable).parent / "gradelib", "grade", "week01_small", *options],
        cwd=root,
        env={**os.environ, "GRADELIB_ROOT": str(root), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_until(holds) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_keeps_what_is_graded_and_leaves_nothing_running(slow_class, released, workers):
    results = results_of(slow_class, released)
    command = start(released.root, "--workers", str(workers))
    wait_until(lambda: points(results))
    started = psutil.Process(command.pid).children(recursive=True)
    assert started
    os.killpg(command.pid, signal.SIGINT)  # a terminal tells the whole group
    told, _ = command.communicate(timeout=PATIENCE)
    assert command.returncode == 130
    assert "Traceback" not in told
    kept = points(results)
    assert 0 < len(kept) < 6
    assert f"{len(kept)} of 6 notebooks were graded and are kept" in " ".join(told.split())
    assert f"gradelib grade week01_small --workers {workers}" in told
    wait_until(lambda: not any(process.is_running() for process in started))
    files = {path: path.stat().st_mtime_ns for path in results.path("x", "y").parents[1].rglob("*")}
    run(released.root, "gradelib", "grade", "week01_small", "--workers", "2")
    assert points(results) == true_points(slow_class, released)
    graded = [path for path in files if path.name == "small.json"]
    assert len(graded) == len(kept)
    assert all(path.stat().st_mtime_ns == files[path] for path in graded)


def test_ctrl_c_before_anything_is_graded_says_so_too(slow_class, released):
    command = start(released.root, "--workers", "1")
    wait_until(lambda: psutil.Process(command.pid).children(recursive=True))
    os.killpg(command.pid, signal.SIGINT)
    told, _ = command.communicate(timeout=PATIENCE)
    assert command.returncode == 130
    assert "Traceback" not in told
    assert "To go on" in told
