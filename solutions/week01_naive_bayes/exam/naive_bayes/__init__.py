"""The questions of the lesson `naive_bayes`.

Words are invented from the seed, and every table has sides of different lengths, so that neither a
memorised value nor a swapped axis passes.
"""
