"""The questions of week 2, one module per lesson. They contain no answers."""
