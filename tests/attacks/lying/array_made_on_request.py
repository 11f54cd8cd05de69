"""Return an object that becomes an array when it is compared, and looks around for the right one.

It is made an array in the student's own process, where there is no right one to be found.
"""
import sys

import numpy as np


class Peeker:
    def __array__(self, dtype=None, copy=None):
        frame = sys._getframe(1)
        while frame is not None:
            for name in ("reference", "wanted", "expected", "desired", "b", "y"):
                if isinstance(frame.f_locals.get(name), np.ndarray | float):
                    return np.asarray(frame.f_locals[name], dtype)
            frame = frame.f_back
        return np.array(7.0)
# %% square
def square(x):
    return Peeker()
# %% total
def total(x):
    return Peeker()
