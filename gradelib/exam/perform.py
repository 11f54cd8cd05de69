"""Do a deed with an answer, where the answer lives: in a notebook, or in the sandboxed process."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from gradelib.exam.deed import LOAD, WEIGHTS, Deed, Step
from gradelib.exam.network import Network, module
from gradelib.exam.plain import NotPlainError

if TYPE_CHECKING:
    import torch


def with_networks(value: object) -> object:
    """What the answer gets for a plain value: described networks are made."""
    return module(value) if type(value) is Network else value


def perform(answer: Callable, deed: Deed, made: Callable[[], None]) -> object:
    """Do all steps; returns what the last one gives.

    made: called when the object of the first step is there, if more steps follow
    """
    thing = answer
    for number, step in enumerate(deed.steps[:-1]):
        try:
            given = _step(thing, step)
        finally:
            if number == 0:
                made()
        thing = given if number == 0 else thing
    if deed.wrt is None:
        return _step(thing, deed.steps[-1])
    return _gradient(thing, deed.steps[-1], deed.wrt)


def _step(thing: object, step: Step) -> object:
    keywords = step.keywords or {}
    if step.method == LOAD:
        return _load(thing, keywords)
    if step.method == WEIGHTS:
        return _parameters(thing)
    function = getattr(thing, step.method) if step.method else thing
    return function(*step.arguments, **keywords)


def _gradient(thing: object, step: Step, wrt: int | str) -> "torch.Tensor":
    """The derivative of the sum of what comes back; zeros where it does not depend on it."""
    import torch

    arguments = step.arguments
    if isinstance(wrt, str):
        x = _parameter(_parameters(thing), wrt)
    else:
        x = torch.as_tensor(arguments[wrt]).detach().clone().requires_grad_()
        arguments = (*arguments[:wrt], x, *arguments[wrt + 1 :])
    with torch.enable_grad():
        value = _sum(_step(thing, Step(step.method, arguments, step.keywords)))
        if not (value.requires_grad and x.requires_grad):
            return torch.zeros_like(x)
        (slope,) = torch.autograd.grad(value, x, allow_unused=True)
    return torch.zeros_like(x) if slope is None else slope


def _sum(value: object) -> "torch.Tensor":
    """The sum of all numbers in a tensor, or in a list or tuple of them."""
    import torch

    if isinstance(value, list | tuple) and value:
        return sum(map(_sum, value))
    if not isinstance(value, torch.Tensor):
        raise NotPlainError(f"no tensor, so no gradient: {type(value).__name__}")
    return value.sum()


def _parameter(there: "dict[str, torch.Tensor]", name: str) -> "torch.Tensor":
    if name not in there:
        raise AttributeError(
            f"there is no parameter `{name}`; there is {', '.join(there) or 'none'}"
        )
    return there[name]


def _parameters(thing: object) -> "dict[str, torch.Tensor]":
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(thing, torch.nn.Module):
        raise TypeError(f"{type(thing).__name__} should be a torch.nn.Module")
    return dict(thing.named_parameters()) | dict(thing.named_buffers())


def _load(thing: object, values: dict) -> None:
    """Set parameters and buffers by name; what has another shape or no such name is an error."""
    import torch

    there = _parameters(thing)
    for key, value in values.items():
        value = torch.as_tensor(value)
        old = _parameter(there, key)
        if old.shape != value.shape:
            raise ValueError(
                f"`{key}` has the shape {tuple(old.shape)}, and should have {tuple(value.shape)}"
            )
        home, _, name = key.rpartition(".")
        owner = thing.get_submodule(home)
        value = value.to(old.dtype).clone()
        # A buffer is replaced, not filled: it may be the very argument that was passed in.
        if name in owner._parameters:
            old.data = value
        else:
            owner._buffers[name] = value
