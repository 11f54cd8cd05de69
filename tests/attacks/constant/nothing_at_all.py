"""Answer with nothing: empty arrays, lists, texts, None, empty tuples.

Nothing is not close to something.
"""
import numpy as np


# %% square
def square(x):
    return np.zeros((0, 5))
# %% total
def total(x):
    return ""
