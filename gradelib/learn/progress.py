"""A training's state in a file, from which it goes on after an interruption; and no pickle."""

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gradelib.files import set_aside, write_atomically
from gradelib.learn.history import History

if TYPE_CHECKING:
    import torch

    from gradelib.learn.training import Run


def save(path: Path, run: "Run") -> None:
    """Write everything on which the rest of the run depends, as one file."""
    import torch
    from safetensors.torch import save as to_bytes

    tensors = {f"model/{name}": value for name, value in run.model.state_dict().items()}
    tensors |= {f"best/{name}": value for name, value in run.best.items()}
    tensors |= {"order": run.order, "random/torch": torch.get_rng_state()}
    if run.device.type == "cuda":
        tensors["random/cuda"] = torch.cuda.get_rng_state(run.device)
    state = run.optimiser.state_dict()
    plain: dict[str, object] = {}
    for number, slots in state["state"].items():
        for slot, value in slots.items():
            name = f"{number}/{slot}"
            if isinstance(value, torch.Tensor):
                tensors[f"optimiser/{name}"] = value
            else:
                plain[name] = value
    kind, keys, *rest = np.random.get_state()
    about = {
        "settings": run.settings,
        "history": asdict(run.history),
        "step": run.step,
        "groups": state["param_groups"],
        "slots": plain,
        "python": random.getstate(),
        "numpy": [kind, keys.tolist(), *rest],
    }
    whole = {name: value.detach().cpu().clone().contiguous() for name, value in tensors.items()}
    write_atomically(path, to_bytes(whole, {"run": json.dumps(about)}))


def load(path: Path, run: "Run") -> bool:
    """Put a run where its file says it was; False, and nothing changed, if there is no file.

    A file of another run, or a damaged one, is set aside and the run begins anew.
    """
    from safetensors import SafetensorError, safe_open

    if not path.exists():
        return False
    try:
        with safe_open(path, "pt") as file:
            about = json.loads(file.metadata()["run"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        same = about["settings"] == run.settings
    except (SafetensorError, OSError, KeyError, ValueError, TypeError):
        same = False
    if not same:
        kept = set_aside(path).name
        print(f"{path.name} is of another training; it is kept as {kept}, and this one begins anew")
        return False
    _restore(run, about, tensors)
    return True


def _restore(run: "Run", about: dict, tensors: "dict[str, torch.Tensor]") -> None:
    import torch

    def part(prefix: str) -> "dict[str, torch.Tensor]":
        return {n.removeprefix(prefix): v for n, v in tensors.items() if n.startswith(prefix)}

    run.model.load_state_dict(part("model/"))
    run.best = {name: value.to(run.device) for name, value in part("best/").items()}
    slots: dict[int, dict[str, object]] = {}
    for name, value in (part("optimiser/") | about["slots"]).items():
        number, slot = name.split("/")
        slots.setdefault(int(number), {})[slot] = value
    run.optimiser.load_state_dict({"state": slots, "param_groups": about["groups"]})
    run.order, run.step = tensors["order"], about["step"]
    run.history = History(**about["history"])
    version, numbers, gauss = about["python"]
    random.setstate((version, tuple(numbers), gauss))
    kind, keys, *rest = about["numpy"]
    np.random.set_state((kind, np.array(keys, dtype=np.uint32), *rest))
    torch.set_rng_state(tensors["random/torch"])
    if "random/cuda" in tensors:
        torch.cuda.set_rng_state(tensors["random/cuda"], run.device)
