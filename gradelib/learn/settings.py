"""What a run depends on besides the lesson: its random numbers, its machine, its scale."""

import os
import random
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    import torch

SCALES = ("smoke", "laptop", "lab")
SEEDS_APART = 1000  # a lesson may use seeds 0, 1, 2...; another run's must not be among them

Value = TypeVar("Value")


def seed(number: int = 0) -> np.random.Generator:
    """Seed Python's, NumPy's and torch's random numbers; return a generator of the same seed.

    The environment variable GRADELIB_SEED (0, 1, 2...; default 0) asks for another run of the
    same lesson, with other random numbers throughout: `make results` measures a spread so.

    Raises ValueError if GRADELIB_SEED is no such number.
    """
    import torch

    run = os.environ.get("GRADELIB_SEED") or "0"
    if not run.isdecimal():
        raise ValueError(f"GRADELIB_SEED is {run!r}. Set it to 0, 1, 2... or unset it.")
    number += SEEDS_APART * int(run)
    random.seed(number)
    np.random.seed(number)
    torch.manual_seed(number)
    return np.random.default_rng(number)


def device() -> "torch.device":
    """Return the CUDA device if there is one, else the CPU."""
    import torch

    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def scale() -> str:
    """Return how large a run is wanted: "smoke" (seconds), "laptop" (minutes) or "lab" (a GPU).

    The environment variable GRADELIB_SCALE says it; "laptop" if it does not.

    Raises ValueError if it says something else.
    """
    wanted = os.environ.get("GRADELIB_SCALE") or "laptop"
    if wanted not in SCALES:
        raise ValueError(f"GRADELIB_SCALE is {wanted!r}. The scales are {', '.join(SCALES)}.")
    return wanted


def scaled(*, smoke: Value, laptop: Value, lab: Value) -> Value:
    """Return the value for the scale of this run."""
    return {"smoke": smoke, "laptop": laptop, "lab": lab}[scale()]
