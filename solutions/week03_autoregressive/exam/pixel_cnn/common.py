"""What several exams of the lesson `pixel_cnn` use."""

import numpy as np
import torch

from gradelib.exam import close

LEVELS = 17

# What float32 leaves of sums in another order.
ROUNDED = close(rel=1e-3, abs=1e-4)

ROUNDED_TENSOR = close(rel=1e-3, abs=1e-4, tensor=True)


def normal(rng: np.random.Generator, *shape: int, scale: float = 1.0) -> torch.Tensor:
    return torch.tensor(rng.normal(size=shape) * scale, dtype=torch.float32)


def some_levels(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return torch.tensor(rng.integers(LEVELS, size=shape))


def some_inks(rng: np.random.Generator, *shape: int) -> torch.Tensor:
    return some_levels(rng, *shape).float() / (LEVELS - 1)


def seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))
