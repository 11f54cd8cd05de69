"""The questions of the lesson `char_rnn`."""
