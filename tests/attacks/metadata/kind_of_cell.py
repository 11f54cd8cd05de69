"""Turn the test cells into answers, which a person grades, and take their lock away.

The settings of the lesson count, not those of what was handed in.
"""
# %% notebook
for name in "check_square", "check_total":
    settings = cell_of(notebook, name).metadata.nbgrader
    settings.update(solution=True, locked=False, task=True, grade=False, schema_version=99)
    settings.checksum = "0" * 32
