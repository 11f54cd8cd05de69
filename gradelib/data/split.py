"""The fixed cut of a data set into train, valid and test."""

from collections.abc import Hashable, Sequence

import numpy as np

SEED = 0


def split(keys: Sequence[Hashable]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut n items into 80 % train, 10 % valid and 10 % test, always in the same way.

    Items with the same key are copies of each other and fall into the same part, so that
    nothing in test was seen in train. The shares are exact when all keys differ; otherwise a
    part ends after the group of copies that reaches its share.

    keys: n hashable values
    returns: three integer arrays, which together hold every position 0…n-1 once, shuffled
    """
    # RandomState, because NumPy has frozen its stream for good (NEP 19); the newer Generator
    # may shuffle differently in a later version, and the split would change under the lessons.
    random = np.random.RandomState(SEED)
    number = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    group = np.array([number[key] for key in keys], dtype=np.int64)

    order = random.permutation(len(number))
    sizes = np.bincount(group, minlength=len(number))[order]
    starts = np.cumsum(sizes) - sizes
    part_of = np.empty(len(number), dtype=np.int64)
    part_of[order] = np.searchsorted([len(keys) * 8 // 10, len(keys) * 9 // 10], starts, "right")

    items = random.permutation(len(keys))
    train, valid, test = (items[part_of[group[items]] == part] for part in range(3))
    return train, valid, test
