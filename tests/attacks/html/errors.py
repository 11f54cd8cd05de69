"""Raise errors whose names, texts and lines are HTML and terminal codes, and define such functions.

What an error says is escaped where it is shown.
"""
EVIL = "</pre><script>alert(1)</script>\x1b[2J\x1b]0;pwned\x07\x9b31m`*"


class Evil(Exception):
    def _render_traceback_(self):
        return [EVIL]


Evil.__name__ = EVIL
# %% square
def square(x):
    raise Evil(EVIL)
# %% total
def total(x):
    return EVIL
# %% last
print(EVIL)
raise Evil(EVIL)
