"""The questions of week 3, one module per lesson. They contain no answers."""
