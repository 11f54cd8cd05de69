"""Answer rightly when the student's own check asks, with the public seed, and wrongly otherwise.

Such an answer knows how to do it and does not; it gets what it deserves.
"""
import zlib

import numpy as np

PUBLIC = np.random.default_rng([0, zlib.crc32(b"square")]).normal(size=5)
# %% square
def square(x):
    return x**2 if np.allclose(x, PUBLIC[: len(x)]) else np.zeros(len(x))
