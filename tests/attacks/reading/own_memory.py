"""Search this process's own memory for a key, a seed or a reference.

They never were in it: not in the server either, from which it was forked.
"""
import gc

from gradelib.exam.key import ExerciseKey, Key, QuestionKey
from gradelib.exam.questions import Exercise

for thing in gc.get_objects():
    if isinstance(thing, Key | ExerciseKey | QuestionKey | Exercise):
        reached(f"{thing}")
    if isinstance(thing, dict) and "reference" in thing and "seed" in thing:
        reached(f"{thing}")
