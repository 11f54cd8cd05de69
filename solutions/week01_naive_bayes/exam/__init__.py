"""The questions of week 1, one module per lesson. They contain no answers."""
