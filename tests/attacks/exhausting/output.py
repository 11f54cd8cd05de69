"""Write output without end (at most 200 MB).

Output is counted as it arrives; a flood stops its cell.
"""
# told: of output
import sys

for _ in range(2000):
    print("x" * 100_000)
    sys.stdout.flush()
