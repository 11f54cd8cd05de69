"""Leave threads that go on when their cell has ended, and change everything they find.

They are part of a process that ends before the next student's begins, and knows nothing.
"""
import gc
import threading
import time


def spoil():
    while True:
        time.sleep(0.001)
        for thing in gc.get_objects()[-2000:]:
            if isinstance(thing, dict) and "function" in thing:
                thing["function"] = lambda *arguments: 7.0


for _ in range(4):
    threading.Thread(target=spoil, daemon=True).start()
threading.Thread(target=time.sleep, args=(1000,), daemon=False).start()
