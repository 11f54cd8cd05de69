"""The grader's end of Jupyter's sockets."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import zmq

from gradelib.sandbox.kernel import WAITING_MESSAGES, student_kernel
from gradelib.sandbox.limits import Limits

FLOOD = """
import sys, zmq
outlet = zmq.Context().socket(zmq.XPUB)
outlet.bind(sys.argv[1])
outlet.recv()
while True:
    outlet.send_multipart([b"part"] * 7)
"""
READER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_kernel import read_after_death
print(read_after_death(Path(sys.argv[2])))
"""


def read_after_death(folder: Path) -> int:
    """The messages that can be read of a process that was killed while it flooded us."""
    manager = student_kernel(lambda: None, Limits())
    inlet = manager.context.socket(zmq.SUB, socket_class=zmq.Socket)
    address = f"ipc://{folder}/s"
    flooding = subprocess.Popen([sys.executable, "-c", FLOOD, address])
    while not (folder / "s").exists():
        time.sleep(0.01)
    inlet.connect(address)
    inlet.subscribe(b"")
    inlet.poll(5000)
    inlet.poll(200, zmq.POLLOUT)  # never true: until as many wait as may
    flooding.kill()
    flooding.wait()
    inlet.poll(200, zmq.POLLOUT)  # until the end has been noticed
    messages = 0
    while inlet.poll(0):
        messages += len(inlet.recv_multipart()) == 7
    return messages


@pytest.mark.parametrize("turn", range(3))
def test_the_output_of_a_process_that_died_is_read_to_the_end(turn, tmp_path):
    """With some settings libzmq loses it, or aborts; so this is tried in a process of its own."""
    command = [sys.executable, "-c", READER, str(Path(__file__).parent), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) >= WAITING_MESSAGES


def test_nobody_waits_for_ever_for_somebody_to_send_to():
    """As when the connection has ended, and with it the place where messages wait."""
    manager = student_kernel(lambda: None, Limits())
    unconnected = manager.context.socket(zmq.DEALER, socket_class=zmq.Socket)
    with unconnected, pytest.raises(zmq.Again):
        unconnected.send(b"is anybody there?")
