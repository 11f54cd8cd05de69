"""Open the secret key and the secret seed, directly and through links of the attacker's own.

They are not in the sandbox, and a link leads only to what is.
"""
import os

for name in ("key", "seed"):
    os.symlink(TARGET[name], f"link-{name}")
    for path in TARGET[name], f"link-{name}", "/proc/1/root" + TARGET[name]:
        try:
            print(open(path, errors="replace").read())
        except OSError as error:
            print(error)
