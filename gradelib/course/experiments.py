"""What of a notebook need not be run to grade the answers in it."""

from nbformat import NotebookNode


def own_cells(released: NotebookNode) -> dict[str, str]:
    """The lesson's own code cells, by id: neither answers nor checks."""
    return {
        cell.id: cell.source
        for cell in released.cells
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata
    }
