"""Other right answers to `truncated_states`, and misconceptions."""

import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.char_rnn.truncated_states import truncated_states


@right(truncated_states)
def in_pieces(x, h, w_x, w_h, b, length):
    pieces = []
    for piece in x.split(length):
        h = h.detach()
        for x_t in piece:
            h = torch.tanh(F.linear(x_t, w_x, b) + F.linear(h, w_h))
            pieces.append(h)
    return torch.stack(pieces)


@right(truncated_states)
def counting_down(x, h, w_x, w_h, b, length):
    driven, left = x @ w_x.T + b, 0
    states = torch.empty(0, *h.shape)
    for drive in driven:
        if left == 0:
            h, left = h.clone().detach(), length
        h, left = (drive + h @ w_h.T).tanh(), left - 1
        states = torch.cat([states, h[None]])
    return states


@right(truncated_states)
def with_the_rnn_of_the_library(x, h, w_x, w_h, b, length):
    states = []
    for piece in x.split(length):
        weights = [w_x, w_h, b, torch.zeros_like(b)]
        made, last = torch.rnn_tanh(
            piece, h.detach()[None], weights, True, 1, 0.0, False, False, False
        )
        states.append(made)
        h = last[0]
    return torch.cat(states)


@right(truncated_states)
def all_values_first_and_then_the_history(x, h, w_x, w_h, b, length):
    values = [h.detach()]
    with torch.no_grad():
        for x_t in x:
            values.append(torch.tanh(x_t @ w_x.T + values[-1] @ w_h.T + b))
    states = []
    for t in range(len(x)):
        before = values[t] if t % length == 0 else states[-1]
        states.append(torch.tanh(x[t] @ w_x.T + before @ w_h.T + b))
    return torch.stack(states)


@wrong(truncated_states, hint="Which line of yours makes a state forget how it was made?")
def cuts_nothing(x, h, w_x, w_h, b, length):
    states = []
    for x_t in x:
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="Only what is *carried on* is cut. May a state of this piece feel the step before it?",
)
def cuts_at_every_step(x, h, w_x, w_h, b, length):
    states = []
    for x_t in x:
        h = torch.tanh(x_t @ w_x.T + h.detach() @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The network should remember the whole text; only the gradient is short. Is the state's "
    "value carried on?",
)
def begins_every_piece_with_an_empty_state(x, h, w_x, w_h, b, length):
    states = []
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = torch.zeros_like(h)
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="A piece has `length` steps. Count the steps between two of your cuts, from the first one.",
)
def cuts_one_step_late(x, h, w_x, w_h, b, length):
    states, h = [], h.detach()
    for t, x_t in enumerate(x):
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
        if t > 0 and t % length == 0:
            h = h.detach()
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The states that you return are trained on. Do they still know how they were made?",
)
def returns_states_that_cannot_be_trained(x, h, w_x, w_h, b, length):
    states = []
    for x_t in x:
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b).detach()
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The first piece has a past as well: the state that it was given.",
)
def lets_the_first_state_be_felt(x, h, w_x, w_h, b, length):
    states = []
    for t, x_t in enumerate(x):
        if t > 0 and t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The text may have been read up to here: what does the first step remember of it in yours?",
)
def forgets_the_first_state(x, h, w_x, w_h, b, length):
    states, h = [], torch.zeros_like(h)
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="Which axis comes first in what the docstring promises: the steps or the texts?",
)
def puts_the_texts_before_the_steps(x, h, w_x, w_h, b, length):
    states = []
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states, dim=1)


@wrong(
    truncated_states,
    hint="The state is cut off, the weights are not. Do all three of them still learn?",
)
def cuts_the_weights_off(x, h, w_x, w_h, b, length):
    w_x, w_h, b = w_x.detach(), w_h.detach(), b.detach()
    states = []
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(truncated_states, hint="How many states does a text of `T` characters have?")
def returns_the_last_state_alone(x, h, w_x, w_h, b, length):
    for t, x_t in enumerate(x):
        h = h.detach() if t % length == 0 else h
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
    return h


@wrong(
    truncated_states,
    hint="The state is cut off at step 0 and at no later step of these texts. Where do the other "
    "pieces begin?",
)
def cuts_the_first_state_only(x, h, w_x, w_h, b, length):
    states, h = [], h.detach()
    for x_t in x:
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="A piece has `length` steps. Count those of your first piece.",
)
def cuts_one_step_early(x, h, w_x, w_h, b, length):
    states, h = [], h.detach()
    for t, x_t in enumerate(x):
        if (t + 1) % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="The last state of a piece is returned like all others, and trained on. Does it still know "
    "how it was made?",
)
def cuts_before_the_state_is_kept(x, h, w_x, w_h, b, length):
    states, h = [], h.detach()
    for t, x_t in enumerate(x):
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        if (t + 1) % length == 0:
            h = h.detach()
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="Only the way through the carried state is cut. Does a state still feel the input of its "
    "own step?",
)
def cuts_the_inputs_off(x, h, w_x, w_h, b, length):
    states = []
    for t, x_t in enumerate(x.detach()):
        if t % length == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="At the beginning of a piece, which state is carried on: the last one, or the first of all?",
)
def begins_every_piece_with_the_first_state(x, h, w_x, w_h, b, length):
    states, first = [], h.detach()
    for t, x_t in enumerate(x):
        if t % length == 0:
            h = first
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="Is `length` the number of steps in a piece, or the number of pieces in a text?",
)
def makes_as_many_pieces_as_the_length(x, h, w_x, w_h, b, length):
    states = []
    for t, x_t in enumerate(x):
        if t % max(len(x) // length, 1) == 0:
            h = h.detach()
        h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)


@wrong(
    truncated_states,
    hint="A state of yours feels the last `length` inputs, wherever it stands. What does the first "
    "state of a piece feel?",
)
def lets_a_window_slide_along(x, h, w_x, w_h, b, length):
    values = [h.detach()]
    with torch.no_grad():
        for x_t in x:
            values.append(torch.tanh(x_t @ w_x.T + values[-1] @ w_h.T + b))
    states = []
    for t in range(len(x)):
        start = max(0, t + 1 - length)
        h = values[start]
        for x_t in x[start : t + 1]:
            h = torch.tanh(x_t @ w_x.T + h @ w_h.T + b)
        states.append(h)
    return torch.stack(states)
