"""Other right answers to `MaskedLinear`, and misconceptions."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from gradelib.exam import right, wrong

from ...exam.made.masked_linear import MaskedLinear


@right(MaskedLinear)
class WithMaskedFill(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask.clone())

    def forward(self, x):
        return x @ self.weight.masked_fill(self.mask == 0, 0.0).T + self.bias


@right(MaskedLinear)
class WithParametersOfItsOwn(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(mask.shape) / math.sqrt(mask.shape[1]))
        self.bias = nn.Parameter(torch.zeros(len(mask)))
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x):
        return torch.einsum("oi,oi,ni->no", self.mask, self.weight, x) + self.bias


@right(MaskedLinear)
class OneOutputAfterTheOther(nn.Linear):
    def __init__(self, mask):
        super().__init__(*reversed(mask.shape))
        self.register_buffer("mask", mask)

    def forward(self, x):
        wired = zip(self.mask, self.weight, self.bias, strict=True)
        return torch.stack([(x * m * w).sum(dim=-1) + b for m, w, b in wired], dim=-1)


@right(MaskedLinear)
class MaskedFromTheStart(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.size(1), mask.size(0))
        self.register_buffer("mask", mask)
        self.weight.data *= mask

    def forward(self, x):
        return F.linear(x, torch.where(self.mask > 0, self.weight, 0.0), self.bias)


class _Masked(nn.Linear):
    """What the misconceptions share: the right making of the layer."""

    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask)


@wrong(
    MaskedLinear, hint="Take a wire that is cut. Which step of your forward stops what it carries?"
)
class ForgetsTheMask(_Masked):
    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="The optimiser changes the weight at every step. What of the wires you cut at the start?",
)
class MasksTheWeightOnlyWhenMade(_Masked):
    def __init__(self, mask):
        super().__init__(mask)
        self.weight.data *= mask

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="The optimiser changes the weight at every step. Which weight is in the product that you keep?",
)
class KeepsTheProductOfItsFirstWeight(_Masked):
    def __init__(self, mask):
        super().__init__(mask)
        self.masked = mask * self.weight

    def forward(self, x):
        return F.linear(x, self.masked, self.bias)


@wrong(
    MaskedLinear,
    hint="When another mask leaves a wire again that this one cuts, which weight should it have?",
)
class MultipliesTheMaskIntoTheWeightItself(_Masked):
    def forward(self, x):
        self.weight.data *= self.mask
        return F.linear(x, self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="Is the weight that you multiply still one that PyTorch differentiates, or only its numbers?",
)
class TakesTheWeightOutOfTheGradient(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask * self.weight.data, self.bias)


@wrong(
    MaskedLinear,
    hint="The optimiser holds the parameter that your layer had at first. Does your layer still have it "
    "after it was called?",
)
class MakesNewParametersAtEveryCall(_Masked):
    def forward(self, x):
        self.weight = nn.Parameter(self.mask * self.weight)
        return F.linear(x, self.weight, self.bias)


@wrong(MaskedLinear, hint="Drawing needs no gradients. And training, which calls the same layer?")
class TakesTheWholeLayerOutOfTheGradient(_Masked):
    def forward(self, x):
        with torch.no_grad():
            return F.linear(x, self.mask * self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="Another layer may lie below this one. Through what does the gradient go on to it?",
)
class TakesTheInputOutOfTheGradient(_Masked):
    def forward(self, x):
        return F.linear(x.detach(), self.mask * self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="A wire that is cut carries nothing upwards. Does anything come down it, to its weight?",
)
class LetsGradientsPassCutWires(_Masked):
    def forward(self, x):
        cut = (self.mask * self.weight - self.weight).detach()
        return F.linear(x, self.weight + cut, self.bias)


@wrong(
    MaskedLinear,
    hint="An nn.Linear has two parameters, `weight` and `bias`. Which has your layer, and what are they "
    "called?",
)
class HasNoWeightOrNoBiasByThatName(nn.Module):
    def __init__(self, mask):
        super().__init__()
        self.linear = nn.Linear(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.linear(x, self.mask * self.linear.weight, self.linear.bias)


@wrong(MaskedLinear, hint="Is the bias trained as well? What does it need for that?")
class TakesTheBiasOutOfTheGradient(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias.data)


@wrong(
    MaskedLinear,
    hint="Later cells put another mask into the layer, under the name `mask`. Which mask do you use then?",
)
class KeepsUsingItsFirstMask(_Masked):
    def __init__(self, mask):
        super().__init__(mask)
        self.first = mask

    def forward(self, x):
        return F.linear(x, self.first * self.weight, self.bias)


@wrong(
    MaskedLinear, hint="What will the optimiser do with a parameter? Should it do so to the mask?"
)
class TurnsTheMaskIntoParameters(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.mask = nn.Parameter(mask)

    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="What does `register_buffer` do that an assignment does not? And under which name is the mask "
    "going to be looked for?",
)
class HasNoBufferCalledMask(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[1], mask.shape[0])
        self.mask = mask

    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias)


@wrong(MaskedLinear, hint="What does a 1 in the mask mean, a wire or a cut?")
class CutsWhereTheMaskIsOne(_Masked):
    def forward(self, x):
        return F.linear(x, (1 - self.mask) * self.weight, self.bias)


@wrong(MaskedLinear, hint="The output of the first pixel hears nobody. What is left of it?")
class LeavesOutTheBias(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask * self.weight)


@wrong(MaskedLinear, hint="Is the bias a wire? Does it tell an output anything about a pixel?")
class CutsTheBiasOfLonelyOutputs(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias * self.mask.amax(dim=1))


@wrong(MaskedLinear, hint="What does a cut wire carry if you *add* a zero to its weight?")
class AddsTheMask(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask + self.weight, self.bias)


@wrong(
    MaskedLinear,
    hint="Suppose that input 1 may go to output 2 but not to output 1. Can a mask on the inputs say "
    "so?",
)
class MasksTheInputs(_Masked):
    def forward(self, x):
        return F.linear(x * self.mask.amin(dim=0), self.weight, self.bias)


@wrong(MaskedLinear, hint="Does masking replace the weight, or multiply it?")
class TakesTheMaskForTheWeight(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask, self.bias)


@wrong(MaskedLinear, hint="The weight has one row for each output. And the mask?")
class TransposesTheMask(_Masked):
    def forward(self, x):
        return F.linear(x, self.mask.T * self.weight, self.bias)


@wrong(MaskedLinear, hint="Which comes first in nn.Linear(…, …), and which in the mask's shape?")
class SwapsInputsAndOutputs(nn.Linear):
    def __init__(self, mask):
        super().__init__(mask.shape[0], mask.shape[1])
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.linear(x, self.mask * self.weight, self.bias)


@wrong(MaskedLinear, hint="Should an output with few wires have its weights enlarged?")
class DividesByTheNumberOfWires(_Masked):
    def forward(self, x):
        wires = self.mask.sum(dim=1, keepdim=True).clamp(min=1)
        return F.linear(x, self.mask * self.weight / wires, self.bias)
