"""Weights: what is saved comes back, nothing is lost, and a bad file is named and refused."""

import json
import math
import os
import struct

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from gradelib import files, learn
from gradelib.learn import History, WeightsError


def network(hidden=4, seed=0):
    torch.manual_seed(seed)
    return torch.nn.Sequential(torch.nn.Linear(3, hidden), torch.nn.BatchNorm1d(hidden))


def same(one, other):
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRADELIB_SCALE", raising=False)
    return tmp_path


@pytest.fixture
def saved():
    learn.save_weights(network(), "net.safetensors")


def history(loss):
    return History([1], [loss], [1], [loss], 1, loss, 0.1)


def test_weights_come_back_and_the_model_is_ready(saved, capsys):
    other = network(seed=1)
    assert not same(other, network())
    loaded = learn.load_weights(other, "net.safetensors")
    assert loaded is other and same(other, network()) and not other.training


def test_it_tells_what_was_written(capsys):
    learn.save_weights(network(), "net.safetensors", history=history(1.5))
    assert (
        "net.safetensors: 33 numbers, 1 kB (laptop, held-out loss 1.5)" in capsys.readouterr().out
    )


def test_shared_and_odd_tensors_are_saved():
    model = torch.nn.ModuleList([torch.nn.Linear(3, 3), torch.nn.Linear(3, 3)])
    model[1].weight = model[0].weight
    model.register_buffer("mask", torch.full((2, 2), -math.inf).triu(1))
    model.register_buffer("view", torch.arange(6.0).reshape(2, 3).T)
    learn.save_weights(model, "net.safetensors")
    learn.load_weights(model, "net.safetensors")
    assert model[1].weight is model[0].weight and model.mask[0, 1] == -math.inf


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_any_precision_is_taken(dtype):
    state = {
        k: v.to(dtype) if v.is_floating_point() else v for k, v in network().state_dict().items()
    }
    save_file(state, "net.safetensors")
    loaded = learn.load_weights(network(seed=1), "net.safetensors")
    assert torch.allclose(loaded[0].weight, network()[0].weight, atol=1e-2)
    assert loaded[0].weight.dtype == torch.float32


def refused(match, model=None):
    model = model or network(seed=1)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    with pytest.raises(WeightsError, match=match) as caught:
        learn.load_weights(model, "net.safetensors")
    after = model.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before), "the model was changed"
    assert "net.safetensors" in str(caught.value)


def test_a_missing_file_says_how_to_make_it():
    refused(r"no file net\.safetensors here\. Run the cell that trains")


def test_a_folder_is_no_file(here):
    (here / "net.safetensors").mkdir()
    refused("There is no file")


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_pipe_is_not_waited_for(here):
    os.mkfifo(here / "net.safetensors")
    refused("There is no file")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x04pickle",
        b"\xff" * 100,
        struct.pack("<Q", 2) + b"{}x",
        struct.pack("<Q", 10**6) + b"{}",
        struct.pack("<Q", 56) + b'{"a":{"dtype":"F32","shape":[9,9],"data_offsets":[0,4]}}1234',
        struct.pack("<Q", 5000) + b"[" * 5000,
    ],
    ids=["empty", "pickle", "noise", "too long", "too short", "lying shape", "deep"],
)  # fmt: skip
def test_what_is_not_safetensors_is_refused(here, content):
    (here / "net.safetensors").write_bytes(content)
    refused("is no safetensors file, or it is damaged")


def test_half_a_file_is_refused(here, saved):
    path = here / "net.safetensors"
    path.write_bytes(path.read_bytes()[:-7])
    refused("is no safetensors file, or it is damaged")


def test_an_enormous_file_is_refused_before_it_is_read(here, monkeypatch):
    with (here / "net.safetensors").open("wb") as file:
        file.truncate(50 * 2**30)  # a sparse file: takes no room, but would fill the memory
    refused(r"has 53,687\.1 MB, and this model's weights have at most 1\.0 MB")


