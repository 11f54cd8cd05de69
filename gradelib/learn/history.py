"""How a training went."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass
class History:
    """The losses of a training.

    steps, losses: after how many steps, the mean training loss since the one before
    valid_steps, valid_losses: after how many steps, the mean loss on the held-out data
    best_step, best_loss: of the weights that the model ended with
    seconds: of training, interruptions left out
    """

    steps: list[int] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    valid_steps: list[int] = field(default_factory=list)
    valid_losses: list[float] = field(default_factory=list)
    best_step: int = 0
    best_loss: float = float("inf")
    seconds: float = 0.0

    def draw(self, ax: "Axes") -> None:
        """Draw the loss curves on an axis, and mark the weights that were kept."""
        from gradelib import plot

        ax.plot(self.steps, self.losses, color=plot.BLUE, label="training")
        if self.valid_losses:
            ax.plot(self.valid_steps, self.valid_losses, color=plot.ORANGE, label="held-out")
            label = f"best: {self.best_loss:.4g} at step {self.best_step:,}"
            ax.plot(self.best_step, self.best_loss, "o", color=plot.ORANGE, label=label)
        ax.set(xlabel="step", ylabel="loss")
        ax.legend()
