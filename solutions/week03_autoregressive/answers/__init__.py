"""Other right answers and the misconceptions of week 3: a module an exercise."""
