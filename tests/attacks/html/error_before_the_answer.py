"""Raise, before the answer is defined, an error whose name is HTML and terminal codes.

Why there is no answer is told to the student and to the grader, as text.
"""
EVIL = type("<script>alert(1)</script>`\x1b[2J\x1b]0;pwned\x07\x9b31m", (Exception,), {})


# %% square
raise EVIL
# %% total
raise EVIL
