"""The questions of the lesson `hidden_markov`.

Everything random is an argument, so every right answer is the same and nothing is left to luck.
The tables that one exercise takes from another (log alpha, log beta) are made here by listing all
paths of short sequences, or, for long ones, from models whose next state does not depend on the
last one. Long sequences have tolerances that float32 meets.
"""
