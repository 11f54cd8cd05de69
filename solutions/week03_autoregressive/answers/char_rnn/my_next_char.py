"""Other right answers to `my_next_char`, and misconceptions."""

import torch
from torch import nn

from gradelib import learn
from gradelib.exam import right, wrong

from ...exam.char_rnn.my_next_char import my_next_char

ALPHABET = 63  # characters that the lesson knows


class Gru(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(ALPHABET, 48)
        self.core = nn.GRU(48, 128, batch_first=True)
        self.head = nn.Linear(128, ALPHABET)

    def forward(self, text):
        return self.head(self.core(self.embed(text))[0])


def trained():
    return learn.load_weights(Gru(), "char_rnn.safetensors")


@right(my_next_char)
def with_log_probabilities(context):
    with torch.no_grad():
        return trained()(context)[:, -1].log_softmax(-1)


@right(my_next_char)
def in_small_batches(context):
    model = trained()
    with torch.no_grad():
        return torch.cat([model(part)[:, -1] for part in context.split(100)])


@wrong(my_next_char, hint="Were these weights ever trained? They cost what guessing costs.")
def does_not_load_the_weights(context):
    torch.manual_seed(0)
    with torch.no_grad():
        return Gru()(context)[:, -1]


@wrong(
    my_next_char,
    hint="These logits foresee something, but hardly more than a table of bigrams does. How long was "
    "the network trained (a smoke run is too short), and does it read the whole context?",
)
def foresees_hardly_more_than_a_bigram(context):
    with torch.no_grad():
        return 0.25 * trained()(context)[:, -1]


@wrong(
    my_next_char,
    hint="How many characters of a context does your network read before it foresees the next one?",
)
def reads_the_last_character_only(context):
    with torch.no_grad():
        return trained()(context[:, -1:])[:, -1]


@wrong(
    my_next_char,
    hint="The network takes (texts, positions). In which order do you hand it the two axes?",
)
def takes_the_positions_for_texts(context):
    with torch.no_grad():
        return trained()(context.T)[-1]


@wrong(my_next_char, hint="Which position's logits foresee the character after the last one?")
def takes_the_logits_of_the_first_position(context):
    with torch.no_grad():
        return trained()(context)[:, 0]


@wrong(my_next_char, hint="The last position has read the whole context, the one before has not.")
def takes_the_logits_of_the_position_before(context):
    with torch.no_grad():
        return trained()(context)[:, -2]


@wrong(my_next_char, hint="A probability of 0.9 is a poor logit: the softmax will be taken again.")
def gives_probabilities_for_logits(context):
    with torch.no_grad():
        return trained()(context)[:, -1].softmax(-1)


@wrong(
    my_next_char, hint="How large should the logit of a likely character be, above or below zero?"
)
def gives_the_cost_for_the_logits(context):
    with torch.no_grad():
        return -trained()(context)[:, -1].log_softmax(-1)


@wrong(my_next_char, hint="In which order does the network read: as one does, or backwards?")
def reads_backwards(context):
    with torch.no_grad():
        return trained()(context.flip(1))[:, -1]
