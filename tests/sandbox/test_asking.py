"""The exam asks a notebook's functions: each answer bears what it does, and no other."""

import asyncio
import hashlib
import threading
from dataclasses import replace

import numpy as np
import pytest

from gradelib.exam.deed import only_call
from gradelib.exam.plain import Raised
from gradelib.sandbox import standin
from gradelib.sandbox.sandbox import Sandbox

from .conftest import QUICK, doubled

RIGHT = doubled(lambda deed, seconds, turn: standin.Reply(2 * deed.values[0][1]))
DOUBLE = "def double(x): return 2 * x"


def is_right(asked):
    return isinstance(asked, dict) and all(
        isinstance(asked[name], np.ndarray) and np.array_equal(asked[name], RIGHT[name])
        for name in RIGHT
    )


def test_a_right_answer_gives_the_evidence_that_it_gives_here(sandbox, run_in):
    assert is_right(run_in(sandbox, DOUBLE, "CHECK double").asked["double"])


def test_a_function_that_is_not_there(warm, run_in):
    ran = run_in(warm, "double = 3", "CHECK double", "CHECK missing")
    assert ran.asked == {"double": None, "missing": None} and not ran.stops


@pytest.mark.parametrize(
    "spoil",
    [
        "def double(x): import os; os._exit(1)",
        "def double(x): import os; os.closerange(3, 500)",
        "def double(x): import ctypes; ctypes.string_at(0)",
        "import signal\ndef double(x):\n"
        "  signal.signal(signal.SIGALRM, signal.SIG_IGN)\n  while True: pass",
    ],
)
def test_an_answer_that_destroys_its_process_costs_only_itself(warm, run_in, spoil):
    ran = run_in(warm, spoil, "CHECK double", DOUBLE.replace("double", "again"), "CHECK again")
    assert all(isinstance(value, Raised) for value in ran.asked["double"].values())
    assert len(ran.stops) == 1 and ran.stops[0].cell == 1 and "`double`" in ran.stops[0].reason
    assert is_right(ran.asked["again"])


BEFORE = "import gc, os, socket, threading, time\n"


@pytest.mark.parametrize(
    "hostile",
    [
        # keeps talking on the first exercise's socket
        BEFORE
        + "def double(x):\n"
        + "  s = [o for o in gc.get_objects() if isinstance(o, socket.socket)][-1]\n"
        + "  def babble():\n"
        + "    while True:\n      time.sleep(0.01)\n      try: s.sendall(b'forged')\n"
        + "      except OSError: return\n"
        + "  threading.Thread(target=babble, daemon=True).start()\n  return 2 * x",
        # writes to everything that is open
        BEFORE
        + "def double(x):\n"
        + "  for s in [o for o in gc.get_objects() if isinstance(o, socket.socket)]:\n"
        + "    try: s.sendall(b'\\0\\0\\0\\0forged')\n    except OSError: pass\n  return 2 * x",
        # replies for the agent
        "from gradelib.sandbox import agent, channel\nkept = channel.send\n"
        "def forge(c, value, s):\n  kept(c, value, s)\n  kept(c, value, s)\n"
        "agent.send = forge\ndef double(x): return 2 * x",
        # floods
        "from gradelib.sandbox import agent\n"
        "agent.send = lambda c, value, s: [c.sendall(b'x' * 10**6) for _ in range(10**6)]\n"
        "def double(x): return 2 * x",
    ],
)
def test_an_answer_that_forges_loses_only_its_own_points(warm, run_in, hostile):
    ran = run_in(warm, "x = 1", "y = 1", hostile, "CHECK double", DOUBLE.replace("double", "again"))
    assert not is_right(ran.asked["double"]) or not ran.stops
    # A notebook's own process can always spoil its later answers; a new one must be all right.
    assert is_right(run_in(warm, DOUBLE, "CHECK double").asked["double"])


@pytest.mark.timeout(60)
def test_a_process_that_is_gone_after_its_last_reply_is_not_waited_for(warm, run_in):
    gone = (
        "import os\nfrom gradelib.sandbox import agent\nkept, told = agent.send, []\n"
        "def send(c, value, s):\n  kept(c, value, s)\n  told.append(value)\n"
        "  if len(told) == 4: os._exit(0)\n"
        "agent.send = send\ndef double(x): return 2 * x"
    )
    ran = run_in(warm, gone, "CHECK double", "print('on')")
    assert is_right(ran.asked["double"]) and ran.texts[2] == "on\n"
    assert [stop.cell for stop in ran.stops] == [1]


