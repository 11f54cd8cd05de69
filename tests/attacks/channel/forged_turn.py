"""Claim numbers of calls, arguments and printed characters that cannot be.

Every field of a reply has one type and bounds.
"""
from gradelib.sandbox import agent, channel

honest = channel.send
FORGED = [True, -(2**70), 1.0, None, [1], "1"]


def forged(connection, value, seconds):
    if len(value) == 5:
        value = [FORGED[value[0] % len(FORGED)], 7.0, ["1"] * 10**5, "drew", -1]
    honest(connection, value, seconds)


agent.send = forged
