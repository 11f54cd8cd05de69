"""What the lessons' training and bookkeeping share; nothing here knows of grading.

>>> rng = learn.seed(0)
>>> steps = learn.scaled(smoke=20, laptop=600, lab=20_000)
>>> history = learn.fit(model, loss, train, valid=valid, steps=steps)
>>> learn.save_weights(model, "made.safetensors", history=history)
>>> model = learn.load_weights(model, "made.safetensors")

Importing it loads no torch: its functions do, when they are called.
"""

from gradelib.learn import scoreboard
from gradelib.learn.history import History
from gradelib.learn.settings import device, scale, scaled, seed
from gradelib.learn.training import TrainingError, fit
from gradelib.learn.weights import WeightsError, load_weights, save_weights, weights_in

__all__ = [
    "History",
    "TrainingError",
    "WeightsError",
    "device",
    "fit",
    "load_weights",
    "save_weights",
    "scale",
    "scaled",
    "scoreboard",
    "seed",
    "weights_in",
]
