"""Return a mapping and a list that never end.

Values are counted while they are copied, and the copying ends at half a million.
"""
import itertools
from collections.abc import Mapping


class Endless(Mapping):
    __getitem__ = lambda self, key: 0.0
    __len__ = lambda self: 1
    __iter__ = lambda self: itertools.count()
    items = lambda self: ((float(i), 0.0) for i in itertools.count())
# %% square
def square(x):
    return Endless()
# %% total
def total(x):
    nested = []
    nested.append(nested)
    return nested
