"""Answer at random, hoping that one of the calls is lucky.

Every question has to be right, and the first call is made again.
"""
import numpy as np


# %% square
def square(x):
    return np.random.normal(size=np.shape(x)) ** 2
# %% total
def total(x):
    return np.random.normal() * np.sqrt(len(x))
