"""What a student finds in place of a solution: an error that names the exercise, and its number."""

from nbformat import NotebookNode
from nbgrader import preprocessors
from nbgrader.converters import GenerateAssignment
from nbgrader.utils import is_solution

from gradelib.course.lessons import solution_names

NBGRADERS = "raise NotImplementedError()"


def stub(name: str, number: int) -> str:
    """The statement that stands for what is not written."""
    return f'raise NotImplementedError("`{name}` is not written yet: exercise {number}")'


class ClearSolutions(preprocessors.ClearSolutions):
    """nbgrader's, with such a statement: later cells that need the answer then say which it is."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Take the answers out of a notebook."""
        nb, resources = super().preprocess(nb, resources)
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if is_solution(cell)}
        for number, name in enumerate(solution_names(nb), start=1):
            cells[name].source = cells[name].source.replace(NBGRADERS, stub(name, number))
        return nb, resources


def release_steps() -> list[type]:
    """What nbgrader does to a notebook that it releases, with this stub in place of its own."""
    own, theirs = ClearSolutions, preprocessors.ClearSolutions
    return [own if s is theirs else s for s in GenerateAssignment.preprocessors.default()]
