"""Replace the tests by what gives all points, and add a test of one's own.

Tests are put back as they were given out; others are no tests.
"""
# %% notebook
for name in "check_square", "check_total":
    cell_of(notebook, name).source = "100"
own = nbformat.v4.new_code_cell("100", id="own-test")
own.metadata.nbgrader = dict(cell_of(notebook, "check_total").metadata.nbgrader)
own.metadata.nbgrader.update(grade_id="check_bonus", points=100.0)
twin = own.copy() | {"id": "twin"}
twin["metadata"] = {"nbgrader": own.metadata.nbgrader | {"grade_id": "check_square"}}
notebook.cells += [own, nbformat.from_dict(twin)]
