"""The `answer` that an exam sees: passes on what is asked, and keeps what is worth telling."""

from collections.abc import Callable
from dataclasses import replace

from gradelib.exam.call import Reply
from gradelib.exam.compare import Rule
from gradelib.exam.deed import LOAD, WEIGHTS, Deed, Step
from gradelib.exam.plain import Raised, Unfit, plain

# Puts one deed to an answer: (deed, seconds, number of the deed) -> Reply.
Respondent = Callable[[Deed, float, int], Reply]

_NO_FAULT = ("TimeUp", "Lost")  # these may happen the second time only


class AnswerRaisedError(Exception):
    """An exam's call of an answer failed; the question it belongs to is over."""

    def __init__(self, raised: Raised | Unfit) -> None:
        super().__init__(repr(raised))
        self.raised = raised


class Witness:
    """Called like the answer itself.

    changed, drew, printed: as of Reply, of all calls together
    asked: the last deed in words; sizes: the lengths of its arguments' axes; last: what it gave
    """

    def __init__(self, name: str, respondent: Respondent) -> None:
        self.name = name
        self.respondent = respondent
        self.turn = 0
        self.changed: dict[str, None] = {}
        self.drew: dict[str, None] = {}
        self.printed = 0
        self.hung = False
        self.opening: Deed | None = None  # the first deed
        self.first: tuple[Deed, object] | None = None  # the first like it that gave a value
        self.begin(0.0)

    def begin(self, seconds: float) -> None:
        """A new question, with a clock of its own."""
        # An answer that hung once will hang again: the other questions get less patience.
        self.allowed = seconds / 4 if self.hung else seconds
        self.left = self.allowed
        self.asked = ""
        self.sizes: tuple[int, ...] = ()
        self.last: object = None

    def __call__(self, *arguments: object, **keywords: object) -> object:
        """Call it."""
        return self.put((Step("", arguments, keywords),))

    def put(self, steps: tuple[Step, ...], wrt: int | str | None = None) -> object:
        """Let the answer do these steps; raises AnswerRaisedError when it fails."""
        deed = Deed(steps, wrt)
        deed = deed.with_values([plain(value) for _, value in deed.values])
        self.opening = self.opening or deed
        self.asked = deed.text(self.name)
        self.sizes = tuple(sorted({n for _, value in deed.values for n in _axes(value)}))
        self.last = self._reply(deed)
        if isinstance(self.last, Raised | Unfit):
            raise AnswerRaisedError(self.last)
        # Without the parameters that the opening deed gives it, an object has numbers of its own.
        if self.first is None and (deed.loads or not self.opening.loads):
            self.first = deed, self.last
        return plain(self.last)  # a copy, which the exam may change

    def is_fickle(self) -> bool:
        """Do the first deed again: does something else come back?"""
        if self.first is None or self.hung:
            return False
        deed, before = self.first
        after = self._reply(deed)
        # Only roughly the same: sums may round in another way at another place in memory.
        return _kind(after) not in _NO_FAULT and not Rule().alike(after, before)

    def _reply(self, deed: Deed) -> object:
        self.turn += 1
        reply = self.respondent(deed, max(self.left, 0.001), self.turn)
        self.left -= reply.seconds
        self.changed |= dict.fromkeys(reply.changed)
        self.drew |= dict.fromkeys(reply.drew)
        self.printed += reply.printed
        if _kind(reply.value) != "TimeUp":
            return reply.value
        self.hung = True
        # What the question allows, not what was left of it, so that the words are repeatable.
        return replace(reply.value, message=f"it was stopped after {self.allowed:.3g} s")


class Made:
    """An object of the answer's making: `made(answer, 3, 5)(x)`, or any of its methods.

    It is made anew for every call, so a call remembers nothing of those before it but what `after`
    names.
    """

    def __init__(self, witness: Witness, steps: tuple[Step, ...]) -> None:
        self._witness, self._steps = witness, steps

    def load(self, **weights: object) -> "Made":
        """The same object with these parameters or buffers, by their names in its state dict."""
        return Made(self._witness, (*self._steps, Step(LOAD, (), weights)))

    def after(self, *arguments: object, method: str = "", **keywords: object) -> "Made":
        """The same object once it has been called like this, or one of its methods has."""
        return Made(self._witness, (*self._steps, Step(method, arguments, keywords)))

    def weights(self) -> dict:
        """All its parameters and buffers by name."""
        return self.put((Step(WEIGHTS),))

    def put(self, steps: tuple[Step, ...], wrt: int | str | None = None) -> object:
        """Make the object, and let it do these steps."""
        return self._witness.put((*self._steps, *steps), wrt)

    def __call__(self, *arguments: object, **keywords: object) -> object:
        """Call it."""
        return self.put((Step("", arguments, keywords),))

    def __getattr__(self, method: str) -> Callable:
        return lambda *arguments, **keywords: self.put((Step(method, arguments, keywords),))


def made(answer: Callable, *arguments: object, **keywords: object) -> Made:
    """What an answer makes of these arguments, when it is a class or gives an object.

    answer: the one that the exam was given
    """
    return Made(answer, (Step("", arguments, keywords),))


def gradient(
    answer: Callable, *arguments: object, wrt: int | str = 0, **keywords: object
) -> object:
    """The derivative of the sum of all that `answer` gives, as a tensor; 0 where nothing depends.

    answer: the one that the exam was given, or a `Made`
    wrt: the number of the argument, from 0: an array or tensor of floats; or the name of a
        parameter of a `Made`. That of a buffer, which is not learned, is 0.
    """
    return answer.put((Step("", arguments, keywords),), wrt)


def _kind(value: object) -> str:
    return value.kind if isinstance(value, Raised) else ""


def _axes(value: object) -> tuple[int, ...]:
    """The lengths of a value's axes, and of the axes of the first things in it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        inner = value[0] if value and not isinstance(value, set) else None
        return (len(value), *_axes(inner))
    return tuple(getattr(value, "shape", ()))
