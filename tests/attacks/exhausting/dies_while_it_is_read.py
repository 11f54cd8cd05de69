"""Send small messages faster than they can be read, and die in the middle of them (at most 1 s).

libzmq, told never to connect again, would drop its end of the connection between two parts of a
message, and abort the grader.
"""
import os
import sys
import threading

threading.Timer(1.0, os.kill, (os.getpid(), 9)).start()
while True:
    print("x")
    sys.stdout.flush()
