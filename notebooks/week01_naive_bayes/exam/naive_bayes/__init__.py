"""The questions of the lesson `naive_bayes`.

Words are invented from the seed, and every table has sides of different lengths, so that neither a
memorised value nor a swapped axis passes.
"""

# Made from solutions/week01_naive_bayes/exam/naive_bayes/__init__.py; edit that. Checksum 1bdd0c48beb03d387ad70f153ac8509368d65f43c726fbd07f9fecb8b14c45d7
