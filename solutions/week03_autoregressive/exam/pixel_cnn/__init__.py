"""The questions of the lesson `pixel_cnn`.

Pictures are never square where rows and columns could be confused. A sampler is asked for many
pictures and may differ in one of five: a uniform number can lie so near to the edge between two
levels that rounding decides. That happens to a picture less often than once in 10,000 times, so two
in one question less often than once in 1e7 times.
"""
