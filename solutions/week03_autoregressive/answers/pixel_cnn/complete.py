"""Other right answers to `complete`, and misconceptions."""

import numpy as np
import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.pixel_cnn.complete import complete


@right(complete)
def with_searchsorted_in_double_precision(net, x, known, uniforms):
    x = torch.where(known, x, torch.full_like(x, 0.5))
    for place in torch.nonzero(~known):
        row, column = place.tolist()
        p = net(x).detach().double()[:, :, row, column].softmax(dim=1)
        edges = p.cumsum(dim=1).contiguous()
        u = uniforms[:, row, column].double()[:, None].contiguous()
        level = torch.searchsorted(edges, u)[:, 0].clamp(max=16)
        x[:, 0, row, column] = level.float() / 16
    return x


@right(complete)
def picture_by_picture_in_numpy(net, x, known, uniforms):
    drawn = x.numpy().copy()
    for b in range(len(drawn)):
        for row, column in np.ndindex(*known.shape):
            if known[row, column]:
                continue
            a = net(torch.tensor(drawn[b : b + 1])).detach().numpy()[0, :, row, column]
            p = np.exp(a.astype(float) - a.max())
            cdf = np.cumsum(p / p.sum())
            level = next((k for k in range(16) if uniforms[b, row, column] <= cdf[k]), 16)
            drawn[b, 0, row, column] = level / 16
    return torch.from_numpy(drawn)


@right(complete)
def draws_all_and_puts_the_known_back(net, x, known, uniforms):
    drawn = torch.zeros_like(x)
    with torch.no_grad():
        for row in range(x.shape[2]):
            for column in range(x.shape[3]):
                probs = F.softmax(net(drawn), dim=1)[:, :, row, column]
                below = probs.cumsum(1)[:, :-1] < uniforms[:, row, column, None]
                drawn[:, 0, row, column] = below.sum(1) / 16
                drawn = torch.where(known, x, drawn)
    return drawn


@right(complete)
def with_logarithms_and_no_copy_in_place(net, x, known, uniforms):
    for place in torch.nonzero(~known):
        row, column = place.tolist()
        here = torch.zeros_like(known)
        here[row, column] = True
        edges = torch.log_softmax(net(x)[:, :, row, column], dim=1).logcumsumexp(dim=1)
        level = (edges[:, :16] < uniforms[:, row, column, None].log()).sum(dim=1)
        x = torch.where(here, level[:, None, None, None] / 16, x)
    return x


@right(complete)
def takes_away_from_u_level_by_level(net, x, known, uniforms):
    drawn = x.double()
    for row, column in np.ndindex(*known.shape):
        if not known[row, column]:
            p = net(drawn)[:, :, row, column].detach().double().softmax(dim=1).tolist()
            for b, left in enumerate(uniforms[:, row, column].tolist()):
                level = 0
                while level < 16 and left > p[b][level]:
                    left, level = left - p[b][level], level + 1
                drawn[b, 0, row, column] = level / 16
    return drawn


def _raster(known):
    return [(r, c) for r in range(known.shape[0]) for c in range(known.shape[1])]


def _inverse_cdf(logits, u):
    below = torch.softmax(logits, dim=1).cumsum(dim=1)[:, :-1] < u[:, None]
    return below.sum(dim=1) / 16


def _draw(net, x, known, uniforms, places=None, pick=_inverse_cdf, keep=True):
    drawn = x * known if keep else torch.zeros_like(x)
    with torch.no_grad():
        for r, c in places or _raster(known):
            if not (keep and known[r, c]):
                drawn[:, 0, r, c] = pick(net(drawn)[:, :, r, c], uniforms[:, r, c])
    return drawn


@wrong(complete, hint="How likely is it that a drawn pixel is, by chance, what was known?")
def draws_known_pixels_too(net, x, known, uniforms):
    return _draw(net, x, known, uniforms, keep=False)


@wrong(complete, hint="What should the network see of the known pixels while it draws the others?")
def puts_the_known_in_only_at_the_end(net, x, known, uniforms):
    return torch.where(known, x, _draw(net, x, known, uniforms, keep=False))


@wrong(complete, hint="Is `known` true where a pixel is given, or where it is missing?")
def takes_known_for_unknown(net, x, known, uniforms):
    return _draw(net, x, ~known, uniforms)


@wrong(complete, hint="The network draws in raster order. What has it seen above and to the right?")
def draws_column_by_column(net, x, known, uniforms):
    places = [(r, c) for c in range(known.shape[1]) for r in range(known.shape[0])]
    return _draw(net, x, known, uniforms, places)


@wrong(
    complete,
    hint="When the network is asked about a pixel, does it see what the earlier ones became?",
)
def draws_pixels_that_know_nothing_of_each_other(net, x, known, uniforms):
    with torch.no_grad():
        logits = net(x * known)
    drawn = x * known
    for r, c in _raster(known):
        if not known[r, c]:
            drawn[:, 0, r, c] = _inverse_cdf(logits[:, :, r, c], uniforms[:, r, c])
    return drawn


@wrong(complete, hint="How often should a level of probability 0.3 be drawn, if it is the largest?")
def always_takes_the_most_probable_level(net, x, known, uniforms):
    return _draw(net, x, known, uniforms, pick=lambda a, u: a.argmax(dim=1) / 16)


@wrong(complete, hint="The network reads ink between 0 and 1. What are levels between 0 and 16?")
def feeds_levels_for_inks(net, x, known, uniforms):
    return _draw(lambda levels: net(16 * levels), x, known, uniforms)


