"""How an answer differs from the reference, in words for the student."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from gradelib.exam.describe import describe, number_text, printable
from gradelib.exam.plain import Raised, Unfit
from gradelib.exam.wire import pack


@dataclass(frozen=True)
class Difference:
    """How an answer differs.

    kind: raised, type, shape, dtype, value or property
    numbers_right: nothing but axes of length 1 are too many or missing
    """

    kind: str
    text: str
    numbers_right: bool = False


def raised_text(raised: Raised) -> str:
    """An exception in plain words."""
    message = f": {printable(raised.message)}" if raised.message else ""
    if raised.kind == "NotImplementedError":
        return "it is not written yet"
    if raised.kind == "TimeUp":
        return f"it takes too long{message}"
    if raised.kind == "RecursionError":
        return "it calls itself too deeply"
    if raised.kind == "Lost":
        return f"the process it ran in was lost{message}"
    return f"it raised {printable(raised.kind)}{message}"


def no_value(answer: object, reference: object) -> Difference | None:
    """The cases in which the answer, the reference or both gave no value at all."""
    if isinstance(answer, Raised):
        same = isinstance(reference, Raised) and reference.kind in (answer.kind, *answer.bases)
        return None if same else Difference("raised", raised_text(answer))
    if isinstance(answer, Unfit):
        text = f"{printable(answer.what)} came back, which cannot be used here"
        same = isinstance(reference, Unfit) and answer == reference
        return None if same else Difference("type", text)
    if isinstance(reference, Raised):
        text = f"{describe(answer)} came back, but it should raise {reference.kind} here"
        return Difference("value", text)
    return Difference("type", f"{describe(answer)} came back instead of {describe(reference)}")


def at(where: str) -> str:
    """The place of a difference, behind a sentence's verb."""
    return f" at {where}" if where else ""


def wrong_type(answer: object, wanted: str, where: str) -> Difference:
    """Something else than `wanted`, for instance "a number", came back."""
    hint = ". Is a `return` missing?" if answer is None and not where else ""
    return Difference("type", f"{describe(answer)} came back{at(where)} instead of {wanted}{hint}")


def other_text(answer: str, reference: str, where: str) -> Difference:
    """Two texts, or of long ones the part where they begin to differ."""
    pairs = zip(answer, reference, strict=False)
    same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(answer), len(reference)))
    start = max(same - 20, 0) if max(len(answer), len(reference)) > 60 else 0
    got, wanted = (
        ("…" if start else "") + describe(text[start : start + 60]) for text in (answer, reference)
    )
    place = f"; they differ from character {same + 1} on" if start else ""
    return Difference("value", f"{got} came back{at(where)} instead of {wanted}{place}")


def missing_and_extra(
    what: str, answer: Collection, reference: Collection, where: str
) -> Difference:
    """Which keys of a dict, or items of a set, are missing and which should not be there."""
    missing = [item for item in reference if item not in answer]
    extra = [item for item in answer if item not in reference]
    told = [f"{_named(what, missing)} missing"] if missing else []
    told += [f"{_named(what, extra)} not asked for"] if extra else []
    return Difference("value", " and ".join(told) + at(where))


def _named(what: str, items: list) -> str:
    first = f"the {what} {describe(min(items, key=pack))}"
    return f"{first} and {len(items) - 1} more are" if len(items) > 1 else f"{first} is"


def worst_number(got: np.ndarray, wanted: np.ndarray, bad: np.ndarray, where: str) -> Difference:
    """Tell the place where the difference is greatest."""
    place = np.unravel_index(_farthest(got, wanted, bad), wanted.shape)
    where += f"[{', '.join(map(str, place))}]" if place else ""
    text = " instead of ".join(_told_apart(got[place], wanted[place])) + at(where)
    if bad.size > 1:
        text += f"; {bad.sum()} of {bad.size} values differ"
    return Difference("value", text)


def _farthest(got: np.ndarray, wanted: np.ndarray, bad: np.ndarray) -> int:
    if object in (got.dtype, wanted.dtype):
        return int(np.argmax(bad))
    with np.errstate(all="ignore"):
        gap = np.where(bad, np.abs(got.astype(complex) - wanted.astype(complex)), -1.0)
    return int(np.argmax(np.where(np.isnan(gap), np.inf, gap)))


def _told_apart(got: object, wanted: object) -> tuple[str, str]:
    """Two numbers with so many digits that they look as different as they are."""
    for digits in (6, 9, 17):
        texts = number_text(got, digits), number_text(wanted, digits)
        if texts[0] != texts[1]:
            break
    return texts