def test_another_models_names_are_told():
    save_file({"0.weight": torch.zeros(4, 3), "surplus": torch.zeros(1)}, "net.safetensors")
    refused(
        r"belongs to another model: it lacks '0\.bias', .* and others; the model has no 'surplus'"
    )


def test_another_shape_is_told(saved):
    refused(r"'0\.weight' has the shape \(4, 3\), in the model \(5, 3\)", network(hidden=5))


def test_another_type_is_told(here):
    state = network().state_dict()
    state["0.bias"] = torch.zeros(4, dtype=torch.int64)
    save_file(state, "net.safetensors")
    refused(r"'0\.bias' holds torch\.int64, in the model torch\.float32")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e7, -3e30])
def test_a_number_no_model_has_is_told(value):
    state = network().state_dict()
    state["0.bias"][2] = value
    save_file(state, "net.safetensors")
    refused(rf"'0\.bias' holds {value:g}\.".replace("+", r"\+"))


def test_a_number_that_is_infinite_in_float32_is_refused():
    state = network().state_dict()
    state["0.bias"] = torch.tensor([0, 0, 0, 1e300], dtype=torch.float64)
    save_file(state, "net.safetensors")
    refused(r"'0\.bias' holds inf")


def test_weights_of_a_failed_training_are_not_written(here, saved):
    before = (here / "net.safetensors").read_bytes()
    broken = network()
    broken[0].bias.data[0] = math.nan
    with pytest.raises(WeightsError, match=r"was not written: '0\.bias' holds NaN"):
        learn.save_weights(broken, "net.safetensors")
    assert (here / "net.safetensors").read_bytes() == before


def test_a_smaller_run_leaves_the_larger_ones_weights_alone(here, monkeypatch, capsys):
    for number, scale in enumerate(["smoke", "laptop", "smoke", "lab", "laptop"]):
        monkeypatch.setenv("GRADELIB_SCALE", scale)
        learn.save_weights(network(seed=number), "net.safetensors")
    assert [path.name for path in here.iterdir()] == ["net.safetensors"]
    assert same(learn.load_weights(network(), "net.safetensors"), network(seed=3))
    said = capsys.readouterr().out
    assert "net.safetensors is of a laptop run and stays; this smoke run was not saved" in said
    assert "net.safetensors is of a lab run and stays; this laptop run was not saved" in said


def test_worse_weights_do_not_replace_better_ones_for_good(here):
    for number, loss in enumerate([2.0, 1.0, 3.0]):
        learn.save_weights(network(seed=number), "net.safetensors", history=history(loss))
    assert same(learn.load_weights(network(), "net.previous.safetensors"), network(seed=1))
    assert len(list(here.iterdir())) == 2


def test_a_foreign_file_is_set_aside(here):
    (here / "net.safetensors").write_bytes(b"my diary")
    learn.save_weights(network(), "net.safetensors")
    assert (here / "net.previous.safetensors").read_bytes() == b"my diary"


def test_a_failed_write_leaves_the_old_file_alone(here, saved, monkeypatch):
    before = (here / "net.safetensors").read_bytes()

    def full(source, target):
        raise OSError("no space left")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        learn.save_weights(network(seed=1), "net.safetensors")
    assert (here / "net.safetensors").read_bytes() == before
    assert len(list(here.iterdir())) == 1


def test_another_folder_can_be_named(here):
    (here / "week").mkdir()
    with learn.weights_in(here / "week"):
        learn.save_weights(network(), "net.safetensors")
        assert same(learn.load_weights(network(seed=1), "net.safetensors"), network())
    assert (here / "week" / "net.safetensors").exists()
    refused("There is no file")


def test_the_file_says_scale_and_loss(here):
    learn.save_weights(network(), "net.safetensors", history=history(1.25))
    raw = (here / "net.safetensors").read_bytes()
    head = json.loads(raw[8 : 8 + int(np.frombuffer(raw[:8], "<u8")[0])])
    assert head["__metadata__"] == {"scale": "laptop", "loss": "1.25"}
