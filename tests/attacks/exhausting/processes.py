"""Start processes until no more can be started (at most 400).

The tasks of a submission are counted, and the kernel refuses more.
"""
# stock: not run, nothing would stop it
# told: 64 processes and threads at a time
import os
import time

for _ in range(400):
    try:
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
    except OSError:
        time.sleep(0.05)
