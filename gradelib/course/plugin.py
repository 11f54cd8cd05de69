"""How grading plugs into nbgrader, so that its commands and formgrader keep working.

nbgrader_config.py names these: a hook that finds renamed notebooks, an exporter that reads whatever
was handed in, a preprocessor that takes the place of stock execution, and the feedback page.
"""

from pathlib import Path

import jinja2
from nbconvert.exporters import HTMLExporter, NotebookExporter, TemplateExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearMarkScheme, NbGraderPreprocessor
from traitlets import default

from gradelib.course.autograded import make_safe, students_cells
from gradelib.course.classroom import Classroom, GradedWeek, read_submission
from gradelib.course.lessons import project_root
from gradelib.course.mend import mend
from gradelib.course.missing import put_missing
from gradelib.course.results import Results


def put_missing_notebooks(assignment: str, student: str, notebooks: list[str]) -> None:
    """Give every lesson a notebook before nbgrader looks for it."""
    if notebooks:
        week = GradedWeek(Classroom(project_root()), Path(notebooks[0]).parent.name)
        put = put_missing(week, Path(notebooks[0]).parent.parent.name)
        notebooks[:] = sorted([*notebooks, *map(str, put)])


class SubmissionExporter(NotebookExporter):
    """Reads what was handed in, whatever state it is in, as a notebook that can be graded."""

    def from_filename(
        self, filename: str, resources: ResourcesDict | None = None, **kw: object
    ) -> tuple[str, ResourcesDict]:
        """Mend a handed-in notebook on reading; nbgrader's own second pass is read as it is."""
        if not self.parent._sanitizing:
            return super().from_filename(filename, resources, **kw)
        path = Path(filename)
        week = GradedWeek(Classroom(project_root()), path.parent.name)
        mended = mend(read_submission(path), week.lesson(path.stem)).notebook
        return self.from_notebook_node(mended, resources=resources, **kw)


class FeedbackExporter(HTMLExporter):
    """The feedback page: a student's own work with its cards and comments.

    The lesson's text is left out, so the page is short and loads nothing from the network.
    """

    @default("extra_loaders")
    def _no_mathjax(self) -> list[jinja2.BaseLoader]:
        """Stand in front of the macro that would load MathJax."""
        macro = "{% macro mathjax() %}{% endmacro %}"
        return [jinja2.DictLoader({"mathjax.html.j2": macro})]

    def from_notebook_node(
        self, nb: NotebookNode, resources: ResourcesDict | None = None, **kw: object
    ) -> tuple[str, ResourcesDict]:
        """The page of one notebook."""
        asked = resources["nbgrader"]
        week = GradedWeek(Classroom(project_root()), asked["assignment"])
        nb.cells = students_cells(nb, week.lesson(asked["notebook"]))
        nb, _ = ClearMarkScheme(parent=self).preprocess(nb, resources)  # for the grader's eyes
        self.register_filter("highlight_code", Highlight2HTML(parent=self))
        # HTMLExporter itself would parse the whole page once more, for pictures' captions.
        return TemplateExporter.from_notebook_node(self, nb, resources, **kw)


class Examine(NbGraderPreprocessor):
    """Takes the place of nbgrader's Execute: runs the notebook apart and lets the exam ask."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Put outputs and cards into the notebook; results that are at hand are not made again."""
        asked = resources["nbgrader"]
        week = GradedWeek(Classroom(project_root()), asked["assignment"])
        graded = Results(week).graded(asked["student"], asked["notebook"])
        nb = with_outputs(nb, graded.notebook)
        make_safe(students_cells(nb, week.lesson(asked["notebook"])))
        return nb, resources


def with_outputs(nb: NotebookNode, executed: NotebookNode) -> NotebookNode:
    """The cells as nbgrader knows them, with the outputs of the executed ones."""
    known = {cell.id: cell for cell in nb.cells}
    cells = []
    for cell in executed.cells:
        ours = known.get(cell.id, cell)
        if ours.cell_type == "code":
            ours.outputs, ours.execution_count = cell.outputs, cell.execution_count
        cells.append(ours)
    nb.cells = cells
    return nb
