"""Make what students open, and what nbgrader grades, from the sources of a week.

    solutions/<week>/   ->  notebooks/<week>/         without the answers, for students
                        ->  class/source/<week>/      with the answers, for nbgrader
                        ->  class/solutions/<week>/   with the answers, for who learns alone

Everything is made in memory first; gradelib.course.keep says what is never overwritten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gradelib.course.classroom import Classroom
from gradelib.course.convert import source_notebooks
from gradelib.course.keep import (
    Placed,
    Target,
    is_work,
    leftovers,
    notebook_checksum,
    place_files,
    same,
    stamped,
)
from gradelib.course.lessons import Week, weeks
from gradelib.course.release import released
from gradelib.exam.compare import Rule
from gradelib.exam.key import FILE_NAME, PUBLIC_SEED, Key, key_from_bytes, key_to_bytes

if TYPE_CHECKING:
    from nbformat import NotebookNode


NOTEBOOKS = "notebooks"


@dataclass(frozen=True)
class Generated:
    """A week's files with and without the answers: bytes by their path in the week's folder."""

    source: Mapping[str, bytes]
    release: Mapping[str, bytes]


def generate(week: Week) -> Generated:
    """Make all files of a week, writing none of them.

    raises: CourseError listing what is wrong with the sources
    """
    exercises = week.exam()
    answered = source_notebooks(week, exercises)
    stripped = released(week.name, answered, week.root)
    for lesson, notebook in answered.items():
        checksums = {
            "source": notebook_checksum(notebook),
            "release": notebook_checksum(stripped[lesson]),
        }
        note = {"made_from": f"solutions/{week.name}/{lesson}.py", "checksums": checksums}
        notebook.metadata["gradelib"] = stripped[lesson].metadata["gradelib"] = note
    beside = _exam_files(week) | {FILE_NAME: _public_key(week)}
    return Generated(_files(answered) | beside, _files(stripped) | beside)


def build(week: Week, put_aside: bool = False) -> Placed:
    """Bring notebooks/<week> and class/source/<week> up to date.

    put_aside: rename what somebody worked in and write it afresh
    raises: CourseError, before anything is written, if the sources are wrong or if something newer
        would replace a file that somebody worked in
    """
    made, of_class = generate(week), Classroom(week.root).folder
    students = week.root / NOTEBOOKS / week.name
    # Whatever lies in source/ is released to students, so nothing is put aside in there.
    source, kept = of_class / "source" / week.name, of_class / "kept" / week.name
    targets = [Target(students, made.release, students), Target(source, made.source, kept)]
    return place_files(targets, put_aside, week.root)


def build_solutions(week: Week, put_aside: bool = False) -> Placed:
    """Make the notebooks with answers in class/solutions/<week>; otherwise as `build`."""
    folder = Classroom(week.root).folder / "solutions" / week.name
    return place_files([Target(folder, generate(week).source, folder)], put_aside, week.root)


def stale(week: Week) -> list[str]:
    """A sentence for each file in notebooks/<week> that is not what the sources give."""
    folder, files = week.root / NOTEBOOKS / week.name, generate(week).release
    told = []
    for name, data in files.items():
        path, where = folder / name, f"{NOTEBOOKS}/{week.name}/{name}"
        if not path.exists():
            told.append(f"{where} is missing")
        elif is_work(path, data):
            told.append(f"{where} was changed by hand")
        elif not same(path, data):
            told.append(f"{where} is older than its source")
    left = [path.relative_to(folder).as_posix() for path in leftovers(folder, files)]
    return told + [f"{NOTEBOOKS}/{week.name}/{name} has no source any more" for name in left]


def dropped(root: Path) -> list[Path]:
    """Generated files in notebooks/ of weeks that are no longer in solutions/."""
    there = {week.name for week in weeks(root)}
    folders = [f for f in sorted((root / NOTEBOOKS).glob("week[0-9]*")) if f.name not in there]
    return [path for folder in folders for path in leftovers(folder, {})]


def keys_alike(one: Key, other: Key) -> bool:
    """Do two keys hold the same names, hints and, by the default tolerance, evidence?"""
    if _words(one) != _words(other):
        return False
    pairs = zip(_evidence(one), _evidence(other), strict=True)
    return all(Rule().alike(a, b) and Rule().alike(b, a) for a, b in pairs)


def _words(key: Key) -> list:
    return [key.seed] + [
        (
            name,
            [(question.name, question.replayable) for question in exercise.questions],
            [(m.name, m.hint, len(m.evidence)) for m in exercise.misconceptions],
        )
        for name, exercise in key.exercises.items()
    ]


def _evidence(key: Key) -> Iterator[object]:
    for exercise in key.exercises.values():
        yield from (question.reference for question in exercise.questions)
        for misconception in exercise.misconceptions:
            yield from misconception.evidence


def _public_key(week: Week) -> bytes:
    """The public key; the one that is there already, if it says the same.

    The last bits of a computed number differ from one processor to the next.
    """
    key = week.key(PUBLIC_SEED)
    try:
        there = (week.root / NOTEBOOKS / week.name / FILE_NAME).read_bytes()
        return there if keys_alike(key_from_bytes(there), key) else key_to_bytes(key)
    except (OSError, ValueError):
        return key_to_bytes(key)


def _exam_files(week: Week) -> dict[str, bytes]:
    """The exam goes to students as it is: it holds no answers."""
    files = {}
    for path in [*week.folder.glob("exam.py"), *sorted(week.folder.glob("exam/**/*.py"))]:
        name = path.relative_to(week.folder).as_posix()
        text = path.read_text(encoding="utf-8")
        files[name] = stamped(text, f"solutions/{week.name}/{name}").encode()
    return files


def _files(notebooks: "Mapping[str, NotebookNode]") -> dict[str, bytes]:
    import nbformat

    texts = {name: nbformat.writes(notebook, version=4) for name, notebook in notebooks.items()}
    return {f"{name}.ipynb": (text.rstrip("\n") + "\n").encode() for name, text in texts.items()}
