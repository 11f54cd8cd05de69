"""What a handed-in notebook may use."""

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits of one notebook's run.

    cell_seconds: time of one cell, as gradelib.sandbox.clock counts it
    notebook_seconds: time of all cells together
    exam_seconds: wall time of all the exam's calls together
    cpu_seconds: processor time of all its processes together
    restarts: how often the process is started again after it was stopped or died
    memory: bytes of main memory of all its processes together, with the kernel's tables of it
    tasks: processes and threads at a time
    sessions: sessions of processes at a time, which Linux may give equal shares of its time
    disk: bytes of all files that it writes together, each counted as a page at least
    file: bytes of one file that it writes
    open_files: files and sockets that one process has open; all together, four times as many
    output_characters: kept of the output of one cell
    notebook_characters: kept of the output of all cells together
    message: bytes of one message, such as a figure, that a cell shows
    flood: bytes of messages after which a cell is stopped
    """

    cell_seconds: float = 60.0
    notebook_seconds: float = 300.0
    exam_seconds: float = 120.0
    cpu_seconds: float = 600.0
    restarts: int = 3
    memory: int = 3072 * MB
    tasks: int = 128
    sessions: int = 4
    disk: int = 512 * MB
    file: int = 256 * MB
    open_files: int = 512
    output_characters: int = 100_000
    notebook_characters: int = 2_000_000
    message: int = 8 * MB
    flood: int = 64 * MB
