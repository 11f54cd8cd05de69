"""Calling an answer: whatever it does is contained, told and repeatable."""

import asyncio
import contextlib
import functools
import linecache
import random
import signal
import sys
import threading
import time

import numpy as np
import pytest
import torch

from gradelib.exam.call import call
from gradelib.exam.deed import only_call
from gradelib.exam.plain import Raised, Unfit


def reply(function, *arguments, seconds=2.0, turn=1, **keywords):
    return call(function, only_call(*arguments, **keywords), seconds, turn)


def test_the_value_and_nothing_else():
    told = reply(lambda a, b=1: a + b, 2, b=3)
    assert (told.value, told.changed, told.drew, told.printed) == (5, (), (), 0)


def add_one(x):
    x += 1
    return x


@pytest.mark.parametrize(
    ("function", "argument"),
    [
        (add_one, np.zeros(3)),
        (add_one, torch.zeros(3)),
        (lambda x: x.append(1), [0]),
        (lambda x: x.update(a=2), {"a": 1}),
        (lambda x: x.add(2), {1}),
        (lambda x: x["deep"][0].sort(), {"deep": ([3, 1],)}),
        (lambda x: x.resize((5,), refcheck=False), np.ones(3)),
        (lambda x: x.append(i for i in x), [0]),
        (lambda x: x.append(x), [0]),
    ],
)
def test_changed_arguments_are_noticed_and_kept_from_the_exam(function, argument):
    before = repr(argument)
    assert reply(function, argument).changed == ("1",)
    assert reply(lambda a, named: function(named), 0, named=argument).changed == ("named",)
    assert repr(argument) == before


@pytest.mark.parametrize("argument", [np.zeros(3), torch.zeros(3), [1.0, float("nan")], {1, 2}])
def test_returning_an_argument_or_a_view_gives_a_copy(argument):
    told = reply(lambda x: x, argument)
    assert told.changed == () and told.value is not argument
    view = reply(lambda x: x[::2], np.arange(4.0)).value
    assert view.base is None and view.tolist() == [0, 2]


def chatter():
    print("to stdout" * 1000)
    sys.stdout.write("x" * 1000)
    print("to stderr", file=sys.stderr)
    sys.stderr.write("y" * 500)
    return 1


def test_what_is_printed_is_counted_and_kept_away(capfd):
    told = reply(chatter)
    assert told.value == 1 and told.printed == 9001 + 1000 + 10 + 500
    assert capfd.readouterr() == ("", "")
    assert reply(lambda: sys.stdout.close()).value is None
    print("still here")
    assert capfd.readouterr().out == "still here\n"


def test_a_flood_of_output_costs_no_memory():
    def flood():
        for _ in range(2000):
            print("x" * 10**6)

    assert reply(flood).printed == 2000 * (10**6 + 1)


def forever():
    while True:
        pass


def stubborn():
    while True:
        with contextlib.suppress(Exception):
            while True:
                pass


def bare_except():
    for _ in range(2):
        with contextlib.suppress(BaseException):
            forever()
    return "got away"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
@pytest.mark.parametrize(
    "function", [forever, stubborn, lambda: time.sleep(60), lambda: sum(1 for _ in iter(int, 1))]
)
def test_what_takes_too_long_is_stopped(function):
    start = time.perf_counter()
    told = reply(function, seconds=0.1)
    assert told.value == Raised("TimeUp", "it was stopped after 0.1 s", "", ("TimeUp",))
    assert time.perf_counter() - start < 10  # and not the minute that it would sleep


def test_an_answer_that_waits_has_more_patience_than_one_that_computes():
    """It may be that the machine is busy, or that a library is read from a slow disk."""
    told = reply(lambda: time.sleep(1.2) or "there", seconds=1.0)
    assert told.value == "there" and told.seconds < 1.0


def test_an_answer_that_claims_to_wrap_itself_is_called_like_any_other():
    class Wraps:
        def __getattr__(self, name):
            return self

        def __call__(self):
            raise KeyError("here")

    assert reply(Wraps()).value.kind == "KeyError"


def test_an_answer_that_catches_everything_twice_still_ends():
    assert reply(bare_except, seconds=0.05).value == "got away"


def test_a_timer_that_ran_before_goes_on():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    timer = signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        reply(forever, seconds=0.05)
        assert not rung
        time.sleep(0.3)
        assert rung == [1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, before)


def test_no_alarm_is_left_behind():
    """However the alarm falls, before, in or after the answer's last line."""
    handler, timer = signal.getsignal(signal.SIGALRM), signal.setitimer(signal.ITIMER_REAL, 200)
    try:
        for seconds in (1e-6, 1e-5, 3e-5, 1e-4, 3e-4) * 60:
            value = reply(lambda: list(range(2000)), seconds=seconds).value
            assert len(value) == 2000 if isinstance(value, list) else value.kind == "TimeUp"
            assert signal.getsignal(signal.SIGALRM) is handler
            assert 150 < signal.getitimer(signal.ITIMER_REAL)[0] <= 200
    finally:
        signal.setitimer(signal.ITIMER_REAL, *timer)


