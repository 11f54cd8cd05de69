"""A trained model's weights in a file beside the notebook, from which it is graded.

The format is safetensors: names, shapes and numbers, nothing that could run. A file comes from
a student's machine and is judged before it is believed.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from gradelib.files import set_aside, write_atomically
from gradelib.learn.history import History
from gradelib.learn.settings import SCALES, scale

if TYPE_CHECKING:
    import torch

    State = dict[str, torch.Tensor]

LARGEST = 1e6  # no weight of a model that works is anywhere near
HEADER_BYTES = 1_000_000  # names, shapes and metadata

_folder: ContextVar[Path] = ContextVar("folder of the weights", default=Path())


class WeightsError(Exception):
    """These weights cannot be used. The text says what is wrong and what to do."""


@contextmanager
def weights_in(folder: Path | str) -> Iterator[None]:
    """Look for weights with a relative path in this folder, not in the working directory."""
    before = _folder.set(Path(folder))
    try:
        yield
    finally:
        _folder.reset(before)


def save_weights(
    model: "torch.nn.Module", path: Path | str, *, history: History | None = None
) -> None:
    """Write all parameters and buffers of a model, the scale of the run and its held-out loss.

    history: what fit returned, where the held-out loss is known

    A run of a smaller scale leaves the weights of a larger one alone. What would be lost otherwise
    is set aside as <name>.previous.safetensors: weights of a smaller held-out loss, and any file
    that is not ours.

    Raises WeightsError, and leaves the file as it is, if a weight is NaN or infinite.
    """
    from safetensors.torch import save

    path = _folder.get() / path
    state = {name: value.detach().cpu().clone() for name, value in model.state_dict().items()}
    for name in dict(model.named_parameters()).keys() & state.keys():
        if not state[name].isfinite().all():
            raise WeightsError(
                f"{path.name} was not written: {name!r} holds NaN or infinity, so the training "
                "went wrong. Train again, with a smaller learning rate or stronger clipping."
            )
    loss = history.best_loss if history and history.valid_losses else None
    about = {"scale": scale(), "loss": json.dumps(loss)}
    kept = _metadata(path).get("scale")
    if kept in SCALES and SCALES.index(kept) > SCALES.index(scale()):
        print(f"{path.name} is of a {kept} run and stays; this {scale()} run was not saved.")
        return
    content = save({name: value.contiguous() for name, value in state.items()}, about)
    if path.exists() and path.read_bytes() != content and _precious(path, about):
        print(f"The {path.name} that was here is kept as {set_aside(path).name}.")
    write_atomically(path, content)
    known = "" if loss is None else f", held-out loss {loss:.4g}"
    numbers = sum(value.numel() for value in state.values())
    print(f"{path.name}: {numbers:,} numbers, {len(content) / 1000:,.0f} kB ({scale()}{known})")


def load_weights(model: "torch.nn.Module", path: Path | str) -> "torch.nn.Module":
    """Give a model the weights of a file; return it, ready to be asked (eval mode).

    The file must hold exactly the model's parameters and buffers, by name and shape; floats of
    any precision.

    Raises WeightsError if there is no such file, or if it holds something else, NaN, infinities
    or enormous numbers; the model is then unchanged.
    """
    path = _folder.get() / path
    own = model.state_dict()
    state = _read(path, sum(value.numel() * 8 for value in own.values()) + HEADER_BYTES)
    _compare_names(path, own, state)
    for name, value in own.items():
        _compare(path, name, value, state[name])
    model.load_state_dict(state)
    return model.eval()


def _read(path: Path, most: int) -> "State":
    """Read a file of at most so many bytes; more could not be this model."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    if not path.is_file():
        raise WeightsError(
            f"There is no file {path.name} here. Run the cell that trains the model and saves its "
            "weights, and keep the file beside the notebook."
        )
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = b"" if size > most else file.read(most + 1)
    except OSError as error:
        raise WeightsError(f"{path.name} cannot be read: {error.strerror}.") from None
    if max(size, len(content)) > most:
        raise WeightsError(
            f"{path.name} has {size / 1e6:,.1f} MB, and this model's weights have at most "
            f"{most / 1e6:,.1f} MB. It is another model's file: save the weights again."
        )
    try:
        return load(content)
    except (SafetensorError, KeyError, ValueError, TypeError, RuntimeError):
        raise WeightsError(
            f"{path.name} is no safetensors file, or it is damaged. Save the weights again with "
            "learn.save_weights."
        ) from None


def _compare_names(path: Path, own: "State", state: "State") -> None:
    missing = [name for name in own if name not in state]
    unknown = [name for name in state if name not in own]
    if missing or unknown:
        parts = [
            f"{what} {', '.join(map(repr, names[:3]))}{' and others' * (len(names) > 3)}"
            for what, names in (("it lacks", missing), ("the model has no", unknown))
            if names
        ]
        raise WeightsError(
            f"{path.name} belongs to another model: {'; '.join(parts)}. Make the model as it was "
            "made for training, or train and save again."
        )


def _compare(path: Path, name: str, own: "torch.Tensor", given: "torch.Tensor") -> None:
    """Refuse what cannot be this weight; a buffer may hold the infinities of the model's own."""
    if given.shape != own.shape:
        raise WeightsError(
            f"{path.name}: {name!r} has the shape {tuple(given.shape)}, in the model "
            f"{tuple(own.shape)}. Make the model with the sizes it was trained with, or train and "
            "save again."
        )
    if given.is_floating_point() != own.is_floating_point() or (
        not own.is_floating_point() and given.dtype != own.dtype
    ):
        raise WeightsError(
            f"{path.name}: {name!r} holds {given.dtype}, in the model {own.dtype}. Save the "
            "weights of this model again."
        )
    if not own.is_floating_point():
        return
    given = given.to(own.dtype)  # as it will arrive: 1e300 is infinite in float32
    bad = ~(given.abs() <= LARGEST) & (given != own.cpu())
    if bad.any():
        worst = given[bad][0].item()
        raise WeightsError(
            f"{path.name}: {name!r} holds {worst:g}. A model with such a weight tells nothing: "
            "train again, with a smaller learning rate or stronger clipping, and save."
        )


def _precious(path: Path, about: dict[str, str]) -> bool:
    """Would these weights, or this file of somebody else, be missed?"""
    try:
        before, now = json.loads(_metadata(path)["loss"]), json.loads(about["loss"])
    except (KeyError, ValueError):
        return True
    return before is not None and now is not None and before < now


def _metadata(path: Path) -> dict[str, str]:
    """What save_weights wrote about the weights; nothing if the file is not ours."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "pt") as file:
            return file.metadata() or {}
    except (SafetensorError, OSError):
        return {}
