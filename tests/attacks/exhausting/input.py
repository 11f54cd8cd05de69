"""Ask for input that nobody will give.

There is no input while grading.
"""
input("How many points?")
