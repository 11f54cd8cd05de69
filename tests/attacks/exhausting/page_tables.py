"""Read one byte of every two megabytes of an endless mapping (at most 1 TB, half a GB of tables).

Nothing is ever written, so by the usual count no memory is used; the kernel's own notes about it
fill the machine. They are counted too.
"""
# stock: not run, nothing would stop it
# told: MB of memory
import mmap
import time

step, kept = 2**21, []
try:
    for _ in range(16):
        area = mmap.mmap(-1, 2**36, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ)
        kept.append(area)
        for place in range(0, len(area), step):
            area[place]
    time.sleep(1)
    reached("all of it")
except OSError:
    pass
