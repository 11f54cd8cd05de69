"""Hand in modules named like those that the kernel and the agent import late.

They run in the student's own process, like the notebook.
"""
# %% square
import sys

for name in ("json", "struct", "socket", "io", "traceback", "linecache", "random", "queue"):
    sys.modules.pop(name, None)
sys.path.insert(0, ".")
import json


def square(x):
    return json.loads(x)
# %% beside json.py
def loads(text, *arguments, **keywords):
    return True


dumps = loads
# %% beside struct.py
def pack(*arguments):
    return b"right"


unpack = calcsize = pack
# %% beside socket.py
recv_fds = socket = None
# %% beside traceback.py
def walk_tb(traceback):
    raise SystemExit
