"""Which mistake is it? The diagnosis explains the first failed question, which the card shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gradelib.exam.describe import in_words, printable
from gradelib.exam.difference import Difference
from gradelib.exam.exceptions import exception_hint, exception_name
from gradelib.exam.key import ExerciseKey, Misconception, QuestionKey
from gradelib.exam.numeric import numeric
from gradelib.exam.plain import Raised, Unfit
from gradelib.exam.questions import Evidence, Examination
from gradelib.exam.relations import Pair, recognise_relation


@dataclass(frozen=True)
class Diagnosis:
    """Which mistake it is.

    kind: right, unwritten, raised, form, misconception, relation, behaviour or different
    name: a few words, the same for all students who made this mistake
    hint: points at the thought, not at the line; may be empty
    """

    kind: str
    name: str
    hint: str = ""


@dataclass(frozen=True)
class Finding:
    """One question of the key, the evidence (None if it was not reached), and how it differs."""

    key: QuestionKey
    evidence: Evidence | None
    difference: Difference | None

    @property
    def passed(self) -> bool:
        """Was it passed?"""
        return self.difference is None

    @property
    def value(self) -> object:
        """What came back."""
        return self.evidence.value if self.evidence else None

    def shows(self, value: object) -> bool:
        """Does this value, of a misconception, show the same as what came back?"""
        return self.evidence is not None and self.evidence.question.rule.alike(self.value, value)


@dataclass(frozen=True)
class Misbehaviour:
    """A question that only appears, failed, when something went wrong, and its diagnosis."""

    question: str
    found: str
    diagnosis: Diagnosis


def misbehaviour(examination: Examination) -> Iterator[Misbehaviour]:
    """What an answer did besides giving values that it should not do."""
    if examination.fickle and examination.made:
        found = "made anew with the same parameters, it gave something else"
        yield Misbehaviour("gives the same answer twice", found, _OTHER_NUMBERS)
    elif examination.fickle and examination.drew:
        found = f"it drew from the global generator of {printable(' and '.join(examination.drew))}"
        yield Misbehaviour("gives the same answer twice", found, _DREW)
    elif examination.fickle:
        found = "the first call, made again at the end, gave something else"
        yield Misbehaviour("gives the same answer twice", found, _KEPT)
    if examination.changed:
        which = [f"argument {c}" if c.isdigit() else f"`{c}`" for c in examination.changed]
        found = f"{' and '.join(which)} {'was' if len(which) == 1 else 'were'} changed in place"
        yield Misbehaviour("leaves its arguments alone", printable(found), _CHANGED)


_DREW = Diagnosis(
    "behaviour",
    "draws from a global random generator",
    "All randomness should come from the arguments. Where do you draw your own?",
)
_KEPT = Diagnosis(
    "behaviour",
    "keeps state between calls",
    "Which variable outlives the call: a default argument, a global one, a generator?",
)
_OTHER_NUMBERS = Diagnosis(
    "behaviour",
    "uses other numbers than its parameters",
    "For every call your object is made anew and given the same parameters. Which numbers does it "
    "use that are none of these: drawn, or copied, when it was made?",
)
_CHANGED = Diagnosis(
    "behaviour",
    "changes its arguments in place",
    "Work on a copy: whoever calls you still needs what they passed in.",
)


def diagnose(
    key: ExerciseKey,
    findings: Sequence[Finding],
    behaviour: Sequence[Misbehaviour],
    examination: Examination,
) -> Diagnosis:
    """The first that applies, from the most telling to the least.

    A misconception that explains all the evidence comes before the exception or the form that it
    may itself show; an answer that changes from call to call is not searched for relations.
    """
    wrong = [finding for finding in findings if not finding.passed]
    if not wrong:
        return behaviour[0].diagnosis if behaviour else Diagnosis("right", "right")
    return (
        _unwritten(wrong)
        or _misconception(key, findings, wrong, everywhere=True)
        or (behaviour[0].diagnosis if examination.fickle else None)
        or _changed(wrong[0], examination)
        or _raised(wrong[0])
        or (_form(wrong[0], examination) if wrong[0].difference.numbers_right else None)
        or _misconception(key, findings, wrong, everywhere=False)
        or _relation(wrong)
        or _form(wrong[0], examination)
        or (behaviour[0].diagnosis if behaviour else None)
        or (_DREW if set(examination.drew) - {"torch"} else None)
        or _different(wrong[0])
    )


def _unwritten(wrong: Sequence[Finding]) -> Diagnosis | None:
    kinds = {getattr(finding.value, "kind", None) for finding in wrong}
    if kinds != {"NotImplementedError"}:
        return None
    return Diagnosis("unwritten", "not written yet")


def _misconception(
    key: ExerciseKey, findings: Sequence[Finding], wrong: Sequence[Finding], everywhere: bool
) -> Diagnosis | None:
    """The misconception that gave the same evidence everywhere, or at the failed questions."""
    candidates = [m for m in key.misconceptions if len(m.evidence) == len(findings)]
    shown = {m.name: _shown(m, findings) for m in candidates}
    if everywhere:
        fitting = [m for m in candidates if all(shown[m.name])]
    else:
        places = [i for i, finding in enumerate(findings) if not finding.passed]
        fitting = [m for m in candidates if _explains(shown[m.name], places, findings)]
    # Sharing no more than exceptions is no recognition.
    fitting = [m for m in fitting if any(not isinstance(v, Raised | Unfit) for v in m.evidence)]
    best = max(fitting, key=lambda m: sum(shown[m.name]), default=None)
    return best and Diagnosis("misconception", in_words(best.name), best.hint)


def _shown(misconception: Misconception, findings: Sequence[Finding]) -> list[bool]:
    pairs = zip(findings, misconception.evidence, strict=True)
    return [finding.shows(value) for finding, value in pairs]


def _explains(shown: list[bool], failed: list[int], findings: Sequence[Finding]) -> bool:
    """Does it explain the first failed question and half of them, by more than an edge case?

    The rest may come from a second mistake. An edge case alone, an empty table or nothing but
    zeros, looks the same after many mistakes.
    """
    shared = [findings[i] for i in failed if shown[i]]
    telling = any(not f.key.replayable and _says_something(f.value) for f in shared)
    return shown[failed[0]] and 2 * len(shared) >= len(failed) and telling


def _says_something(value: object) -> bool:
    numbers = numeric(value)
    return not isinstance(value, Raised | Unfit) and (numbers is None or bool((numbers != 0).any()))


def _changed(first: Finding, examination: Examination) -> Diagnosis | None:
    """PyTorch refuses to change what a gradient is asked of, before the change can be seen."""
    refused = isinstance(first.value, Raised) and "in-place" in first.value.message
    return _CHANGED if refused and examination.changed else None


def _raised(first: Finding) -> Diagnosis | None:
    if first.difference.kind != "raised":
        return None
    return Diagnosis("raised", exception_name(first.value), exception_hint(first.value))


def _relation(wrong: Sequence[Finding]) -> Diagnosis | None:
    relation = recognise_relation([_pair(finding) for finding in wrong])
    return relation and Diagnosis("relation", relation.name, relation.hint)


def _pair(finding: Finding) -> Pair | None:
    got, wanted = numeric(finding.value), numeric(finding.key.reference)
    return None if got is None or wanted is None else Pair(got, wanted, finding.evidence.sizes)


def _form(first: Finding, examination: Examination) -> Diagnosis | None:
    kind = first.difference.kind
    if kind not in ("type", "shape", "dtype"):
        return None
    if first.evidence is not None and first.value is None:
        printing = "Printing a value does not return it. " if examination.printed else ""
        hint = f"{printing}Does every way through the function end in a `return`?"
        return Diagnosis("form", "returns nothing", hint)
    hint = _AXIS_HINT if first.difference.numbers_right else _FORM_HINTS[kind]
    return Diagnosis("form", f"wrong {kind}", hint)


_AXIS_HINT = (
    "An axis of length 1 is lost or left over. Which line drops it, or keeps it: a squeeze, an "
    "index, `keepdims`?"
)
_FORM_HINTS = {
    "type": "Compare what came back with what the docstring says under `returns`.",
    "shape": "Say the shape of every line's result aloud. Where does it leave what the docstring "
    "says under `returns`?",
    "dtype": "Which line makes the result, and of which dtype are the things in it?",
}


def _different(first: Finding) -> Diagnosis:
    what = "an edge case" if first.key.replayable else "the value"
    return Diagnosis("different", f"{what} differs: “{first.key.name}”")
