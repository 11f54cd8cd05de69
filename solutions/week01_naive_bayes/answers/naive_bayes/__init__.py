"""Other right answers, and misconceptions, of the lesson `naive_bayes`."""
