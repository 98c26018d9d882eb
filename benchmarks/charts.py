"""Charts of what ``sched bench`` measured: values and gaps over time, time and memory over sessions.

    python benchmarks/charts.py RESULTS.csv ... --trace TRACE.csv ... -o FOLDER [--data DATA]

``SUITE-value.svg`` and ``SUITE-gap.svg`` have a row for each instance and a panel for each level, since a run
works on one level after the other; ``size.svg`` has all suites, both axes logarithmic, with slopes.
``--data`` is the folder given to the bench: its files tell exact numbers of sessions and planted values.
"""

import argparse
import math
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from chart_runs import Run, Source, gap, join, machines, read_points, sources, told_levels
from drawing import MISSING, plotting, save
from foundation import slope

from edusched.bench.rows import Row, read_rows
from edusched.bench.trace import Step
from edusched.domain.errors import SchedError

PANEL = (3.3, 2.5)
"""Inches of a panel of values."""

NEAR_SCALE = 10.0
"""Values above 0 within this factor of each other are drawn on a plain axis."""

TIMES: tuple[tuple[str, Callable[[Row], float | None]], ...] = (
    ("start and reading", lambda row: row.load_seconds),
    ("compiling", lambda row: row.compile_seconds),
    ("until the first plan", lambda row: row.first_plan_seconds),
)
MEMORY: tuple[tuple[str, Callable[[Row], float | None]], ...] = (("peak memory", lambda row: row.peak_mib),)


def say(words: str) -> None:
    """Tell whoever runs this."""
    print(words, file=sys.stderr)


def draw_levels(
    plt: Any, runs: Sequence[Run], known: Mapping[str, Source], caption: str, folder: Path
) -> Iterator[Path]:
    """Draw values and gaps of one suite over time."""
    rows = sorted({_title(run) for run in runs})
    planted = {name: known[name].planted for name in sorted({run.row.instance for run in runs})}
    levels = told_levels(runs, planted.values())
    if not levels:
        return
    suite = runs[0].row.suite
    for what in ("value", "gap"):
        size = (PANEL[0] * len(levels), PANEL[1] * len(rows) + 0.6)
        figure, panels = plt.subplots(len(rows), len(levels), figsize=size, squeeze=False, sharex="row")
        for title, line in zip(rows, panels, strict=True):
            mine = [run for run in runs if _title(run) == title]
            for level, panel in zip(levels, line, strict=True):
                _curves(panel, mine, level, what)
                if what == "value":
                    score = planted[mine[0].row.instance]
                    _scale(panel, [run.curve(level) for run in mine], score.get(level))
                panel.set(xlabel="seconds")
                panel.set_xlim(left=0)
            line[0].set_ylabel(title)
        for level, panel in zip(levels, panels[0], strict=True):
            panel.set_title(f"{level}: {what}")
        named = {
            label: handle
            for panel in panels.flat
            for handle, label in zip(*panel.get_legend_handles_labels(), strict=True)
        }
        panels[0][0].legend(named.values(), named.keys())
        yield _finish(plt, figure, caption, folder / f"{suite}-{what}.svg")


def _title(run: Run) -> str:
    row = run.row
    return f"{row.instance.removesuffix('.jsonl')}\n{row.limit_seconds:g} s, workers {row.workers}"


def _curves(panel: Any, runs: Sequence[Run], level: str, what: str) -> None:
    """Draw a step line for each seed; the mark is what the finished plan has."""
    for run in sorted(runs, key=lambda run: run.row.seed):
        points = run.curve(level)
        if points:
            seconds = [step.seconds for step in points]
            heights = [step.value if what == "value" else gap(step) for step in points]
            style = {"color": f"C{run.row.seed % 10}", "linewidth": 1, "label": f"seed {run.row.seed}"}
            panel.step(seconds, heights, where="post", marker="o", markevery=[-1], markersize=4, **style)
    if what == "gap":
        panel.set_ylim(-0.05, 1.05)


def _scale(panel: Any, curves: Sequence[Sequence[Step]], planted: int | None) -> None:
    """Draw the planted plan's value, and choose an axis on which both ends of the curves can be read."""
    values = [step.value or 0 for curve in curves for step in curve]
    if planted is not None:
        panel.axhline(planted, color="black", linestyle="--", linewidth=1, label="planted plan")
        values.append(planted)
    above = [value for value in values if value > 0]
    if above and max(above) > NEAR_SCALE * min(above):
        # Decades, and below the last of them a place for zero.
        least = 10.0 ** math.floor(math.log10(min(above)))
        panel.set_yscale("symlog", linthresh=least, linscale=0.5)
        panel.set_ylim(min(*values, -0.2 * least), 2 * max(above))


