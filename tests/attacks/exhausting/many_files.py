"""Make more files than anybody can count (at most 200,000), in folders nested deeply.

Names of files take room like their contents.
"""
# stock: not run, nothing would stop it
import os

place = "."
for _ in range(100):
    place += "/" + "n" * 30
    os.makedirs(place, exist_ok=True)
for number in range(200_000):
    os.close(os.open(str(number), os.O_CREAT))
