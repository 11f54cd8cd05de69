"""Hand in a link to the course's own notebook, renamed, as the grader looks for renamed work.

A link is no notebook, whatever its name.
"""
# %% folder
(folder / "small.ipynb").unlink()
(folder / "my small (1).ipynb").symlink_to(TARGET["solution"])
