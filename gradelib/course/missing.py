"""Give every lesson of a submission a notebook, whatever its files are called."""

import os
from pathlib import Path

from gradelib.course.classroom import GradedWeek, read_submission
from gradelib.course.mend import find_renamed
from gradelib.files import write_atomically


def put_missing(week: GradedWeek, student: str) -> list[Path]:
    """Put a notebook where one is missing; returns those that were put there.

    A renamed notebook is copied under the name it should have; where nothing was handed in, an
    empty file stands for it, so that the student still gets feedback. What the student handed in
    stays as it is.
    """
    folder = week.classroom.submitted(student, week.name)
    there = sorted(name for name in os.listdir(folder) if name.endswith(".ipynb"))
    if all(f"{name}.ipynb" in there for name in week.notebooks):
        return []
    submitted = {name: read_submission(folder / name) for name in there}
    renamed = find_renamed(submitted, {f"{n}.ipynb": week.lesson(n) for n in week.notebooks})
    put = [folder / f"{n}.ipynb" for n in week.notebooks if f"{n}.ipynb" not in submitted]
    for path in put:
        write_atomically(path, submitted.get(renamed.get(path.name, ""), b""))
    return put
