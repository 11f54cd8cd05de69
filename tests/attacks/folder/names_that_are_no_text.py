"""Hand in files whose names are no text, have line ends, terminal codes, HTML, all the room there is.

A name is a name; what cannot be written as text is left out.
"""
# %% folder
import os

here = os.fsencode(folder)
for name in b"\xff\xfe.txt", b"new\nline.txt", b"\x1b[2J.txt", b"<script>.txt", b"x" * 255:
    with open(here + b"/" + name, "wb") as file:
        file.write(b"x")
with open(here + b"/\xff.ipynb", "wb") as file:
    file.write(b"{}")
