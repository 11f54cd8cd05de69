"""Frames and replies: whatever the other side sends is refused, in bounded time and memory."""

import contextlib
import math
import socket
import struct
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradelib.exam.call import Reply
from gradelib.exam.deed import only_call
from gradelib.exam.plain import Raised, Unfit
from gradelib.exam.wire import pack
from gradelib.sandbox.channel import ChannelError, receive, send
from gradelib.sandbox.standin import Budget, Line, StandIn, read_reply


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_sent_is_received(value):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        send(theirs, value, 1.0)
        assert pack(receive(ours, 1.0)) == pack(value)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_value_or_a_channel_error(data):
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(struct.pack("<I", len(data)) + data)
        with contextlib.suppress(ChannelError):
            receive(ours, 1.0)


@settings(max_examples=300, deadline=None)
@given(VALUES, st.data())
def test_a_spoilt_frame_gives_a_value_or_a_channel_error(value, data):
    spoilt = bytearray(pack(value))
    for _ in range(3):
        place = data.draw(st.integers(0, len(spoilt) - 1))
        spoilt[place] = data.draw(st.integers(0, 255))
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(struct.pack("<I", len(spoilt)) + spoilt)
        with contextlib.suppress(ChannelError):
            receive(ours, 1.0)


def test_a_length_that_is_too_large_is_refused_before_anything_is_read(ends):
    ours, theirs = ends
    theirs.sendall(struct.pack("<I", 2**32 - 1))
    with pytest.raises(ChannelError, match="a frame of"):
        receive(ours, 1.0)
    theirs.sendall(struct.pack("<I", 5000))
    with pytest.raises(ChannelError, match="a frame of"):
        receive(ours, 1.0, largest=4096)


def test_a_frame_that_drips_is_given_up_in_time(ends):
    ours, theirs = ends

    def drip():
        theirs.sendall(struct.pack("<I", 1000))
        for _ in range(1000):
            time.sleep(0.01)
            try:
                theirs.sendall(b"N")
            except OSError:
                return

    threading.Thread(target=drip, daemon=True).start()
    start = time.monotonic()
    with pytest.raises(ChannelError, match="in time"):
        receive(ours, 0.3)
    assert time.monotonic() - start < 0.6
    ours.close()


def test_a_receiver_that_takes_nothing_is_given_up_in_time(ends):
    start = time.monotonic()
    with pytest.raises(ChannelError):
        send(ends[0], np.zeros(10**6), 0.3)
    assert time.monotonic() - start < 1.0


def test_hanging_up_is_noticed(ends):
    ends[1].close()
    with pytest.raises(ChannelError, match="gone"):
        receive(ends[0], 1.0)


GOOD = [7, 1.5, ["1"], [], 3, 0.25]


def test_a_good_reply_is_read():
    assert read_reply(GOOD, 7) == Reply(1.5, ("1",), (), 3, 0.25)


@pytest.mark.parametrize(
    "told",
    [
        *(None, 7, [], {}, "text", GOOD[:4], [*GOOD, 0.0], tuple(GOOD), np.zeros(5)),
        *([place, *GOOD[1:]] for place in (6, 8, True, 7.0, "7", None, np.array([7, 7]))),
        *([7, 1.5, changed, [], 0, 0.0] for changed in (None, "text", [1], [None], ["x"] * 41)),
        *([7, 1.5, [], drew, 0, 0.0] for drew in (None, ("x",), [b"x"], {})),
        *([7, 1.5, [], [], printed, 0.0] for printed in (-1, 1.0, None, True, 2**63)),
        *([*GOOD[:5], took] for took in (-1.0, math.nan, math.inf, 1, None, "1")),
        *(
            [7, inner, [], [], 0, 0.0]
            for inner in ([Raised("E")], {"a": Unfit("x")}, [(Raised("E"),)])
        ),
    ],
)
def test_a_reply_that_is_none_is_refused(told):
    assert read_reply(told, 7) is None


@given(VALUES | st.lists(VALUES, min_size=6, max_size=6))
def test_no_value_whatever_upsets_the_reader(told):
    assert read_reply(told, 1) is None or told[0] == 1


