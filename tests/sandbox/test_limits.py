"""Every limit strikes, says why in plain words, and what comes after it goes on."""

from dataclasses import replace

import pytest

from .conftest import QUICK

MB = 2**20


def reasons(ran):
    return [stop.reason for stop in (*ran.stops, *ran.notes)]


def test_memory_of_one_process(sandbox, run_in):
    hog = "kept = []\nwhile True: kept.append(bytearray(b'x' * 2_000_000))"
    ran = run_in(sandbox, hog, "print('on')", limits=replace(QUICK, memory=300 * MB))
    assert reasons(ran) == ["needed more than 300 MB of memory"]
    assert ran.stops[0].cell == 0 and ran.texts[1] == "on\n"


def test_memory_of_all_processes_together(warm, run_in):
    hogs = (
        "import os, time\nfor n in range(6):\n  if os.fork() == 0:\n"
        "    kept = bytearray(b'x' * 100_000_000); time.sleep(9)\ntime.sleep(9)"
    )
    ran = run_in(warm, hogs, limits=replace(QUICK, memory=400 * MB))
    assert reasons(ran) == ["needed more than 400 MB of memory"]


def test_children_that_share_memory_are_not_charged_for_it_twice(warm, run_in):
    share = (
        "import os, time\nkept = bytearray(b'x' * 100_000_000)\nfor n in range(8):\n"
        "  if os.fork() == 0:\n    time.sleep(1); os._exit(0)\ntime.sleep(0.8)\nprint('done')"
    )
    ran = run_in(warm, share, limits=replace(QUICK, memory=500 * MB))
    assert ran.texts[0] == "done\n" and not ran.stops


def test_memory_that_the_kernel_needs_for_a_mapping_counts(warm, run_in):
    read = (
        "import mmap\nkept = []\nfor n in range(10):\n"
        "  area = mmap.mmap(-1, 2**36, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_READ)\n"
        "  kept.append(area)\n"
        "  for place in range(0, 2**36, 2**21): kept[-1][place]\nimport time; time.sleep(9)"
    )
    ran = run_in(warm, read, limits=replace(QUICK, memory=300 * MB))
    assert reasons(ran) == ["needed more than 300 MB of memory"]


def test_open_files_of_all_processes_together(warm, run_in):
    many = (
        "import os, socket, time\nfor n in range(9):\n  if os.fork() == 0: break\n"
        "kept = [socket.socketpair() for _ in range(25)]\ntime.sleep(9)"
    )
    ran = run_in(warm, many, limits=replace(QUICK, open_files=120))
    assert reasons(ran) == ["had more than 480 files and sockets open at a time"]


def test_files_without_content_count_too(warm, run_in):
    many = "for n in range(3000): open(str(n), 'w').close()"
    ran = run_in(warm, many, limits=replace(QUICK, disk=4 * MB))
    assert reasons(ran) == ["wrote more than 4 MB of files"]


def test_children_that_share_open_files_are_not_charged_for_them_twice(warm, run_in):
    share = (
        "import os, socket, time\nkept = [socket.socketpair() for _ in range(20)]\n"
        "for n in range(8):\n  if os.fork() == 0:\n    time.sleep(1); os._exit(0)\n"
        "time.sleep(0.8)\nprint('done')"
    )
    ran = run_in(warm, share, limits=replace(QUICK, open_files=120))
    assert ran.texts[0] == "done\n" and not ran.stops


def test_one_absurd_demand_for_memory_is_an_error_with_a_note(warm, run_in):
    ran = run_in(warm, "x = bytearray(10**13)", "print('on')")
    assert ran.texts[0].startswith("MemoryError") and ran.texts[1] == "on\n"
    assert reasons(ran) == ["asked for more than the 3,072 MB of memory it may use"]


@pytest.mark.parametrize("what", ["fork", "thread"])
def test_a_fork_bomb_is_bounded(warm, run_in, what):
    bombs = {
        "fork": "import os, time\nwhile True:\n  try:\n    os.fork()\n  except OSError:\n    pass",
        "thread": "import threading, time\n"
        "while True: threading.Thread(target=time.sleep, args=(60,)).start()",
    }
    limits = replace(QUICK, tasks=64, cell_seconds=30, notebook_seconds=60)
    ran = run_in(warm, bombs[what], "print('on')", limits=limits)
    assert "processes and threads" in reasons(ran)[0]
    assert ran.texts[1] == "on\n" or ran.notes


