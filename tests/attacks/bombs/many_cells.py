"""Hand in a hundred thousand cells.

So many are not read.
"""
# %% notebook
import json

entry = {"cell_type": "markdown", "source": "def square(x):\n    return 7.0", "metadata": {}}
data = json.dumps({"cells": [entry] * 100_000, "nbformat": 4, "nbformat_minor": 5}).encode()
