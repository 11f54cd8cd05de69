"""The questions of week 1: a folder a lesson, a module an exercise. They contain no answers."""

# Made from solutions/week01_naive_bayes/exam/__init__.py; edit that. Checksum 4d9cd6d48dfb95033a137041df44ae6f1aef108b815f3a032ce375a0046a1a74
