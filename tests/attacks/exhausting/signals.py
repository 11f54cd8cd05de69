"""Send every signal to everybody that can be reached.

Only the own processes can be reached.
"""
import os
import signal

for number in (signal.SIGHUP, signal.SIGUSR1, signal.SIGCONT, signal.SIGTERM, signal.SIGKILL):
    for whom in os.getppid(), 1, 0, -1:
        try:
            os.kill(whom, number)
        except OSError as error:
            print(error)
