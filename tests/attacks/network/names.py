"""Ask for names, which would tell a name server what the exam asked.

There is no name server, and no way to one.
"""
# stock: not run, it would ask the world's name servers
import socket

for name in "example.org", "the-question-was-7.example.org", "metadata.google.internal":
    try:
        reached(socket.getaddrinfo(name, 80))
    except OSError as error:
        print(error)
for server in "1.1.1.1", "8.8.8.8", "127.0.0.53", "169.254.169.254":
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.settimeout(0.1)
        try:
            connection.sendto(b"\0\1\1\0\0\1\0\0\0\0\0\0\7example\3org\0\0\1\0\1", (server, 53))
            reached(connection.recv(1000))
        except OSError as error:
            print(error)
