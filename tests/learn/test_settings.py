"""Seeds, scale and device, and that importing stays light."""

import random
import subprocess
import sys

import numpy as np
import pytest
import torch

from gradelib import learn


def draws(number):
    rng = learn.seed(number)
    return random.random(), np.random.rand(), torch.rand(1).item(), rng.random()


def test_a_seed_fixes_every_source_of_random_numbers(monkeypatch):
    monkeypatch.delenv("GRADELIB_SEED", raising=False)
    assert draws(3) == draws(3)
    assert all(a != b for a, b in zip(draws(3), draws(4), strict=True))
    assert learn.seed(0).random() == np.random.default_rng(0).random()


def test_another_run_has_other_random_numbers(monkeypatch):
    monkeypatch.setenv("GRADELIB_SEED", "0")
    first = draws(0)
    monkeypatch.setenv("GRADELIB_SEED", "1")
    second, third = draws(0), draws(0)
    assert second == third and all(a != b for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("wrong", ["one", "-1", "1.5"])
def test_a_seed_that_is_no_number_is_told(monkeypatch, wrong):
    monkeypatch.setenv("GRADELIB_SEED", wrong)
    with pytest.raises(ValueError, match=r"GRADELIB_SEED is .*Set it to 0, 1, 2"):
        learn.seed(0)


@pytest.mark.parametrize(("scale", "steps"), [("smoke", 1), ("laptop", 2), ("lab", 3), ("", 2)])
def test_the_scale_chooses(monkeypatch, scale, steps):
    monkeypatch.setenv("GRADELIB_SCALE", scale)
    assert learn.scaled(smoke=1, laptop=2, lab=3) == steps


def test_an_unknown_scale_names_the_scales(monkeypatch):
    monkeypatch.setenv("GRADELIB_SCALE", "huge")
    with pytest.raises(ValueError, match=r"'huge'\. The scales are smoke, laptop, lab"):
        learn.scaled(smoke=1, laptop=2, lab=3)


def test_the_device_is_one_that_works():
    assert torch.zeros(1, device=learn.device()).device.type in ("cpu", "cuda")


def test_importing_loads_no_torch():
    program = (
        "import sys, gradelib.learn, gradelib.learn.scoreboard\n"
        "print({'torch', 'matplotlib', 'safetensors', 'IPython'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr
