"""Frames of plain data over a stream socket, with a clock on every one.

A frame is its length (4 bytes) and the bytes of one plain value. The length is checked before
anything is read, and the value by gradelib.exam.wire.
"""

import socket
import struct
import time

from gradelib.exam.wire import pack, unpack

MAX_FRAME = 80 * 2**20


class ChannelError(Exception):
    """The other side is silent, gone, or sent something that is no frame."""


def send(connection: socket.socket, value: object, seconds: float) -> None:
    """Send one value; raises ChannelError if the other side does not take it in time."""
    data = pack(value)
    try:
        connection.settimeout(seconds)
        connection.sendall(struct.pack("<I", len(data)) + data)
    except OSError as error:
        raise ChannelError(str(error) or "nothing was taken") from error


def receive(connection: socket.socket, seconds: float, largest: int = MAX_FRAME) -> object:
    """The next value; raises ChannelError if no complete, well-formed frame comes in time.

    seconds: for the whole frame, however slowly its bytes drip
    largest: bytes that it may have
    """
    deadline = time.monotonic() + seconds
    (size,) = struct.unpack("<I", _read(connection, 4, deadline))
    if size > largest:
        raise ChannelError(f"a frame of {size:,} bytes")
    try:
        return unpack(_read(connection, size, deadline))
    except (ValueError, RecursionError, MemoryError) as error:
        raise ChannelError(f"no plain data: {error}") from error


def _read(connection: socket.socket, size: int, deadline: float) -> bytes:
    data = bytearray()
    while len(data) < size:
        left = deadline - time.monotonic()
        if left <= 0:
            raise ChannelError("no reply in time")
        try:
            connection.settimeout(left)
            part = connection.recv(min(size - len(data), 2**20))
        except TimeoutError:
            raise ChannelError("no reply in time") from None
        except OSError as error:
            raise ChannelError(str(error)) from error
        if not part:
            raise ChannelError("the process is gone")
        data += part
    return bytes(data)
