"""Send frames that are none: cut off, nested without end, of unknown tags, with absurd shapes.

What cannot be read is no reply.
"""
import struct

from gradelib.sandbox import agent

honest = agent.send
FRAMES = [
    b"l\xff\xff\xff\xff",
    b"l\x01\0\0\0" * 5000 + b"N",
    b"A\x0b\x10" + struct.pack("<16Q", *[2**60] * 16),
    b"A\x0b\x02" + struct.pack("<2Q", 0, 2**63),
    b"X\x09\x01" + struct.pack("<Q", 2**40),
    b"U\xff\xff\xff\x7f\x01" + struct.pack("<Q", 2**20),
    b"d\x02\0\0\0l\0\0\0\0N",
    b"i\x04\0\0\0\x01\0",
    b"s\x02\0\0\0\xff\xff",
    b"Z",
    b"",
]
# %% square
def malformed(connection, value, seconds):
    if len(value) == 2:
        return honest(connection, value, seconds)
    frame = FRAMES[len(FRAMES) % 7]
    connection.sendall(struct.pack("<I", len(frame)) + frame)


def square(x):
    agent.send = malformed
# %% total
def total(x):
    agent.send = malformed
    FRAMES.pop()
