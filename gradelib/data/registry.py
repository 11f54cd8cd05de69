"""Checksums and sizes of what the data functions return, for datasets/registry.json and the cards.

``python -m gradelib.data.registry`` in the repository's root measures them again.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from gradelib.data.fonts import letters
from gradelib.data.kinds import DataSet, Images, Texts, Waves, classes
from gradelib.data.messages import sms
from gradelib.data.people import names
from gradelib.data.pictures import digits
from gradelib.data.scripture import bible
from gradelib.data.sounds import tones
from gradelib.data.voices import speech

SETS: dict[str, Callable[[], DataSet]] = {
    "sms": sms,
    "digits8": partial(digits, size=8),
    "digits28": partial(digits, size=28),
    "letters8": letters,
    "bible": bible,
    "names": names,
    "tones": tones,
    "speech": speech,
}
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"


def checksum(part: Texts | Images | Waves | str | list[str]) -> str:
    """Return the sha256 of a part in its canonical bytes.

    Texts: a line of ASCII JSON for each text, ["label", "text"].
    Images: a line of ASCII JSON, [n, height, width, levels]; the pixels row by row, a byte
    each; the labels as little-endian 64-bit integers.
    Waves: a line of ASCII JSON, [n, samples, rate]; the samples as little-endian 16-bit
    integers, 1/32768 each; a line of ASCII JSON with all labels.
    A text: its UTF-8. A list of strings: a line of ASCII JSON for each.
    """
    return hashlib.sha256(b"".join(_pieces(part))).hexdigest()


def _pieces(part: Texts | Images | Waves | str | list[str]) -> Iterator[bytes]:
    if isinstance(part, str):
        yield part.encode()
    elif isinstance(part, list):
        yield from map(_line, part)
    elif isinstance(part, Texts):
        for label, text in zip(part.labels, part.texts, strict=True):
            yield _line([str(label), text])
    elif isinstance(part, Images):
        yield _line([*part.images.shape, part.levels])
        yield part.images.astype("u1").tobytes()
        yield part.labels.astype("<i8").tobytes()
    else:
        yield _line([*part.waves.shape, part.rate])
        yield (part.waves * 32768).astype("<i2").tobytes()
        yield _line(part.labels.tolist())


def _line(value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


def measure(data: DataSet) -> dict[str, dict]:
    """Return the size, the classes and the checksum of each part."""
    return {
        name: {
            "items": len(part),
            "classes": classes(part) if hasattr(part, "labels") else {},
            "sha256": checksum(part),
        }
        for name, part in vars(data).items()
    }


def table(parts: dict[str, dict]) -> str:
    """Return what was measured as the table of a card."""
    rows = ["| part | items | classes | sha256 |", "|---|---|---|---|"]
    for name, part in parts.items():
        sizes = ", ".join(f"{label}: {n:,}" for label, n in part["classes"].items()) or "–"
        rows.append(f"| {name} | {part['items']:,} | {sizes} | `{part['sha256']}` |")
    return "\n".join(rows) + "\n"


def update(folder: Path) -> None:
    """Measure every set, and write registry.json and the tables of the cards in this folder."""
    registry = {name: measure(load()) for name, load in SETS.items()}
    text = json.dumps(registry, indent=2) + "\n"
    (folder / "registry.json").write_text(text, encoding="utf-8")
    for name, parts in registry.items():
        card = folder / f"{name}.md"
        before, _, rest = card.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        card.write_text(before + BEGIN + table(parts) + END + after, encoding="utf-8")


if __name__ == "__main__":
    update(Path("datasets"))
