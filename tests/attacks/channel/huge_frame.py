"""Announce a frame of four gigabytes, and drip a short one byte by byte.

A length that is too large is refused; a frame has to arrive whole, and in time.
"""
import struct
import time

from gradelib.sandbox import agent

honest = agent.send
# %% square
def huge(connection, value, seconds):
    if len(value) == 2:
        return honest(connection, value, seconds)
    connection.sendall(struct.pack("<I", 2**32 - 1) + b"x" * 2**20)


def square(x):
    agent.send = huge
# %% total
def dripping(connection, value, seconds):
    for byte in struct.pack("<I", 1000) + b"N" * 1000:
        connection.sendall(bytes([byte]))
        time.sleep(0.01)


def total(x):
    agent.send = dripping
agent.send = honest
