"""The questions of the lesson `wavenet`.

Uniform numbers keep away from every border between two codes that a network could give, so that
rounding decides nothing and no right sampler is ever refused.
"""

# Made from solutions/week03_autoregressive/exam/wavenet/__init__.py; edit that. Checksum 5c392ddb9cf0e85e7d866731cc366161ca65bf3f15d76111c5cf33b572434c26
