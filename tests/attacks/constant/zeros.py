"""Answer the same for every question: zeros of the right shape.

A question that a fixed value could pass earns nothing by itself.
"""
import numpy as np


# %% square
def square(x):
    return np.zeros(np.shape(x))
# %% total
def total(x):
    return 0.0
