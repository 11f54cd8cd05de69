"""Plain data in a few words, for the card and the feedback."""

import math
import re

import numpy as np

from gradelib.exam.network import Network
from gradelib.exam.plain import Raised, Unfit
from gradelib.exam.wire import pack

MAX_TEXT = 300
SMALL = 24  # numbers of an array that is shown in full
_SHOWN = (7, 3, 2)  # items shown at each level of nesting; deeper ones are dots
_LETTERS = (160, 60, 30)  # of a text, likewise


def describe(value: object) -> str:
    """`value` in at most 300 characters; small arrays in full."""
    return shorten(_describe(value, 0))


def in_words(name: str) -> str:
    """The name of a function or class as words: `takes_the_mean` or `TakesTheMean`."""
    if "_" not in name:
        starts = r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
        name = re.sub(starts, "_", name).lower() if name[:1].isupper() else name
    return name.replace("_", " ")


def kind_of(value: object) -> str:
    """What sort of thing `value` is: "text", "a number", "an array", "a list"."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return "text"
    if hasattr(value, "shape") and value.shape:
        return "an array" if isinstance(value, np.ndarray) else "a tensor"
    if isinstance(value, list | tuple | dict | set):
        return f"a {type(value).__name__}"
    if isinstance(value, np.ndarray) and value.dtype.kind == "U":
        return "text"
    return "a number"


def number_text(value: object, digits: int = 6) -> str:
    """A number with as many digits as help a reader; whole numbers with all theirs."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        return _whole_text(int(value))
    if isinstance(value, complex | np.complexfloating):
        return f"{complex(value):.{digits}g}"
    return f"{float(value):.{digits}g}"


def shorten(text: str) -> str:
    """The text's beginning, if it is longer than 300 characters."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def printable(text: str) -> str:
    """The text on one line, without control characters or half surrogate pairs."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in text)


def _describe(value: object, depth: int) -> str:
    if isinstance(value, Raised):
        return f"{value.kind} raised"
    if isinstance(value, Unfit):
        return value.what
    if isinstance(value, Network):
        return str(value)
    if isinstance(value, str):
        shown = _LETTERS[min(depth, 2)]
        return repr(value[:shown]) + ("…" if len(value) > shown else "")
    if isinstance(value, bool | int | float | complex):
        return number_text(value, digits=6 if depth == 0 else 4)
    if hasattr(value, "shape"):
        return _describe_array(value)
    if isinstance(value, list | tuple | dict | set):
        return _describe_container(value, depth)
    return "None"


def _describe_array(value: object) -> str:
    if not value.shape:
        return _describe(value.item(), 0)
    name = "array" if isinstance(value, np.ndarray) else "tensor"
    if math.prod(value.shape) <= SMALL and len(value.shape) <= 3:
        inside = _nested(value.tolist())
    else:
        shown = [_describe(item, 1) for item in value.reshape(-1)[: _SHOWN[0]].tolist()]
        dots = ", …" if math.prod(value.shape) > len(shown) else ""
        inside = f"[{', '.join(shown)}{dots}]"
    return f"{name} {tuple(value.shape)} {inside}"


def _nested(items: object) -> str:
    if not isinstance(items, list):
        return _describe(items, 1)
    return f"[{', '.join(map(_nested, items))}]"


def _describe_container(value: list | tuple | dict | set, depth: int) -> str:
    left, right = {list: "[]", tuple: "()", dict: "{}", set: "{}"}[type(value)]
    if not value:
        return "set()" if isinstance(value, set) else left + right
    if depth == len(_SHOWN):
        return f"{left}…{right}"
    items = sorted(value, key=pack) if isinstance(value, set) else list(value)
    shown = items[: _SHOWN[depth]]
    texts = [_describe(item, depth + 1) for item in shown]
    if isinstance(value, dict):
        texts = [
            f"{t}: {_describe(value[k], depth + 1)}" for t, k in zip(texts, shown, strict=True)
        ]
    dots = (
        ", …"
        if len(items) > len(shown)
        else ","
        if type(value) is tuple and len(value) == 1
        else ""
    )
    return f"{left}{', '.join(texts)}{dots}{right}"


def _whole_text(value: int) -> str:
    if value.bit_length() < 256:
        return str(value)
    power = math.log10(abs(value))  # Python would refuse to write out thousands of digits
    return f"{'-' if value < 0 else ''}{10 ** (power % 1):.4g}·10^{int(power)}"
