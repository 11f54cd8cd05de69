"""Start a program that has nothing to do with Python, detached, with its files deleted.

It lives in the same namespaces, and ends with them.
"""
import os
import shutil
import subprocess

program = shutil.copy(shutil.which("sleep"), "./innocent")
running = subprocess.Popen(
    ["setsid", "nohup", os.path.abspath(program), "3000"], start_new_session=True,
    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
os.remove(program)
