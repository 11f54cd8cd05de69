"""What an exam asks an answer to do: one call, or a few steps on an object that it makes.

A deed is plain data throughout, so it can be done in this process or sent to another one.
"""

from dataclasses import dataclass

from gradelib.exam.describe import describe, shorten

# Steps that no method of a student's class can be mistaken for.
LOAD, WEIGHTS = "<load>", "<weights>"


@dataclass(frozen=True)
class Step:
    """A call with plain data: of the answer itself at first, then of what it made.

    method: the name of a method; "" calls the thing itself; LOAD sets the parameters that the
        keywords name, WEIGHTS gives all of them
    """

    method: str
    arguments: tuple = ()
    keywords: dict | None = None


@dataclass(frozen=True)
class Deed:
    """The steps, one after the other; what the last gives is the value.

    wrt: None, or the number of the last step's argument, or the name of a parameter of what was
        made: then the value is the derivative of the sum of what came back with respect to it
    """

    steps: tuple[Step, ...]
    wrt: int | str | None = None

    @property
    def loads(self) -> bool:
        """Is what was made given parameters?"""
        return any(step.method == LOAD for step in self.steps)

    @property
    def values(self) -> list[tuple[str, object]]:
        """All the arguments, each with the name by which a student knows it ("1", "x")."""
        named = []
        for step in self.steps:
            named += [(str(i), value) for i, value in enumerate(step.arguments, 1)]
            named += list((step.keywords or {}).items())
        return named

    def with_values(self, values: list) -> "Deed":
        """The same deed with other arguments, in the order of `values`."""
        left, steps = iter(values), []
        for step in self.steps:
            arguments = tuple(next(left) for _ in step.arguments)
            steps.append(Step(step.method, arguments, {k: next(left) for k in step.keywords or {}}))
        return Deed(tuple(steps), self.wrt)

    def text(self, name: str) -> str:
        """The deed in words: `MaskedLinear(3, 5).load(weight, bias)(array (2, 3) [...])`."""
        return name + "".join(_step_text(step) for step in self.steps)


def only_call(*arguments: object, **keywords: object) -> Deed:
    """The deed that just calls the answer."""
    return Deed((Step("", arguments, keywords),))


def deed_to_plain(deed: Deed) -> list:
    """The deed as one plain value."""
    return [[[s.method, list(s.arguments), s.keywords or {}] for s in deed.steps], deed.wrt]


def deed_from_plain(told: list) -> Deed:
    """The deed that `deed_to_plain` told; only ever read from the exam, which is trusted."""
    steps, wrt = told
    return Deed(tuple(Step(m, tuple(arguments), keywords) for m, arguments, keywords in steps), wrt)


def _step_text(step: Step) -> str:
    keywords = step.keywords or {}
    if step.method == LOAD:
        return f".load({', '.join(keywords)})"
    if step.method == WEIGHTS:
        return ".weights()"
    parts = [describe(argument) for argument in step.arguments]
    parts += [f"{key}={describe(value)}" for key, value in keywords.items()]
    return shorten(f"{'.' if step.method else ''}{step.method}({', '.join(parts)})")
