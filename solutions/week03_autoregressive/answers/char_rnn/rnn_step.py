"""Other right answers to `rnn_step`, and misconceptions."""

import torch
import torch.nn.functional as F

from gradelib.exam import right, wrong

from ...exam.char_rnn.rnn_step import rnn_step


@right(rnn_step)
def with_linear(x, h, w_x, w_h, b):
    return torch.tanh(F.linear(x, w_x, b) + F.linear(h, w_h))


@right(rnn_step)
def with_one_matrix_for_both(x, h, w_x, w_h, b):
    both = torch.cat([x, h], dim=1)
    return torch.tanh(both @ torch.cat([w_x, w_h], dim=1).T + b)


@right(rnn_step)
def with_the_cell_of_the_library(x, h, w_x, w_h, b):
    return torch.rnn_tanh_cell(x, h, w_x, w_h, b, torch.zeros_like(b))


@right(rnn_step)
def unit_by_unit_in_double_precision(x, h, w_x, w_h, b):
    x, h, w_x, w_h, b = (a.double() for a in (x, h, w_x, w_h, b))
    new = torch.zeros_like(h)
    for n in range(len(h)):
        for i in range(len(b)):
            new[n, i] = torch.tanh(w_x[i] @ x[n] + w_h[i] @ h[n] + b[i])
    return new


@right(rnn_step)
def with_a_column_for_each_text(x, h, w_x, w_h, b):
    return torch.tanh(w_x @ x.T + w_h @ h.T + b[:, None]).T


@right(rnn_step)
def by_a_cell_that_is_lent_the_weights(x, h, w_x, w_h, b):
    lent = {"weight_ih": w_x, "weight_hh": w_h, "bias_ih": b / 2, "bias_hh": b / 2}
    return torch.func.functional_call(torch.nn.RNNCell(x.shape[1], h.shape[1]), lent, (x, h))


@wrong(rnn_step, hint="Row i of `W_h` holds the weights into unit i. Which axis is summed over?")
def uses_the_rows_of_w_h_as_columns(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h @ w_h + b)


@wrong(rnn_step, hint="Between which values should a state lie: 0 and 1, or -1 and 1?")
def squashes_with_the_sigmoid(x, h, w_x, w_h, b):
    return torch.sigmoid(x @ w_x.T + h @ w_h.T + b)


@wrong(rnn_step, hint="A network without any bend is one big matrix. What bends here?")
def bends_nothing(x, h, w_x, w_h, b):
    return x @ w_x.T + h @ w_h.T + b


@wrong(rnn_step, hint="How does the cell know what it has read before?")
def reads_without_remembering(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + b)


@wrong(rnn_step, hint="Are the old state's numbers added as they are, or weighed?")
def adds_the_old_state_unweighed(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h + b)


@wrong(rnn_step, hint="What happens to the bend if one of the three terms stands outside of it?")
def bends_before_the_memory_is_added(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + b) + h @ w_h.T


@wrong(rnn_step, hint="With all inputs and the state zero, the state need not stay zero. Why not?")
def forgets_the_bias(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h @ w_h.T)


@wrong(
    rnn_step,
    hint="With everything else zero the new state is tanh(b). What is yours then?",
)
def adds_the_bias_outside_of_the_tanh(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h @ w_h.T) + b


@wrong(
    rnn_step,
    hint="The library's cell has two biases, the formula has one. How often does yours come in?",
)
def adds_the_bias_twice(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + b + h @ w_h.T + b)


@wrong(rnn_step, hint="The new state is made of the old one. Is the old one also added to it?")
def adds_the_old_state_to_the_new_one(x, h, w_x, w_h, b):
    return h + torch.tanh(x @ w_x.T + h @ w_h.T + b)


@wrong(
    rnn_step,
    hint="The values are right. But how would the weights learn, if no gradient reaches them?",
)
def passes_no_gradient_on(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h @ w_h.T + b).detach()


@wrong(
    rnn_step,
    hint="The numbers of the weights are used, but are these still the tensors that you were given? "
    "No gradient finds its way back to `w_x`, `w_h` and `b`.",
)
def copies_the_weights_without_their_gradient(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.detach().T + h @ w_h.detach().T + b.detach())


@wrong(rnn_step, hint="May the old state be blamed? `W_h` learns in yours, but `h` is cut off.")
def cuts_the_old_state_off(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + h.detach() @ w_h.T + b)


@wrong(
    rnn_step,
    hint="What is exp(1000) in float32, and what is infinity over infinity? The library knows the tanh.",
)
def overflows_at_large_inputs(x, h, w_x, w_h, b):
    up = torch.exp(x @ w_x.T + h @ w_h.T + b)
    return (up - 1 / up) / (up + 1 / up)


@wrong(rnn_step, hint="How often does the tanh stand in the formula, and around what?")
def bends_both_terms_apart(x, h, w_x, w_h, b):
    return torch.tanh(x @ w_x.T + b) + torch.tanh(h @ w_h.T)


@wrong(rnn_step, hint="Between -1 and 1 the tanh is no straight line. What is tanh(1)?")
def clips_instead_of_bending(x, h, w_x, w_h, b):
    return F.hardtanh(x @ w_x.T + h @ w_h.T + b)
