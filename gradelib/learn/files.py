"""Files that appear under their name only when they are complete."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file as a whole, so that no reader and no crash ever sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(handle, 0o644) if hasattr(os, "fchmod") else None
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
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
