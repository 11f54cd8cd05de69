"""Hand in links that lead nowhere, or in circles, named like notebooks.

What cannot be read was not handed in, and stops nobody.
"""
# %% folder
(folder / "small.ipynb").unlink()
(folder / "small.ipynb").symlink_to("nowhere")
(folder / "circle.ipynb").symlink_to("circle.ipynb")
(folder / "other.ipynb").symlink_to("/proc/nothing/at/all")
