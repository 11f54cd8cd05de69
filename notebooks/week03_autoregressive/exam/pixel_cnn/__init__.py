"""The questions of the lesson `pixel_cnn`.

Pictures are never square where rows and columns could be confused. A sampler is asked for many
pictures and may differ in one of five: a uniform number can lie so near to the edge between two
levels that rounding decides. That happens to a picture less often than once in 10,000 times, so two
in one question less often than once in 1e7 times.
"""

# Made from solutions/week03_autoregressive/exam/pixel_cnn/__init__.py; edit that. Checksum b3b8088551de26636157616b0e200e91efc0e95a48de6deb80f0707a4591f209
