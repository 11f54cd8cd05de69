"""Hand in numbers that no computer holds where numbers are expected, and duplicate keys.

Numbers in a file are not believed, as nothing in it.
"""
# %% notebook
from tests.course.small_class import as_bytes

data = as_bytes(notebook)
data = data.replace(b'"nbformat": 4', b'"nbformat": 1' + b"0" * 10_000 + b', "nbformat": 1e999')
data = data.replace(b'"points": 2.0', b'"points": -Infinity, "points": 1' + b"0" * 5000)
data = data.replace(b'"execution_count": null', b'"execution_count": 1e400, "execution_count": NaN')
