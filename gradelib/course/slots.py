"""The cells of a released notebook: places that the cells of a submission are put into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from nbformat import NotebookNode

from gradelib.course.notebook_repair import Cell, names_in, tidy


@dataclass(frozen=True)
class Slot:
    """A cell of the released notebook: a place for a cell that was handed in."""

    cell: NotebookNode

    @property
    def claim(self) -> Mapping:
        """Return nbgrader's settings of the cell."""
        return self.cell.metadata.get("nbgrader", {})

    @cached_property
    def role(self) -> str:
        """An "answer" is the student's, a "given" cell the instructor's, a "plain" one ungraded."""
        if self.claim.get("solution"):
            return "answer"
        return "given" if any(map(self.claim.get, ("grade", "locked", "task"))) else "plain"

    @cached_property
    def name(self) -> str:
        """The nbgrader id; of an answer, it is the name of the function to write."""
        return "" if self.role == "plain" else self.claim["grade_id"]

    @cached_property
    def text(self) -> str:
        """Return the source as it is compared with others."""
        return tidy(self.cell.source)

    @cached_property
    def gives(self) -> frozenset[str]:
        """Return the names that running the cell binds."""
        return names_in(self.cell.source).bindings if self.cell.cell_type == "code" else frozenset()

    @property
    def title(self) -> str:
        """Return what a student is told the cell is."""
        if self.role == "plain":
            return f"the cell of the lesson that gives {listing(sorted(self.gives))}"
        if self.role == "answer":
            return f"the answer cell of `{self.name}`"
        if self.claim.get("grade"):
            return f"the test cell of `{self.name.removeprefix('check_')}`"
        return f"the {'question' if self.claim.get('task') else 'locked cell'} `{self.name}`"

    def marks(self, cell: Cell) -> int:
        """Return how a cell is marked as this one: 2 by nbgrader's id, 1 by its cell id, 0 not."""
        if self.name and cell.grade_id == self.name:
            return 2
        return int(cell.id == self.cell.get("id"))


def listing(names: Sequence[str]) -> str:
    """Return names as a sentence has them: one, two and three."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
