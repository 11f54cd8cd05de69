"""Other right answers to `sample_wave`, and misconceptions."""

import numpy as np
import torch

from gradelib.exam import right, wrong

from ...exam.wavenet.sample_wave import sample_wave


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


@right(sample_wave)
def feeding_what_is_drawn_alone(net, uniforms, levels):
    heard, drawn = torch.zeros(len(uniforms), 1, 1), []
    for t in range(uniforms.shape[1]):
        with torch.no_grad():
            p = net(heard)[:, :, -1].softmax(dim=1)
        drawn.append((p.cumsum(dim=1)[:, :-1] < uniforms[:, t, None]).sum(dim=1))
        heard[:, 0, -1] = levels[drawn[-1]]
        heard = torch.cat([heard, torch.zeros(len(uniforms), 1, 1)], dim=2)
    return torch.stack(drawn, dim=1)


@right(sample_wave)
def by_searching_normalised_sums_that_end_at_two(net, uniforms, levels):
    waves, samples = uniforms.shape
    heard, drawn = levels.new_zeros(waves, 1, 0), []
    for t in range(samples):
        with torch.no_grad():
            logits = net(torch.nn.functional.pad(heard, (0, samples - t)))[..., t]
        p = (logits - logits.max(dim=1, keepdim=True).values).exp()
        sums = p.cumsum(dim=1) / p.sum(dim=1, keepdim=True)
        sums[:, -1] = 2.0  # the last code is there for whatever is left
        drawn.append(torch.searchsorted(sums, uniforms[:, t : t + 1].contiguous()))
        heard = torch.cat([heard, levels[drawn[-1]][:, None]], dim=2)
    return torch.cat(drawn, dim=1)


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


@wrong(sample_wave, hint="When sample 2 is drawn, has the network heard samples 0 and 1?")
def draws_samples_that_have_not_heard_those_before(net, uniforms, levels):
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


@wrong(
    sample_wave, hint="If u is p[0] exactly, is it code 0 or code 1? Read how the code is chosen."
)
def passes_over_the_code_whose_sum_u_equals(net, uniforms, levels):
    def pick(logits, u):
        return (logits.softmax(dim=1).cumsum(dim=1)[:, :-1] <= u[:, None]).sum(dim=1)

    return _draw(net, uniforms, levels, pick)


@wrong(sample_wave, hint="How many uniforms are there for one sound, and how many do you use?")
def uses_one_uniform_for_the_whole_wave(net, uniforms, levels):
    return _draw(net, uniforms[:, :1].expand(uniforms.shape), levels)


@wrong(sample_wave, hint="Over which axis do probabilities add up to 1: codes, or time?")
def takes_the_softmax_over_time(net, uniforms, levels):
    codes = torch.zeros_like(uniforms, dtype=torch.long)
    with torch.no_grad():
        for t in range(uniforms.shape[1]):
            p = net(levels[codes][:, None]).softmax(dim=-1)[:, :, t]
            codes[:, t] = (p.cumsum(dim=1)[:, :-1] < uniforms[:, t, None]).sum(dim=1)
    return codes


@wrong(
    sample_wave, hint="What does u have to reach: the probability of a code, or a sum of several?"
)
def compares_u_with_single_probabilities(net, uniforms, levels):
    def pick(logits, u):
        return (logits.softmax(dim=1)[:, :-1] < u[:, None]).sum(dim=1)

    return _draw(net, uniforms, levels, pick)


@wrong(sample_wave, hint="Of which sample do the logits in the last column speak?")
def always_reads_the_last_column(net, uniforms, levels):
    heard = torch.zeros_like(uniforms)[:, None]
    codes = torch.zeros_like(uniforms, dtype=torch.long)
    with torch.no_grad():
        for t in range(uniforms.shape[1]):
            codes[:, t] = _pick(net(heard)[:, :, -1], uniforms[:, t])
            heard[:, 0, t] = levels[codes[:, t]]
    return codes


@wrong(sample_wave, hint="If no sum reaches u, which code is it? And what does your search find?")
def finds_code_0_where_no_sum_reaches_u(net, uniforms, levels):
    def pick(logits, u):
        return (u[:, None] <= logits.softmax(dim=1).cumsum(dim=1)).int().argmax(dim=1)

    return _draw(net, uniforms, levels, pick)


@wrong(
    sample_wave, hint="If all sums are below u, how many do you count, and is there such a code?"
)
def counts_one_code_too_many_where_no_sum_reaches_u(net, uniforms, levels):
    def pick(logits, u):
        return (logits.softmax(dim=1).cumsum(dim=1) < u[:, None]).sum(dim=1)

    return _draw(net, uniforms, levels, pick)


@wrong(sample_wave, hint="u may be 0. Which code is it then, however improbable that code is?")
def keeps_u_away_from_its_ends(net, uniforms, levels):
    return _draw(net, uniforms.clamp(1e-5, 1 - 1e-5), levels)
