"""Claim other points in the test cells: a hundred, less than none, no number.

The settings of the lesson count, not those of what was handed in.
"""
# %% notebook
for name, points in ("check_square", 100.0), ("check_total", float("nan")):
    cell_of(notebook, name).metadata.nbgrader.points = points
