"""What a person sees of a training: a progress bar and, in a notebook, the growing curves."""

import io
import sys
import time
from types import TracebackType
from typing import Self

from gradelib.learn.history import History

PAUSE = 1.0  # seconds between two drawings of the curves; drawing must not slow the training


class Live:
    """A progress bar on stdout, and one figure that is drawn anew in its place."""

    def __init__(self, steps: int, done: int) -> None:
        from tqdm import tqdm

        self.bar = tqdm(
            total=steps, initial=done, file=sys.stdout, ncols=79, mininterval=0.5, unit="step"
        )
        self.figure = _display() if _in_notebook() else None
        self.drawn = 0.0
        self.history = History()

    def __enter__(self) -> Self:
        return self

    def advance(self) -> None:
        """Count one step."""
        self.bar.update()

    def show(self, history: History) -> None:
        """Tell the latest losses, and draw the curves if the last drawing is old."""
        self.history = history
        told = {"loss": f"{history.losses[-1]:.4g}"}
        if history.valid_losses:
            told["held-out"] = f"{history.valid_losses[-1]:.4g}"
        self.bar.set_postfix(told, refresh=False)
        if time.monotonic() - self.drawn > PAUSE:
            self._draw()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.bar.close()
        if kind is None:
            self._draw()
        sys.stdout.flush()

    def _draw(self) -> None:
        if self.figure is not None and self.history.steps:
            self.figure.update(_picture(self.history))
            self.drawn = time.monotonic()


def _in_notebook() -> bool:
    """Are we in a kernel, whose output can be replaced?"""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None


def _display() -> object:
    from IPython.display import display

    return display("", display_id=True)


def _picture(history: History) -> object:
    """Return the curves as a PNG, whatever matplotlib backend the notebook has chosen."""
    from IPython.display import Image
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 3), layout="constrained")
    history.draw(figure.subplots())
    file = io.BytesIO()
    FigureCanvasAgg(figure).print_png(file)
    return Image(data=file.getvalue())
