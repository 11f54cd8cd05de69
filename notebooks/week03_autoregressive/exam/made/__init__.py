"""The questions of the lesson `made`.

Orders are never their own inverse, so that turns and pixels cannot be confused unnoticed. Uniform
numbers keep away from every probability that a network could give, so that rounding decides nothing
and no right sampler is ever refused.
"""

# Made from solutions/week03_autoregressive/exam/made/__init__.py; edit that. Checksum c11104e7e103412bcc9db6e49085efe57d13310754387702345d14c68c9378da
