"""What goes into the grading of one notebook, and what comes out; both travel between machines."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import nbformat
from nbformat import NotebookNode

from gradelib.exam.verdict import Diagnosis, Mark, Verdict
from gradelib.sandbox.limits import Limits


@dataclass(frozen=True)
class Task:
    """One notebook to grade, with everything that is needed for it.

    submitted: the notebook as handed in, or None if there is none
    files: what was handed in or given out beside it, by relative path
    released: the notebook as given out
    exam: the exam's source files, by path inside the week's folder
    key: the key of the secret seed
    modules: what the week's lessons import; imported once for all notebooks of a worker
    unsafe: run it without confinement
    gpu: let it reach a GPU, where the worker has one; the verdicts are the same
    """

    submitted: bytes | None
    files: Mapping[str, bytes]
    released: bytes
    exam: Mapping[str, bytes]
    key: bytes
    limits: Limits = field(default_factory=Limits)
    modules: tuple[str, ...] = ()
    unsafe: bool = False
    gpu: bool = False

    def digest(self) -> str:
        """Changes when anything that the verdicts depend on changes."""
        parts = hashlib.sha256()
        for name, data in [
            ("submitted", self.submitted if self.submitted is not None else b"none"),
            ("released", self.released),
            ("key", self.key),
            ("limits", repr((self.limits, self.unsafe)).encode()),
            *sorted(self.files.items()),
            *sorted(self.exam.items()),
        ]:
            parts.update(f"{name}\0{len(data)}\0".encode() + data)
        return parts.hexdigest()


@dataclass
class Graded:
    """What grading found.

    notebook: the executed notebook, with a card in every check cell
    verdicts: one for every exercise of the lesson, in the order of the notebook
    remarks: what was wrong with the file or stopped its run, in words for the student
    stops: how often the run was stopped or its process died
    confined: was the process confined? If not, the points are only as good as the students' intent
    """

    notebook: NotebookNode
    verdicts: list[Verdict] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    stops: int = 0
    confined: bool = True

    def to_json(self) -> str:
        """As text, with the notebook on a second line; equal gradings give equal text."""
        found = {"verdicts": [asdict(verdict) for verdict in self.verdicts]}
        found |= {"remarks": self.remarks, "stops": self.stops, "confined": self.confined}
        notebook = nbformat.writes(self.notebook, version=4)
        lines = (json.dumps(part, ensure_ascii=False) for part in (found, {"notebook": notebook}))
        return ",\n".join([next(lines)[:-1], next(lines)[1:]])

    @classmethod
    def from_json(cls, text: str) -> "Graded":
        """Read what `to_json` wrote; raises ValueError or KeyError on anything else."""
        parts = json.loads(text)
        return cls._read(parts, nbformat.reads(parts["notebook"], as_version=4))

    @classmethod
    def from_first_line(cls, text: str) -> "Graded":
        """All but the notebook, which takes longest to read; raises as `from_json`."""
        return cls._read(json.loads(text.rstrip(",\n") + "}"), nbformat.v4.new_notebook())

    @classmethod
    def _read(cls, parts: dict, notebook: NotebookNode) -> "Graded":
        verdicts = [_verdict(v) for v in parts["verdicts"]]
        return cls(notebook, verdicts, parts["remarks"], parts["stops"], parts["confined"])


def _verdict(parts: dict) -> Verdict:
    marks = tuple(Mark(**m | {"hints": tuple(m["hints"])}) for m in parts["marks"])
    diagnosis, remarks = Diagnosis(**parts["diagnosis"]), tuple(parts["remarks"])
    return Verdict(**parts | {"marks": marks, "diagnosis": diagnosis, "remarks": remarks})
