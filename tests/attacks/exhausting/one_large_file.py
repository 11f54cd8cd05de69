"""Write one file that grows without end, and one with a hole of a terabyte.

The kernel bounds the size of a file.
"""
# stock: not run, nothing would stop it
# told: wrote a file of more than 4 MB
with open("large", "wb") as file:
    for _ in range(100):
        file.write(bytes(1_000_000))
        file.flush()
# %% last
with open("hole", "wb") as file:
    file.truncate(2**40)
