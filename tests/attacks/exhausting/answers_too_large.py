"""Answer with more than anybody wants to read.

An answer is bounded where it is made, and again where it arrives.
"""
import numpy as np


# %% square
def square(x):
    return np.broadcast_to(np.float64(7.0), (10**6, 10**6))
# %% total
def total(x):
    return "x" * 30_000_000
