"""Hand in text that no file can hold: half characters, NUL, the end of file, other directions.

It is replaced on reading.
"""
# %% notebook
evil = "x = '\ud800 \udfff \x00 \x1a \u202e \ufeff \uffff'  # \x0c"
cell = nbformat.v4.new_code_cell("placeholder", id="half")
notebook.cells[2:2] = [cell]
cell.source = evil
for name in "square", "total":
    cell_of(notebook, name).metadata[evil] = evil
