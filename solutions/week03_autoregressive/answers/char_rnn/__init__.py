"""Other right answers, and misconceptions, of the lesson `char_rnn`."""
