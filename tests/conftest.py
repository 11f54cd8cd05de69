"""What holds for all tests."""

import os

from hypothesis import settings

# The same examples at every run, so that a change fails by its own fault only. To look for new
# ones: HYPOTHESIS_PROFILE=explore python -m pytest …
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("explore", max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