def test_two_hundred_children_are_too_many(warm, run_in):
    many = (
        "import os, time\nstarted = 0\ntry:\n  for n in range(200):\n    if os.fork() == 0:\n"
        "      time.sleep(9); os._exit(0)\n    started += 1\nfinally: print(started); time.sleep(1)"
    )
    ran = run_in(warm, many)
    assert "processes and threads" in reasons(ran)[0]
    assert not ran.texts[0] or int(ran.texts[0].split()[0]) < 140


def test_files(warm, run_in):
    limits = replace(QUICK, file=2 * MB, disk=4 * MB, open_files=64)
    ran = run_in(
        warm,
        "open('large', 'wb').write(bytes(3_000_000))",
        "for n in range(9):\n  with open(str(n), 'wb') as f: f.write(bytes(1_000_000))",
        "print('on')",
        limits=limits,
    )
    assert reasons(ran) == ["wrote a file of more than 2 MB", "wrote more than 4 MB of files"]
    assert ran.texts[2] == "on\n"


def test_open_files_of_one_process(warm, run_in):
    ran = run_in(warm, "kept = [open('/dev/null') for _ in range(600)]", "print('on')")
    assert reasons(ran) == ["had more than 512 files open"] and ran.texts[1] == "on\n"


def test_restarts(warm, run_in):
    ran = run_in(
        warm, *["import os; os._exit(0)"] * 2, "CHECK double", limits=replace(QUICK, restarts=1)
    )
    assert ran.asked["double"].endswith("it had ended its process too often")


def test_time_of_all_the_exams_calls(warm, run_in):
    slow = "import time\ndef double(x): time.sleep(0.3); return 2 * x"
    limits = replace(QUICK, exam_seconds=0.2)
    ran = run_in(warm, slow, "CHECK double", "CHECK double", limits=limits)
    assert "all its calls together took too long" in reasons(ran)[-1]


def test_processor_time_of_all_processes_together(warm, run_in):
    burn = "import os\nos.fork()\nos.fork()\nwhile True: pass"
    ran = run_in(warm, burn, limits=replace(QUICK, cpu_seconds=1.0))
    assert reasons(ran) == ["needed more than 1 s of processor time"]


def test_time_of_a_cell(warm, run_in):
    stubborn = "while True:\n  try:\n    while True: pass\n  except BaseException: pass"
    ran = run_in(warm, stubborn, "print('on')", limits=replace(QUICK, cell_seconds=1))
    assert reasons(ran) == ["was stopped after 1 s"] and ran.texts[1] == "on\n"


def test_time_of_all_cells(warm, run_in):
    limits = replace(QUICK, cell_seconds=1, notebook_seconds=1.5)
    ran = run_in(warm, *["import time; time.sleep(0.7)"] * 4, "CHECK double", limits=limits)
    assert "it had run for 2 s" in ran.asked["double"]
    assert "all cells together" in reasons(ran)[0]


def test_output_of_a_cell(warm, run_in):
    ran = run_in(warm, "for n in range(3000): print('x' * 99)", "print('on')")
    assert len(ran.texts[0]) < 110_000 and ran.texts[0].endswith("was cut off]\n")
    assert not ran.stops and ran.texts[1] == "on\n"


def test_output_of_all_cells(warm, run_in):
    limits = replace(QUICK, notebook_characters=5000)
    ran = run_in(warm, *["print('x' * 1000)"] * 9, limits=limits)
    assert sum(map(len, ran.texts)) < 7000 and "of all cells beyond 5,000" in ran.texts[-1]


def test_a_flood_of_output_is_stopped_as_it_arrives(warm, run_in):
    flood = "import time\nwhile True: print('x' * 100_000, flush=True); time.sleep(0.001)"
    ran = run_in(warm, flood, "print('on')", limits=replace(QUICK, flood=4 * MB))
    assert len(reasons(ran)) == 1 and ran.texts[1] == "on\n"
    assert reasons(ran)[0].startswith("wrote")


