"""Other right answers and the misconceptions of week 1, one module per lesson."""
