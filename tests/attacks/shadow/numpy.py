"""Hand in a numpy of one's own beside the notebook.

It shadows numpy at most in the student's own process; the judge imports nothing from there.
"""
import sys

for name in [name for name in sys.modules if name.split(".")[0] == "numpy"]:
    del sys.modules[name]
import numpy as np


# %% square
def square(x):
    return np.zeros(5)
# %% total
def total(x):
    return np.zeros(5)
# %% beside numpy.py
class Liar:
    def __getattr__(self, name):
        return self

    def __call__(self, *arguments, **keywords):
        return self

    __eq__ = __bool__ = lambda self, *other: True


def __getattr__(name):
    return Liar()
