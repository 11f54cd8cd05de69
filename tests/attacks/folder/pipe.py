"""Hand in pipes and sockets, from which one may read for ever, named like notebooks and like data.

What is no file is not opened.
"""
# %% folder
import os
import socket

(folder / "small.ipynb").unlink()
for name in "small.ipynb", "other.ipynb", "data.csv":
    os.mkfifo(folder / name)
here = os.getcwd()
os.chdir(folder)
with socket.socket(socket.AF_UNIX) as server:
    server.bind("third.ipynb")
os.chdir(here)
