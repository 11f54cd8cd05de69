"""Hand in folders nested deeper than a path can be long.

What cannot be named is left out.
"""
# %% folder
import os

here = os.getcwd()
os.chdir(folder)
for _ in range(25):
    os.mkdir("d" * 200)
    os.chdir("d" * 200)
    with open("f" * 200, "w") as file:
        file.write("x")
os.chdir(here)
