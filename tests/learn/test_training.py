"""The training loop: what it shows, what it keeps, and that an interruption changes nothing."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import torch
from matplotlib.figure import Figure

from gradelib import learn
from gradelib.learn import TrainingError

torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def data(n=60):
    x = torch.randn(n, 3, generator=torch.Generator().manual_seed(5))
    return x, x.sum(dim=1, keepdim=True)


def network():
    learn.seed(0)
    return torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Dropout(0.2), torch.nn.Linear(8, 1))


def loss(model, batch):
    x, y = batch
    return ((model(x + 0.01 * torch.randn_like(x)) - y) ** 2).mean()


def fit(model=None, loss=loss, **wanted):
    model = model or network()
    usual = {"valid": data(20), "steps": 60, "batch_size": 16, "lr": 1e-2, "every": 10}
    return model, learn.fit(model, loss, data(), **(usual | wanted))


def test_it_learns_and_tells_how(capsys):
    model, history = fit(steps=200)
    assert history.valid_losses[-1] < history.valid_losses[0] / 10
    assert history.steps == list(range(10, 201, 10)) and history.valid_steps == [0, *history.steps]
    assert history.best_loss == min(history.valid_losses) and history.seconds > 0
    assert not model.training
    shown = capsys.readouterr()
    assert "200/200" in shown.out and "held-out=" in shown.out and shown.err == ""


def test_the_last_steps_are_recorded_too():
    _, history = fit(steps=25)
    assert history.steps == [10, 20, 25] and history.valid_steps == [0, 10, 20, 25]


def test_the_best_weights_are_put_back_and_patience_ends_it():
    calls = iter(range(1000))

    def worse_and_worse(model, batch):
        if model.training:
            return loss(model, batch)
        return torch.tensor(float(abs(next(calls) - 6)))  # two batches an evaluation: best at 3

    kept = {}

    def watched(model, batch):
        value = worse_and_worse(model, batch)
        kept[next(steps)] = [p.detach().clone() for p in model.parameters()]
        return value

    steps = iter(range(10_000))
    model, history = fit(loss=watched, steps=1000, patience=4, every=5)
    assert history.best_step == 15 and history.valid_steps[-1] == 35
    seen = [all(map(torch.equal, w, model.parameters())) for w in kept.values()]
    assert any(seen) and not seen[-1]


def test_without_held_out_data_all_steps_are_taken():
    _, history = fit(valid=None, steps=30, patience=1)
    assert history.best_step == 30 and history.best_loss == history.losses[-1]
    assert history.valid_losses == []


def test_a_single_tensor_is_handed_as_one():
    seen = set()

    def one(model, batch):
        seen.add(tuple(batch.shape))
        return (model(batch) ** 2).mean()

    learn.fit(network(), one, data()[0], valid=data(20)[0], steps=4, batch_size=32)
    assert seen == {(32, 3), (28, 3), (20, 3)}


def test_every_item_is_seen_once_a_round():
    seen = []

    def note(model, batch):
        seen.append(batch[:, 0].long())
        return (model(batch) ** 2).mean()

    items = torch.arange(10.0).reshape(10, 1).repeat(1, 3)
    learn.fit(network(), note, items, steps=6, batch_size=4)
    assert sorted(torch.cat(seen[:3]).tolist()) == sorted(torch.cat(seen[3:]).tolist())
    assert sorted(torch.cat(seen[:3]).tolist()) == list(range(10))
    assert torch.cat(seen[:3]).tolist() != torch.cat(seen[3:]).tolist()


def test_gradients_are_clipped():
    def steep(model, batch):
        return 1e6 * loss(model, batch)

    model = network()
    start = torch.cat([p.detach().flatten() for p in model.parameters()])
    sgd = torch.optim.SGD(model.parameters(), lr=1.0)
    fit(model, steep, optimiser=sgd, steps=1, clip=0.5, valid=None)
    moved = torch.cat([p.detach().flatten() for p in model.parameters()]) - start
    assert moved.norm().item() == pytest.approx(0.5, rel=1e-4)


def test_evaluating_does_not_disturb_the_random_numbers():
    plain, _ = fit(valid=None)
    drawn = torch.rand(1)
    watched, history = fit(valid=data(20), patience=None, every=7)
    assert torch.rand(1) == drawn
    assert history.best_step == 60  # so the last weights are those that are put back
    assert all(map(torch.equal, weights(plain), weights(watched)))


def test_a_loss_that_is_no_number_is_told_and_the_best_weights_stay():
    count = iter(range(1000))

    def broken(model, batch):
        value = loss(model, batch)
        return value * float("nan") if model.training and next(count) > 25 else value

    model = network()
    with pytest.raises(TrainingError, match=r"The loss is nan .* before step 30\. Try a smaller"):
        fit(model, broken)
    assert all(p.isfinite().all() for p in model.parameters())


@pytest.mark.parametrize(
    "train", [(torch.zeros(3, 2), torch.zeros(4)), torch.zeros(0, 2), torch.tensor(1.0)]
)
def test_data_that_do_not_fit_are_told(train):
    with pytest.raises(ValueError, match=r"train has the shapes .* must be the same"):
        learn.fit(network(), loss, train, steps=1)


def test_numpy_arrays_are_taken():
    x, y = (part.numpy() for part in data())
    _, expected = fit()
    history = learn.fit(
        network(), loss, (x, y), valid=data(20), steps=60, batch_size=16, lr=1e-2, every=10
    )
    assert history.losses == expected.losses


def test_the_curves_are_drawn():
    _, history = fit()
    ax = Figure().subplots()
    history.draw(ax)
    assert [line.get_label().split(":")[0] for line in ax.lines] == ["training", "held-out", "best"]


# Going on after an interruption


def weights(model):
    return [value.clone() for value in model.state_dict().values()]


def without_time(history):
    return {name: value for name, value in vars(history).items() if name != "seconds"}


@pytest.mark.parametrize("stop", [1, 14, 15, 40, 59])
def test_an_interrupted_run_goes_on_as_if_nothing_had_been(here, stop):
    noise = []

    def noisy(model, batch):
        extra = random.random() + np.random.rand()
        noise.append(extra)
        return loss(model, batch) * (1 + 0.1 * extra)

    model, expected = fit(loss=noisy, every=5)
    after = torch.rand(3)

    def interrupted(model, batch):
        if model.training and next(count) == stop:
            raise KeyboardInterrupt
        return noisy(model, batch)

    count = iter(range(1000))
    model_again = network()
    with pytest.raises(KeyboardInterrupt):
        fit(model_again, interrupted, every=5, resume="net.progress")
    assert (here / "net.progress").exists() == (stop >= 5)
    resumed, history = fit(loss=noisy, every=5, resume="net.progress")
    assert without_time(history) == without_time(expected)
    assert all(map(torch.equal, weights(resumed), weights(model)))
    assert torch.equal(torch.rand(3), after)
    assert os.listdir(here) == []


CHILD = """
import json, sys, time, hashlib
sys.path.insert(0, sys.argv[1])
from tests.learn import test_training as t
def slow(model, batch):
    time.sleep(float(sys.argv[2])); return t.loss(model, batch)
