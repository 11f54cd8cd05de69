"""Weights handed in beside a notebook: what is wrong with them costs their own question only."""

import re
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import save

from gradelib.course.worker import grade_here as grade
from tests.course.small_class import solved, task

SQUARE = """
import torch
from gradelib import learn

def square(x):
    one = learn.load_weights(torch.nn.Linear(1, 1, bias=False), "one.safetensors")
    return one.weight.item() * x**2
"""


def weights(*value: float, name: str = "weight") -> bytes:
    return save({name: np.array([value], dtype=np.float32)})


def points_and_words(tmp_path, files):
    handed_in = replace(task(solved(square=SQUARE), tmp_path), files=files)
    verdicts = {verdict.exercise: verdict for verdict in grade(handed_in).verdicts}
    assert verdicts["total"].points == 3.0
    return verdicts["square"].points, str(verdicts["square"])


def test_a_trained_model_is_loaded_and_asked(tmp_path):
    assert points_and_words(tmp_path, {"one.safetensors": weights(1.0)})[0] == 2.0


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "no (file )?one.safetensors|There is no|not there"),
        ({"one.safetensors": b""}, "safetensors"),
        ({"one.safetensors": b"\x80\x04\x95pickled nonsense"}, "safetensors"),
        ({"one.safetensors": weights(1.0)[:-2]}, "safetensors"),
        ({"one.safetensors": weights(float("nan"))}, "holds nan"),
        ({"one.safetensors": weights(1e30)}, "enormous|large|1e\\+30"),
        ({"one.safetensors": weights(1.0, 2.0)}, "shape"),
        ({"one.safetensors": weights(1.0, name="bias")}, "weight"),
        ({"one.safetensors": weights(1.0) + bytes(5_000_000)}, "safetensors"),
    ],
    ids=["missing", "empty", "pickle", "cut", "nan", "enormous", "shape", "name", "padded"],
)
def test_unusable_weights_say_why_and_cost_their_own_question(tmp_path, files, words):
    points, said = points_and_words(tmp_path, files)
    assert points == 0.0
    assert "WeightsError" in said
    assert re.search(words, said), said
