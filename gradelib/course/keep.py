"""Write generated files without ever overwriting what somebody made.

Every generated notebook and Python file carries a checksum of itself. As long as it agrees, nobody
has worked in the file and it may be replaced; otherwise it is somebody's work, and so is whatever
carries no checksum. Work is left alone while nothing newer waits for its place; then it is refused
to write anything, or the work is renamed, as the person wishes.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradelib.course.lessons import CourseError
from gradelib.exam.key import FILE_NAME
from gradelib.files import write_atomically

# The last line of a generated Python file.
_STAMP = re.compile(r"\n# Made from (?P<source>\S+); edit that. Checksum (?P<sum>[0-9a-f]{64})\n$")


@dataclass(frozen=True)
class Target:
    """Files to be in a folder, by their path in it; somebody's work is put into `aside`."""

    folder: Path
    files: Mapping[str, bytes]
    aside: Path


@dataclass(frozen=True)
class Placed:
    """What placing did. kept: somebody's work, as it was or under its new name."""

    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()


def place_files(targets: Sequence[Target], put_aside: bool, root: Path) -> Placed:
    """Write what differs, remove generated files that are made no longer.

    put_aside: rename somebody's work that is in the way, to <name>.mine<suffix>
    root: the messages name files relative to it
    raises: CourseError before anything is written, when work is in the way of something newer
    """
    works = [
        (target, name, target.folder / name)
        for target in targets
        for name, data in target.files.items()
        if is_work(target.folder / name, data)
    ]
    waiting = [path for target, name, path in works if not _is_current(path, target.files[name])]
    if waiting and not put_aside:
        raise CourseError(_refusal(waiting, root))
    if put_aside:
        kept = [_rename(path, (target.aside / name).parent) for target, name, path in works]
    else:
        kept = [path for _, _, path in works]
    written, removed = [], []
    for target in targets:
        for name, data in target.files.items():
            path = target.folder / name
            if path not in kept and not same(path, data):
                write_atomically(path, data)
                written.append(path)
        removed += leftovers(target.folder, target.files)
    for path in removed:
        path.unlink()
    return Placed(tuple(written), tuple(removed), tuple(kept))


def leftovers(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """The generated files in a folder, without anybody's work, that are not among `files`."""
    found = [
        path
        for pattern in ("*.ipynb", "exam.py", "exam/**/*.py", FILE_NAME)
        for path in sorted(folder.glob(pattern))
    ]
    return [
        path
        for path in found
        if path.relative_to(folder).as_posix() not in files and _is_untouched(path)
    ]


def is_work(path: Path, data: bytes) -> bool:
    """Is what lies where `data` should be written somebody's work?"""
    return path.exists() and not same(path, data) and not _is_untouched(path)


def same(path: Path, data: bytes) -> bool:
    """Does the file hold exactly this? Line ends do not count: git may have changed them."""
    if not path.is_file():
        return False
    there = path.read_bytes()
    return there == data or (path.name != FILE_NAME and there.replace(b"\r\n", b"\n") == data)


def notebook_checksum(notebook: Mapping) -> str:
    """A checksum of what people write in a notebook's cells: their types, sources and marks."""
    cells = [
        [
            cell["cell_type"],
            "".join(cell["source"]),  # on disk a list of lines
            cell["metadata"].get("nbgrader"),
            cell.get("attachments"),
        ]
        for cell in notebook["cells"]
    ]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


def stamped(text: str, source: str) -> str:
    """The text of a Python file with its origin and its checksum as the last line."""
    return f"{text}\n# Made from {source}; edit that. Checksum {_text_checksum(text)}\n"


def _is_untouched(path: Path) -> bool:
    """Is this a generated file in which nobody has worked? Nobody writes in a key."""
    if path.name == FILE_NAME:
        return True
    try:
        carried, own = _checksums(path.suffix, path.read_bytes())
    except OSError:
        return False
    return own in carried


def _is_current(path: Path, data: bytes) -> bool:
    """Was this work begun in the very version that `data` is? Then nothing newer waits."""
    if not path.is_file():
        return False
    carried, _ = _checksums(path.suffix, path.read_bytes())
    return bool(carried) and carried == _checksums(path.suffix, data)[0]


def _checksums(suffix: str, data: bytes) -> tuple[set[str], str]:
    """The checksums that a generated file carries, and its own; nothing if it is something else.

    A notebook carries two: it is made with the answers and without them. One that was run has no
    checksum of its own.
    """
    try:
        text = data.decode().replace("\r\n", "\n")
        if suffix == ".py":
            stamp = _STAMP.search(text)
            return ({stamp["sum"]}, _text_checksum(text[: stamp.start()])) if stamp else (set(), "")
        notebook = json.loads(text)
        run = any(c.get("outputs") or c.get("execution_count") for c in notebook["cells"])
        carried = set(notebook["metadata"]["gradelib"]["checksums"].values())
        return carried, "" if run else notebook_checksum(notebook)
    except (ValueError, LookupError, TypeError, AttributeError):
        return set(), ""


def _rename(path: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        mine = "mine" if number == 1 else f"mine-{number}"
        kept = folder / f"{path.stem}.{mine}{path.suffix}"
        if not kept.exists():
            return path.rename(kept)
        number += 1


def _refusal(waiting: Sequence[Path], root: Path) -> str:
    names = "\n".join(f"  {path.relative_to(root).as_posix()}" for path in waiting)
    return (
        "Somebody worked in these files, or they were not made by `gradelib build`; a newer "
        f"version would replace them, so nothing was written:\n{names}\n"
        "Move or rename them, or let `gradelib build --keep` rename them to <name>.mine first."
    )


def _text_checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