model, history = t.fit(loss=slow, steps=80, every=5, resume="net.progress")
digest = hashlib.sha256(b"".join(v.numpy().tobytes() for v in t.weights(model))).hexdigest()
print("\\n" + json.dumps([digest, history.losses, history.valid_losses]))
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_process_loses_nothing_but_the_last_steps(here, ending):
    from pathlib import Path

    def child(pause):
        command = [sys.executable, "-c", CHILD, str(Path(__file__).parents[2]), str(pause)]
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)

    def result(process):
        return json.loads(process.communicate(timeout=120)[0].splitlines()[-1])

    expected = result(child(0))
    running = child(0.05)
    deadline = time.monotonic() + 60
    while not (here / "net.progress").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    running.send_signal(ending)
    running.communicate(timeout=60)
    assert running.returncode != 0 and (here / "net.progress").exists()
    assert result(child(0)) == expected
    assert not (here / "net.progress").exists()


@pytest.mark.parametrize("change", [{"lr": 1e-3}, {"batch_size": 8}, {"valid": None}], ids=str)
def test_progress_of_another_training_is_set_aside(here, capsys, change):
    def interrupted(model, batch):
        if model.training and next(count) == 30:
            raise KeyboardInterrupt
        return loss(model, batch)

    count = iter(range(1000))
    with pytest.raises(KeyboardInterrupt):
        fit(loss=interrupted, resume="net.progress")
    before = (here / "net.progress").read_bytes()
    _, history = fit(resume="net.progress", **change)
    assert history.steps[-1] == 60
    assert (here / "net.previous.progress").read_bytes() == before
    assert "is of another training; it is kept as net.previous.progress" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"rubbish", b"\x80\x04pickle"])
def test_a_damaged_progress_file_is_set_aside(here, content):
    (here / "net.progress").write_bytes(content)
    _, history = fit(resume="net.progress")
    assert history.steps[-1] == 60
    assert (here / "net.previous.progress").read_bytes() == content


@pytest.mark.parametrize("kind", [torch.optim.SGD, torch.optim.AdamW, torch.optim.RMSprop])
def test_any_optimiser_goes_on(here, kind):
    def optimiser(model):
        extra = {"momentum": 0.9} if kind is torch.optim.SGD else {}
        return kind(model.parameters(), lr=1e-2, **extra)

    model = network()
    model, expected = fit(model, optimiser=optimiser(model))

    def interrupted(model, batch):
        if model.training and next(count) == 33:
            raise KeyboardInterrupt
        return loss(model, batch)

    count = iter(range(1000))
    again = network()
    with pytest.raises(KeyboardInterrupt):
        fit(again, interrupted, optimiser=optimiser(again), resume="net.progress")
    third = network()
    third, history = fit(third, optimiser=optimiser(third), resume="net.progress")
    assert without_time(history) == without_time(expected)
    assert all(map(torch.equal, weights(third), weights(model)))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_it_runs_on_a_gpu_and_goes_on_there(here):
    model, history = fit(network().to("cuda"), steps=200)
    assert history.valid_losses[-1] < history.valid_losses[0] / 10
    assert next(model.parameters()).is_cuda

    def interrupted(model, batch):
        if model.training and next(count) == 33:
            raise KeyboardInterrupt
        return loss(model, batch)

    count = iter(range(1000))
    with pytest.raises(KeyboardInterrupt):
        fit(network().to("cuda"), interrupted, resume="net.progress")
    _, history = fit(network().to("cuda"), resume="net.progress")
    assert history.steps == list(range(10, 61, 10))


def test_in_a_notebook_one_figure_is_drawn_again(here):
    import nbformat
    from nbclient import NotebookClient

    source = (
        "import torch\nfrom gradelib import learn\ntorch.set_num_threads(1)\n"
        "history = learn.fit(torch.nn.Linear(2, 1), lambda m, x: (m(x) ** 2).mean(),\n"
        "    torch.ones(8, 2), valid=torch.ones(4, 2), steps=30, every=10)"
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = notebook.cells[0].outputs
    assert {o.name for o in outputs if o.output_type == "stream"} == {"stdout"}
    figures = [o for o in outputs if o.output_type == "display_data"]
    assert len(figures) == 1 and "image/png" in figures[0].data
