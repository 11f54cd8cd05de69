"""Give everybody in the gradebook all points.

There is no gradebook to write to.
"""
import sqlite3

gradebook = sqlite3.connect(TARGET["gradebook"])
gradebook.execute("update grade set score = 0")
gradebook.commit()
