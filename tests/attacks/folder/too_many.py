"""Hand in five thousand empty files.

Names take room too; what is too much is left out.
"""
# %% folder
(folder / "many").mkdir()
for number in range(5_000):
    (folder / "many" / str(number)).touch()
