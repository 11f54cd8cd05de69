"""Hang in C, where no alarm of Python's is heard: in a regular expression, in a huge power.

The process is killed from outside.
"""
import re


# %% square
def square(x):
    return re.match(r"(a*)*b", "a" * 200)
# %% total
def total(x):
    return 7 ** (7**11)
