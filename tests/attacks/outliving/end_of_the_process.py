"""Work when the process ends: atexit, finalisers of modules, handlers of signals.

The process is killed by a signal that cannot be handled, and nothing of it is waited for.
"""
import atexit
import signal
import time


def slowly(*arguments):
    time.sleep(1000)


atexit.register(slowly)
for number in signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT:
    signal.signal(number, slowly)


class Finaliser:
    __del__ = slowly


get_ipython().kept = Finaliser()
