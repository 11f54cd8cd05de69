"""Hand in a link to the course's own notebook, which holds the answers.

A link is no notebook: nothing was handed in.
"""
# %% folder
(folder / "small.ipynb").unlink()
(folder / "small.ipynb").symlink_to(TARGET["solution"])
