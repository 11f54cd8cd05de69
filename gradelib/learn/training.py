"""The training loop that the lessons share."""

import math
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gradelib.learn import progress
from gradelib.learn.history import History
from gradelib.learn.live import Live

if TYPE_CHECKING:
    import torch

    Batch = torch.Tensor | tuple[torch.Tensor, ...]
    Loss = Callable[[torch.nn.Module, Batch], torch.Tensor]


class TrainingError(RuntimeError):
    """The training cannot go on. The text says why and what to do."""


@dataclass
class Run:
    """A training under way: everything on which the rest of it depends."""

    model: "torch.nn.Module"
    optimiser: "torch.optim.Optimizer"
    device: "torch.device"
    settings: dict[str, object]
    order: "torch.Tensor"  # the items of this round through the data, shuffled
    best: "dict[str, torch.Tensor]"
    history: History = field(default_factory=History)
    step: int = 0


def fit(
    model: "torch.nn.Module",
    loss: "Loss",
    train: "Batch",
    *,
    valid: "Batch | None" = None,
    steps: int,
    batch_size: int = 128,
    lr: float = 1e-3,
    clip: float | None = 1.0,
    patience: int | None = 10,
    every: int = 50,
    optimiser: "torch.optim.Optimizer | None" = None,
    resume: Path | str | None = None,
) -> History:
    """Train a model, and leave it with the weights that were best on the held-out data.

    loss: called with the model and a batch, on the model's device; returns one number
    train, valid: a tensor, or a tuple of tensors with the same first axis, on any device; a
        batch is made like them
    steps: how many batches at most; rounds through the data are shuffled anew
    lr: of Adam, unless `optimiser` is given (an optimiser of model.parameters())
    clip: the largest norm of the gradient; None for no limit
    patience: stop after so many evaluations in a row without a better held-out loss
    every: steps between evaluations. Held-out losses use the same random numbers every time
    resume: a file that keeps the run's state at every evaluation, so that the same call goes on
        after an interruption and gives what it would have given without; deleted at the end

    Shows a progress bar on stdout and, in a notebook, the loss curves as they grow.

    Raises ValueError for data that do not fit together, TrainingError if the loss is no longer
    a finite number (the model then has its best weights).
    """
    train, valid = _tensors(train, "train"), None if valid is None else _tensors(valid, "valid")
    run = _begin(model, train, valid, optimiser, lr)
    run.settings |= {"steps": steps, "batch_size": batch_size, "clip": clip}
    run.settings |= {"patience": patience, "every": every}
    path = None if resume is None else Path(resume)
    resumed = path is not None and progress.load(path, run)
    before, started = run.history.seconds, time.perf_counter()
    with Live(steps, run.step) as live:
        if not resumed and valid is not None:
            _evaluate(run, loss, valid, batch_size)
        pending = []
        try:
            while run.step < steps and not _has_stopped(run.history, patience):
                pending.append(_step(run, loss, train, batch_size, clip))
                live.advance()
                if run.step % every and run.step < steps:
                    continue
                _record(run, pending)
                if valid is not None:
                    _evaluate(run, loss, valid, batch_size)
                run.history.seconds = before + time.perf_counter() - started
                live.show(run.history)
                if path is not None:
                    progress.save(path, run)
        finally:
            # After an interruption too, the model in the notebook is one that was measured.
            if valid is not None:
                model.load_state_dict(run.best)
    if valid is None:
        run.history.best_step = run.step
        run.history.best_loss = (run.history.losses or [math.inf])[-1]
    if path is not None:
        path.unlink(missing_ok=True)
    model.eval()
    return run.history


def _tensors(data: "Batch", name: str) -> "Batch":
    """Return the data as torch tensors of one length, at least 1."""
    import torch

    whole = isinstance(data, tuple | list)
    parts = tuple(torch.as_tensor(part) for part in (data if whole else (data,)))
    lengths = {len(part) if part.ndim else 0 for part in parts}
    if len(lengths) != 1 or 0 in lengths:
        shapes = ", ".join(str(tuple(part.shape)) for part in parts)
        raise ValueError(
            f"{name} has the shapes {shapes}. The first axis counts the items: it must be the "
            "same in all of them, and at least 1."
        )
    return parts if whole else parts[0]


