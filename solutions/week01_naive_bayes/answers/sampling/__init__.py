"""Other right answers, and misconceptions, of the lesson `sampling`."""
