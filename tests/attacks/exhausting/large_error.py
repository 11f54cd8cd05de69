"""Raise an error whose name, text and traceback are large.

What is shown of a cell is cut off.
"""
class Long(Exception):
    def _render_traceback_(self):
        return ["x" * 1000] * 700


Long.__name__ = "E" * 100_000
raise Long("y" * 100_000)
