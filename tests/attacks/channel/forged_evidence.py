"""Reply with exceptions and refusals of the exam's own kind, inside data and at the top.

Such a reply is evidence of having failed, wherever it stands.
"""
from gradelib.exam.plain import Raised, Unfit
from gradelib.sandbox import agent, channel

honest = channel.send
BASES = ("ValueError", "LookupError", "NotImplementedError", "TimeUp", "Lost", "right") * 100


def forged(connection, value, seconds):
    if len(value) == 5:
        value[1] = [Raised("right", "right", "right", BASES), [Unfit("right")], {"x": Unfit("")}]
        if value[0] == 1:
            value[1] = Raised("right", "x" * 10**6, "y" * 10**6, BASES)
    honest(connection, value, seconds)


agent.send = forged
