"""Measure the reference's scoreboard: run the lessons with their reference answers.

`python -m gradelib.learn.reference solutions/*/*.py` writes reference_scores.json; with `--check`
it writes nothing and fails if the file is not what the lessons give. A lesson that trains at
several scales is not run again for that: of it, only the models' names are compared.
"""

import argparse
import contextlib
import os
import runpy
import tempfile
from pathlib import Path

import gradelib
from gradelib.learn.scoreboard import FILE_NAME, REFERENCE_NAME, Lines, load, reference

# Later weeks train with floating-point sums whose order differs between machines.
TOLERANCE_NATS = 0.01


def measure(lessons: list[Path], folder: Path) -> Path:
    """Run the lessons in an empty folder; return the scoreboard that they left there.

    lessons: sources with their reference answers; those that add no line are not run
    """
    os.environ |= {"MPLBACKEND": "agg", "GRADELIB_SCALE": "laptop"}
    gradelib.check = lambda name, answer: None  # the answers are the reference's own
    lessons = [lesson.resolve() for lesson in lessons if "scoreboard.add(" in lesson.read_text()]
    with contextlib.chdir(folder):
        for lesson in lessons:
            runpy.run_path(str(lesson))
    return folder / FILE_NAME


def agree(one: Lines, other: Lines) -> bool:
    """Do two scoreboards hold the same models with the same scores?"""
    return one.keys() == other.keys() and all(
        abs(one[model]["nats"] - other[model]["nats"]) <= TOLERANCE_NATS for model in one
    )


def trains(lesson: Path) -> bool:
    """Does a lesson depend on the scale, and take minutes at the reference's?"""
    return "learn.scaled(" in lesson.read_text()


def check(lessons: list[Path], folder: Path) -> None:
    """Raise SystemExit if reference_scores.json is not what the lessons give."""
    quick = load(measure([lesson for lesson in lessons if not trains(lesson)], folder))
    slow = [lesson.read_text() for lesson in lessons if trains(lesson)]
    known = reference()
    theirs = {m for m in known.keys() - quick.keys() if any(f'"{m}"' in text for text in slow)}
    if not agree(quick, {model: line for model, line in known.items() if model not in theirs}):
        raise SystemExit(f"{REFERENCE_NAME} is not what the lessons give: write it anew.")


def main() -> None:
    """Write the reference's scoreboard, or compare it with the one that was written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    parser.add_argument("lessons", nargs="+", type=Path, help="sources of lessons")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if wanted.check:
            check(wanted.lessons, Path(folder))
        else:
            scores = measure(wanted.lessons, Path(folder)).read_bytes()
            Path(__file__).with_name(REFERENCE_NAME).write_bytes(scores)


if __name__ == "__main__":
    main()
