"""Stop the own process, which then neither runs nor ends.

The clock is the grader's.
"""
# told: was stopped after 2 s
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
