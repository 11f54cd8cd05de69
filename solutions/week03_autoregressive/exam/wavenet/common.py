"""What several exams of the lesson `wavenet` use."""

import numpy as np
import torch

from gradelib.exam import close

# What float32 leaves of sums in another order.
ROUNDED = close(rel=1e-3, abs=1e-5)

ROUNDED_TENSORS = close(rel=1e-3, abs=1e-5, tensor=True)

# What float32 leaves of one formula, and float16 or 16 bits do not.
PRECISE = close(rel=3e-5, abs=1e-7, tensor=True)


def floats(values):
    return torch.tensor(np.asarray(values), dtype=torch.float32)


def normal(rng, *shape):
    return floats(rng.normal(size=shape))
