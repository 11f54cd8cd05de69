"""One look for every figure of the course."""

import matplotlib.pyplot as plt
from cycler import cycler

# The Okabe-Ito palette, which readers with any colour vision can tell apart
# (Okabe and Ito, "Color Universal Design", 2008).
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
SKY, VERMILION, YELLOW, BLACK = "#56B4E9", "#D55E00", "#F0E442", "#000000"
PALETTE = [BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, YELLOW, BLACK]


def use_style() -> None:
    """Set matplotlib's defaults: readable at half width, no needless ink, safe colours."""
    plt.rcParams.update(
        {
            "axes.prop_cycle": cycler(color=PALETTE),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": 12,
            "axes.labelsize": 11,
            "figure.figsize": (7.0, 3.4),
            "figure.dpi": 100,
            "figure.constrained_layout.use": True,
            "font.size": 11,
            "image.cmap": "cividis",
            "legend.frameon": False,
            "lines.linewidth": 2,
        }
    )
