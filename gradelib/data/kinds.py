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


Part = TypeVar("Part", Texts, Images)


@dataclass(frozen=True, eq=False)
class DataSet(Generic[Part]):
    """The three parts of a data set: fit on train, choose on valid, report on test."""

    train: Part
    valid: Part
    test: Part


def classes(part: Texts | Images) -> dict[str, int]:
    """Return how many items each class has, by class name."""
    return dict(sorted(Counter(str(label) for label in part.labels).items()))
