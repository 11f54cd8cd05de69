"""Where things are: the project, its weeks, their lessons, and the reference answers in them."""

import ast
import builtins
import contextlib
import os
import sys
import traceback
import types
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from gradelib.exam.answers import KnownAnswer
    from gradelib.exam.key import Key
    from gradelib.exam.questions import Exercise

NO_LESSONS = {"__init__.py", "exam.py", "answers.py"}


class CourseError(Exception):
    """Something that a person can put right: the text says what is wrong, where, what to do."""


@dataclass(frozen=True)
class Week:
    """One assignment: a folder of solutions/ with its lessons, exam and answers."""

    name: str
    folder: Path

    @property
    def lessons(self) -> list[Path]:
        """The lessons' sources, in the order of their names."""
        return sorted(p for p in self.folder.glob("*.py") if p.name not in NO_LESSONS)

    @property
    def root(self) -> Path:
        """The project that the week belongs to."""
        return self.folder.parent.parent

    def exam(self) -> "dict[str, Exercise]":
        """The week's exercises by name; raises CourseError when there is no exam to read."""
        from gradelib.exam.load import load_exam

        with self._reading("exam"):
            return load_exam(self.folder)

    def answers(self) -> "list[KnownAnswer]":
        """The other right answers and the misconceptions of all the week's exercises."""
        from gradelib.exam.load import load_answers

        with self._reading("answers"):
            return load_answers(self.folder)

    def _reading(self, part: str) -> contextlib.AbstractContextManager[None]:
        files = (f"{part}.py", f"{part}/__init__.py")
        if not any((self.folder / file).exists() for file in files):
            raise CourseError(
                f"{place(self.folder)} has no {part}: write {part}/__init__.py and, beside it, "
                "a folder for each lesson with a module for each exercise."
            )
        return _told_to_author(self.folder / part)

    @property
    def weights(self) -> dict[str, bytes]:
        """What the reference lessons' training cells save beside their notebooks, by file name."""
        paths = sorted(self.folder.glob("*.safetensors"))
        return {path.name: path.read_bytes() for path in paths}

    def at_hand(self) -> contextlib.AbstractContextManager[None]:
        """Let the known answers find these weights, as they would beside a notebook."""
        from gradelib.learn import weights_in

        return weights_in(self.folder)

    def key(self, seed: int) -> "Key":
        """The week's key for a seed; raises CourseError if an exercise cannot be marked."""
        from gradelib.exam.key import make_key

        with self.at_hand():
            try:
                return make_key(self.exam(), self.references(), self.answers(), seed)
            except ValueError as error:
                raise CourseError(f"{place(self.folder)}: {error}") from error

    def references(self) -> dict[str, Callable]:
        """The reference answer to each exercise of the exam, by name.

        raises: CourseError if a lesson cannot be run, or does not define an exercise
        """
        found, missing = {}, []
        for lesson in self.lessons:
            names = solution_names(read_lesson(lesson))
            namespace = definitions(lesson) if names else {}
            found |= {name: namespace[name] for name in names if name in namespace}
            missing += [f"{place(lesson)} does not define {n}." for n in names if n not in found]
        missing += [
            f"No lesson of {self.name} has a solution cell with the grade_id {name!r}, "
            "which the exam examines."
            for name in self.exam()
            if name not in found and not any(f" {name}." in text for text in missing)
        ]
        if missing:
            raise CourseError("\n".join(missing))
        return found


def project_root() -> Path:
    """The folder that holds pyproject.toml and solutions/.

    It is looked for from the working directory upwards, then around this package; the
    environment variable GRADELIB_ROOT comes first.
    """
    if os.environ.get("GRADELIB_ROOT"):
        return Path(os.environ["GRADELIB_ROOT"]).resolve()
    here = Path.cwd()
    for folder in (here, *here.parents, *Path(__file__).resolve().parents):
        if (folder / "pyproject.toml").exists() and (folder / "solutions").is_dir():
            return folder
    raise CourseError(
        f"{here} does not lie in the course. Go to the course's folder, the one with "
        "pyproject.toml and solutions/."
    )


