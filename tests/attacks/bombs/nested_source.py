"""Hand in sources nested so deeply that a parser may lose its stack.

Whoever parses them expects to fail.
"""
# %% notebook
deep = 3_000
for number, source in enumerate([
    "(" * deep + ")" * deep, "-" * deep + "1", "x" + ".x" * deep, "x" + "[0]" * deep,
    "not " * deep + "x", "1" + "+1" * deep, "lambda: " * deep + "0", "f'{" * deep,
    "\n".join(" " * i + "if 1:" for i in range(300)), "a=" * deep + "1", "x if x else " * deep + "x",
]):
    cell = nbformat.v4.new_code_cell(f"if 0:\n    pass\n{source}", id=f"deep-{number}")
    notebook.cells[2:2] = [cell]
