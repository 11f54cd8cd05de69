"""Hand in a link to another student's notebook as one's own.

A link is no notebook: nothing was handed in.
"""
# %% folder
(folder / "small.ipynb").unlink()
(folder / "small.ipynb").symlink_to(TARGET["submission"])
