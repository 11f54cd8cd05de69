"""Which limit made a cell fail that was not stopped, in words for the student."""

from nbformat import NotebookNode

from gradelib.sandbox.limits import MB, Limits


def limit_struck(cell: NotebookNode, limits: Limits) -> str:
    """The limit behind a cell's error, or the empty text."""
    reasons = {
        "MemoryError": f"asked for more than the {limits.memory // MB:,} MB of memory it may use",
        "[Errno 12]": f"asked for more than the {limits.memory // MB:,} MB of memory it may use",
        "[Errno 27]": f"wrote a file of more than {limits.file // MB:,} MB",
        "[Errno 28]": f"wrote more than {limits.disk // MB:,} MB of files",
        "[Errno 24]": f"had more than {limits.open_files} files open",
        "[Errno 11]": f"started more than {limits.tasks} processes and threads",
        "can't start new thread": f"started more than {limits.tasks} processes and threads",
        "[Errno 101]": "looked for the network, and there is none while grading",
        "[Errno -2]": "looked for the network, and there is none while grading",
        "[Errno -3]": "looked for the network, and there is none while grading",
        "[Errno 30]": "wrote to a folder that is not its own",
    }
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            said = f"{output.ename}: {output.evalue}"
            for sign, reason in reasons.items():
                if sign in said:
                    return reason
    return ""
