"""Other right answers, and misconceptions, of the lesson `hidden_markov`."""
