"""Other right answers and the misconceptions of week 3, one module per lesson."""