def weeks(root: Path) -> list[Week]:
    """All weeks of a project, in order."""
    folders = sorted(f for f in (root / "solutions").glob("week[0-9]*") if f.is_dir())
    return [Week(folder.name, folder) for folder in folders]


def find_week(root: Path, name: str) -> Week:
    """The week of this name; raises CourseError, naming the weeks there are."""
    there = weeks(root)
    for week in there:
        if week.name == name.strip("/"):
            return week
    names = ", ".join(week.name for week in there) or "none yet"
    raise CourseError(f"There is no week {name!r}. The weeks in {root / 'solutions'} are: {names}.")


def chosen_weeks(root: Path, names: Sequence[str]) -> list[Week]:
    """The weeks of these names, or all weeks when no name is given."""
    return [find_week(root, name) for name in names] or weeks(root)


def place(path: Path) -> str:
    """A source file as people name it: solutions/<week>/<file>."""
    parts = path.parts
    last = max((i for i, part in enumerate(parts) if part == "solutions"), default=len(parts) - 2)
    return "/".join(parts[last:])


def read_lesson(lesson: Path) -> "NotebookNode":
    """The lesson as a notebook, as jupytext reads it."""
    import jupytext

    try:
        return jupytext.read(lesson, fmt="py:percent")
    except (ValueError, SyntaxError) as error:
        raise CourseError(f"{place(lesson)} is no py:percent notebook: {error}") from error


def solution_names(notebook: "NotebookNode") -> list[str]:
    """The grade_ids of a notebook's solution cells, which are the names of its exercises."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    return [m["grade_id"] for m in marks if m.get("solution") and not m.get("grade")]


def definitions(lesson: Path) -> dict[str, object]:
    """What a lesson defines, without running its experiments.

    Executed are imports, functions, classes and the assignments of UPPERCASE constants, at the
    top level; in a module of their own, so that tracebacks show the lesson's lines.
    """
    name = f"lesson_{lesson.stem}_{zlib.crc32(str(lesson).encode()):08x}"
    module = types.ModuleType(name)
    module.__file__ = str(lesson)
    sys.modules[name] = module
    with _told_to_author(lesson):
        tree = ast.parse(lesson.read_text(encoding="utf-8"), str(lesson))
        for statement in tree.body:
            if isinstance(statement, _DEFINITIONS) or _is_constant(statement, vars(module)):
                code = compile(ast.Module([statement], []), str(lesson), "exec")
                exec(code, vars(module))
    return vars(module)


_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _is_constant(statement: ast.stmt, known: Mapping[str, object]) -> bool:
    """NAME = value, where the value needs nothing that only an experiment gives."""
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
        return False
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    if not all(isinstance(target, ast.Name) and target.id.isupper() for target in targets):
        return False
    nodes = list(ast.walk(statement.value))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    own = {n.id for n in names if isinstance(n.ctx, ast.Store)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return all(n.id in own or n.id in known or hasattr(builtins, n.id) for n in names)


@contextlib.contextmanager
def _told_to_author(source: Path) -> Iterator[None]:
    """Name the line of the week's own files that failed, without a page of frames."""
    try:
        yield
    except Exception as error:
        lines = [
            (frame.filename, frame.lineno)
            for frame in traceback.extract_tb(error.__traceback__)
            if Path(frame.filename).resolve().is_relative_to(source.parent.resolve())
        ]
        if isinstance(error, SyntaxError) and error.filename:
            lines.append((error.filename, error.lineno))
        where = f"{place(Path(lines[-1][0]))}, line {lines[-1][1]}" if lines else place(source)
        raise CourseError(f"{where}: {type(error).__name__}: {error}") from error