@wrong(complete, hint="The pictures hold ink between 0 and 1. What are levels between 0 and 16?")
def forgets_to_divide_by_sixteen(net, x, known, uniforms):
    return _draw(net, x, known, uniforms, pick=lambda a, u: 16 * _inverse_cdf(a, u))


@wrong(complete, hint="Seventeen levels from 0 to 16: which one is ink 1.0?")
def divides_by_the_number_of_levels(net, x, known, uniforms):
    return _draw(net, x, known, uniforms, pick=lambda a, u: _inverse_cdf(a, u) * 16 / 17)


@wrong(complete, hint="What is the level of u = 0: the first one, or one before it?")
def is_one_level_too_dark(net, x, known, uniforms):
    def pick(a, u):
        return (_inverse_cdf(a, u) + 1 / 16).clamp(max=1)

    return _draw(net, x, known, uniforms, pick=pick)


@wrong(complete, hint="Must a distribution add up to one? What do sixteen sums of logits mean?")
def sums_logits_for_probabilities(net, x, known, uniforms):
    def pick(a, u):
        return (a.cumsum(dim=1)[:, :-1] < u[:, None]).sum(dim=1) / 16

    return _draw(net, x, known, uniforms, pick=pick)


@wrong(
    complete, hint="What does the next pixel see: an ink that was drawn, or the mean of all inks?"
)
def takes_the_mean_ink(net, x, known, uniforms):
    levels = torch.arange(17) / 16
    return _draw(net, x, known, uniforms, pick=lambda a, u: torch.softmax(a, 1) @ levels)


@wrong(complete, hint="Which picture does each row of uniforms belong to?")
def shares_the_uniforms_of_the_first_picture(net, x, known, uniforms):
    return _draw(net, x, known, uniforms[:1].expand_as(uniforms))


@wrong(complete, hint="Paper is ink 0. Can you tell from its ink whether a pixel is known?")
def takes_paper_for_unknown(net, x, known, uniforms):
    drawn = torch.where(known, x, 0.0)
    given = known & (drawn[:, 0] != 0)
    with torch.no_grad():
        for r, c in _raster(known):
            new = _inverse_cdf(net(drawn)[:, :, r, c], uniforms[:, r, c])
            drawn[:, 0, r, c] = torch.where(given[:, r, c], drawn[:, 0, r, c], new)
    return drawn


@wrong(complete, hint="How many rows has a picture, and how many columns? Are they equally many?")
def takes_every_picture_for_a_square(net, x, known, uniforms):
    side = min(known.shape)
    places = [(r, c) for r, c in _raster(known) if r < side]
    return _draw(net, x, known, uniforms, places)


@wrong(complete, hint="Which shape goes in, and has the picture that comes back its colour axis?")
def leaves_out_the_axis_of_the_channels(net, x, known, uniforms):
    return _draw(net, x, known, uniforms)[:, 0]


@wrong(complete, hint="Each place has its own uniform. Who uses those of the known pixels?")
def uses_the_uniforms_in_the_order_of_drawing(net, x, known, uniforms):
    drawn, flat = x * known, uniforms.flatten(1)
    with torch.no_grad():
        for i, (r, c) in enumerate(torch.nonzero(~known).tolist()):
            drawn[:, 0, r, c] = _inverse_cdf(net(drawn)[:, :, r, c], flat[:, i])
    return drawn


@wrong(complete, hint="The docstring promises a tensor. What has become of it?")
def gives_no_tensor(net, x, known, uniforms):
    return _draw(net, x, known, uniforms).numpy()


@wrong(complete, hint="How many axes has a batch of one? `squeeze` drops what it may need.")
def loses_the_axis_of_a_single_picture(net, x, known, uniforms):
    return _draw(net, x, known, uniforms).squeeze(0)


@wrong(complete, hint="What is exp(400) in float32, and infinity divided by infinity?")
def divides_exponentials_of_logits(net, x, known, uniforms):
    def pick(a, u):
        p = a.exp() / a.exp().sum(dim=1, keepdim=True)
        return (p.cumsum(dim=1)[:, :-1] < u[:, None]).sum(dim=1) / 16

    return _draw(net, x, known, uniforms, pick=pick)


@wrong(complete, hint="Which level do you draw if all seventeen sums lie below u, by rounding?")
def draws_an_eighteenth_level(net, x, known, uniforms):
    def pick(a, u):
        return (torch.softmax(a, dim=1).cumsum(dim=1) < u[:, None]).sum(dim=1) / 16

    return _draw(net, x, known, uniforms, pick=pick)


@wrong(complete, hint="If two sums lie below u, is the level 1 or 2? Count the levels from 0.")
def is_one_level_too_light(net, x, known, uniforms):
    def pick(a, u):
        return (_inverse_cdf(a, u) - 1 / 16).clamp(min=0)

    return _draw(net, x, known, uniforms, pick=pick)


@wrong(complete, hint="When a pixel is drawn, does the network see what is left of it in its row?")
def sees_no_drawn_pixel_of_the_own_row(net, x, known, uniforms):
    drawn = x * known
    with torch.no_grad():
        for row in range(known.shape[0]):
            logits = net(drawn)[:, :, row]
            for column in torch.nonzero(~known[row]).flatten().tolist():
                ink = _inverse_cdf(logits[:, :, column], uniforms[:, row, column])
                drawn[:, 0, row, column] = ink
    return drawn


@wrong(complete, hint="uniforms[b, row, column]: which index do you give first?")
def looks_for_the_uniform_in_column_and_row(net, x, known, uniforms):
    return _draw(net, x, known, uniforms.transpose(1, 2))
