"""Other right answers to `gated_block`, and misconceptions."""

import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.wavenet.gated_block import gated_block


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


@right(gated_block)
def with_both_ways_out_in_one_matrix(x, heard, condition, to_next, to_output):
    channels = x.shape[1]
    both = heard + condition.reshape(len(x), 2 * channels, 1)
    gates = torch.exp(F.logsigmoid(both.narrow(1, channels, channels)))
    z = (torch.tanh(both.narrow(1, 0, channels)) * gates).transpose(1, 2)
    out = F.linear(z, torch.cat([to_next, to_output])).transpose(1, 2)
    return x + out[:, :channels], out[:, channels:]


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


@wrong(gated_block, hint="2C numbers describe the condition. Which of them reach the filter?")
def conditions_the_gate_only(x, heard, condition, to_next, to_output):
    channels = x.shape[1]
    a, b = heard[:, :channels], heard[:, channels:] + condition[:, channels:, None]
    z = torch.tanh(a) * torch.sigmoid(b)
    return x + to_next @ z, to_output @ z


def _conditioned(x, heard, u, v, to_next, to_output):
    a, b = heard.chunk(2, dim=1)
    z = torch.tanh(a + u[:, :, None]) * torch.sigmoid(b + v[:, :, None])
    return x + to_next @ z, to_output @ z


@wrong(gated_block, hint="u and v are the two halves of the condition. What is each added to?")
def swaps_the_halves_of_the_condition(x, heard, condition, to_next, to_output):
    u, v = condition.chunk(2, dim=1)
    return _conditioned(x, heard, v, u, to_next, to_output)


@wrong(gated_block, hint="How many numbers describe the condition, and how many do you use?")
def gives_filter_and_gate_the_same_condition(x, heard, condition, to_next, to_output):
    u, _ = condition.chunk(2, dim=1)
    return _conditioned(x, heard, u, u, to_next, to_output)


@wrong(gated_block, hint="What goes through the matrix on the way to the next block: x as well?")
def mixes_what_came_in_as_well(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition)
    return to_next @ (x + z), to_output @ z


@wrong(gated_block, hint="x is added on one of the two ways. On which?")
def sends_what_came_in_to_the_output_as_well(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition)
    return x + to_next @ z, to_output @ (x + z)


@wrong(gated_block, hint="The blocks below learn through x as well. What reaches them?")
def cuts_what_came_in_off_from_the_gradient(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition)
    return x.detach() + to_next @ z, to_output @ z


@wrong(gated_block, hint="The two matrices get a gradient. What about all that lies behind z?")
def cuts_z_off_from_the_gradient(x, heard, condition, to_next, to_output):
    z = _gated(heard, condition).detach()
    return x + to_next @ z, to_output @ z
