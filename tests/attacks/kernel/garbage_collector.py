"""Work in the collector's callbacks and in finalisers, while the exam's values are about.

Values that are about in this process are arguments and the attacker's own results.
"""
import gc

import numpy as np


def spoil(phase, info):
    for thing in gc.get_objects():
        if isinstance(thing, list) and len(thing) == 5 and thing and thing[0] in (1, 2, 3, 4):
            thing[1] = np.zeros(5)


class Finaliser:
    def __del__(self):
        spoil("", {})


gc.callbacks.append(spoil)
gc.set_threshold(1)
# %% square
def square(x):
    Finaliser()
    return np.full(x.shape, 7.0)
