"""A graded notebook as `nbgrader autograde` leaves it, and what it says for the gradebook."""

import html
import re
from collections.abc import Mapping, Sequence

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbgrader.preprocessors import IgnorePattern, LimitOutput
from nbgrader.utils import (
    compute_checksum,
    determine_grade,
    is_grade,
    is_locked,
    is_solution,
    is_task,
)
from traitlets.config import Config

from gradelib.course.entries import Marks, SourceCell
from gradelib.course.lessons import CourseError

NO_RESPONSE = "No response."
# An address that runs something, however it is spaced: browsers and Markdown skip these.
_SKIPPED = r"[\s\x00-\x20\\]*"
_SCRIPT = re.compile(_SKIPPED.join("javascript:") + "|" + _SKIPPED.join("vbscript:"), re.IGNORECASE)


def autograded(
    executed: NotebookNode,
    released: NotebookNode,
    known: Mapping[str, SourceCell],
    config: Config,
) -> NotebookNode:
    """The notebook for formgrader and feedback: the executed one, changed in place.

    released: the lesson as it was given out
    known: the cells that the gradebook has, by name
    config: nbgrader's settings
    raises: CourseError if the lesson has a graded cell that the gradebook does not know
    """
    for cell in executed.cells:
        mark = cell.metadata.get("nbgrader", {})
        if "grade_id" in mark:
            if mark.grade_id not in known:
                raise CourseError(
                    f"The gradebook does not know the cell {mark.grade_id!r}: run "
                    "`nbgrader generate_assignment --force` for this week."
                )
            _overwrite(cell, known[mark.grade_id])
    executed.metadata = released.metadata
    for step in (IgnorePattern, ClearMetadataPreprocessor, LimitOutput):
        executed, _ = step(config=config)(executed, {})
    make_safe(students_cells(executed, released))
    return executed


def _overwrite(cell: NotebookNode, known: SourceCell) -> None:
    """What is not the student's is the instructor's, with hidden tests and mark schemes."""
    cell.metadata.nbgrader["checksum"] = known.checksum
    if known.locked:
        cell.source = known.source


def marks(notebook: NotebookNode) -> Marks:
    """The points in an autograded notebook's outputs, and which cells were left as they were."""
    found = Marks()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if is_grade(cell):
            found.scores[name], _ = determine_grade(cell)
        if is_solution(cell) or is_task(cell):
            untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
            found.comments[name] = NO_RESPONSE if untouched and not is_task(cell) else None
    return found


def students_cells(nb: NotebookNode, released: NotebookNode) -> list[NotebookNode]:
    """The cells that are graded, and those that are not as they were released."""
    given = {cell.id: cell.source for cell in released.cells if "nbgrader" not in cell.metadata}
    return [cell for cell in nb.cells if given.get(cell.id) != cell.source]


def make_safe(cells: Sequence[NotebookNode]) -> None:
    """Take scripts out of what a student wrote or printed.

    An instructor looks at it in formgrader, where a script could change grades. What came from
    the course (questions, cards) stays as it is.
    """
    sanitizer = SanitizeHTML()
    for index, cell in enumerate(cells):
        if is_locked(cell):
            continue
        if cell.cell_type == "markdown":
            cell.source = _with_inert_links(cell.source)
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            if "text/markdown" in shown:
                shown["text/markdown"] = _with_inert_links(shown["text/markdown"])
        sanitizer.preprocess_cell(cell, {}, index)


def _with_inert_links(markdown: str) -> str:
    """Markdown without links that run something; such links are no HTML, and so no sanitiser's."""
    plain = html.unescape(html.unescape(markdown))  # by Markdown, and by the browser
    return _SCRIPT.sub("(no link)", plain) if _SCRIPT.search(plain) else markdown
