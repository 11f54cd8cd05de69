"""A busy machine, or a greedy neighbour, costs no honest student anything."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from gradelib.sandbox import clock
from gradelib.sandbox.clock import Clock
from gradelib.sandbox.watch import descendants, hold_back

from .conftest import QUICK

WORK = "import time\nstart = time.process_time()\nwhile time.process_time() < start + 0.3: pass"
TIMED = f"import time\nbegan = time.monotonic()\n{WORK}\nprint(time.monotonic() - began)"


@contextlib.contextmanager
def busy_machine(programs):
    """Keep every processor busy, so that whoever else works gets one share in `programs`."""
    command = [sys.executable, "-c", "while True: pass"]
    count = programs * (os.cpu_count() or 1)
    started = [subprocess.Popen(command, start_new_session=True) for _ in range(count)]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_cell_is_not_stopped_because_the_machine_is_busy(warm, run_in, monkeypatch):
    monkeypatch.setattr(clock, "PATIENCE", 100)  # the machine may be busier than we make it
    limits = replace(QUICK, cell_seconds=0.6, notebook_seconds=1)
    with busy_machine(3):
        ran = run_in(warm, WORK, WORK, "print('on')", limits=limits)
    assert not ran.stops and ran.texts[2] == "on\n"


def test_patience_ends(monkeypatch):
    own = Clock([os.getpid()])
    monkeypatch.setattr(own, "_queued", lambda: 1e6)
    time.sleep(0.1)
    assert 0.1 / clock.PATIENCE <= own.seconds() < 0.09


def test_a_process_that_sleeps_waits_for_nobody():
    own = Clock([os.getpid()])
    time.sleep(0.3)
    assert own.seconds() > 0.25


@pytest.mark.parametrize("session", ["", "    os.setsid()\n"], ids=["one session", "sessions"])
def test_many_busy_processes_take_no_more_than_their_share(warm, run_in, session):
    greedy = (
        "import os, time\nfor n in range(100):\n  if os.fork() == 0:\n"
        f"{session}    while True: pass\ntime.sleep(99)"
    )
    ran = []
    limits = replace(QUICK, cell_seconds=3, restarts=0)
    neighbour = threading.Thread(target=lambda: ran.append(run_in(warm, greedy, limits=limits)))
    neighbour.start()
    time.sleep(1)
    text = run_in(warm, TIMED).texts[0]
    neighbour.join()
    assert float(text) < 5  # alone it takes 0.3 s, and one of 101 equals some 15 s
    if session:
        assert ran[0].stops[0].reason == "had more than 4 sessions of processes at a time"


def test_tasks_are_put_back_by_their_number():
    program = "import threading, time\nfor n in range(9): threading.Timer(9, print).start()"
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        deadline = time.monotonic() + 20
        while len(os.listdir(f"/proc/{process.pid}/task")) < 10 and time.monotonic() < deadline:
            time.sleep(0.05)
        hold_back(process.pid)
        tasks = map(int, os.listdir(f"/proc/{process.pid}/task"))
        places = {os.getpriority(os.PRIO_PROCESS, task) for task in tasks}
        process.kill()
    assert places == {os.getpriority(os.PRIO_PROCESS, 0) + 6}  # 3 * 1.25**6 is about ten


def test_descendants_of_a_process_that_has_ended_are_none():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert descendants(process.pid) == [process.pid]