def test_texts_of_a_reply_are_short_and_can_be_written_anywhere():
    evil = "\ud800\x1b[2J\x00" + "x" * 10_000
    value = read_reply([1, Raised(evil, evil, evil, (evil,) * 99), [evil], [evil], 0, 0.0], 1)
    texts = [value.value.kind, value.value.message, value.value.line, *value.value.bases]
    texts += [*value.changed, *value.drew]
    assert all(len(text) <= 300 and text.encode() and text.isprintable() for text in texts)
    assert len(value.value.bases) == 20


def agent(theirs, *steps):
    """A hostile agent: each step is bytes to send, or a function of the socket."""

    def act():
        with theirs:
            for step in steps:
                try:
                    theirs.sendall(step) if isinstance(step, bytes) else step(theirs)
                except OSError:
                    return

    threading.Thread(target=act, daemon=True).start()


def frame(value):
    data = pack(value)
    return struct.pack("<I", len(data)) + data


def stand_in(ours, seconds=5.0):
    answer, killed = StandIn(ours), []
    answer.budget, answer.stop = Budget(seconds), killed.append
    return answer, killed


@pytest.mark.parametrize(
    "sent",
    [
        b"\xff\xff\xff\xff",
        struct.pack("<I", 3) + b"zzz",
        frame([2, 1.0, [], [], 0, 0.0]),  # the reply to a call to come
        frame([1, 1.0, [], []]),
        frame("hello"),
        b"",
    ],
)
def test_a_forgery_costs_the_answer_and_kills_the_process(ends, sent):
    ours, theirs = ends
    agent(theirs, sent)
    answer, killed = stand_in(ours)
    reply = answer(only_call(1.0), 0.2, 1)
    assert reply.value.kind == "Lost" and len(killed) == 1
    assert answer(only_call(1.0), 0.2, 2).value.kind == "Lost" and len(killed) == 1


def test_a_reply_that_was_sent_twice_is_no_answer_to_the_next_call(ends):
    ours, theirs = ends
    agent(theirs, frame([1, 1.0, [], [], 0, 0.0]) * 2, lambda s: time.sleep(1))
    answer, killed = stand_in(ours)
    assert answer(only_call(), 0.2, 1).value == 1.0
    assert answer(only_call(), 0.2, 2).value.kind == "Lost" and killed


def test_a_late_reply_is_none(ends):
    ours, theirs = ends
    agent(theirs, lambda s: time.sleep(2.2), frame([1, 1.0, [], [], 0, 0.0]))
    answer, killed = stand_in(ours)
    assert answer(only_call(), 0.1, 1).value.kind == "TimeUp" and killed


def test_all_calls_together_have_one_budget(ends):
    ours, theirs = ends
    replies = [frame([turn, turn, [], [], 0, 0.0]) for turn in range(100)]
    slow = [step for reply in replies for step in (lambda s: time.sleep(0.2), reply)]
    agent(theirs, *slow)
    answer, killed = stand_in(ours, seconds=0.5)
    start = time.monotonic()
    kinds = [getattr(answer(only_call(), 2.0, turn).value, "kind", "") for turn in range(50)]
    assert kinds[0] == "" and kinds[-1] == "Lost" and len(killed) == 1
    assert time.monotonic() - start < 3.0


def broker(*steps):
    """A line to an agent that takes its socket and does these steps."""
    ours, theirs = socket.socketpair()
    line = Line(ours)
    ticket, handles, _, _ = socket.recv_fds(theirs, 32, 1)
    assert ticket.decode() == line.ticket
    agent(socket.socket(fileno=handles[0]), *steps)
    return line


def test_a_greeting_makes_a_stand_in():
    line = broker(frame(["double", True]), frame([1, 4.0, [], [], 0, 0.0]), lambda s: time.sleep(1))
    answer = line.stand_in("double")
    answer.budget = Budget(5.0)
    assert answer(only_call(2), 1.0, 1).value == 4.0


def test_a_function_that_is_missing_is_none():
    assert broker(frame(["double", False])).stand_in("double") is None


@pytest.mark.parametrize(
    "greeting",
    [
        frame(["triple", True]),
        frame([np.zeros(3), True]),
        frame("double"),
        frame(["double"]),
        struct.pack("<I", 10**6),
        b"",
    ],
)
def test_a_forged_greeting_is_refused(greeting):
    with pytest.raises(ChannelError):
        broker(greeting).stand_in("double")


def test_a_process_that_is_gone_cannot_be_asked():
    ours, theirs = socket.socketpair()
    theirs.close()
    with pytest.raises(ChannelError, match="cannot be asked"):
        Line(ours)