def test_outside_the_main_thread_there_is_no_time_limit_but_an_answer():
    told = []
    thread = threading.Thread(target=lambda: told.append(reply(lambda: 3).value))
    thread.start()
    thread.join()
    assert told == [3]


class NoTextError(Exception):
    def __str__(self):
        raise RuntimeError


class OddText(str):
    def __getitem__(self, place):
        return object()


class OddTextError(Exception):
    def __str__(self):
        return OddText("odd")


def raising(error):
    def answer():
        raise error

    return answer


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (ValueError("bad"), "ValueError", "bad"),
        (KeyError("a"), "KeyError", "'a'"),
        (SystemExit(3), "SystemExit", "3"),
        (GeneratorExit(), "GeneratorExit", ""),
        (asyncio.CancelledError(), "CancelledError", ""),
        (NotImplementedError(), "NotImplementedError", ""),
        (NoTextError(), "NoTextError", ""),
        (OddTextError(), "OddTextError", "odd"),
        (ValueError("x" * 10**6), "ValueError", "x" * 300),
        (ExceptionGroup("many", [ValueError()]), "ExceptionGroup", "many (1 sub-exception)"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_exceptions_become_evidence(error, kind, message):
    value = reply(raising(error)).value
    assert (value.kind, value.message) == (kind, message)
    assert value.bases == tuple(c.__name__ for c in type(error).__mro__[:-1])
    assert value.line == "raise error"


def test_the_stop_button_works():
    with pytest.raises(KeyboardInterrupt):
        reply(raising(KeyboardInterrupt()))
    assert sys.stdout is not None and reply(lambda: 1).value == 1


def endless(n):
    return endless(n + 1)


def test_endless_recursion():
    value = reply(endless, 0).value
    assert value.kind == "RecursionError" and value.line == "return endless(n + 1)"


def test_the_deepest_line_of_the_student_is_told_not_one_of_a_library():
    value = reply(lambda table: np.linalg.inv(table), np.zeros((2, 2))).value
    assert value.kind == "LinAlgError" and "np.linalg.inv(table)" in value.line


def test_a_line_in_another_cell_of_the_notebook_is_told():
    name = "ipykernel_1/2.py"
    source = "def helper(x):\n    return 1 / x\n"
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    cell = {}
    exec(compile(source, name, "exec"), cell)
    assert reply(lambda x: cell["helper"](x), 0).value.line == "return 1 / x"


def deep(n):
    return [deep(n - 1)] if n else 0


@pytest.mark.parametrize(
    ("function", "what"),
    [
        (lambda: (i for i in range(3)), "a generator"),
        (lambda: deep(50), "something nested more than 16 levels deep"),
        (lambda: print, "a builtin_function_or_method"),
        (lambda: Raised("ValueError"), "a Raised"),
        (lambda: [Unfit("x")], "a Unfit"),
        (lambda: np.zeros(10**8), "more than 64 MB of data"),
        (lambda: np.random.default_rng(), "a Generator"),
    ],
)
def test_what_cannot_be_used(function, what):
    assert reply(function).value == Unfit(what)


@pytest.mark.parametrize("answer", [3, None, "text"])
def test_what_cannot_be_called(answer):
    assert reply(answer).value.kind == "TypeError"


@pytest.mark.parametrize("answer", [functools.partial(max, 1), max, int, np.maximum])
def test_every_callable_can_answer(answer):
    assert reply(answer, 2).value in (1, 2) or reply(answer, 2).value.kind == "TypeError"


DRAWS = [
    ("random", random.random, lambda: random.getstate()[1]),
    ("numpy.random", np.random.rand, lambda: np.random.get_state()[1].tolist()),
    ("torch", lambda: torch.rand(1).item(), lambda: torch.get_rng_state().tolist()),
]


@pytest.mark.parametrize(("name", "draw", "state"), DRAWS)
def test_draws_from_a_global_generator_are_told_repeatable_and_undone(name, draw, state):
    before = state()
    told = [reply(draw, turn=turn) for turn in (1, 2, 1)]
    assert [t.drew for t in told] == [(name,)] * 3
    assert told[0].value == told[2].value != told[1].value
    assert state() == before
    assert reply(lambda: np.random.default_rng(3).random()).drew == ()


def test_the_state_is_put_back_even_after_an_interrupt():
    before = random.getstate()

    def interrupted():
        random.seed(5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reply(interrupted)
    assert random.getstate() == before
