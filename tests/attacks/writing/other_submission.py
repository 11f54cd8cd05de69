"""Spoil another student's work, the solution, the key and the seed.

None of them is there; a file of that name is made at most in the attacker's own memory.
"""
import os

for name in ("submission", "solution", "key", "seed", "config"):
    try:
        os.makedirs(os.path.dirname(TARGET[name]), exist_ok=True)
        with open(TARGET[name], "w") as file:
            file.write("spoilt")
    except OSError as error:
        print(error)
