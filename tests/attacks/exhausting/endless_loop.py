"""Loop without end, and swallow every attempt to stop it.

A cell that does not end is ended together with its process.
"""
# told: was stopped after 2 s
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
