"""The questions of week 3: a folder a lesson, a module an exercise. They contain no answers."""

# Made from solutions/week03_autoregressive/exam/__init__.py; edit that. Checksum 9fb533050ccd72f4ab38fd3a23e549a5837925acc941c66888c6e8c833892a71
