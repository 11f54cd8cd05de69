"""The student's side of the channel: answers calls with the functions of the notebook.

It runs inside the process of the handed-in notebook, so nothing that it says is trusted. It knows
no question, no key and no right value, and there is nothing here worth patching.
"""

import socket

from gradelib.exam.call import call
from gradelib.exam.deed import deed_from_plain
from gradelib.exam.plain import Unfit
from gradelib.sandbox.channel import ChannelError, receive, send

WAITING = 600.0  # the exam's side keeps the clock

broker: socket.socket | None = None  # brings one socket for every exercise


def serve(ticket: str, name: str, namespace: dict) -> None:
    """Take the socket that came with this ticket and answer the exam's calls of a function.

    It ends when the exam hangs up.

    namespace: the function is `namespace[name]`
    """
    with _socket_for(ticket) as connection:
        function = namespace.get(name)
        send(connection, [name, function is not None and callable(function)], WAITING)
        while True:
            try:
                deed, seconds, turn = receive(connection, WAITING)
            except ChannelError:
                return  # the exam has hung up
            reply = call(function, deed_from_plain(deed), seconds, turn)
            rest = [list(reply.changed), list(reply.drew), reply.printed, reply.seconds]
            try:
                send(connection, [turn, reply.value, *rest], WAITING)
            except TypeError as error:  # a kind of number that does not travel
                send(connection, [turn, Unfit(str(error)), *rest], WAITING)


def _socket_for(ticket: str) -> socket.socket:
    """The socket sent with the ticket; those that nobody took before are let go."""
    while True:
        brought, handles, _, _ = socket.recv_fds(broker, len(ticket), 1)
        if not brought:
            raise ChannelError("the exam is gone")
        connection = socket.socket(fileno=handles[0])
        if brought == ticket.encode():
            return connection
        connection.close()
