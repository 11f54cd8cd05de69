"""Other right answers to `CausalConv1d`, and misconceptions."""

import torch
import torch.nn.functional as F
from torch import nn

from gradelib.exam import right, wrong

from ...exam.wavenet.causal_conv1d import CausalConv1d


@right(CausalConv1d)
class PadsBothSidesAndCutsTheEnd(nn.Conv1d):
    def __init__(self, inputs, outputs, kernel_size, dilation):
        reach = (kernel_size - 1) * dilation
        super().__init__(inputs, outputs, kernel_size, padding=reach, dilation=dilation)

    def forward(self, x):
        return super().forward(x)[:, :, : x.shape[2]]


@right(CausalConv1d)
class TapByTap(nn.Module):
    def __init__(self, inputs, outputs, kernel_size, dilation):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel_size) * 0.1)
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.dilation = dilation

    def forward(self, x):
        length, taps = x.shape[2], self.weight.shape[2]
        out = self.bias[:, None].expand(len(x), -1, length)
        for tap in range(taps):
            back = min((taps - 1 - tap) * self.dilation, length)
            shifted = torch.cat([torch.zeros_like(x[:, :, :back]), x[:, :, : length - back]], dim=2)
            out = out + torch.einsum("oi,bit->bot", self.weight[:, :, tap], shifted)
        return out


@right(CausalConv1d)
class WithALayerForThePadding(nn.Conv1d):
    def __init__(self, inputs, outputs, kernel_size, dilation):
        super().__init__(inputs, outputs, kernel_size, dilation=dilation)
        self.silence = nn.ConstantPad1d(((kernel_size - 1) * dilation, 0), 0.0)

    def forward(self, x):
        x = self.silence(x)
        return F.conv1d(x, self.weight, self.bias, dilation=self.dilation)


@right(CausalConv1d)
class TurnsTimeRoundTwice(nn.Conv1d):
    def __init__(self, inputs, outputs, kernel_size, dilation):
        super().__init__(inputs, outputs, kernel_size, dilation=dilation)
        self.reach = (kernel_size - 1) * dilation

    def forward(self, x):
        x, weight = F.pad(x.flip(2), (0, self.reach)), self.weight.flip(2)
        return F.conv1d(x, weight, self.bias, dilation=self.dilation).flip(2)


class _Causal(nn.Conv1d):
    """A convolution whose padding its subclasses do wrongly."""

    def __init__(self, inputs, outputs, kernel_size, dilation):
        super().__init__(inputs, outputs, kernel_size, dilation=dilation)
        self.reach = (kernel_size - 1) * dilation


@wrong(CausalConv1d, hint="On which side of a recording is its past?")
class PadsTheFuture(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (0, self.reach)))


@wrong(CausalConv1d, hint="With half of the padding on each side, whom does output 0 hear?")
class PadsBothSidesAlike(_Causal):
    def forward(self, x):
        before = self.reach // 2
        return super().forward(F.pad(x, (before, self.reach - before)))


@wrong(CausalConv1d, hint="How far apart are the first and the last tap of a dilated kernel?")
class PadsAsIfThereWereNoDilation(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (self.kernel_size[0] - 1, 0)))


@wrong(
    CausalConv1d, hint="Your output has the right length. Are its taps the right distance apart?"
)
class ForgetsToDilate(nn.Conv1d):
    def __init__(self, inputs, outputs, kernel_size, dilation):
        super().__init__(inputs, outputs, kernel_size)

    def forward(self, x):
        return super().forward(F.pad(x, (self.kernel_size[0] - 1, 0)))


@wrong(CausalConv1d, hint="How many samples are lost if nothing is padded?")
class PadsNothing(_Causal):
    pass


@wrong(CausalConv1d, hint="What lies before the beginning: silence, or the first sample for ever?")
class RepeatsTheFirstSample(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (self.reach, 0), mode="replicate"))


@wrong(CausalConv1d, hint="Should output t hear x[t]? Read the docstring once more.")
class ShiftsByOneInAddition(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (self.reach + 1, 0))[:, :, :-1])


@wrong(CausalConv1d, hint="Which tap of nn.Conv1d's kernel meets the latest sample?")
class TurnsTheKernelRound(_Causal):
    def forward(self, x):
        x = F.pad(x, (self.reach, 0))
        return F.conv1d(x, self.weight.flip(2), self.bias, dilation=self.dilation)


@wrong(CausalConv1d, hint="What does nn.Conv1d add at the end?")
class ForgetsTheBias(_Causal):
    def forward(self, x):
        return F.conv1d(F.pad(x, (self.reach, 0)), self.weight, dilation=self.dilation)


@wrong(CausalConv1d, hint="Padding on both sides makes samples too many. Which hear the future?")
class PadsBothSidesAndCutsNothing(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (self.reach, self.reach)))


@wrong(CausalConv1d, hint="May the output of a convolution be negative? And yours?")
class CutsOffNegativeOutputs(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (self.reach, 0))).relu()


@wrong(
    CausalConv1d,
    hint="Your layer is an nn.Conv1d already, with a weight of its own. Who uses it, if another "
    "convolution inside does the work?",
)
class ComputesWithOtherNumbersThanItsOwnWeight(_Causal):
    def __init__(self, inputs, outputs, kernel_size, dilation):
        super().__init__(inputs, outputs, kernel_size, dilation)
        self.inner = nn.Conv1d(inputs, outputs, kernel_size, dilation=dilation)

    def forward(self, x):
        return self.inner(F.pad(x, (self.reach, 0)))


