"""Hand in more beside the notebook than a submission may write (40 MB; at home, terabytes).

It is not carried along, and the student is told.
"""
# %% folder

for number in range(5):
    with open(folder / f"{number}.bin", "wb") as file:
        file.truncate(8_000_000)
