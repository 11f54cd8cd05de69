"""What several exams of the lesson `char_rnn` use."""

import torch

from gradelib.exam import close

# What float32 leaves of sums in another order; the same of a tensor in the promised shape.
ROUNDED = close(rel=1e-3, abs=1e-5)

SHAPED = close(rel=1e-3, abs=1e-5, tensor=True)


def floats(values):
    return torch.tensor(values, dtype=torch.float32)


def cell(rng, sizes, texts=2):
    """Inputs, states and weights of a recurrent cell: (B, D), (B, H), (H, D), (H, H), (H,)."""
    inputs, units = sizes
    shapes = [(texts, inputs), (texts, units), (units, inputs), (units, units), (units,)]
    return tuple(floats(rng.normal(size=shape) * 0.8) for shape in shapes)
