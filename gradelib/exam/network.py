"""A small network as plain data: what an exam passes to an answer that takes a network.

    net = network((1, 4, 4), (17, 4, 4), seed=3, order=range(16))   # a toy PixelCNN
    yield ask("typical", lambda: answer(net, uniforms))

The exam makes it from sizes and a seed; it becomes a torch module only where it is used, so it
travels like a number. Its weights come from NumPy, whose streams do not change between versions.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import torch

MAX_SIZE = 20_000  # numbers in or out, of one item
_LEAST_HIDDEN = 32
_GAIN = 2.0  # such that the outputs differ by a few nats


@dataclass(frozen=True)
class Network:
    """A network with one hidden layer; see `network`."""

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    seed: int
    order: tuple[int, ...] | None = None
    scale: float = 1.0

    def __post_init__(self) -> None:
        sizes = (*self.inputs, *self.outputs)
        if not sizes or any(type(n) is not int or n < 1 for n in sizes):
            raise ValueError("The sizes of a network should be whole numbers from 1.")
        if max(math.prod(self.inputs), math.prod(self.outputs)) > MAX_SIZE:
            raise ValueError(f"A network for an exam has at most {MAX_SIZE:,} inputs or outputs.")
        if type(self.seed) is not int or self.seed < 0:
            raise ValueError("The seed of a network should be a whole number from 0.")
        if type(self.scale) is not float or not math.isfinite(self.scale):
            raise ValueError("The scale of a network should be a finite number.")
        if self.order is not None:
            places = self.positions
            if self.outputs[-len(places) :] != places:
                raise ValueError(f"Outputs {self.outputs} should end with the positions {places}.")
            if sorted(self.order) != list(range(math.prod(places))):
                last = math.prod(places) - 1
                raise ValueError(f"The order should name each of the positions 0 to {last} once.")

    @property
    def positions(self) -> tuple[int, ...]:
        """The axes of the positions: those behind the channels, or the only one."""
        return self.inputs[1:] or self.inputs

    def __str__(self) -> str:
        return f"network {self.inputs} → {self.outputs}"


def network(
    inputs: Iterable[int],
    outputs: Iterable[int],
    seed: int,
    order: Iterable[int] | None = None,
    scale: float = 1.0,
) -> Network:
    """A network from `(batch, *inputs)` to `(batch, *outputs)`, its weights given by the seed.

    inputs, outputs: (positions,), or (channels, *positions)
    order: None for a network whose outputs all depend on all inputs; else an order of the
        positions, which are then counted row by row: the outputs at position order[k] depend on
        the inputs at the positions order[:k] and on no others. A sequence in its own order may
        also be asked about its first positions alone
    scale: all outputs are multiplied by it; 0 makes them all equal, 100 as logits nearly certain
    raises: ValueError for sizes or an order that cannot be
    """
    places = None if order is None else tuple(int(place) for place in order)
    sizes = [tuple(int(n) for n in shape) for shape in (inputs, outputs)]
    return Network(*sizes, int(seed), places, float(scale))


def module(described: Network) -> "torch.nn.Module":
    """The torch module that a `Network` describes; it draws from no global generator."""
    import torch

    class Toy(torch.nn.Module):
        """One hidden layer of tanh units."""

        def __init__(self) -> None:
            super().__init__()
            for name, value in _parameters(described).items():
                self.register_parameter(name, torch.nn.Parameter(torch.from_numpy(value)))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            known = _prefix(described, tuple(x.shape[1:]))
            if known is not None:  # what comes later has no influence
                later = x.new_zeros(*x.shape[:-1], described.inputs[-1] - known)
                return self.forward(torch.cat([x, later], dim=-1))[..., :known]
            if tuple(x.shape[1:]) != described.inputs:
                raise ValueError(
                    f"the network takes (batch, {', '.join(map(str, described.inputs))}), "
                    f"and got {tuple(x.shape)}"
                )
            flat = x.reshape(len(x), -1).to(self.first.dtype)
            hidden = torch.tanh(flat @ self.first.T + self.first_bias)
            flat = described.scale * (hidden @ self.second.T + self.second_bias)
            return flat.reshape(-1, *described.outputs)

    return Toy()


def _prefix(described: Network, shape: tuple[int, ...]) -> int | None:
    """How many positions came, if they are the first of a sequence that goes on."""
    places = described.positions
    if len(places) != 1 or described.order != tuple(range(places[0])):
        return None
    first = shape[:-1] == described.inputs[:-1] and 0 < shape[-1] < places[0]
    return shape[-1] if first else None


def _parameters(described: Network) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(described.seed)
    before, after = math.prod(described.inputs), math.prod(described.outputs)
    hidden = max(_LEAST_HIDDEN, 2 * len(described.order or ()))
    first, second = np.ones((hidden, before)), np.ones((after, hidden))
    if described.order is not None:
        first, second = _masks(described, hidden)
    # Every unit's weights are scaled to what it sees, so that no output is nearly constant.
    first *= rng.normal(size=first.shape) * _GAIN / np.sqrt(np.maximum(first.sum(1), 1))[:, None]
    second *= rng.normal(size=second.shape) * _GAIN / np.sqrt(np.maximum(second.sum(1), 1))[:, None]
    biases = {"first_bias": rng.normal(size=hidden), "second_bias": rng.normal(size=after)}
    made = {"first": first, "second": second, **biases}
    return {name: value.astype(np.float32) for name, value in made.items()}


def _masks(described: Network, hidden: int) -> tuple[np.ndarray, np.ndarray]:
    """Masks from ranks, as in MADE: hidden unit h sees the ranks up to h's, outputs those below."""
    count = len(described.order)
    rank = np.empty(count, int)
    rank[list(described.order)] = np.arange(count)
    of_input = np.tile(rank, math.prod(described.inputs) // count)
    of_output = np.tile(rank, math.prod(described.outputs) // count)
    of_hidden = np.arange(hidden) % max(count - 1, 1)
    first = of_hidden[:, None] >= of_input[None, :]
    second = of_output[:, None] > of_hidden[None, :]
    return first.astype(float), second.astype(float)
