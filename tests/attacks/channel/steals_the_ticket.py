"""Take the exam's socket before the agent does, and answer in its place.

Whoever answers, the reply is held against the right values.
"""
import socket
import struct
import threading

from gradelib.exam.wire import pack
from gradelib.sandbox import agent


def thief():
    while True:
        said, handles, _, _ = socket.recv_fds(agent.broker, 100, 5)
        for number in handles:
            connection = socket.socket(fileno=number)
            for name in "square", "total":
                frame = pack([name, True])
                connection.sendall(struct.pack("<I", len(frame)) + frame)
            kept.append(connection)


kept = []
threading.Thread(target=thief, daemon=True).start()
