"""Overflow the stack of C, and that of Python.

The process dies of it, and no other.
"""
# %% square
import sys

sys.setrecursionlimit(10**9)


def square(x):
    return square(x)
# %% total
def total(x):
    deep = []
    for _ in range(10**6):
        deep = [deep]
    return repr(deep)
