"""Other right answers to `MaskedConv2d`, and misconceptions."""

import torch
import torch.nn.functional as F
from torch import nn

from gradelib.exam import right, wrong

from ...exam.pixel_cnn.masked_conv2d import MaskedConv2d


@right(MaskedConv2d)
class WithPaddingSame(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        super().__init__(inputs, outputs, tuple(mask.shape), padding="same")
        self.register_buffer("mask", mask)

    def forward(self, x):
        return self._conv_forward(x, self.weight * self.mask, self.bias)


@right(MaskedConv2d)
class PlaceByPlace(nn.Module):
    def __init__(self, mask, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(0.1 * torch.randn(outputs, inputs, *mask.shape))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.register_buffer("mask", mask)

    def forward(self, x):
        high, wide = self.mask.shape
        rows, columns = x.shape[2:]
        padded = F.pad(x, (wide // 2, wide // 2, high // 2, high // 2))
        y = self.bias[:, None, None].expand(len(x), -1, rows, columns)
        for i in range(high):
            for j in range(wide):
                if self.mask[i, j]:
                    seen = padded[:, :, i : i + rows, j : j + columns]
                    y = y + torch.einsum("oc,nchw->nohw", self.weight[:, :, i, j], seen)
        return y


@right(MaskedConv2d)
class WithWhereInDoublePrecision(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        high, wide = mask.shape
        super().__init__(inputs, outputs, (high, wide), padding=((high - 1) // 2, (wide - 1) // 2))
        self.register_buffer("mask", mask)

    def forward(self, x):
        weight = self.weight.double().masked_fill(self.mask == 0, 0)
        return F.conv2d(x.double(), weight, self.bias.double(), padding=self.padding)


@right(MaskedConv2d)
class UnfoldsThePicture(nn.Module):
    def __init__(self, mask, inputs, outputs):
        super().__init__()
        like = nn.Conv2d(inputs, outputs, tuple(mask.shape))
        self.weight, self.bias = like.weight, like.bias
        self.register_buffer("mask", mask.bool())

    def forward(self, x):
        high, wide = self.mask.shape
        windows = F.unfold(x, (high, wide), padding=(high // 2, wide // 2))
        kernel = torch.where(self.mask, self.weight, 0.0).flatten(1)
        y = torch.einsum("oi,nip->nop", kernel, windows) + self.bias[:, None]
        return y.unflatten(2, x.shape[2:])


@right(MaskedConv2d)
class MultipliesInFourierSpace(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        super().__init__(inputs, outputs, tuple(mask.shape))
        self.register_buffer("mask", mask)

    def forward(self, x):
        (high, wide), (rows, columns) = self.mask.shape, x.shape[2:]
        size = high + rows, wide + columns
        kernel = torch.fft.rfft2((self.weight * self.mask).flip(2, 3), size)
        y = torch.einsum("nihw,oihw->nohw", torch.fft.rfft2(x, size), kernel)
        y = torch.fft.irfft2(y, size)[..., high // 2 :, wide // 2 :]
        return y[..., :rows, :columns] + self.bias[:, None, None]


class _Masked(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        around = (mask.shape[0] // 2, mask.shape[1] // 2)
        super().__init__(inputs, outputs, tuple(mask.shape), padding=around)
        self.register_buffer("mask", mask)

    def conv(self, x, weight):
        return F.conv2d(x, weight, self.bias, padding=self.padding)


@right(MaskedConv2d)
class MasksTheWeightItselfAtEachUse(_Masked):
    def __init__(self, mask, inputs, outputs):
        super().__init__(mask, inputs, outputs)
        self.register_buffer("mask", mask.expand_as(self.weight).clone())

    def forward(self, x):
        self.weight.data *= self.mask
        return self.conv(x, self.weight)


@wrong(MaskedConv2d, hint="Where is the mask used when a picture goes through your layer?")
class NeverUsesTheMask(_Masked):
    def forward(self, x):
        return self.conv(x, self.weight)


@wrong(
    MaskedConv2d,
    hint="The optimiser and load_weights change the weight later. Who masks it then?",
)
class MasksOnlyWhenMade(_Masked):
    def __init__(self, mask, inputs, outputs):
        super().__init__(mask, inputs, outputs)
        self.weight.data *= mask

    def forward(self, x):
        return self.conv(x, self.weight)


@wrong(MaskedConv2d, hint="What does a 1 in the mask mean, a wire or a cut?")
class CutsWhereTheMaskIsOne(_Masked):
    def forward(self, x):
        return self.conv(x, (1 - self.mask) * self.weight)


@wrong(MaskedConv2d, hint="How many rows and columns has a picture after your layer?")
class LeavesOutThePadding(_Masked):
    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias)


@wrong(
    MaskedConv2d,
    hint="The mask says what is cut; zeros go on all four sides. Which row does your output belong to?",
)
class PadsAboveAndLeftOnly(_Masked):
    def forward(self, x):
        high, wide = self.mask.shape
        padded = F.pad(x, (wide - 1, 0, high - 1, 0))
        return F.conv2d(padded, self.mask * self.weight, self.bias)


@wrong(MaskedConv2d, hint="Which part of mask.shape is the height, and which axis of x?")
class SwapsThePaddings(_Masked):
    def forward(self, x):
        rows, columns = self.padding
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=(columns, rows))


@wrong(MaskedConv2d, hint="What has the output of a layer without wires still got?")
class LeavesOutTheBias(_Masked):
    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, padding=self.padding)


@wrong(MaskedConv2d, hint="Does masking replace the weight, or multiply it?")
class TakesTheMaskForTheWeight(_Masked):
    def forward(self, x):
        return self.conv(x, self.mask.expand_as(self.weight))


@wrong(
    MaskedConv2d, hint="A cut wire carries nothing. What does it carry if you add to its weight?"
)
class AddsTheMask(_Masked):
    def forward(self, x):
        return self.conv(x, self.mask + self.weight)


@wrong(MaskedConv2d, hint="PyTorch's convolution does not flip its kernel. Do you?")
class FlipsTheKernel(_Masked):
    def forward(self, x):
        return self.conv(x, (self.mask * self.weight).flip(2, 3))


@wrong(
    MaskedConv2d, hint="The network's inputs and outputs: which is the first axis of the weight?"
)
class SwapsInputsAndOutputs(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        around = (mask.shape[0] // 2, mask.shape[1] // 2)
        super().__init__(outputs, inputs, tuple(mask.shape), padding=around)
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)


@wrong(
    MaskedConv2d, hint="An optimiser changes the weight between two uses. When do you multiply it?"
)
class KeepsTheMaskedWeightOfTheFirstUse(_Masked):
    masked = None

    def forward(self, x):
        if self.masked is None:
            self.masked = self.mask * self.weight
        return self.conv(x, self.masked)


@wrong(
    MaskedConv2d,
    hint="Does a gradient come back to the weight? None passes through `.data` or `.detach()`, and "
    "none is kept for a buffer.",
)
class TakesTheWeightAwayFromItsGradient(_Masked):
    def forward(self, x):
        return self.conv(x, self.mask * self.weight.detach())


@wrong(MaskedConv2d, hint="When a trained network draws, may it see what is not drawn yet?")
class MasksInTrainingOnly(_Masked):
    def forward(self, x):
        return self.conv(x, self.mask * self.weight if self.training else self.weight)


@wrong(MaskedConv2d, hint="What does a network learn that may look ahead while it is trained?")
class MasksInEvaluationOnly(_Masked):
    def forward(self, x):
        return self.conv(x, self.weight if self.training else self.mask * self.weight)


@wrong(MaskedConv2d, hint="An optimiser changes all parameters. Should it change the mask?")
class LearnsTheMask(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        around = (mask.shape[0] // 2, mask.shape[1] // 2)
        super().__init__(inputs, outputs, tuple(mask.shape), padding=around)
        self.mask = nn.Parameter(mask)

    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)


@wrong(MaskedConv2d, hint="See the docstring: as what is the mask to be kept, and by which name?")
class KeepsTheMaskOutsideTheBuffers(nn.Conv2d):
    def __init__(self, mask, inputs, outputs):
        around = (mask.shape[0] // 2, mask.shape[1] // 2)
        super().__init__(inputs, outputs, tuple(mask.shape), padding=around)
        self.mask = mask

    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)


@wrong(
    MaskedConv2d,
    hint="The docstring names the parameters and their shapes. What does your layer's "
    "named_parameters() say?",
)
class HasOtherParametersThanConv2d(nn.Module):
    def __init__(self, mask, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, tuple(mask.shape), padding="same")
        self.register_buffer("mask", mask)

    def forward(self, x):
        return F.conv2d(x, self.mask * self.conv.weight, self.conv.bias, padding="same")


@wrong(MaskedConv2d, hint="The bias is learned, too. Does a gradient come back to it?")
class TakesTheBiasAwayFromItsGradient(_Masked):
    def forward(self, x):
        y = F.conv2d(x, self.mask * self.weight, padding=self.padding)
        return y + self.bias.detach()[:, None, None]


@wrong(MaskedConv2d, hint="May the weight change after eval(), by load_weights for instance?")
class KeepsTheMaskedWeightInEvaluation(_Masked):
    masked = None

    def forward(self, x):
        if self.training or self.masked is None:
            self.masked = self.mask * self.weight
        return self.conv(x, self.masked)
