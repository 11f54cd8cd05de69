"""Send datagrams to a server on this machine, and to everybody.

The process has a network of its own, with nobody else in it.
"""
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    connection.settimeout(0.1)
    for host in "127.0.0.1", "255.255.255.255", "224.0.0.1":
        try:
            connection.sendto(b"here I am", (host, TARGET["udp"]))
            print(connection.recv(1000))
        except OSError as error:
            print(error)
