"""Let atheris play the student's process: whatever bytes it sends, the grader gives 0 points.

    python -m tests.fuzz.channel -max_total_time=60    (make fuzz)
    python -m tests.fuzz.channel crash-…               (one input again)

One input is all that a hostile process ever sends: a greeting and the replies to a small exam of
every kind of question. The way from the socket to the verdict is the grader's own. An input is a
finding when it makes any step of that way raise (but for a `ChannelError` over the greeting), when
what was read cannot be written again, when it earns a point, takes longer than 10 s or over 2 GB.
"""

import contextlib
import math
import socket
import struct
import sys
import tempfile
from pathlib import Path
from random import Random

import atheris
import numpy as np
import torch

with atheris.instrument_imports(include=["gradelib.exam", "gradelib.sandbox"]):
    from gradelib.exam import ask, at_most, close, exercise, holds, wrong
    from gradelib.exam.call import Reply
    from gradelib.exam.deed import Deed
    from gradelib.exam.key import make_key
    from gradelib.exam.plain import Raised, Unfit
    from gradelib.exam.questions import examine
    from gradelib.exam.verdict import Verdict, judge
    from gradelib.exam.wire import WireError, pack, unpack
    from gradelib.sandbox.channel import ChannelError
    from gradelib.sandbox.standin import Budget, Line, StandIn

LARGEST = 2**16  # bytes of one input
SECONDS = 5.0
BOUNDS = ["-timeout=10", "-rss_limit_mb=2048", f"-max_len={LARGEST}"]


@exercise(points=5)
def describe_table(answer, rng):
    """A dict of a table: what every kind of question can be asked about."""
    table = rng.normal(size=(3, 4))
    yield ask("numbers", lambda: answer(table)["means"], rule=close(shape=False))
    yield ask("all of it", lambda: answer(table + 1))
    yield ask("text", lambda: answer(table * 2)["name"])
    yield ask("small", lambda: answer(table + 2)["error"], rule=at_most(0.01))
    positive = holds(lambda got, wanted: bool(np.all(got >= 0)))
    yield ask("positive", lambda: answer(table - 1)["squares"], rule=positive)


def description(table):
    """The right answer."""
    name = "x".join(map(str, table.shape))  # the same for every seed: atheris sees texts compared
    squares = torch.from_numpy(table**2)
    return {"means": table.mean(1), "name": name, "error": 1e-6, "squares": squares}


@wrong(describe_table, hint="Which axis is a row?")
def takes_the_columns(table):
    """A mistake to be recognised."""
    return description(table.T)


KEY = make_key({"describe_table": describe_table}, {"describe_table": description},
               [takes_the_columns], seed=0).exercises["describe_table"]  # fmt: skip


VALUES = [
    *(description(np.ones((3, 4))), description(np.eye(3)) | {"means": [1, 2.5, True]}),
    *(Raised("ValueError", "m", "line", ("ValueError",)), Unfit("a generator"), None, -(2**70)),
    *({1, "a", (2, None)}, [np.array(["a", "bc"]), 1j, (torch.zeros(2, 1).bfloat16(),)]),
    *(np.array([True, False]), np.zeros((0, 3), np.float16), np.arange(6).reshape(2, 3)),
]


def one_input(data: bytes) -> None:
    """Send these bytes as a student's process would, and judge what comes of it."""
    broker, theirs = socket.socketpair()
    with broker, theirs:
        line = Line(broker)
        _, handles, _, _ = socket.recv_fds(theirs, 64, 1)
        with socket.socket(fileno=handles[0]) as process:
            process.sendall(data)
            process.shutdown(socket.SHUT_WR)
            try:
                answer = line.stand_in("describe_table")
            except ChannelError:
                return
            if answer is None:
                return
            answer.budget = Budget(SECONDS)
            with contextlib.closing(answer):
                verdict = _judge(answer)
    if verdict.points or verdict.right:
        raise AssertionError(f"{verdict.points} points were forged: {verdict}")


def _judge(answer: StandIn) -> Verdict:
    raised = []

    def watched(deed: Deed, seconds: float, turn: int) -> Reply:
        try:  # the exam forgives whatever an answer raises, so it is kept here
            reply = answer(deed, seconds, turn)
            assert pack(unpack(pack(reply.value))) == pack(reply.value)
        except Exception as error:
            raised.append(error)
            raise
        return reply

    verdict = judge(describe_table, KEY, examine(describe_table, watched, 0))
    if raised:
        raise raised[0]
    return verdict


def conversations() -> list[bytes]:
    """What to begin with: whole conversations of processes that give no right answer."""
    return [_stream(_conversation([value] * 6)) for value in VALUES]


def _conversation(values: list[object]) -> list[bytes]:
    replies = [[turn, value, ["table"], ["numpy"], 9, 0.5] for turn, value in enumerate(values, 1)]
    return [pack(told) for told in (["describe_table", True], *replies)]


def _stream(frames: list[bytes]) -> bytes:
    return b"".join(struct.pack("<I", len(frame)) + frame for frame in frames)


def _frames(stream: bytes) -> list[bytes]:
    frames = []
    while stream:
        end = 4 + int.from_bytes(stream[:4], "little")
        frames.append(stream[4:end])
        stream = stream[end:]
    return frames


def mutated(stream: bytes, largest: int, seed: int) -> bytes:
    """Change one frame, its value or its bytes: bytes alone would seldom remain a frame."""
    random = Random(seed)
    frames = _frames(stream)
    if not frames or random.random() < 0.1:
        return atheris.Mutate(stream, largest)
    place = random.randrange(len(frames))
    try:
        if random.random() < 0.3:
            raise WireError
        frames[place] = pack(_altered(unpack(frames[place]), random))
    except WireError:
        frames[place] = atheris.Mutate(frames[place], len(frames[place]) + 64)
    return _stream(frames)[:largest]


def _altered(value: object, random: Random) -> object:
    """The same with one part of it replaced, doubled or left out."""
    if not isinstance(value, list | tuple | dict) or not value or random.random() < 0.1:
        return random.choice([*VALUES, -1, math.nan, math.inf, 1e308, 2**63, "", [], [value]])
    parts = list(value.items()) if isinstance(value, dict) else list(value)
    place = random.randrange(len(parts))
    how = random.choice(["part", "part", "drop", "double"])
    if how != "part":
        parts[place : place + 1] = [parts[place]] * (2 if how == "double" else 0)
    elif isinstance(value, dict):
        parts[place] = parts[place][0], _altered(parts[place][1], random)
    else:
        parts[place] = _altered(parts[place], random)
    return type(value)(parts)


def main() -> None:
    """Run libFuzzer on `one_input`; ends with status 0 if nothing was found."""
    with tempfile.TemporaryDirectory() as folder:
        for number, stream in enumerate(conversations()):
            Path(folder, str(number)).write_bytes(stream)
        again = any(Path(word).is_file() for word in sys.argv[1:])
        corpus = [] if again else [folder]
        atheris.Setup([*sys.argv, *BOUNDS, *corpus], one_input, custom_mutator=mutated)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
