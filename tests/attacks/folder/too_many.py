"""Hand in three thousand empty files.

Names take room too; what is too much is left out.
"""
# %% folder
(folder / "many").mkdir()
for number in range(3_000):
    (folder / "many" / str(number)).touch()
