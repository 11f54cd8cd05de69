"""The questions of the lesson `mixtures`.

Everything random is passed as data, so each question has one right answer and no seed refuses it.
Weights are fractions of 64 and points are eighths wherever rounding could decide, so that float32
holds them exactly.
"""

# Made from solutions/week02_density_fitting/exam/mixtures/__init__.py; edit that. Checksum 2b44aaa0bb2e54c6f44bb27a386d896c7aece4599f77039fee580e3b468a95ab
