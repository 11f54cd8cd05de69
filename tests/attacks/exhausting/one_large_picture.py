"""Show one thing that is larger than memory would like (20 MB), and many small ones.

A message that is too long is refused before it is read.
"""
# told: 1 MB at once
from IPython.display import HTML, display

for _ in range(100):
    display(HTML("<b>"))
display(HTML("x" * 20_000_000))
