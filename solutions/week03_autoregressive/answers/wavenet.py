"""Other right answers, and misconceptions, of the lesson `wavenet`."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from gradelib.exam import right, wrong

from ..exam.wavenet import CausalConv1d, expand, gated_block, mu_law, receptive_field, sample_wave

# --- mu_law --------------------------------------------------------------------------------------


@right(mu_law)
def in_numpy_and_double_precision(wave, mu):
    x = wave.numpy().astype(float)
    return torch.as_tensor(np.sign(x) * np.log1p(mu * np.abs(x)) / np.log1p(mu))


@right(mu_law)
def with_a_case_for_each_sign(wave, mu):
    above = torch.log(1 + mu * wave.clamp(min=0)) / math.log(1 + mu)
    below = torch.log(1 - mu * wave.clamp(max=0)) / math.log(1 + mu)
    return torch.where(wave < 0, -below, above)


@right(mu_law)
def with_logarithms_of_base_two(wave, mu):
    return torch.copysign(torch.log2(1 + mu * wave.abs()) / math.log2(1 + mu), wave)


@right(mu_law)
def one_sample_after_the_other(wave, mu):
    samples = [
        math.copysign(math.log1p(mu * abs(x)) / math.log1p(mu), x) for x in wave.flatten().tolist()
    ]
    return torch.tensor(samples).reshape(wave.shape)


def _curve(wave, mu):
    return torch.log1p(mu * wave.abs()) / math.log1p(mu)


@wrong(mu_law, hint="A membrane swings in two directions. Where did the other one go?")
def forgets_the_sign(wave, mu):
    return _curve(wave, mu)


@wrong(mu_law, hint="What is the logarithm of 1 + μx if x is -0.5? Of what should it be taken?")
def takes_the_logarithm_of_negative_numbers(wave, mu):
    return torch.sign(wave) * torch.log1p(mu * wave) / math.log1p(mu)


@wrong(mu_law, hint="What comes out for silence if nothing is added before the logarithm?")
def forgets_to_add_one(wave, mu):
    return torch.sign(wave) * torch.log(mu * wave.abs()) / math.log(mu)


@wrong(mu_law, hint="The loudest sound should come out as 1. What do you divide by?")
def does_not_divide(wave, mu):
    return torch.sign(wave) * torch.log1p(mu * wave.abs())


@wrong(mu_law, hint="Put x = 1 into numerator and denominator: are they the same?")
def divides_by_the_logarithm_of_mu(wave, mu):
    return torch.sign(wave) * torch.log1p(mu * wave.abs()) / math.log(mu + 1e-9)


@wrong(mu_law, hint="What if somebody asks for a telephone with another μ?")
def always_takes_255(wave, mu):
    return torch.sign(wave) * _curve(wave, 255.0)


@wrong(mu_law, hint="The sign is ±1. By what do you multiply?")
def multiplies_by_the_wave_instead_of_its_sign(wave, mu):
    return wave * _curve(wave, mu)


@wrong(mu_law, hint="Should quiet sounds be drawn apart by this curve or pushed together?")
def goes_the_way_back(wave, mu):
    return torch.sign(wave) * ((1 + mu) ** wave.abs() - 1) / mu


@wrong(mu_law, hint="Two logarithms stand in the formula. Have they the same base?")
def mixes_two_logarithms(wave, mu):
    return torch.sign(wave) * torch.log1p(mu * wave.abs()) / math.log2(1 + mu)


@wrong(mu_law, hint="From where to where should the result go: from 0 to 1, or from -1 to 1?")
def shifts_the_scale_to_zero_and_one(wave, mu):
    return (torch.sign(wave) * _curve(wave, mu) + 1) / 2


# --- expand --------------------------------------------------------------------------------------


@right(expand)
def with_exponentials(codes, levels):
    place = codes.double() / (levels - 1) * 2 - 1
    return torch.sign(place) * torch.expm1(place.abs() * math.log(levels)) / (levels - 1)


@right(expand)
def by_looking_up_a_table(codes, levels):
    place = np.linspace(-1, 1, levels)
    table = np.sign(place) * (levels ** np.abs(place) - 1) / (levels - 1)
    return torch.tensor(table, dtype=torch.float32)[codes]


@right(expand)
def code_by_code(codes, levels):
    sounds = []
    for code in codes.flatten().tolist():
        y = 2 * code / (levels - 1) - 1
        size = (math.pow(levels, abs(y)) - 1) / (levels - 1)
        sounds.append(-size if y < 0 else size)
    return torch.tensor(sounds).reshape(codes.shape)


def _place(codes, levels):
    return 2 * codes.float() / (levels - 1) - 1


def _size(place, levels):
    return (levels ** place.abs() - 1) / (levels - 1)


@wrong(expand, hint="Which codes are the negative sounds, and what became of them?")
def loses_the_sign(codes, levels):
    return _size(_place(codes, levels), levels)


@wrong(expand, hint="At which place should code 0 lie, and at which the last code?")
def leaves_the_place_between_zero_and_one(codes, levels):
    return _size(codes.float() / (levels - 1), levels)


@wrong(expand, hint="With 256 codes, what is the number of the last one?")
def divides_by_the_number_of_codes(codes, levels):
    place = 2 * codes.float() / levels - 1
    return torch.sign(place) * _size(place, levels)


@wrong(expand, hint="With 256 levels μ is 255. What is 1 + μ?")
def takes_the_number_of_levels_for_mu(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * ((1 + levels) ** place.abs() - 1) / levels


@wrong(expand, hint="Which part of the way to the code have you undone, and which not?")
def undoes_only_the_quantiser(codes, levels):
    return _place(codes, levels)


@wrong(expand, hint="Was the μ-law the logarithm or the exponential?")
def compands_once_more(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * torch.log1p((levels - 1) * place.abs()) / math.log(levels)


@wrong(expand, hint="To which base was the logarithm taken, after the division by log(1 + μ)?")
def takes_the_natural_base(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * torch.expm1(place.abs()) / (levels - 1)


@wrong(expand, hint="What should the code in the middle stand for? And what does yours stand for?")
def forgets_to_take_one_off(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * levels ** place.abs() / (levels - 1)


@wrong(expand, hint="Which power does a negative place have, if its sign is kept?")
def raises_to_the_signed_place(codes, levels):
    return (levels ** _place(codes, levels) - 1) / (levels - 1)


@wrong(expand, hint="What if a telephone has other than 256 levels?")
def always_takes_256_levels(codes, levels):
    place = _place(codes, 256)
    return torch.sign(place) * _size(place, 256)


@wrong(expand, hint="Is the largest code of a sound always the largest code that there is?")
def takes_the_largest_code_it_sees_for_the_last(codes, levels):
    place = 2 * codes / codes.max() - 1 if codes.numel() else codes.float()
    return torch.sign(place) * _size(place, levels)


@wrong(expand, hint="Places are fractions. What does your division leave of them?")
def divides_whole_numbers(codes, levels):
    place = (2 * codes // (levels - 1) - 1).float()
    return torch.sign(place) * _size(place, levels)


@wrong(expand, hint="How large is the loudest sound that may come back?")
def forgets_to_divide_by_mu(codes, levels):
    place = _place(codes, levels)
    return torch.sign(place) * (levels ** place.abs() - 1)


# --- receptive_field -----------------------------------------------------------------------------


@right(receptive_field)
def layer_by_layer(kernel_size, dilations):
    heard = 1
    for dilation in dilations:
        heard += (kernel_size - 1) * dilation
    return heard


@right(receptive_field)
def by_following_the_taps(kernel_size, dilations):
    heard = {0}
    for dilation in dilations:
        heard = {back + tap * dilation for back in heard for tap in (0, kernel_size - 1)}
    return max(heard) + 1


@wrong(receptive_field, hint="Does an output also hear the sample at its own place?")
def forgets_the_present(kernel_size, dilations):
    return (kernel_size - 1) * sum(dilations)


@wrong(receptive_field, hint="Between k taps, how many gaps are there?")
def counts_taps_for_gaps(kernel_size, dilations):
    return 1 + kernel_size * sum(dilations)


@wrong(receptive_field, hint="What do the dilations change, if not the reach?")
def leaves_out_the_dilations(kernel_size, dilations):
    return 1 + (kernel_size - 1) * len(dilations)


@wrong(receptive_field, hint="Does every layer lengthen the reach, or the largest one only?")
def takes_the_largest_dilation_only(kernel_size, dilations):
    return 1 + (kernel_size - 1) * max(dilations, default=0)


@wrong(receptive_field, hint="Were the dilations doubled from layer to layer? Who told you?")
def assumes_doubled_dilations(kernel_size, dilations):
    return 1 + (kernel_size - 1) * (2 ** len(dilations) - 1)


@wrong(receptive_field, hint="Two layers of three taps, side by side: do they hear nine samples?")
def multiplies_the_numbers_of_taps(kernel_size, dilations):
    return kernel_size ** len(dilations)


@wrong(
    receptive_field,
    hint="Between the earliest sample and the present some may be heard by nobody. Such holes "
    "belong to the stretch; what counts is how far back it reaches.",
)
def counts_the_samples_without_the_holes(kernel_size, dilations):
    heard = {0}
    for dilation in dilations:
        heard = {back + tap * dilation for back in heard for tap in range(kernel_size)}
    return len(heard)


@wrong(receptive_field, hint="A stack that is repeated reaches further; and is its present new?")
def adds_up_the_fields_of_the_layers(kernel_size, dilations):
    return sum(1 + (kernel_size - 1) * d for d in dilations)


@wrong(receptive_field, hint="Do reaches of layers add up or multiply? Draw two layers.")
def multiplies_the_reaches(kernel_size, dilations):
    return 1 + (kernel_size - 1) * math.prod(dilations)


@wrong(receptive_field, hint="One layer with three taps, side by side: does it hear two samples?")
def ignores_the_number_of_taps(kernel_size, dilations):
    return 1 + sum(dilations)


@wrong(receptive_field, hint="May an output hear what comes later as well?")
def reaches_in_both_directions(kernel_size, dilations):
    return 1 + 2 * (kernel_size - 1) * sum(dilations)


# --- CausalConv1d --------------------------------------------------------------------------------


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


@wrong(CausalConv1d, hint="Does anything still reach the weight, when the gradient flows back?")
class CutsItsWeightOffFromTheGradient(_Causal):
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


# --- gated_block ---------------------------------------------------------------------------------


@right(gated_block)
def with_convolutions_of_one_tap(x, heard, condition, to_next, to_output):
    a, b = (heard + condition.unsqueeze(-1)).split(x.shape[1], dim=1)
    z = a.tanh() * b.sigmoid()
    return x + F.conv1d(z, to_next.unsqueeze(-1)), F.conv1d(z, to_output.unsqueeze(-1))


@right(gated_block)
def with_einsum_in_double_precision(x, heard, condition, to_next, to_output):
    channels = x.shape[1]
    both = heard.double() + condition.double()[:, :, None]
    z = torch.tanh(both[:, :channels]) / (1 + torch.exp(-both[:, channels:]))
    onwards = torch.einsum("ij,bjt->bit", to_next.double(), z)
    return [x + onwards, torch.einsum("ij,bjt->bit", to_output.double(), z)]


@right(gated_block)
def sample_by_sample(x, heard, condition, to_next, to_output):
    channels, onwards, out = x.shape[1], [], []
    for t in range(x.shape[2]):
        both = heard[:, :, t] + condition
        z = torch.tanh(both[:, :channels]) * 0.5 * (1 + torch.tanh(both[:, channels:] / 2))
        onwards.append(x[:, :, t] + z @ to_next.T)
        out.append(z @ to_output.T)
    return torch.stack(onwards, dim=2), torch.stack(out, dim=2)


def _halves(heard, condition):
    return (heard + condition[:, :, None]).chunk(2, dim=1)


def _gated(heard, condition):
    a, b = _halves(heard, condition)
    return torch.tanh(a) * torch.sigmoid(b)


@wrong(gated_block, hint="What does a block hand on while all of its gates are shut?")
def forgets_the_residual(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition)
    return to_next @ z, to_output @ z


@wrong(gated_block, hint="Which half of the channels are the filters, the first or the second?")
def swaps_filter_and_gate(x, heard, condition, to_next, to_output):
    a, b = _halves(heard, condition)
    z = torch.sigmoid(a) * torch.tanh(b)
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="2C numbers describe the condition. Which of them reach the gate?")
def conditions_the_filter_only(x, heard, condition, to_next, to_output):
    channels = x.shape[1]
    a, b = heard[:, :channels] + condition[:, :channels, None], heard[:, channels:]
    z = torch.tanh(a) * torch.sigmoid(b)
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="Who tells this block which note is wanted?")
def forgets_the_condition(x, heard, condition, to_next, to_output):
    z = _gated(heard, 0 * condition)
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="A gate lets a part of the signal through. Is that a sum or a product?")
def adds_the_gate(x, heard, condition, to_next, to_output):
    a, b = _halves(heard, condition)
    z = torch.tanh(a) + torch.sigmoid(b)
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="Between which two numbers should a gate be: can it be negative?")
def takes_tanh_for_both(x, heard, condition, to_next, to_output):
    a, b = _halves(heard, condition)
    z = torch.tanh(a) * torch.tanh(b)
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="Sound swings in two directions. Between which numbers is your filter?")
def takes_sigmoid_for_both(x, heard, condition, to_next, to_output):
    a, b = _halves(heard, condition)
    z = torch.sigmoid(a) * torch.sigmoid(b)
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="Does the output get what the block has found out, or what it hands on?")
def sends_the_sum_to_the_output(x, heard, condition, to_next, to_output):
    onwards = x + to_next @ _gated(heard, condition)
    return onwards, to_output @ onwards


@wrong(gated_block, hint="Which of the two comes first, and which has as many channels as x?")
def returns_them_the_other_way_round(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition)
    return to_output @ z, x + to_next @ z


@wrong(gated_block, hint="Does a row of the matrix belong to what comes out or to what goes in?")
def transposes_the_matrix(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition)
    return x + to_next.T @ z, to_output @ z


@wrong(gated_block, hint="Are the filters every other channel, or the first half of them?")
def takes_every_other_channel(x, heard, condition, to_next, to_output):
    both = heard + condition[:, :, None]
    z = torch.tanh(both[:, ::2]) * torch.sigmoid(both[:, 1::2])
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="Is the condition added before the nonlinearities or behind them?")
def adds_the_condition_behind(x, heard, condition, to_next, to_output):
    a, b = heard.chunk(2, dim=1)
    c, d = condition[:, :, None].chunk(2, dim=1)
    z = (torch.tanh(a) + c) * (torch.sigmoid(b) + d)
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="Two matrices come in. Where does z meet the first of them?")
def hands_z_on_without_its_matrix(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition)
    return x + z, to_output @ z


@wrong(gated_block, hint="Does the way to the output lead through the matrix of the other way?")
def sends_what_was_mixed_for_the_next_block_to_the_output(x, heard, condition, to_next, to_output):
    onwards = to_next @ _gated(heard, condition)
    return x + onwards, to_output @ onwards


@wrong(gated_block, hint="Between which two numbers should a filter be: how loud can yours become?")
def forgets_the_tanh(x, heard, condition, to_next, to_output):
    a, b = _halves(heard, condition)
    z = a * torch.sigmoid(b)
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="A gate with a large b: should it be open or shut?")
def opens_the_gates_that_should_be_shut(x, heard, condition, to_next, to_output):
    a, b = _halves(heard, condition)
    z = torch.tanh(a) * (1 - torch.sigmoid(b))
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="Every sound of the batch has a condition of its own. Who gets which?")
def takes_the_first_condition_for_all(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition[:1])
    return x + to_next @ z, to_output @ z


@wrong(
    gated_block, hint="Training has to change the conditions and the weights. Can it reach them?"
)
def lets_no_gradient_through(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition)
    return (x + to_next @ z).detach(), (to_output @ z).detach()


# --- sample_wave ---------------------------------------------------------------------------------


@right(sample_wave)
def wave_by_wave_with_searchsorted(net, uniforms, levels):
    waves = []
    for u in uniforms.numpy().astype(float):
        heard = torch.zeros(1, 1, len(u))  # what has not been drawn does not matter
        codes = []
        for t in range(len(u)):
            p = torch.softmax(net(heard).detach()[0, :, t].double(), dim=0).numpy()
            codes.append(min(int(np.searchsorted(np.cumsum(p), u[t])), len(p) - 1))
            heard[0, 0, t] = levels[codes[-1]]
        waves.append(codes)
    return torch.tensor(waves)


@right(sample_wave)
def by_counting_borders(net, uniforms, levels):
    waves, samples = uniforms.shape
    heard, drawn = torch.full((waves, 1, samples), 9.0), []
    for t in range(samples):
        with torch.no_grad():
            p = net(heard)[..., t].double().softmax(-1)
        borders = p.cumsum(-1)[:, :-1]
        drawn.append((uniforms[:, t].double()[:, None] > borders).sum(-1))
        heard[:, 0, t] = levels[drawn[-1]]
    return torch.stack(drawn, dim=1)


@right(sample_wave)
def by_passes_until_nothing_changes(net, uniforms, levels):
    codes = torch.zeros_like(uniforms, dtype=torch.long)
    for _ in range(uniforms.shape[1]):
        with torch.no_grad():
            sums = net(levels[codes].unsqueeze(1)).softmax(dim=1).cumsum(dim=1)[:, :-1]
        codes = (sums < uniforms.unsqueeze(1)).sum(dim=1)
    return codes


def _pick(logits, u):
    """The codes at which the summed probabilities reach u."""
    sums = logits.softmax(dim=1).cumsum(dim=1)[:, :-1]
    return (sums < u[:, None]).sum(dim=1)


def _draw(net, uniforms, levels, pick=_pick, times=None):
    codes = torch.zeros_like(uniforms, dtype=torch.long)
    with torch.no_grad():
        for t in times or range(uniforms.shape[1]):
            codes[:, t] = pick(net(levels[codes][:, None])[:, :, t], uniforms[:, t])
    return codes


@wrong(sample_wave, hint="Which samples must be there before sample 2 can be drawn?")
def draws_every_other_sample_first(net, uniforms, levels):
    samples = uniforms.shape[1]
    return _draw(net, uniforms, levels, times=[*range(0, samples, 2), *range(1, samples, 2)])


@wrong(sample_wave, hint="If all samples are drawn at once, which of them knows another one?")
def draws_all_samples_in_one_pass(net, uniforms, levels):
    with torch.no_grad():
        logits = net(torch.zeros_like(uniforms)[:, None])
    return torch.stack(
        [_pick(logits[:, :, t], uniforms[:, t]) for t in range(uniforms.shape[1])], dim=1
    )


@wrong(sample_wave, hint="How often should a code of probability 0.6 be drawn: always?")
def always_takes_the_likeliest_code(net, uniforms, levels):
    return _draw(net, uniforms, levels, lambda logits, u: logits.argmax(dim=1))


@wrong(sample_wave, hint="What was the network fed in training: codes, or what stands for them?")
def feeds_the_codes_themselves(net, uniforms, levels):
    return _draw(net, uniforms, torch.arange(len(levels)).float())


@wrong(sample_wave, hint="Is levels[k] always what you think? It is an argument.")
def feeds_levels_of_its_own(net, uniforms, levels):
    return _draw(net, uniforms, torch.linspace(-1, 1, len(levels)))


@wrong(sample_wave, hint="Do the logits at t belong to sample t or to the one after it?")
def takes_the_logits_of_the_sample_before(net, uniforms, levels):
    codes = torch.zeros_like(uniforms, dtype=torch.long)
    with torch.no_grad():
        for t in range(uniforms.shape[1]):
            logits = net(levels[codes][:, None])[:, :, max(t - 1, 0)]
            codes[:, t] = _pick(logits, uniforms[:, t])
    return codes


@wrong(sample_wave, hint="You always draw from the same logits. Which axis is time?")
def takes_the_last_logits(net, uniforms, levels):
    codes = torch.zeros_like(uniforms, dtype=torch.long)
    with torch.no_grad():
        for t in range(uniforms.shape[1]):
            codes[:, t] = _pick(net(levels[codes][:, None])[:, :, -1], uniforms[:, t])
    return codes


@wrong(sample_wave, hint="Does a wave have uniforms of its own?")
def shares_the_first_row_of_uniforms(net, uniforms, levels):
    return _draw(net, uniforms[:1].repeat(len(uniforms), 1), levels)


@wrong(sample_wave, hint="u = 0.01 should give the first code that is not improbable. And yours?")
def counts_from_the_loudest_code(net, uniforms, levels):
    return _draw(net, uniforms, levels, lambda logits, u: _pick(logits, 1 - u))


@wrong(sample_wave, hint="How many of the sums lie below u? And which code comes after them?")
def stops_one_code_too_early(net, uniforms, levels):
    return _draw(net, uniforms, levels, lambda logits, u: (_pick(logits, u) - 1).clamp(min=0))


@wrong(sample_wave, hint="Codes were asked for. What did you return?")
def returns_what_the_network_is_fed(net, uniforms, levels):
    return levels[_draw(net, uniforms, levels)]


def _draw_and_feed(net, uniforms, levels, feed):
    """Draw, and let `feed` say what the network hears after each sample."""
    heard = torch.zeros_like(uniforms)
    codes = torch.zeros_like(uniforms, dtype=torch.long)
    with torch.no_grad():
        for t in range(uniforms.shape[1]):
            logits = net(heard[:, None])[:, :, t]
            codes[:, t] = _pick(logits, uniforms[:, t])
            heard = feed(heard, t, codes[:, t], logits)
    return codes


@wrong(sample_wave, hint="Does the next sample hear what was drawn, or what was expected?")
def feeds_the_expected_level(net, uniforms, levels):
    def feed(heard, t, drawn, logits):
        heard[:, t] = logits.softmax(dim=1) @ levels
        return heard

    return _draw_and_feed(net, uniforms, levels, feed)


@wrong(sample_wave, hint="Does the next sample hear the code that was drawn, or another one?")
def feeds_the_likeliest_code_instead_of_the_drawn_one(net, uniforms, levels):
    def feed(heard, t, drawn, logits):
        heard[:, t] = levels[logits.argmax(dim=1)]
        return heard

    return _draw_and_feed(net, uniforms, levels, feed)


@wrong(sample_wave, hint="Whose place does sample t take: its own, or that of sample t + 1?")
def feeds_every_code_one_place_too_late(net, uniforms, levels):
    def feed(heard, t, drawn, logits):
        if t + 1 < heard.shape[1]:
            heard[:, t + 1] = levels[drawn]
        return heard

    return _draw_and_feed(net, uniforms, levels, feed)


@wrong(sample_wave, hint="When sample 2 is drawn, does the network still hear sample 0?")
def forgets_all_codes_but_the_last(net, uniforms, levels):
    def feed(heard, t, drawn, logits):
        heard = torch.zeros_like(heard)
        heard[:, t] = levels[drawn]
        return heard

    return _draw_and_feed(net, uniforms, levels, feed)


@wrong(sample_wave, hint="Logits are not probabilities yet. Do yours add up to 1?")
def adds_up_logits(net, uniforms, levels):
    def pick(logits, u):
        return (logits.cumsum(dim=1)[:, :-1] < u[:, None]).sum(dim=1)

    return _draw(net, uniforms, levels, pick)


@wrong(sample_wave, hint="Over which axis do probabilities add up to 1: codes, or waves?")
def takes_the_softmax_over_the_waves(net, uniforms, levels):
    def pick(logits, u):
        sums = logits.softmax(dim=0).cumsum(dim=1)[:, :-1]
        return (sums < u[:, None]).sum(dim=1)

    return _draw(net, uniforms, levels, pick)
