"""Start threads until no more can be started (at most 2000).

The tasks of a submission are counted, and the kernel refuses more.
"""
# stock: not run, nothing would stop it
# told: 64 processes and threads
import threading
import time

for _ in range(2000):
    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
