"""The questions of the lesson `sampling`.

Inputs are fractions with a power of two below the line wherever an edge or a cancellation matters,
so that any right order of operations, in float32 too, gives the same value.
"""

# Made from solutions/week01_naive_bayes/exam/sampling/__init__.py; edit that. Checksum e70d31db05100eb0e9a27f8817a6fec106a252f21caa89c4dfeae223efcfec55
