"""The questions of week 3, one module per lesson. They contain no answers."""

# Made from solutions/week03_autoregressive/exam/__init__.py; edit that. Checksum 86b828a141629f6752ad93e63a732686d55f994ffd5c30458424af87d899650d
