"""Other right answers to `my_pixel_cnn`, and misconceptions."""

import torch
import torch.nn.functional as F
from torch import nn

from gradelib import learn
from gradelib.exam import right, wrong

from ...exam.pixel_cnn.my_pixel_cnn import my_pixel_cnn


def _down(v):
    return torch.cat([torch.zeros_like(v[:, :, :1]), v[:, :, :-1]], dim=2)


def _gate(both):
    a, b = both.chunk(2, dim=1)
    return torch.tanh(a) * torch.sigmoid(b)


class _Conv(nn.Conv2d):
    def __init__(self, inputs, rows, columns):
        super().__init__(inputs, 40, (rows, columns), padding=(rows // 2, columns // 2))
        self.register_buffer("mask", torch.zeros(rows, columns))

    def forward(self, x):
        return F.conv2d(x, self.mask * self.weight, self.bias, padding=self.padding)


class _Layer(nn.Module):
    def __init__(self, inputs, high, wide):
        super().__init__()
        self.vertical, self.horizontal = _Conv(inputs, high, high), _Conv(inputs, 1, wide)
        self.across, self.merge = nn.Conv2d(40, 40, 1), nn.Conv2d(20, 20, 1)
        self.condition = nn.Embedding(11, 40)

    def forward(self, v, h, label, move):
        told = self.condition.weight[label][:, None, None]
        v = self.vertical(v) + told
        new = self.merge(_gate(self.horizontal(h) + told + move(self.across(v))))
        return _gate(v), new if h.shape[1] == 1 else h + new


class _Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([_Layer(1, 5, 7), *(_Layer(20, 3, 3) for _ in range(3))])
        self.place = nn.Parameter(torch.zeros(20, 8, 8))
        self.out = nn.Conv2d(20, 17, 1)

    def forward(self, x, label=10, move=_down, place=1.0):
        v, h = self.layers[0](x, x, label, move)
        h = h + place * self.place
        for layer in self.layers[1:]:
            v, h = layer(v, h, label, move)
        return self.out(torch.relu(h))


def _trained():
    return learn.load_weights(_Network(), "pixel_cnn.safetensors").requires_grad_(False)


@right(my_pixel_cnn)
def in_double_precision_and_numpy(x):
    return _trained().double()(x.double()).numpy()


@right(my_pixel_cnn)
def gives_log_probabilities(x):
    return torch.log_softmax(_trained()(x), dim=1)


@right(my_pixel_cnn)
def in_small_batches(x):
    net = _trained()
    return torch.cat([net(part) for part in x.split(16)])


@wrong(my_pixel_cnn, hint="Where does your function load what was learned?")
def never_loads_the_weights(x):
    torch.manual_seed(
        len(x)
    )  # another network in the next call, but the same one in each rehearsal
    return _Network()(x)


@wrong(my_pixel_cnn, hint="Are the numbers that come back between 0 and 1? What should a logit be?")
def gives_probabilities_for_logits(x):
    return torch.softmax(_trained()(x), dim=1)


@wrong(
    my_pixel_cnn, hint="What should the logits at the last place be about: it, or the one after?"
)
def is_shifted_by_one_pixel(x):
    return torch.roll(_trained()(x).flatten(2), 1, dims=2).reshape(-1, 17, 8, 8)


@wrong(my_pixel_cnn, hint="Is level 0 paper or ink, and is it first or last among the channels?")
def counts_the_levels_from_the_ink(x):
    return _trained()(x).flip(1)


@wrong(my_pixel_cnn, hint="On which numbers was the network trained, inks or levels?")
def shows_levels_for_inks(x):
    return _trained()(16 * x)


@wrong(
    my_pixel_cnn, hint="Which axis of the picture is down, when you train and when you are asked?"
)
def turns_the_picture_on_its_side(x):
    return _trained()(x.transpose(2, 3)).transpose(2, 3)


@wrong(my_pixel_cnn, hint="Nobody has told you that the digit is a nought.")
def takes_every_digit_for_a_nought(x):
    return _trained()(x, label=0)


@wrong(my_pixel_cnn, hint="Row r of the vertical stack knows row r. Was it moved down?")
def forgets_to_move_down_now(x):
    return _trained()(x, move=lambda v: v)


@wrong(my_pixel_cnn, hint="Does the network that you load do all that the trained one did?")
def leaves_out_the_places(x):
    return _trained()(x, place=0.0)


@wrong(
    my_pixel_cnn, hint="How much does a network know of a picture when it has never looked at it?"
)
def never_looks_at_the_picture(x):
    return _trained()(torch.zeros_like(x))


@wrong(
    my_pixel_cnn, hint="Is a level of probability 0.4 certain? What does a wrong certainty cost?"
)
def is_certain_of_everything(x):
    logits = _trained()(x)
    return 20 * F.one_hot(logits.argmax(dim=1), 17).permute(0, 3, 1, 2).float()


@wrong(
    my_pixel_cnn,
    hint="You look at the pixel itself to guess what it is. Who tells you while you draw?",
)
def lets_the_own_pixel_through(x):
    own = F.one_hot((16 * x[:, 0]).round().long(), 17).permute(0, 3, 1, 2)
    return _trained()(x) + 4 * own
