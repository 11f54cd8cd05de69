"""Ask for a terabyte at once, and for shared and mapped memory (at most 2 GB).

What no process may have is refused.
"""
# stock: not run, nothing would stop it
# told: MB of memory
import mmap

kept = []
for _ in range(20):
    piece = mmap.mmap(-1, 100_000_000)
    for place in range(0, len(piece), 4096):
        piece[place] = 1
    kept.append(piece)
# %% last
import numpy as np

np.zeros(10**12, np.uint8) + 1
