"""Other right answers and the misconceptions of week 2, one module per lesson."""
