"""Hand in a file that begins a cell eighty thousand times and never ends one.

The search for whole cells goes through the file once.
"""
# %% notebook
data = b'{"cell_type": "code", "source": ["def square(x):' * 80_000
