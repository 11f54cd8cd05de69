"""Open files and sockets until no more can be opened.

The kernel bounds their number for each process.
"""
# told: files open
import socket

kept = [socket.socketpair() for _ in range(10_000)]
