"""The term's scoreboard: every model that a student makes of the common digits, side by side.

>>> scoreboard.add("independent pixels", nats=25.2, dims=64)
>>> scoreboard.draw()

Each lesson adds its models' lines to one file, `scoreboard.json`, which lies beside the weeks'
folders and belongs to the student.
"""

import json
import math
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from gradelib.files import write_atomically

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FILE_NAME = "scoreboard.json"
REFERENCE_NAME = "reference_scores.json"
TITLE = "Scoreboard of the course on generative models"

# Negative log-likelihood of a test digit of MNIST, 28×28 pixels, each made black or white once by a
# throw with its grey value as the probability (R. Salakhutdinov's fixed set): nats and source.
PUBLISHED = {
    "mixture of 10 Bernoullis": (168.95, "Salakhutdinov, Murray 2008"),
    "NADE": (88.33, "Larochelle, Murray 2011"),
    "MADE, 32 masks": (86.64, "Germain et al. 2015"),
    "PixelCNN": (81.30, "van den Oord et al. 2016"),
    "PixelRNN": (79.20, "van den Oord et al. 2016"),
}

# Model name -> its score on the digits: "nats" per digit and "bits" per dimension.
Lines = dict[str, dict[str, float]]


class ScoreboardError(Exception):
    """The file is not a scoreboard; it was left as it is."""


def add(model: str, *, nats: float, dims: int, path: Path | None = None) -> None:
    """Write a model's line on the scoreboard, in place of an earlier line of the same model.

    model: its name in the figure
    nats: minus the mean log-probability of a test digit, in nats
    dims: how many dimensions (pixels) a digit has
    path: the scoreboard's file; by default the one beside the weeks' folders

    Raises ValueError for an impossible score, ScoreboardError if the file holds something else.
    """
    if not (math.isfinite(nats) and nats > 0):
        raise ValueError(
            f"{model}: {nats} nats per digit cannot be. A discrete model gives every digit a "
            "log-probability below 0; minus their mean belongs on the scoreboard."
        )
    if dims < 1:
        raise ValueError(f"{model}: a digit has at least one dimension, not {dims}.")
    path = path or default_path()
    line = {"nats": float(nats), "bits": float(nats / (dims * math.log(2)))}
    _write(path, load(path) | {model: line})
    print(f"{model}: {line['nats']:.2f} nats per digit, {line['bits']:.3f} bits per dimension")


def draw(path: Path | None = None) -> "Figure":
    """Draw the scoreboard, best model on top, with the reference's score beside each line.

    On the right, on an axis of their own, the figures that papers report for models of the same
    kinds. They are about other pictures, of 28×28 pixels: which model is better than which may
    be compared with the left side, and no number may.

    Raises ScoreboardError if the file holds something else.
    """
    # Here, because pyplot is slow to import and whoever only adds a line does not need it.
    import matplotlib.pyplot as plt

    lines = load(path or default_path())
    rows = max(len(lines), len(PUBLISHED))
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 1.6 + 0.4 * rows))
    _draw_own(left, lines)
    _draw_published(right)
    return figure


def _draw_own(ax: "Axes", lines: Lines) -> None:
    from gradelib import plot

    models = sorted(lines, key=lambda model: -lines[model]["bits"])
    known = {model: line for model, line in reference().items() if model in lines}
    rows = [models.index(model) for model in known]
    bits = [line["bits"] for line in known.values()]
    ax.scatter(bits, rows, s=150, facecolors="none", edgecolors=plot.ORANGE, label="reference")
    ax.scatter([lines[m]["bits"] for m in models], range(len(models)), color=plot.BLUE, label="you")
    for row, model in enumerate(models):
        _note(ax, lines[model]["bits"], row, f"{lines[model]['nats']:.2f} nats")
    ax.set_yticks(range(len(models)), models)
    widest = max((line["bits"] for line in [*lines.values(), *known.values()]), default=1.0)
    ax.set(xlim=(0, 1.35 * widest), ylim=(-0.6, len(models) - 0.4))
    ax.set(title="Your scoreboard: digits", xlabel="bits per dimension (less is better)")
    ax.legend(loc="lower left")


def _draw_published(ax: "Axes") -> None:
    from gradelib import plot

    models = sorted(PUBLISHED, key=lambda model: -PUBLISHED[model][0])
    nats = [PUBLISHED[model][0] for model in models]
    ax.scatter(nats, range(len(models)), color=plot.BLACK, marker="D", s=25)
    for row, model in enumerate(models):
        _note(ax, nats[row], row, f"{nats[row]:.2f}: {PUBLISHED[model][1]}")
    ax.set_yticks(range(len(models)), models)
    ax.set(xlim=(0, 2.8 * max(nats)), ylim=(-0.6, len(models) - 0.4))
    ax.set(title="Published, on larger pictures", xlabel="nats per digit of 784 pixels (MNIST)")


def _note(ax: "Axes", x: float, row: int, text: str) -> None:
    place = {"xytext": (10, 0), "textcoords": "offset points"}
    ax.annotate(text, (x, row), va="center", fontsize="small", **place)


def load(path: Path) -> Lines:
    """Read the lines of a scoreboard; a file that is not there yet has none.

    Raises ScoreboardError if the file holds something else.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["title"] != TITLE:
            raise ValueError("another title")
        return {
            str(model): {"nats": float(line["nats"]), "bits": float(line["bits"])}
            for model, line in held["lines"].items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ScoreboardError(
            f"{path} is not a scoreboard of this course, or it is damaged. It was left as it is: "
            "move it somewhere else or rename it, then run this cell again."
        ) from None


def reference() -> Lines:
    """The reference's lines, measured by `python -m gradelib.learn.reference`."""
    return load(Path(str(files("gradelib.learn") / REFERENCE_NAME)))


def default_path() -> Path:
    """The scoreboard beside the weeks' folders, or in the current folder if there are none."""
    here = Path.cwd()
    return (here.parent if here.parent.name == "notebooks" else here) / FILE_NAME


def _write(path: Path, lines: Lines) -> None:
    text = json.dumps({"title": TITLE, "lines": lines}, indent=2, ensure_ascii=False) + "\n"
    write_atomically(path, text.encode())
