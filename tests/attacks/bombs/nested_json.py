"""Hand in a file of brackets, nested a million deep.

The reader gives up at a depth, and says so.
"""
# %% notebook
data = b'{"cells": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}"
