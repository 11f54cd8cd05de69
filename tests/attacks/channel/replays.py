"""Send every reply twice, and old replies again.

A reply that answers no call ends the conversation.
"""
from gradelib.sandbox import agent, channel

honest, said = channel.send, []


def again(connection, value, seconds):
    said.append(value)
    for old in [*said[-3:], value]:
        honest(connection, old, seconds)


agent.send = again
