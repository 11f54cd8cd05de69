"""What several exams of the lesson `made` use."""

import numpy as np
import torch

from gradelib.exam import close

# What float32 leaves of sums in another order.
ROUNDED = close(rel=1e-3, abs=1e-4)

TENSOR = close(rel=1e-3, abs=1e-4, tensor=True)


def floats(array: np.ndarray) -> torch.Tensor:
    return torch.tensor(array, dtype=torch.float32)


def bits(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return floats(rng.random(shape) < 0.5)


def some_seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def some_tensor(came: object) -> torch.Tensor:
    if not isinstance(came, torch.Tensor):
        raise TypeError("one tensor should come back")
    return came


def some_order(rng: np.random.Generator, pixels: int) -> torch.Tensor:
    """An order as unlike raster order, its reverse, and its own inverse as orders mostly are."""
    while True:
        order = rng.permutation(pixels)
        turns = np.argsort(order)
        earlier = np.triu(np.ones((pixels, pixels), bool), 1)
        swapped = (order[:, None] > order)[
            earlier
        ].mean()  # pairs that raster order draws otherwise
        others = (order == turns).mean(), (order[::-1] == turns).mean()
        if 0.35 < swapped < 0.65 and max(others) < 0.5:
            return torch.tensor(order)
