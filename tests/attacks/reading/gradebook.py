"""Read the gradebook.

There is no gradebook where a student's code runs, nor where it is judged.
"""
import sqlite3

print(sqlite3.connect(f"file:{TARGET['gradebook']}?mode=ro", uri=True).execute(
    "select * from grade").fetchall())
