"""One GPU for a student's process: its device files, and a share of its memory.

Every worker of a machine takes a place on one GPU, and keeps it as long as it lives; the places of
a GPU share its memory. CUDA starts in the student's process only: it does not survive a fork.
"""

import fcntl
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

PLACES = 4  # workers on one GPU
SHARE = 0.2  # of its memory, for each of them; the rest is for CUDA itself
DRIVER = ("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools")
_SHARE = "GRADELIB_GPU_SHARE"

_held: list[int] = []  # the locks of this process's places, open until it ends


@dataclass(frozen=True)
class Gpu:
    """A GPU that this machine has.

    number: as in the name of its device file
    folder: of the device files
    """

    number: int
    folder: str = "/dev"

    def devices(self) -> tuple[tuple[str, str], ...]:
        """Its device files and those of its driver, with their names inside; no other GPU's.

        The driver's libraries lie in the system's folders, which are shown anyway.
        """
        names = (f"nvidia{self.number}", *DRIVER)
        there = (name for name in names if Path(self.folder, name).exists())
        return tuple((f"{self.folder}/{name}", name) for name in there)

    def variables(self) -> tuple[tuple[str, str], ...]:
        """What a process has to know that reaches this GPU and no other: it is its first."""
        libraries = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
        system = [folder for folder in libraries if folder.startswith(("/usr/", "/lib"))]
        return (
            ("CUDA_VISIBLE_DEVICES", "0"),
            ("LD_LIBRARY_PATH", os.pathsep.join(system)),
            (_SHARE, str(SHARE)),
        )


def gpus(folder: str = "/dev") -> list[Gpu]:
    """The NVIDIA GPUs of this machine that this process may use, by number.

    A cluster that hands out GPUs names them in CUDA_VISIBLE_DEVICES.
    """
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    numbers = [int(name[6:]) for name in names if re.fullmatch(r"nvidia\d+", name)]
    told = os.environ.get("CUDA_VISIBLE_DEVICES")
    if told is not None and re.fullmatch(r"[\d,]*", told):  # else they are named by other means
        numbers = [number for number in numbers if str(number) in told.split(",")]
    return [Gpu(number, folder) for number in sorted(numbers)]


def take_place(found: list[Gpu]) -> Gpu | None:
    """Take a place on the GPU with the fewest workers, for the life of this process.

    None where there is no GPU, or no place on any
    """
    for place in range(PLACES):
        for gpu in found:
            path = Path(tempfile.gettempdir(), f"gradelib-{os.getuid()}-gpu{gpu.number}-{place}")
            flags = os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
            handle = os.open(path, flags, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                continue
            _held.append(handle)
            return gpu
    return None


def take_share() -> None:
    """In a student's process, before any code of theirs: allocate no more than the share.

    torch keeps to it; a program that talks to the driver by itself does not have to.
    """
    share = os.environ.pop(_SHARE, "")
    if not share:
        return
    import torch

    if torch.cuda.is_available():
        torch.cuda.set_per_process_memory_fraction(float(share))
