"""Other right answers and the misconceptions of week 2: a module an exercise."""
