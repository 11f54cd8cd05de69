"""Fill sockets that nobody reads, in many processes (at most 1 GB).

What waits in a socket is the kernel's memory and no process's. Open files are counted for all
processes together.
"""
# stock: not run, nothing would stop it
# told: files and sockets open
import os
import socket
import time

started = 0
while started < 20 and os.fork() == 0:
    started += 1
pairs = []
for _ in range(120):
    pairs.append(socket.socketpair())
    for end in pairs[-1]:
        end.setblocking(False)
        try:
            while True:
                end.send(bytes(2**16))
        except BlockingIOError:
            pass
time.sleep(60)
