"""Show HTML that runs scripts, and things that are scripts, in the feedback and in formgrader.

Whoever looks at a submission runs nothing of it.
"""
# %% notebook
notebook.cells[2:2] = [nbformat.v4.new_code_cell('''
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display

EVIL = "<script>fetch('/api/contents')</script><img src=x onerror=alert(1)><iframe src='//x'>"
display(HTML(EVIL), Markdown(EVIL), Latex(EVIL), Javascript("alert(1)"))
display({"image/svg+xml": f"<svg onload=alert(1)>{EVIL}</svg>"}, raw=True)
display({"image/png": f'x">{EVIL}', "text/plain": "x"}, raw=True)
display({"text/html": "<a href='javascript:alert(1)'>x</a><style>*{display:none}</style>"}, raw=True)
print(EVIL)
''', id="evil")]
