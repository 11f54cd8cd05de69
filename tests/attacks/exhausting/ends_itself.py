"""End the process in the exam, in ways that Python cannot catch.

It costs the answer that does it, and the next exercise is asked in a new process.
"""
# told: was stopped while `square` was asked
# %% square
import os


def square(x):
    os.abort()
# %% total
import ctypes


def total(x):
    ctypes.string_at(1)
