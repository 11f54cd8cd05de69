"""The questions of week 2, one module per lesson. They contain no answers."""

# Made from solutions/week02_density_fitting/exam/__init__.py; edit that. Checksum 7dff6bfef792da70e03b42e9444404193a0cdc3769542d1367ba2a3d0314d6ee
