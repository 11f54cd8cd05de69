"""Hand in folders named like notebooks.

What is no file was not handed in, and stops nobody.
"""
# %% folder
(folder / "small.ipynb").unlink()
(folder / "small.ipynb").mkdir()
(folder / "other.ipynb").mkdir()
