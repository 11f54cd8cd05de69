"""Hand in a hard link to one's own file, many times, to be counted and copied as many times.

What lies beside a notebook is bounded together, however it came there.
"""
# %% folder
import os

(folder / "0.bin").write_bytes(bytes(2**20))
for number in range(1, 100):
    os.link(folder / "0.bin", folder / f"{number}.bin")
