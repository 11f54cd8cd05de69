"""Hand in an exam of one's own, with a key in which the wrong answers are right.

The exam and the key with which is graded come from the course, never from a submission.
"""
import os
from pathlib import Path

from gradelib.exam.key import key_to_bytes, make_key
from gradelib.exam.load import load_exam

try:
    exercises = load_exam(Path("."))
    wrong = {"square": lambda x: 7.0, "total": lambda x: 7.0}
    Path("exam.key").write_bytes(key_to_bytes(make_key(exercises, wrong, [], 424242)))
except Exception as error:
    print(error)
print(sorted(os.listdir(".")), Path("exam.py").read_text())
# %% beside exam.py
from gradelib.exam import ask, exercise, holds


@exercise(points=200)
def square(answer, rng):
    """Anything."""
    yield ask("typical", lambda: answer(rng.random()), rule=holds(lambda value, right: True))
# %% beside exam/__init__.py
from exam.exam import *

# %% beside exam.key
"the key of the attacker"
