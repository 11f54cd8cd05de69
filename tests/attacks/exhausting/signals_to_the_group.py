"""Stop every process of the own process group.

The group must not be that of the server from which the process was forked, nor another student's.
"""
import os
import signal

os.kill(0, signal.SIGSTOP)
