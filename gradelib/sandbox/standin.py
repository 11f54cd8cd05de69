"""The exam's side of the channel: a stand-in that answers by asking the student's process.

Whatever comes back is hostile data. Every exercise has a socket of its own, made here, so a reply
that is late, malformed, forged or doubled costs the answer that sent it and no other.
"""

import contextlib
import math
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gradelib.exam.call import PATIENCE, Reply
from gradelib.exam.deed import Deed, deed_to_plain
from gradelib.exam.plain import Raised, Unfit
from gradelib.sandbox.channel import ChannelError, receive, send

CONNECT_SECONDS = 10.0
LARGEST_GREETING = 4096
GRACE_SECONDS = 1.5  # the agent stops a slow call itself; this is for one that cannot


@dataclass
class Budget:
    """Seconds that all calls of one submission may take together."""

    seconds: float

    @contextlib.contextmanager
    def spending(self) -> Iterator[float]:
        """What may be spent; what was spent is taken off."""
        start = time.monotonic()
        try:
            yield max(self.seconds, 0.0)
        finally:
            self.seconds -= time.monotonic() - start


class Line:
    """A new connection to a student's process, for one exercise.

    ticket: says to the agent which of the sockets that it was sent is this one
    """

    def __init__(self, broker: socket.socket) -> None:
        """Hand one end over.

        raises: ChannelError if the process does not take it
        """
        self.ticket = secrets.token_hex(16)
        self._ours, theirs = socket.socketpair()
        with theirs:
            try:
                broker.settimeout(CONNECT_SECONDS)
                socket.send_fds(broker, [self.ticket.encode()], [theirs.fileno()])
            except OSError:
                self._ours.close()
                raise ChannelError("the process cannot be asked") from None

    def stand_in(self, name: str) -> "StandIn | None":
        """The stand-in for the notebook's `name`, or None if it defines no such function.

        raises: ChannelError when the process does not answer, or not to what was asked
        """
        try:
            greeting = receive(self._ours, CONNECT_SECONDS, LARGEST_GREETING)
        except ChannelError:
            self.close()
            raise
        if type(greeting) is not list or len(greeting) != 2 or type(greeting[0]) is not str:
            self.close()
            raise ChannelError("the process sent a malformed greeting")
        if greeting[0] != name:
            self.close()
            raise ChannelError("the process answered something that was not asked")
        if greeting[1] is not True:
            self.close()
            return None
        return StandIn(self._ours)

    def close(self) -> None:
        """Hang up."""
        self._ours.close()


class StandIn:
    """Looks like an answer to the exam; `stop` is called when the process has to be killed."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lost = ""
        self.budget = Budget(0.0)
        self.stop: Callable[[str], None] = lambda reason: None

    def __call__(self, deed: Deed, seconds: float, turn: int) -> Reply:
        """Put one deed to the student's process: plain data in, plain data out."""
        if self._lost:
            return Reply(Raised("Lost", self._lost, "", ("Lost",)))
        with self.budget.spending() as left:
            if left <= 0:
                return self._give_up("all its calls together took too long", "TimeUp")
            seconds = min(seconds, left)
            try:
                send(self._connection, [deed_to_plain(deed), seconds, turn], GRACE_SECONDS)
                told = receive(self._connection, min(PATIENCE * seconds, left) + GRACE_SECONDS)
            except ChannelError as error:
                late = str(error) == "no reply in time"
                reason = f"it was stopped after {seconds:.3g} s" if late else str(error)
                return self._give_up(reason, "TimeUp" if late else "Lost")
            reply = read_reply(told, turn)
        return reply or self._give_up("it sent a malformed reply", "Lost")

    def close(self) -> None:
        """Hang up: the notebook goes on."""
        self._connection.close()

    def _give_up(self, reason: str, kind: str) -> Reply:
        """Kill the process: after an overrun or a forgery nothing it says means anything."""
        self._lost = reason
        self.close()
        self.stop(reason)
        return Reply(Raised(kind, reason, "", (kind,)))


def read_reply(told: object, turn: int) -> Reply | None:
    """The reply to the call number `turn` that was told, or None if it is none."""
    if type(told) is not list or len(told) != 6 or type(told[0]) is not int or told[0] != turn:
        return None
    _, value, changed, drew, printed, took = told
    for texts in (changed, drew):
        if type(texts) is not list or len(texts) > 40 or any(type(t) is not str for t in texts):
            return None
    if type(printed) is not int or not 0 <= printed < 2**40 or _holds_evidence(value):
        return None
    if type(took) is not float or not 0 <= took < math.inf:
        return None
    if isinstance(value, Raised):
        bases = tuple(_readable(base, 80) for base in value.bases[:20])
        value = Raised(
            _readable(value.kind, 80),
            _readable(value.message, 300),
            _readable(value.line, 300),
            bases,
        )
    if isinstance(value, Unfit):
        value = Unfit(_readable(value.what, 300))
    words = ([_readable(text, 80) for text in texts] for texts in (changed, drew))
    return Reply(value, *map(tuple, words), printed, took)


def _readable(text: str, most: int) -> str:
    """Short, and such that it can be written into a report: no half characters, no controls."""
    short = text[:most].encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in short)


def _holds_evidence(value: object) -> bool:
    """Exceptions and the like belong at the top only, never inside data."""
    if isinstance(value, dict):
        return any(isinstance(v, Raised | Unfit) or _holds_evidence(v) for v in value.values())
    if isinstance(value, list | tuple):
        return any(isinstance(v, Raised | Unfit) or _holds_evidence(v) for v in value)
    return False
