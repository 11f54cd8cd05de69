"""What a data set is made of."""

from collections import Counter
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

import numpy as np


@dataclass(frozen=True, eq=False, repr=False)
class Texts:
    """Labelled texts.

    texts: n strings
    labels: (n,) array of strings, one class name a text
    """

    texts: list[str]
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.texts)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{n:,} {label}" for label, n in classes(self).items())
        return f"Texts({len(self):,}: {sizes})"

    def take(self, indices: np.ndarray) -> Self:
        """Return the texts at these positions, in this order."""
        return type(self)([self.texts[i] for i in indices], self.labels[indices])


@dataclass(frozen=True, eq=False, repr=False)
class Images:
    """Labelled grey pictures.

    images: (n, height, width) uint8, 0 is background, levels - 1 is full ink
    labels: (n,) int64
    levels: how many values a pixel can have
    """

    images: np.ndarray
    labels: np.ndarray
    levels: int

    def __len__(self) -> int:
        return len(self.images)

    def __repr__(self) -> str:
        height, width = self.images.shape[1:]
        return f"Images({len(self):,} of {height}×{width} pixels, {self.levels} levels)"

    def take(self, indices: np.ndarray) -> Self:
        """Return the pictures at these positions, in this order."""
        return type(self)(self.images[indices], self.labels[indices], self.levels)


@dataclass(frozen=True, eq=False, repr=False)
class Waves:
    """Labelled sounds of one length.

    waves: (n, samples) float32 in [-1, 1], every value a whole number of 1/32768
    labels: (n,) int64 pitches in Hz, or strings, the words spoken
    rate: samples per second
    """

    waves: np.ndarray
    labels: np.ndarray
    rate: int

    def __len__(self) -> int:
        return len(self.waves)

    def __repr__(self) -> str:
        seconds = self.waves.shape[1] / self.rate
        return f"Waves({len(self):,} of {seconds:.3g} s, {self.rate:,} samples per second)"

    def take(self, indices: np.ndarray) -> Self:
        """Return the sounds at these positions, in this order."""
        return type(self)(self.waves[indices], self.labels[indices], self.rate)


Part = TypeVar("Part", Texts, Images, Waves, str, list[str])


@dataclass(frozen=True, eq=False, repr=False)
class DataSet(Generic[Part]):
    """The three parts of a data set: fit on train, choose on valid, report on test."""

    train: Part
    valid: Part
    test: Part

    def __repr__(self) -> str:
        parts = ", ".join(f"{name}={_in_a_word(part)}" for name, part in vars(self).items())
        return f"DataSet({parts})"


def classes(part: Texts | Images | Waves) -> dict[str, int]:
    """Return how many items each class has, by class name."""
    return dict(sorted(Counter(str(label) for label in part.labels).items()))


def _in_a_word(part: object) -> str:
    """Say what a part is; a million characters must not fill a notebook."""
    if isinstance(part, str):
        return f"<{len(part):,} characters>"
    return f"<{len(part):,} strings>" if isinstance(part, list) else repr(part)
