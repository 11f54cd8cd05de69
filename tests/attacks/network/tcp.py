"""Connect to a server on this machine, by every address that it may have.

The process has a network of its own, with nobody else in it.
"""
import socket

for host in "127.0.0.1", "localhost", "::1", "0.0.0.0", "::ffff:127.0.0.1", socket.gethostname():
    try:
        with socket.create_connection((host, TARGET["tcp"]), 0.2) as connection:
            print(host, connection.recv(1000))
    except OSError as error:
        print(host, error)
