"""The questions of the lesson `hidden_markov`.

Everything random is an argument, so every right answer is the same and nothing is left to luck.
The tables that one exercise takes from another (log alpha, log beta) are made here by listing all
paths of short sequences, or, for long ones, from models whose next state does not depend on the
last one. Long sequences have tolerances that float32 meets.
"""

# Made from solutions/week02_density_fitting/exam/hidden_markov/__init__.py; edit that. Checksum 354739ba0d88e595a7785c53d72ef967637a667b7bdef4621fe0e0f08d522857
