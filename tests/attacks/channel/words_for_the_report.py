"""Claim to have changed arguments whose names are HTML, Markdown, terminal codes and half characters.

Names are shortened, made readable, and escaped where they are shown.
"""
from gradelib.exam.plain import Raised
from gradelib.sandbox import agent, channel

honest = channel.send
EVIL = "`<script>alert(1)</script>\x1b[2J\x1b]0;pwned\x07\ud800\u202e\n\n# Right"


def forged(connection, value, seconds):
    if len(value) == 5:
        value[2:] = [[EVIL] * 40, [EVIL] * 40, 10**11]
        value[1] = Raised(EVIL, EVIL, EVIL, (EVIL,)) if value[0] % 2 else EVIL
    honest(connection, value, seconds)


agent.send = forged