def test_a_flood_from_a_thread_left_behind_is_stopped_too(warm, run_in):
    flood = (
        "import threading, time\ndef flood():\n"
        "  while True: print('x' * 100_000, flush=True); time.sleep(0.001)\n"
        "threading.Thread(target=flood).start()"
    )
    limits = replace(QUICK, flood=4 * MB)
    ran = run_in(warm, flood, "import time; time.sleep(1)", "print('on')", limits=limits)
    assert reasons(ran)[0].startswith("wrote") and max(map(len, ran.texts)) < 110_000


def test_one_enormous_message_is_not_read(warm, run_in):
    show = "from IPython.display import HTML, display\ndisplay(HTML('x' * 30_000_000))"
    ran = run_in(warm, show, "print('on')", limits=replace(QUICK, message=1 * MB))
    assert reasons(ran)[0] == "wrote or showed more than 1 MB at once" and ran.texts[1] == "on\n"


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("import os; os._exit(0)", "ended the process it ran in"),
        ("import os; os.kill(os.getpid(), 9)", "ended the process it ran in"),
        ("import ctypes; ctypes.string_at(0)", "ended the process it ran in"),
        ("exit()", "called exit(), which ends the process"),
    ],
)
def test_a_cell_that_ends_its_process_is_told_and_not_run_again(warm, run_in, end, reason):
    ran = run_in(warm, "x = 1", end, "print(x)")
    assert [(stop.cell, stop.reason) for stop in ran.stops] == [(1, reason)]
    assert ran.texts[2] == "1\n"


def test_of_a_cell_that_was_stopped_what_it_defines_is_kept(warm, run_in):
    cell = "print('seen')\nimport math\ndef double(x): return 2 * x\nwhile True: pass"
    limits = replace(QUICK, cell_seconds=1)
    ran = run_in(warm, cell, "print(double(math.floor(2.5)))", limits=limits)
    assert len(ran.stops) == 1 and ran.texts == ["seen\n", "4\n"]
    assert ran.cells[0].source == cell


def test_a_cell_whose_definitions_stop_it_too_is_given_up(warm, run_in):
    cell = "@lambda f: __import__('os')._exit(0)\ndef double(x): return 2 * x"
    ran = run_in(warm, "x = 1", cell, "print(x)")
    assert [stop.cell for stop in ran.stops] == [1, 1] and ran.texts[2] == "1\n"


def test_outputs_that_no_notebook_can_hold_are_made_harmless(warm, run_in):
    forge = (
        "from IPython import get_ipython\nk = get_ipython().kernel\n"
        "def send(kind, **content):\n"
        "  k.session.send(k.iopub_socket, kind, content, parent=k.get_parent(), ident=b'x')\n"
    )
    cells = [
        "raise ValueError('\\udfff')",
        forge + "send('stream', name='evil', text='fine')",
        forge + "send('display_data', data={'text/plain': 3, 'application/javascript': 'x'})",
        forge + "send('error', ename=1, evalue=None, traceback=['a', 7])",
        forge + "send('execute_result', data=7)",
        forge + "send('status')",
    ]
    import nbformat
    from nbformat.v4 import new_notebook

    for cell in cells:
        ran = run_in(warm, cell, "print('on')")
        assert ran.texts[1] == "on\n"
        written = nbformat.writes(new_notebook(cells=ran.cells)).encode()
        nbformat.validate(nbformat.reads(written.decode(), as_version=4))


def test_a_cell_cannot_spoil_what_an_earlier_one_shows(warm, run_in):
    show = "from IPython.display import display\nh = display('first', display_id='d')"
    spoil = (
        "from IPython import get_ipython\nk = get_ipython().kernel\n"
        "k.session.send(k.iopub_socket, 'update_display_data', {'data': 5, 'metadata': 6,"
        " 'transient': {'display_id': 'd'}}, parent=k.get_parent())"
    )
    ran = run_in(warm, show, spoil, "print('on')")
    assert all(type(o.get("data", {})) is not int for cell in ran.cells for o in cell.outputs)
