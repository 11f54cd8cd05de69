"""The questions of the lesson `sampling`.

Inputs are fractions with a power of two below the line wherever an edge or a cancellation matters,
so that any right order of operations, in float32 too, gives the same value.
"""
