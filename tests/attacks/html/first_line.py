"""Begin a cell that has to be stopped with HTML, Markdown and terminal codes.

The line is quoted to the student and to the grader, as text.
"""
# %% notebook
first = "# `` <script>alert(1)</script><img src=x onerror=alert(1)> \x1b[2J\x1b]0;pwned\x07 \u202e"
evil = nbformat.v4.new_code_cell(first + "\nimport os\nos._exit(0)", id="stopped")
notebook.cells[2:2] = [evil]
