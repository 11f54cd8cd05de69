"""An answer's exception: a name for the report, and a hint that fits its kind, for the student.

The hint belongs to the exception and not to the question at which it was raised: a `TypeError` in
the first line is no misunderstanding of what was asked.
"""

from gradelib.exam.describe import printable
from gradelib.exam.plain import Raised

_NAMES = {
    "TimeUp": "takes too long",
    "RecursionError": "calls itself too deeply",
    "NotImplementedError": "only partly written",
    "Lost": "ended the process it ran in",
}

_SHAPES = (
    "The shapes do not fit together. Print the shape of each array in this line: which axis should "
    "meet which?"
)
# The exception or one of its bases, perhaps with a part of its message: the first that fits.
_HINTS = {
    "TimeUp": "Is there a loop that never ends, or one that does the same work again and again?",
    "RecursionError": "At which call should it stop calling itself? Does it ever get there?",
    "NotImplementedError": "One way through the function still meets the line that raises this.",
    "Lost": "Does your code end Python itself, or ask for more memory than there is?",
    "TypeError: cast": "`+=` and its like keep the dtype of the array on their left, and whole "
    "numbers cannot take in a fraction. What makes a new array instead?",
    "TypeError: should be a torch.nn.module": "The exam gives parameters to what your class makes. "
    "From which class does it have to inherit?",
    "TypeError: argument": "Count what the function is given, and what it takes.",
    "TypeError": "Things of the wrong kind meet in this line. Print the `type` of each of them.",
    "UnboundLocalError": "The variable gets its value only on some ways through the function. What "
    "if none of them is taken?",
    "NameError": "Python does not know this name here. Is it misspelt, or made by a cell that has "
    "not been run?",
    "ZeroDivisionError": "What is divided by in this line, and for which inputs is that zero?",
    "OverflowError": "A number became too large for a float. Can you stay with its logarithm?",
    "LinAlgError": "Print the matrix and its shape just before this line. Is it square, and can it "
    "be inverted?",
    "ValueError: math domain": "`math.log` and `math.sqrt` refuse what NumPy answers with -inf or "
    "nan. What comes in here?",
    "ValueError: expected a ": "`math.log` and `math.sqrt` refuse what NumPy answers with -inf or "
    "nan. What comes in here?",
    "ValueError: truth value": "An array holds many truths. Should each element be asked, or all "
    "of them together with `.any()` or `.all()`?",
    "ValueError: and should have": "The exam sets the parameters of your object. Of which shape "
    "must this one be, for the sizes that the object was made with?",
    "ValueError: shape": _SHAPES,
    "ValueError: broadcast": _SHAPES,
    "ValueError: dimension": _SHAPES,
    "ValueError: operand": _SHAPES,
    "ValueError": "The message says which value was refused. Where does that value come from?",
    "IndexError": "The index lies outside. Which ones are there, and which did this line ask for?",
    "KeyError": "The key is not in the dictionary. What should happen to such a key?",
    "AttributeError: there is no parameter": "The exam sets the parameters of your object by the "
    "names that the docstring promises. Under which names does your class hold them?",
    "AttributeError: module.__init__() call": "PyTorch makes the places that hold parameters and "
    "buffers in `super().__init__()`. Which line of your constructor comes first?",
    "AttributeError": "What stands before the dot is not what you think. Print its `type`.",
    "ImportError": "The module is not installed here. The lesson's own imports are enough.",
}


def exception_name(raised: Raised) -> str:
    """A few words, the same for all students who met this exception."""
    return _NAMES.get(raised.kind, f"raises {printable(raised.kind)}")


def exception_hint(raised: Raised) -> str:
    """What to think of when this exception was raised."""
    names, message = {raised.kind, *raised.bases}, raised.message.lower()
    for which, hint in _HINTS.items():
        name, _, part = which.partition(": ")
        if name in names and part in message:
            return hint
    return "Read the message, then the line of yours that raised it. What is in it?"
