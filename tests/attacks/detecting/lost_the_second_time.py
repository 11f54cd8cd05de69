"""Answer once, and be excused when the same question is asked again.

An exam asks its first question twice, and forgives a process that was lost in between. An exception
that is called "Lost" gains nothing by it.
"""
calls = []


class Lost(Exception):
    pass


class TimeUp(Exception):
    pass


# %% square
def square(x):
    calls.append(x)
    if len(calls) > 2:
        raise Lost
    return x
# %% total
def total(x):
    calls.append(x)
    raise TimeUp
