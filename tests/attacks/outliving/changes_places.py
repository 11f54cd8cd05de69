"""Fork, and let the parent die: the child goes on as the kernel, outside of what is watched.

Who watches holds the first process of the namespace, and the child ends with it.
"""
import os

if os.fork():
    os._exit(0)
get_ipython().kernel.shell.user_ns["child"] = True
