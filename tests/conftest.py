"""What holds for all tests."""

import os

from hypothesis import settings

# The same examples at every run, so that a change fails by its own fault only. To look for new
# ones: HYPOTHESIS_PROFILE=explore python -m pytest …
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
