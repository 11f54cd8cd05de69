"""Name a kernel of one's own, with a command to start it, as the notebook's.

The kernel is the grader's, whatever the notebook says.
"""
# %% notebook
notebook.metadata.kernelspec = {
    "name": "../../../../bin/sh",
    "display_name": "mine",
    "language": "bash",
    "argv": ["sh", "-c", "touch attacked"],
}
notebook.metadata.language_info = {"name": "bash", "pygments_lexer": "../../etc/passwd"}
notebook.metadata.nbgrader = {"points": 100}
notebook.metadata.gradelib = {"checksums": {}}
