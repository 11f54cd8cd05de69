"""Files that appear under their name only when they are complete, and of which none is lost."""

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, also when the power fails between two writes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def set_aside(path: Path) -> Path:
    """Rename a file to <name>.previous<ending>, or previous2... if there is one; return it."""
    number = 1
    while True:
        kept = path.with_name(f"{path.stem}.previous{number if number > 1 else ''}{path.suffix}")
        if not kept.exists():
            os.replace(path, kept)
            return kept
        number += 1
