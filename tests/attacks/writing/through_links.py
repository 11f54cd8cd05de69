"""Make links to what lies outside, and write through them.

A link is a name; it leads to what is mounted here, and there is nothing.
"""
import os

for name in ("solution", "submission", "gradebook", "key", "seed"):
    for make in (os.symlink, os.link):
        try:
            make(TARGET[name], f"{make.__name__}-{name}")
            with open(f"{make.__name__}-{name}", "w") as file:
                file.write("spoilt")
        except OSError as error:
            print(error)
