"""Answer with the argument, unchanged, and with views of it.

What is right differs from it.
"""
# %% square
def square(x):
    return x
# %% total
def total(x):
    return x[:1]
