"""Checksums and sizes of what the data functions return, for datasets/registry.json and the cards.

``python -m gradelib.data.registry`` in the repository's root measures them again.
"""

import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gradelib.data.kinds import DataSet, Images, Texts, classes
from gradelib.data.messages import sms
from gradelib.data.pictures import digits

SETS: dict[str, Callable[[], DataSet]] = {
    "sms": sms,
    "digits8": partial(digits, size=8),
    "digits28": partial(digits, size=28),
}
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"


def checksum(part: Texts | Images) -> str:
    """Return the sha256 of a part in its canonical bytes.

    Texts: a line of ASCII JSON for each text, ["label", "text"].
    Images: a line of ASCII JSON, [n, height, width, levels]; the pixels row by row, a byte
    each; the labels as little-endian 64-bit integers.
    """
    digest = hashlib.sha256()
    if isinstance(part, Texts):
        for label, text in zip(part.labels, part.texts, strict=True):
            digest.update(json.dumps([str(label), text]).encode() + b"\n")
    else:
        digest.update(json.dumps([*part.images.shape, part.levels]).encode() + b"\n")
        digest.update(part.images.astype("u1").tobytes())
        digest.update(part.labels.astype("<i8").tobytes())
    return digest.hexdigest()


def measure(data: DataSet) -> dict[str, dict]:
    """Return the size, the classes and the checksum of each part."""
    return {
        name: {"items": len(part), "classes": classes(part), "sha256": checksum(part)}
        for name, part in vars(data).items()
    }


def table(parts: dict[str, dict]) -> str:
    """Return what was measured as the table of a card."""
    rows = ["| part | items | classes | sha256 |", "|---|---|---|---|"]
    for name, part in parts.items():
        sizes = ", ".join(f"{label}: {n:,}" for label, n in part["classes"].items())
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
