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

    made: called before the last step, when the objects are there
    """
    thing = answer
    for number, step in enumerate(deed.steps[:-1]):
        given = _step(thing, step)
        thing = given if number == 0 else thing
    made()
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


def _gradient(thing: object, step: Step, wrt: int) -> "torch.Tensor":
    """The derivative of the sum of what comes back; zeros where it does not depend on it."""
    import torch

    x = torch.as_tensor(step.arguments[wrt])
    x = x.detach().clone().requires_grad_()
    arguments = (*step.arguments[:wrt], x, *step.arguments[wrt + 1 :])
    with torch.enable_grad():
        value = _step(thing, Step(step.method, arguments, step.keywords))
        if not isinstance(value, torch.Tensor):
            raise NotPlainError(f"no tensor, so no gradient: {type(value).__name__}")
        if not value.requires_grad:
            return torch.zeros_like(x)
        (slope,) = torch.autograd.grad(value.sum(), x, allow_unused=True)
    return torch.zeros_like(x) if slope is None else slope


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
        if key not in there:
            raise AttributeError(
                f"there is no parameter `{key}`; there is {', '.join(there) or 'none'}"
            )
        if there[key].shape != value.shape:
            raise ValueError(
                f"`{key}` has the shape {tuple(there[key].shape)}, "
                f"and should have {tuple(value.shape)}"
            )
        home, _, name = key.rpartition(".")
        owner, old = thing.get_submodule(home), there[key]
        value = value.to(old.dtype).clone()
        # A buffer is replaced, not filled: it may be the very argument that was passed in.
        if name in owner._parameters:
            old.data = value
        else:
            owner._buffers[name] = value
