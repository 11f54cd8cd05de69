"""Other right answers to `gated_horizontal`, and misconceptions."""

import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.pixel_cnn.gated_horizontal import gated_horizontal


def _down(v):
    return torch.cat([torch.zeros_like(v[:, :, :1]), v[:, :, :-1]], dim=2)


def _gate(both):
    a, b = both.chunk(2, dim=1)
    return torch.tanh(a) * torch.sigmoid(b)


@right(gated_horizontal)
def with_cat(vertical, horizontal):
    both = horizontal + _down(vertical)
    half = both.shape[1] // 2
    return both[:, :half].tanh() * both[:, half:].sigmoid()


@right(gated_horizontal)
def with_roll_and_a_blank_row(vertical, horizontal):
    moved = torch.roll(vertical, 1, dims=2)
    moved[:, :, 0] = 0
    return F.glu(torch.cat([torch.tanh((horizontal + moved).chunk(2, 1)[0]),
                            (horizontal + moved).chunk(2, 1)[1]], dim=1), dim=1)  # fmt: skip


@right(gated_horizontal)
def row_by_row_in_double_precision(vertical, horizontal):
    rows = []
    for r in range(horizontal.shape[2]):
        row = horizontal[:, :, r].double()
        if r > 0:
            row = row + vertical[:, :, r - 1]
        a, b = torch.tensor_split(row, 2, dim=1)
        rows.append(torch.tanh(a) / (1 + torch.exp(-b)))
    return torch.stack(rows, dim=2)


@right(gated_horizontal)
def first_row_by_itself(vertical, horizontal):
    half = horizontal.shape[1] // 2
    parts = horizontal[:, :, :1], horizontal[:, :, 1:] + vertical[:, :, :-1]
    return torch.cat([s[:, :half].tanh() / (1 + (-s[:, half:]).exp()) for s in parts], dim=2)


@right(gated_horizontal)
def moved_by_a_convolution(vertical, horizontal):
    channels = vertical.shape[1]
    from_above = torch.tensor([1.0, 0.0, 0.0])[:, None].expand(channels, 1, 3, 1)
    both = horizontal + F.conv2d(vertical, from_above, padding=(1, 0), groups=channels)
    a, b = both.unflatten(1, (2, -1)).unbind(dim=1)
    return (2 * torch.sigmoid(2 * a) - 1) * torch.sigmoid(b)


@wrong(
    gated_horizontal,
    hint="Row r of the vertical stack has seen the whole of row r, the pixel itself too. May it come "
    "in at row r?",
)
def forgets_to_move_down(vertical, horizontal):
    return _gate(horizontal + vertical)


@wrong(gated_horizontal, hint="Should row r hear of the row above it, or of the row below?")
def moves_up(vertical, horizontal):
    up = torch.cat([vertical[:, :, 1:], torch.zeros_like(vertical[:, :, :1])], dim=2)
    return _gate(horizontal + up)


@wrong(gated_horizontal, hint="Rows or columns: what is the axis of width?")
def moves_to_the_right(vertical, horizontal):
    return _gate(horizontal + F.pad(vertical, (1, 0))[..., :-1])


@wrong(gated_horizontal, hint="What comes in at the top when the last row goes out at the bottom?")
def lets_the_last_row_come_in_at_the_top(vertical, horizontal):
    return _gate(horizontal + torch.roll(vertical, 1, dims=2))


@wrong(gated_horizontal, hint="Is it the half that is a gate that lies between 0 and 1?")
def swaps_the_halves(vertical, horizontal):
    b, a = (horizontal + _down(vertical)).chunk(2, dim=1)
    return torch.tanh(a) * torch.sigmoid(b)


@wrong(gated_horizontal, hint="Halves, or every second channel?")
def takes_every_second_channel(vertical, horizontal):
    both = horizontal + _down(vertical)
    return torch.tanh(both[:, ::2]) * torch.sigmoid(both[:, 1::2])


@wrong(gated_horizontal, hint="The two stacks meet once. Before the gate or behind it?")
def adds_behind_the_gates(vertical, horizontal):
    return _gate(horizontal) + _gate(_down(vertical))


@wrong(gated_horizontal, hint="One half goes through tanh, and the other?")
def has_no_tanh(vertical, horizontal):
    return F.glu(horizontal + _down(vertical), dim=1)


@wrong(gated_horizontal, hint="A gate lies between closed (0) and open (1). Where does tanh lie?")
def has_two_tanh(vertical, horizontal):
    a, b = (horizontal + _down(vertical)).chunk(2, dim=1)
    return torch.tanh(a) * torch.tanh(b)


@wrong(gated_horizontal, hint="Does a gate add to what goes through it?")
def adds_the_gate(vertical, horizontal):
    a, b = (horizontal + _down(vertical)).chunk(2, dim=1)
    return torch.tanh(a) + torch.sigmoid(b)


@wrong(gated_horizontal, hint="Which stack knows the rows above, and does your result hear of it?")
def forgets_the_vertical_stack(vertical, horizontal):
    return _gate(horizontal)


@wrong(gated_horizontal, hint="By how many rows must it go down so that the own row is not seen?")
def moves_down_by_two(vertical, horizontal):
    return _gate(horizontal + _down(_down(vertical)))


@wrong(gated_horizontal, hint="What is exp(100) in float32, and what is infinity by infinity?")
def computes_tanh_from_exponentials(vertical, horizontal):
    a, b = (horizontal + _down(vertical)).chunk(2, dim=1)
    up, down = torch.exp(a), torch.exp(-a)
    return (up - down) / (up + down) * torch.sigmoid(b)


@wrong(gated_horizontal, hint="What is exp(100) in float32, and what is infinity by infinity?")
def computes_the_sigmoid_from_exponentials(vertical, horizontal):
    a, b = (horizontal + _down(vertical)).chunk(2, dim=1)
    return torch.tanh(a) * torch.exp(b) / (1 + torch.exp(b))


@wrong(gated_horizontal, hint="Is there a row above the first one? What comes in there?")
def repeats_the_first_row(vertical, horizontal):
    return _gate(horizontal + torch.cat([vertical[:, :, :1], vertical[:, :, :-1]], dim=2))


@wrong(gated_horizontal, hint="Which of the two stacks has seen more than the past of its row?")
def moves_the_horizontal_stack_down(vertical, horizontal):
    return _gate(vertical + _down(horizontal))


@wrong(gated_horizontal, hint="Of what are a and b the two halves?")
def gates_one_stack_with_the_other(vertical, horizontal):
    a, b = horizontal.chunk(2, dim=1)[0], _down(vertical).chunk(2, dim=1)[1]
    return torch.tanh(a) * torch.sigmoid(b)


@wrong(gated_horizontal, hint="What does a layer learn if no gradient passes through it?")
def cuts_the_gradient_off(vertical, horizontal):
    return _gate(horizontal + _down(vertical)).detach()


@wrong(gated_horizontal, hint="What is moved down: the vertical features, or the result?")
def moves_the_result_down(vertical, horizontal):
    return _down(_gate(horizontal + vertical))
