"""Ask an answer questions, compare what came back, recognise the mistake, explain it."""

from gradelib.exam.answers import right, wrong
from gradelib.exam.compare import at_least, at_most, between, close, exact, holds, unordered
from gradelib.exam.network import network
from gradelib.exam.questions import ask, exercise
from gradelib.exam.witness import gradient, made

__all__ = [
    "ask",
    "at_least",
    "at_most",
    "between",
    "close",
    "exact",
    "exercise",
    "gradient",
    "holds",
    "made",
    "network",
    "right",
    "unordered",
    "wrong",
]
