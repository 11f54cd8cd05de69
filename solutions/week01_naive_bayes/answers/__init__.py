"""Other right answers and the misconceptions of week 1: a module an exercise."""
