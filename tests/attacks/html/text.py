"""Write scripts into text cells, into their pictures and into the raw cells.

Whoever looks at a submission runs nothing of it.
"""
# %% notebook
evil = "# Hello <script>alert(1)</script>\n<img src=x onerror=alert(1)>[x](javascript:alert(1))"
evil += "\n[y](java&Tab;script&colon;alert(2)) [z](&#106;avascript\\:alert(3))"
text = nbformat.v4.new_markdown_cell(evil, id="text")
text.attachments = {'"><script>x': {"image/svg+xml": "<svg onload=alert(1)>"}}
notebook.cells[2:2] = [text, nbformat.v4.new_raw_cell(evil, id="raw")]
