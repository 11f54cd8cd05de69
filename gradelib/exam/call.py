"""Call an answer once, safely: what came back, and what it did besides.

The same function serves a student's own notebook and the process in which a handed-in notebook is
graded, so both see the same evidence.
"""

import inspect
import io
import linecache
import random
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np

from gradelib.exam.deed import Deed
from gradelib.exam.network import Network
from gradelib.exam.perform import perform, with_networks
from gradelib.exam.plain import NotPlainError, Raised, Unfit, plain
from gradelib.exam.wire import pack, unpack

MAX_MESSAGE = 300
RING_AGAIN = 0.05  # seconds between alarms
PATIENCE = 4.0  # so many seconds in which nothing is computed count as one


@dataclass(frozen=True)
class Reply:
    """What one call gave.

    value: plain data, or Raised, or Unfit
    changed: the arguments that the call changed in place, by position ("1") or keyword
    drew: the global random generators that the call drew from
    printed: how many characters it printed
    seconds: what it took, as `Stopwatch` counts
    """

    value: object
    changed: tuple[str, ...] = ()
    drew: tuple[str, ...] = ()
    printed: int = 0
    seconds: float = 0.0


class Stopwatch:
    """Counts what is computed, so that a busy machine or a slow disk costs nobody an answer.

    Only patience has an end: an answer that sleeps is stopped as well, later.
    """

    def __init__(self) -> None:
        self._wall, self._computed = time.monotonic(), time.thread_time()

    def seconds(self) -> float:
        """Seconds since it was made that count."""
        wall, computed = time.monotonic() - self._wall, time.thread_time() - self._computed
        return max(computed, wall / PATIENCE)


def call(function: Callable, deed: Deed, seconds: float, turn: int) -> Reply:
    """Let `function` do a deed, on copies of the arguments.

    seconds: it is stopped after this long, as `Stopwatch` counts
    turn: the number of the call; global generators are seeded by it, so that an answer that
        draws from them gives different but repeatable values at every call
    """
    names = [name for name, _ in deed.values]
    sent = [pack(value) for _, value in deed.values]
    own = [with_networks(unpack(data)) for data in sent]
    printed = _Counter()
    with _Generators(turn) as generators:
        work = partial(perform, function, deed.with_values(own), generators.mark)
        watch = Stopwatch()
        value = _outcome(work, function, seconds, printed)
        took = watch.seconds()
        drew = generators.drawn()
    pairs = zip(deed.values, names, sent, own, strict=True)
    changed = [
        name
        for (_, before), name, data, after in pairs
        if type(before) is not Network and _is_changed(data, after)
    ]
    return Reply(value, tuple(dict.fromkeys(changed)), tuple(drew), printed.characters, took)


def _is_changed(before: bytes, after: object) -> bool:
    try:
        return pack(plain(after)) != before
    except NotPlainError:  # for instance a list that now holds a generator
        return True


def _outcome(
    work: Callable[[], object], function: Callable, seconds: float, printed: "_Counter"
) -> object:
    alarm = _Alarm(seconds)
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            try:
                alarm.start()
                return _value(work, function)
            finally:
                alarm.armed = False
        except _TimeUpError:
            return Raised("TimeUp", f"it was stopped after {seconds:.3g} s", "", ("TimeUp",))
        finally:
            alarm.stop()


def _value(work: Callable[[], object], function: Callable) -> object:
    try:
        return plain(work())
    except NotPlainError as error:
        return Unfit(str(error))
    except (KeyboardInterrupt, _TimeUpError):
        raise
    except BaseException as error:  # also SystemExit and the like
        return _raised(error, function)


class _TimeUpError(BaseException):
    """Not an Exception, so that an answer's own `except Exception` cannot swallow it."""


class _Alarm:
    """Raises _TimeUpError after `seconds` while it is armed, again and again in case it is caught.

    Only where the platform has interval timers and in the main thread, which is where notebooks
    run; elsewhere (Windows) the student's stop button remains, and grading has its own clock.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.armed = True
        main = threading.current_thread() is threading.main_thread()
        self.possible = main and hasattr(signal, "setitimer")

    def start(self) -> None:
        if self.possible:
            self.started, self.watch = time.monotonic(), Stopwatch()
            self.timer = signal.getitimer(signal.ITIMER_REAL)
            self.handler = signal.getsignal(signal.SIGALRM) or signal.SIG_DFL
            signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds, RING_AGAIN)

    def stop(self) -> None:
        """Put back the handler and the timer that were there before."""
        if self.possible:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.handler)
            left, interval = self.timer
            if left:
                left = max(left - (time.monotonic() - self.started), 0.001)
                signal.setitimer(signal.ITIMER_REAL, left, interval)

    def _ring(self, signum: int, frame: object) -> None:
        if self.armed and self.watch.seconds() >= self.seconds:
            raise _TimeUpError


class _Counter(io.TextIOBase):
    """A stream that counts what is written and keeps nothing: a flood costs no memory."""

    characters = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.characters += len(text)
        return len(text)


class _Generators:
    """Seeds the global generators, tells which were drawn from, and puts them back."""

    def __init__(self, turn: int) -> None:
        self._all = list(_global_generators())
        self._owned = [get() for _, get, _, _, _ in self._all]
        for _, _, _, seed, _ in self._all:
            seed(turn)
        self.mark()

    def mark(self) -> None:
        """Draws count from here on: a layer that is made may draw its first weights."""
        self._marks = [state(get()) for _, get, _, _, state in self._all]

    def drawn(self) -> list[str]:
        """The names of those drawn from since the mark."""
        pairs = zip(self._all, self._marks, strict=True)
        return [name for (name, get, _, _, state), mark in pairs if state(get()) != mark]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for (_, _, put, _, _), owned in zip(self._all, self._owned, strict=True):
            put(owned)


def _global_generators() -> Iterator[tuple[str, Callable, Callable, Callable, Callable]]:
    """For each its name; how to get, put and seed its state; and a state as comparable values."""
    yield "random", random.getstate, random.setstate, random.seed, lambda state: state
    numpy = np.random
    yield (
        *("numpy.random", numpy.get_state, numpy.set_state, numpy.seed),
        lambda state: (state[1].tobytes(), *state[2:]),
    )
    torch = sys.modules.get("torch")
    if torch is not None:  # the processor's generator only: seeding all would touch a GPU's
        own = torch.default_generator
        yield (
            *("torch", own.get_state, own.set_state, own.manual_seed),
            lambda state: state.numpy().tobytes(),
        )


def _raised(error: BaseException, function: Callable) -> Raised:
    """The exception as evidence, with the deepest line that the student wrote."""
    try:
        message = plain(str(error))[:MAX_MESSAGE]
    except Exception:  # an exception whose text itself fails
        message = ""
    bases = tuple(base.__name__ for base in type(error).__mro__ if base is not object)
    return Raised(type(error).__name__, message, _line(error, function), bases)


def _line(error: BaseException, function: Callable) -> str:
    with suppress(Exception):  # an object may claim to wrap itself
        function = inspect.unwrap(function)  # the student wrote what was decorated
    own_file = source_file(function)
    lines = [
        linecache.getline(frame.f_code.co_filename, number).strip()
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == own_file or "ipykernel_" in frame.f_code.co_filename
    ]
    return lines[-1][:MAX_MESSAGE] if lines else ""


def source_file(function: Callable) -> str | None:
    """The file in which a function or class was written, if it is known."""
    code = getattr(function, "__code__", None)
    home = sys.modules.get(getattr(function, "__module__", None) or "")
    return code.co_filename if code else getattr(home, "__file__", None)
