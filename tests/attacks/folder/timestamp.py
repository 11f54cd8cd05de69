"""Hand in a time stamp that is no time, and one in the year 292,277,026,596.

The file is read by nbgrader, in the grader's process; it must not stop the class.
"""
# %% folder
(folder / "timestamp.txt").write_text("292277026596-13-32 25:61 <script>\x1b[2J\0")
