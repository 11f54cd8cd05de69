"""The questions of the lesson `wavenet`.

Uniform numbers keep away from every border between two codes that a network could give, so that
rounding decides nothing and no right sampler is ever refused.
"""
