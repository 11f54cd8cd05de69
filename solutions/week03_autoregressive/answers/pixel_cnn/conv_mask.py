"""Other right answers to `conv_mask`, and misconceptions."""

import numpy as np
import torch

from gradelib.exam import right, wrong

from ...exam.pixel_cnn.conv_mask import conv_mask


def _checked(kind):
    if kind not in ("A", "B"):
        raise ValueError(f"the kind is 'A' or 'B', not {kind!r}")
    return kind


@right(conv_mask)
def counted_in_raster_order(kind, size):
    middle = size * size // 2 + (_checked(kind) == "B")
    return (torch.arange(size * size) < middle).float().reshape(size, size)


@right(conv_mask)
def entry_by_entry_in_numpy(kind, size):
    mask, middle = np.zeros((size, size)), size // 2
    for row in range(size):
        for column in range(size):
            earlier = (row, column) < (middle, middle)
            mask[row, column] = earlier or (_checked(kind) == "B" and row == column == middle)
    return torch.from_numpy(mask)


@right(conv_mask)
def all_ones_and_then_cut(kind, size):
    mask = torch.ones(size, size)
    mask[size // 2, size // 2 + (_checked(kind) == "B") :] = 0
    mask[size // 2 + 1 :] = 0
    return mask


@right(conv_mask)
def distances_from_the_middle(kind, size):
    if kind not in {"A", "B"}:
        raise ValueError("no such kind")
    down = torch.arange(size)[:, None] - size // 2
    right = torch.arange(size)[None] - size // 2
    ahead = down * size + right  # below 0 for what comes earlier
    return torch.where(ahead < {"A": 0, "B": 1}[kind], 1.0, 0.0)


@right(conv_mask)
def glued_from_three_parts(kind, size):
    middle = size // 2
    own = torch.tensor([1.0] * middle + [float(_checked(kind) == "B")] + [0.0] * middle)
    return torch.cat([torch.ones(middle, size), own[None], torch.zeros(middle, size)]).double()


def _built(kind, size, above=True, left=True, middle=None):
    mask, centre = torch.zeros(size, size), size // 2
    if above:
        mask[:centre] = 1
    if left:
        mask[centre, :centre] = 1
    mask[centre, centre] = kind == "B" if middle is None else middle
    return mask


@wrong(
    conv_mask, hint="May the first layer see the pixel that is asked for? Which kind is the first?"
)
def swaps_a_and_b(kind, size):
    return _built({"A": "B", "B": "A"}[_checked(kind)], size)


@wrong(conv_mask, hint="What may the layers after the first one see that the first may not?")
def makes_everything_a(kind, size):
    return _built(_checked(kind), size, middle=0)


@wrong(conv_mask, hint="Who would need to be asked, if the pixel itself is among what is known?")
def makes_everything_b(kind, size):
    return _built(_checked(kind), size, middle=1)


@wrong(conv_mask, hint="We read from top left. Is the row below the middle past or future?")
def looks_into_the_future(kind, size):
    return _built(_checked(kind), size).flip(0, 1)


@wrong(conv_mask, hint="What has been read already in the middle's own row?")
def leaves_out_the_own_row(kind, size):
    return _built(_checked(kind), size, left=False)


@wrong(conv_mask, hint="Is a pixel in the row above, but to the right, past or future?")
def cuts_above_right(kind, size):
    mask = _built(_checked(kind), size)
    mask[: size // 2, size // 2 + 1 :] = 0
    return mask


@wrong(conv_mask, hint="Do we go down column by column, or along row by row?")
def goes_column_by_column(kind, size):
    return _built(_checked(kind), size).T


@wrong(conv_mask, hint="Do you read from left to right?")
def reads_from_right_to_left(kind, size):
    return _built(_checked(kind), size).flip(1)


@wrong(conv_mask, hint="What does a 1 mean in the mask, a wire or a cut?")
def has_ones_where_wires_are_cut(kind, size):
    return 1 - _built(_checked(kind), size)


@wrong(conv_mask, hint="Is everything but B an A?")
def takes_any_other_kind_for_a(kind, size):
    return _built(kind, size)


@wrong(conv_mask, hint="The middle of five entries is number 2, counted from 0. And of nine?")
def has_the_middle_at_one(kind, size):
    mask = torch.zeros(size, size)
    mask[0] = 1
    mask[min(1, size - 1), : 1 + (_checked(kind) == "B")] = 1
    return mask


@wrong(conv_mask, hint='`in` looks for a piece of a text. Is "AB" a piece of "AB", and is ""?')
def looks_for_the_kind_in_a_text(kind, size):
    if kind not in "AB":
        raise ValueError(kind)
    return _built(kind, size)


@wrong(conv_mask, hint='Is "a" one of the two kinds that the docstring names?')
def takes_small_letters_too(kind, size):
    return _built(_checked(kind.upper()), size)


@wrong(conv_mask, hint="An exception that is returned stops nobody. Which statement raises it?")
def returns_the_error(kind, size):
    return _built(kind, size) if kind in ("A", "B") else ValueError(kind)


@wrong(conv_mask, hint="True and False, or 1.0 and 0.0? What does a float tensor hold?")
def makes_a_mask_of_true_and_false(kind, size):
    return _built(_checked(kind), size).bool()


@wrong(conv_mask, hint="1 and 0, or 1.0 and 0.0? What does a float tensor hold?")
def makes_a_mask_of_whole_numbers(kind, size):
    return _built(_checked(kind), size).long()


@wrong(conv_mask, hint="A layer keeps its mask as a buffer. Can a list or a NumPy array be one?")
def makes_a_mask_that_is_no_tensor(kind, size):
    return _built(_checked(kind), size).numpy()


@wrong(conv_mask, hint="The axes of the channels are not the mask's: how many axes should it have?")
def adds_the_axes_of_the_channels(kind, size):
    return _built(_checked(kind), size)[None, None]


@wrong(
    conv_mask,
    hint="A triangle tells for each of many places what it may see. The mask belongs to one place: "
    "where is it?",
)
def takes_a_triangle(kind, size):
    return torch.tril(torch.ones(size, size), diagonal=0 if _checked(kind) == "B" else -1)


@wrong(conv_mask, hint="Has the pixel to the right of the middle been read before it?")
def leaves_the_own_row_whole(kind, size):
    mask = _built(_checked(kind), size)
    mask[size // 2, size // 2 + 1 :] = 1
    return mask


@wrong(conv_mask, hint="How many of nine entries come before the middle? And how many do you keep?")
def keeps_one_entry_too_many(kind, size):
    last = size * size // 2 + (_checked(kind) == "B")
    return (torch.arange(size * size) <= last).float().reshape(size, size)


@wrong(conv_mask, hint="Which exception comes from a failed `assert`, and which is promised?")
def asserts_that_the_kind_exists(kind, size):
    assert kind in ("A", "B")
    return _built(kind, size)
