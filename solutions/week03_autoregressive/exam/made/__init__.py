"""The questions of the lesson `made`.

Orders are never their own inverse, so that turns and pixels cannot be confused unnoticed. Uniform
numbers keep away from every probability that a network could give, so that rounding decides nothing
and no right sampler is ever refused.
"""