def test_the_next_exercise_has_a_new_socket(warm, run_in):
    keep = (
        "import gc, socket, threading, time\n"
        "def double(x):\n"
        "  s = [o for o in gc.get_objects() if isinstance(o, socket.socket)][-1].dup()\n"
        "  def babble():\n"
        "    while True:\n      time.sleep(0.005)\n      try: s.sendall(b'forged')\n"
        "      except OSError: return\n"
        "  globals()['t'] = t = threading.Thread(target=babble, daemon=True)\n  t.start()\n"
        "  return 2 * x\ndef again(x): return 2 * x"
    )
    once = []

    def respond(name, answer):
        once.append((name, doubled(answer) if name == "again" else answer(only_call(1.0), 1.0, 1)))

    run_in(warm, keep, "CHECK double", "CHECK again", respond=respond)
    assert once[1][0] == "again" and is_right(once[1][1])


def test_sockets_that_nobody_took_do_not_confuse_the_next_exercise(warm, run_in, monkeypatch):
    monkeypatch.setattr(standin, "CONNECT_SECONDS", 1.0)
    skip = (
        "from gradelib.sandbox import agent\nhonest = agent._socket_for\n"
        "def once(ticket):\n  agent._socket_for = honest\n  raise KeyboardInterrupt\n"
        "agent._socket_for = once\ndef double(x): return 2 * x"
    )
    ran = run_in(warm, skip, "CHECK double", DOUBLE.replace("double", "again"), "CHECK again")
    assert isinstance(ran.asked["double"], str) and is_right(ran.asked["again"])


def test_an_answer_that_hangs_is_stopped_and_the_notebook_goes_on(warm, run_in):
    ran = run_in(warm, "def double(x):\n  while True: pass", "CHECK double", "print('on')")
    kinds = {value.kind for value in ran.asked["double"].values()}
    assert kinds == {"TimeUp"} and ran.texts[2] == "on\n" and not ran.stops


def test_an_answer_that_needs_too_much_memory_is_named(warm, run_in):
    hog = "def double(x):\n  kept = []\n  while True: kept.append(bytearray(b'x' * 2_000_000))"
    limits = replace(QUICK, memory=300 * 2**20)
    ran = run_in(warm, hog, "CHECK double", "print('on')", limits=limits)
    assert ran.texts[2] == "on\n"
    assert not ran.stops or "300 MB of memory" in ran.stops[0].reason


def test_it_runs_in_any_thread_and_within_a_running_event_loop(warm, run_in):
    results = []

    def work():
        results.append(run_in(warm, DOUBLE, "CHECK double").asked["double"])

    async def serve():
        work()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asyncio.run(serve())
    assert len(results) == 4 and all(map(is_right, results))


def test_a_nursery_that_has_died_is_replaced(walls, run_in):
    with Sandbox() as own:
        run_in(own, "1")
        own._nursery._popen.kill()
        own._nursery._popen.wait()
        assert run_in(own, "print('on')").texts[0] == "on\n"
        assert own.cold == ""


def test_where_no_nursery_starts_it_is_said_and_each_process_starts_by_itself(
    walls, run_in, monkeypatch
):
    from gradelib.sandbox import nursery

    monkeypatch.setattr(nursery, "READY", b"?")
    with Sandbox() as own:
        assert run_in(own, "print('on')").texts[0] == "on\n"
        assert "nursery did not start" in own.cold


def test_modules_are_imported_once_for_all(walls, run_in):
    with Sandbox(modules=["wave", "no_such_module"]) as own:
        ran = run_in(own, "import sys; print('wave' in sys.modules)")
    assert ran.texts[0] == "True\n"


def test_unconfined_it_runs_and_says_so(run_in):
    with Sandbox(unsafe=True) as own:
        ran = run_in(own, DOUBLE, "CHECK double", files={"a/b.txt": b"x"})
    assert is_right(ran.asked["double"]) and ran.run.confined is False


def test_confined_is_said_too(warm, run_in):
    assert run_in(warm, "1").run.confined is True


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a/../../b", ""])
def test_a_file_cannot_be_put_elsewhere(warm, run_in, name):
    with pytest.raises(ValueError, match="no path within a submission"):
        run_in(warm, "1", files={name: b"x"})


def test_a_large_file_arrives_whole(warm, run_in):
    data = np.random.default_rng(0).bytes(40_000_000)
    ran = run_in(
        warm,
        "import hashlib; print(hashlib.sha256(open('w', 'rb').read()).hexdigest())",
        files={"w": data},
    )
    assert ran.texts[0].strip() == hashlib.sha256(data).hexdigest()
