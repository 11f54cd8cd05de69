"""The questions of the lesson `mixtures`.

Everything random is passed as data, so each question has one right answer and no seed refuses it.
Weights are fractions of 64 and points are eighths wherever rounding could decide, so that float32
holds them exactly.
"""
