"""Hand in a file where the course gives out a folder, and folders where it gives out files.

What the course gives out lies in its place, whoever else wants it.
"""
# %% folder
import shutil

shutil.rmtree(folder / "exam", ignore_errors=True)
(folder / "exam").write_text("I am no folder")
(folder / "exam.key").unlink(missing_ok=True)
(folder / "exam.key").mkdir()
(folder / "exam.key" / "x").write_text("I am no file")