def draw_sizes(
    plt: Any, runs: Sequence[Run], known: Mapping[str, Source], caption: str, folder: Path
) -> Path | None:
    """Draw time and memory over the number of sessions; None: no instance says how many it has."""
    sized = [(known[run.row.instance].sessions, run.row) for run in runs]
    sized_rows = [(sessions, row) for sessions, row in sized if sessions]
    if not sized_rows:
        return None
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    for panel, series, unit in ((left, TIMES, "seconds"), (right, MEMORY, "MiB")):
        for number, (name, read) in enumerate(series):
            points = [(sessions, amount) for sessions, row in sized_rows if (amount := read(row))]
            _growth(panel, name, points, f"C{number}")
        panel.set(xscale="log", yscale="log", xlabel="sessions", ylabel=unit)
        sizes = sorted({sessions for sessions, _ in sized_rows})
        panel.set_xticks(sizes, [f"{size:,}" for size in sizes])
        panel.set_xticks([], minor=True)
    whole = [(sessions, row.total_seconds) for sessions, row in sized_rows if row.total_seconds]
    sizes, seconds = [size for size, _ in whole], [total for _, total in whole]
    left.plot(sizes, seconds, "x", color="grey", label="whole run, as long as its limit lets it")
    for panel in (left, right):
        panel.legend(loc="lower left", bbox_to_anchor=(0, 1))
    return _finish(plt, figure, caption, folder / "size.svg")


def _growth(panel: Any, name: str, points: Sequence[tuple[int, float]], colour: str) -> None:
    """Draw all runs, and a line through their medians with its slope."""
    if not points:
        return
    medians = medians_of(points)
    many = len(medians)
    label = f"{name}, slope {slope(medians):.2f} over {many} sizes" if many > 1 else f"{name}, one size"
    panel.plot(*zip(*points, strict=True), "o", color=colour, markersize=4)
    panel.plot(*zip(*medians, strict=True), color=colour, linewidth=1, label=label)


def medians_of(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return the median of each size, so that a size of many runs does not weigh more."""
    sizes = sorted({size for size, _ in points})
    return [(size, statistics.median(amount for n, amount in points if n == size)) for size in sizes]


def _finish(plt: Any, figure: Any, caption: str, path: Path) -> Path:
    figure.supxlabel(caption, fontsize=7, color="grey")
    figure.tight_layout()
    save(plt, figure, path)
    return path


def draw(runs: Sequence[Run], known: Mapping[str, Source], caption: str, folder: Path) -> list[Path] | None:
    """Draw all charts; None: matplotlib is not installed."""
    plt = plotting()
    if plt is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for suite in sorted({run.row.suite for run in runs}):
        of_suite = [run for run in runs if run.row.suite == suite]
        paths += draw_levels(plt, of_suite, known, caption, folder)
    size = draw_sizes(plt, runs, known, caption, folder)
    return paths if size is None else [*paths, size]


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("results", nargs="+", type=Path, help="what sched bench -o wrote")
    parser.add_argument(
        "--trace", nargs="+", action="extend", type=Path, default=[], help="what its --trace wrote"
    )
    parser.add_argument("--data", type=Path, help="the folder that was given to sched bench --data")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder charts go to")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Draw; 1: matplotlib is missing."""
    options = arguments(words)
    try:
        rows = [row for path in options.results for row in read_rows(path)]
        points = [point for path in options.trace for point in read_points(path)]
        runs, left_out = join(rows, points)
        known, unknown = sources((run.row for run in runs), options.data)
    except SchedError as error:
        say(str(error))
        return error.exit_code
    for told in (*left_out, *unknown):
        say(told)
    shapes = machines(runs)
    if len(shapes) > 1:
        say(f"measured in different ways, so do not compare them: {'; '.join(shapes)}")
    # The files are named in the charts and the day is not: equal figures are to be equal charts.
    caption = ", ".join(path.name for path in (*options.results, *options.trace))
    paths = draw(runs, known, caption, options.output)
    if paths is None:
        say(f"no charts: {MISSING}")
        return 1
    for path in paths:
        say(f"chart: {path}")
    if not paths:
        say("no charts: there is no run to draw")
    return 0


if __name__ == "__main__":
    sys.exit(main())
