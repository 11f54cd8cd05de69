"""Leave the process group and the session by forking twice, and wait for the next student.

With the first process of its namespace, every process of a submission ends.
"""
import os
import signal
import socket
import time

if os.fork() == 0:
    os.setsid()
    for number in range(1, 60):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    if os.fork() == 0:
        for _ in range(60):
            time.sleep(0.5)
            for path in TARGET["submission"], TARGET["gradebook"], "/tmp/" + TARGET["mark"]:
                try:
                    with open(path, "w") as file:
                        file.write("spoilt")
                except OSError:
                    pass
            try:
                socket.create_connection(("127.0.0.1", TARGET["tcp"]), 1)
            except OSError:
                pass
    os._exit(0)
