"""Attacks on exams that let an answer make objects, load weights and take gradients.

Every answer here is a class that has learnt nothing: it may lie about its parameters, its methods
and its derivatives, and gets no point, while an honest class beside it keeps all.
"""

from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from gradelib.course.task import Task
from gradelib.course.worker import grade_here
from gradelib.exam.key import key_to_bytes, make_key
from gradelib.exam.load import load_exam
from gradelib.sandbox import standin
from gradelib.sandbox.confine import ConfinementError, confinement
from gradelib.sandbox.limits import MB, Limits
from tests.course.small_class import as_bytes, nbgrader_cell

EXAM = '''
import torch
from gradelib.exam import ask, exercise, gradient, made


@exercise(points=4)
def layer(answer, rng):
    """x @ weight, and how it depends on x."""
    weight, x = rng.normal(size=(4, 3)), rng.normal(size=(5, 4))
    weight, x = torch.tensor(weight).float(), torch.tensor(x).float()
    loaded = made(answer, 4, 3).load(weight=weight)
    yield ask("typical", lambda: loaded(x))
    yield ask("gradient", lambda: gradient(loaded, x))
    yield ask("method", lambda: loaded.doubled(x))
'''
RIGHT = """
class layer(torch.nn.Module):
    def __init__(self, before, after):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(before, after))

    def forward(self, x):
        return x @ self.weight

    def doubled(self, x):
        return 2 * self(x)
"""
LIMITS = Limits(cell_seconds=30, notebook_seconds=60, exam_seconds=20, memory=800 * MB, tasks=64)
BASE = (
    "class layer(torch.nn.Module):\n    def __init__(self, *sizes):\n        super().__init__()\n"
)
ATTACKS = {
    "a metaclass that says yes": """
class Yes(type(torch.nn.Module)):
    def __call__(cls, *sizes): return cls
    def __getattr__(cls, name): return lambda *a, **k: True
    def __instancecheck__(cls, other): return True
class layer(metaclass=Yes): pass
""",
    "an endless list of parameters": BASE
    + """
    def named_parameters(self, *a, **k):
        number = 0
        while True:
            number += 1
            yield str(number), torch.zeros(1)
""",
    "parameters with names like pages": BASE
    + """
        name = "<script>alert(1)</script>\\x1b[2J" * 9
        self._parameters[name] = torch.nn.Parameter(torch.ones(1))
    def forward(self, x): return x
""",
    "parameters that are no tensors": BASE
    + """
    def named_parameters(self, *a, **k): return [("weight", self)]
    shape = (4, 3)
    def copy_(self, value): return True
    def forward(self, x): return torch.ones(len(x), 3)
""",
    "parameters of a lying subclass": """
class Liar(torch.nn.Parameter):
    shape = property(lambda self: (4, 3))
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), keywords=None): return True
class layer(torch.nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.weight = Liar(torch.zeros(9, 9))
    def forward(self, x): return torch.zeros(len(x), 3)
""",
    "every attribute there is": """
class layer:
    def __init__(self, *sizes): pass
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
""",
    "derivatives that never end": """
class Endless(torch.autograd.Function):
    @staticmethod
    def forward(context, x): return x[:, :3].clone()
    @staticmethod
    def backward(context, slope):
        while True: pass
class layer(torch.nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(4, 3))
    def forward(self, x): return Endless.apply(x)
""",
    "derivatives that end the process": """
class Last(torch.autograd.Function):
    @staticmethod
    def forward(context, x): return x[:, :3].clone()
    @staticmethod
    def backward(context, slope): __import__("os")._exit(0)
class layer(torch.nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(4, 3))
    def forward(self, x): return Last.apply(x)
""",
    "a patched torch": """
torch.autograd.grad = lambda *a, **k: (a[1],)
torch.as_tensor = lambda value, *a, **k: value
torch.equal = torch.allclose = lambda *a, **k: True
from gradelib.exam import perform
perform._gradient = perform._load = perform._parameters = lambda *a: True
class layer(torch.nn.Module):
    def __init__(self, *sizes): super().__init__()
    def forward(self, x): return x[:, :3]
    def doubled(self, x): return x[:, :3]
""",
    "an object that remembers": """
seen = []
class layer(torch.nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(3, 4))
    def load(self, **weights): seen.append(weights)
    def forward(self, x):
        seen.append(x)
        return seen[0][:, :3]
""",
}


@pytest.fixture(scope="module")
def task(tmp_path_factory):
    """The lesson with one exercise, a class."""
    try:
        confinement()
    except ConfinementError as error:
        pytest.skip(str(error))
    import torch

    folder = tmp_path_factory.mktemp("objects")
    (folder / "exam.py").write_text(EXAM)
    names = {"torch": torch}
    exec(RIGHT, names)
    key = make_key(load_exam(folder), {"layer": names["layer"]}, [], 424242)
    released = nbformat.v4.new_notebook(
        cells=[
            new_code_cell("import torch", id="imports"),
            nbgrader_cell("code", "layer", "raise NotImplementedError", solution=True),
            nbgrader_cell("code", "check_layer", "", grade=True, locked=True, points=4.0),
        ]
    )
    data = nbformat.writes(released).encode()
    exam = {"exam.py": EXAM.encode()}
    return Task(data, {}, data, exam, key_to_bytes(key), LIMITS, modules=("torch",))


def graded(task, answer):
    notebook = nbformat.reads(task.released.decode(), as_version=4)
    notebook.cells[1].source = answer
    return grade_here(replace(task, submitted=as_bytes(notebook)))


@pytest.mark.parametrize("name", ATTACKS)
def test_a_class_that_lies_gains_nothing_and_harms_nobody(task, name, monkeypatch):
    monkeypatch.setattr(standin, "GRACE_SECONDS", 0.5)
    found = graded(task, ATTACKS[name])
    (verdict,) = found.verdicts
    assert verdict.points == 0, verdict
    card = next(c for c in found.notebook.cells if c.id == "check-layer").outputs[0].data
    assert "<script" not in card["text/html"]
    assert all(c.isprintable() or c == "\n" for c in card["text/plain"]), card["text/plain"]
    assert [verdict.points for verdict in graded(task, RIGHT).verdicts] == [4.0]
