"""Search every folder of the machine for keys, notebooks and grade books.

There are the system, Python and its packages; everything else is not mounted.
"""
# stock: not run, it would read the whole machine
import os
import time

until = time.monotonic() + 1.0
skipped = {"usr", "lib", "lib64", "bin", "sbin", "proc", "site-packages", "dist-packages"}
for place, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if name not in skipped]
    for name in files:
        if name.endswith((".key", ".db", "seed.json")) or name.startswith(("key-", "lesson")):
            try:
                print(place, name, open(f"{place}/{name}", errors="replace").read(500))
            except OSError:
                pass
    if time.monotonic() > until:
        break
for path in TARGET["course"], *(f"{TARGET['home']}/{name}" for name in (".bashrc", ".ssh", ".cache")):
    if os.path.exists(path):
        reached(path)