def _begin(
    model: "torch.nn.Module",
    train: "Batch",
    valid: "Batch | None",
    optimiser: "torch.optim.Optimizer | None",
    lr: float,
) -> Run:
    import torch

    parameters = list(model.parameters())
    device = parameters[0].device if parameters else torch.device("cpu")
    optimiser = optimiser or torch.optim.Adam(model.parameters(), lr=lr)
    sums = {name: _checksum(data) for name, data in (("train", train), ("valid", valid))}
    shapes = {name: list(value.shape) for name, value in model.state_dict().items()}
    # The learning rates that a schedule may change belong to the state, not to the settings.
    settings = {"optimiser": type(optimiser).__name__, "lr": lr, "shapes": shapes, **sums}
    nothing = torch.zeros(0, dtype=torch.int64)
    return Run(model, optimiser, device, settings, nothing, _copy(model))


def _checksum(data: "Batch | None") -> int:
    parts = () if data is None else data if isinstance(data, tuple) else (data,)
    total = 0
    for part in parts:
        total = zlib.crc32(part.detach().cpu().contiguous().numpy().tobytes(), total)
    return total


def _copy(model: "torch.nn.Module") -> "dict[str, torch.Tensor]":
    return {name: value.detach().clone() for name, value in model.state_dict().items()}


def _step(
    run: Run, loss: "Loss", train: "Batch", batch_size: int, clip: float | None
) -> "torch.Tensor":
    """Take one step down the gradient of one batch; return the batch's loss."""
    import torch

    items = len(train[0] if isinstance(train, tuple) else train)
    if not len(run.order):
        run.order = torch.randperm(items)
    chosen, run.order = run.order[:batch_size], run.order[batch_size:]
    run.model.train()
    value = loss(run.model, _take(train, chosen, run.device))
    run.optimiser.zero_grad()
    value.backward()
    if clip is not None:
        torch.nn.utils.clip_grad_norm_(run.model.parameters(), clip)
    run.optimiser.step()
    run.step += 1
    return value.detach()


def _take(data: "Batch", chosen: "torch.Tensor | slice", device: "torch.device") -> "Batch":
    if isinstance(data, tuple):
        return tuple(_take(part, chosen, device) for part in data)
    return data[chosen if isinstance(chosen, slice) else chosen.to(data.device)].to(device)


def _record(run: Run, pending: "list[torch.Tensor]") -> None:
    """Write down the mean loss of the steps since the last record."""
    mean = sum(value.item() for value in pending) / len(pending)
    pending.clear()
    if not math.isfinite(mean):
        raise TrainingError(
            f"The loss is {mean} within the last steps before step {run.step:,}. Try a smaller "
            "learning rate or stronger clipping, and look for log(0) and 0/0 in the loss."
        )
    run.history.steps.append(run.step)
    run.history.losses.append(mean)


def _evaluate(run: Run, loss: "Loss", valid: "Batch", batch_size: int) -> None:
    """Measure the held-out loss; keep the weights if they are the best so far."""
    import torch

    devices = [run.device] if run.device.type == "cuda" else []
    items = len(valid[0] if isinstance(valid, tuple) else valid)
    run.model.eval()
    total = 0.0
    with torch.no_grad(), torch.random.fork_rng(devices):
        torch.manual_seed(0)
        for chosen in _slices(items, batch_size):
            batch = _take(valid, chosen, run.device)
            total += loss(run.model, batch).item() * (chosen.stop - chosen.start)
    mean = total / items
    run.history.valid_steps.append(run.step)
    run.history.valid_losses.append(mean)
    if mean < run.history.best_loss:
        run.history.best_step, run.history.best_loss = run.step, mean
        run.best = _copy(run.model)


def _slices(items: int, size: int) -> Iterator[slice]:
    for start in range(0, items, size):
        yield slice(start, min(start + size, items))


def _has_stopped(history: History, patience: int | None) -> bool:
    """Have the last `patience` evaluations all been no better than one before?"""
    if patience is None or not history.valid_steps:
        return False
    since = sum(step > history.best_step for step in history.valid_steps)
    return since >= patience
