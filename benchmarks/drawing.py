"""What all charts share: whether matplotlib is there, and files that come out the same each time."""

import importlib
from pathlib import Path
from typing import Any

MISSING = "matplotlib is not installed (pip install matplotlib)"
STYLE = {
    "svg.hashsalt": "sched",  # ids of paths, else drawn at random
    "svg.fonttype": "none",  # words stay words: they can be searched, and a change of one is a line of a diff
    "font.size": 9,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "legend.fontsize": 8,
}


def plotting() -> Any:
    """Return matplotlib's pyplot, drawing to files only and in our style; None: it is not installed."""
    try:
        mpl = importlib.import_module("matplotlib")
        mpl.use("Agg")
        plt = importlib.import_module("matplotlib.pyplot")
    except ImportError:
        return None
    plt.rcParams.update(STYLE)
    return plt


def save(plt: Any, figure: Any, path: Path) -> None:
    """Write a figure and let it go; an SVG tells neither its day nor matplotlib's version."""
    told = {"Date": None, "Creator": None} if path.suffix == ".svg" else {}
    figure.savefig(path, metadata=told)
    plt.close(figure)