@wrong(
    CausalConv1d, hint="Training changes `weight`. Which numbers does your layer use after that?"
)
class ComputesWithTheWeightItWasBornWith(_Causal):
    def __init__(self, inputs, outputs, kernel_size, dilation):
        super().__init__(inputs, outputs, kernel_size, dilation)
        self.kept = self.weight.detach().clone()

    def forward(self, x):
        return F.conv1d(F.pad(x, (self.reach, 0)), self.kept, self.bias, dilation=self.dilation)


@wrong(CausalConv1d, hint="What reaches the layer's own parameters when the gradient flows back?")
class CutsItsParametersOffFromTheGradient(_Causal):
    def forward(self, x):
        weight, bias = self.weight.detach(), self.bias.detach()
        return F.conv1d(F.pad(x, (self.reach, 0)), weight, bias, dilation=self.dilation)


@wrong(CausalConv1d, hint="Is a gradient switched off somewhere? A layer in a network needs it.")
class LetsNoGradientThrough(_Causal):
    @torch.no_grad()
    def forward(self, x):
        return super().forward(F.pad(x, (self.reach, 0)))


@wrong(CausalConv1d, hint="How many samples too many do you pad: one for each tap, or each gap?")
class PadsForEveryTap(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (self.kernel_size[0] * self.dilation[0], 0)))


@wrong(CausalConv1d, hint="Weight and bias have to learn. Which of the two gets no gradient?")
class CutsItsBiasOffFromTheGradient(_Causal):
    def forward(self, x):
        x, bias = F.pad(x, (self.reach, 0)), self.bias.detach()
        return F.conv1d(x, self.weight, bias, dilation=self.dilation)


@wrong(CausalConv1d, hint="Weight and bias have to learn. Which of the two gets a gradient?")
class CutsItsWeightOffFromTheGradient(_Causal):
    def forward(self, x):
        x, weight = F.pad(x, (self.reach, 0)), self.weight.detach()
        return F.conv1d(x, weight, self.bias, dilation=self.dilation)


@wrong(CausalConv1d, hint="The layers below this one learn through x. What reaches them?")
class CutsTheSoundOffFromTheGradient(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x.detach(), (self.reach, 0)))


@wrong(CausalConv1d, hint="You cut counting from the end. What is left if nothing is to be cut?")
class CutsTheWholeSoundOffWhereThereIsNothingToCut(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (self.reach, self.reach)))[:, :, : -self.reach]


@wrong(CausalConv1d, hint="Has every kernel as many taps as those of this lesson's network?")
class PadsForThreeTaps(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (2 * self.dilation[0], 0)))[:, :, -x.shape[2] :]


@wrong(CausalConv1d, hint="With three taps, how many dilations back does the first one reach?")
class PadsOneDilationOnly(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x, (self.dilation[0], 0)))


@wrong(CausalConv1d, hint="What is the fourth argument of nn.Conv1d called?")
class TakesTheDilationForTheStride(nn.Conv1d):
    def __init__(self, inputs, outputs, kernel_size, dilation):
        super().__init__(inputs, outputs, kernel_size, dilation)
        self.reach = (kernel_size - 1) * dilation

    def forward(self, x):
        return super().forward(F.pad(x, (self.reach, 0)))


@wrong(CausalConv1d, hint="At output t, which sample does your last tap meet: the present one?")
class ComesOneDilationTooLate(_Causal):
    def forward(self, x):
        x = F.pad(x, (self.kernel_size[0] * self.dilation[0], 0))
        return super().forward(x)[:, :, : -self.dilation[0]]


@wrong(CausalConv1d, hint="What lies before the beginning: silence, or the end of the sound?")
class LetsTheEndComeAroundToTheBeginning(_Causal):
    def forward(self, x):
        back = [tap * self.dilation[0] for tap in reversed(range(self.kernel_size[0]))]
        shifted = torch.stack([x.roll(b, 2) for b in back], dim=3)
        return torch.einsum("oik,bitk->bot", self.weight, shifted) + self.bias[:, None]


@wrong(CausalConv1d, hint="Output 0 has no past. Has it no present either?")
class SilencesOutputsWhosePastIsShort(_Causal):
    def forward(self, x):
        full = torch.arange(x.shape[2]) >= self.reach
        return super().forward(F.pad(x, (self.reach, 0))) * full


@wrong(CausalConv1d, hint="A new sound begins. What does your layer put before its beginning?")
class GoesOnWhereTheLastSoundStopped(_Causal):
    past = None

    def forward(self, x):
        silence = torch.zeros_like(x[:, :, :1]).expand(-1, -1, self.reach)
        x = torch.cat([silence if self.past is None else self.past, x], dim=2)
        self.past = x[:, :, x.shape[2] - self.reach :]
        return super().forward(x)


@wrong(CausalConv1d, hint="How many times is the bias added to one output?")
class AddsTheBiasForEveryTap(_Causal):
    def forward(self, x):
        once = super().forward(F.pad(x, (self.reach, 0)))
        return once + (self.kernel_size[0] - 1) * self.bias[:, None]


@wrong(CausalConv1d, hint="Which outputs should hear sample 0? Is it silence in your layer?")
class TakesTheFirstSampleForSilence(_Causal):
    def forward(self, x):
        return super().forward(F.pad(x[:, :, 1:], (self.reach + 1, 0)))
