"""Runs of contestants on the neutral problem: values over time, a table of ratios, a CSV, a chart."""

import csv
import io
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drawing import MISSING, plotting, save

from edusched.bench.machine import Machine
from edusched.report.blocks import Table, table_lines

SCHEMA = "sched-peers-1"
MARKS = (10.0, 20.0, 30.0, 45.0, 60.0)
OVERRUN_SECONDS = 2.0
"""A peer's last plan counts at the limit if reading it back took no longer than this."""

COLUMNS = (
    "schema",
    "size",
    "seed",
    "contestant",
    "version",
    "cpu",
    "cores",
    "memory_mib",
    "system",
    "python",
    "commit",
    "what",
    "seconds",
    "objective",
    "unassigned",
    "peak_mib",
    "error",
)


@dataclass(frozen=True, slots=True)
class PeerRun:
    """One contestant on one problem.

    Attributes
    ----------
    points
        (seconds since the start, objective) of each plan told of.
    objective, unassigned
        Of the last plan, as the independent scorer says it; None where there is none.
    seconds
        From the start to the end.
    end_counts
        The last plan counts at the limit: the contestant kept the limit by itself, and its points may lack
        it. Ours does not: loading comes on top of its limit, so only what it told of in time counts.
    error
        Why it is no measurement.
    """

    contestant: str
    version: str
    size: int
    seed: int
    points: tuple[tuple[float, float], ...] = ()
    objective: float | None = None
    unassigned: int | None = None
    seconds: float = 0.0
    peak_mib: float | None = None
    end_counts: bool = True
    error: str = ""

    def at(self, seconds: float, limit: float) -> float | None:
        """Return the best objective told of within some seconds; None: no plan by then."""
        found = [objective for when, objective in self.points if when <= seconds]
        in_time = self.end_counts and self.seconds <= limit + OVERRUN_SECONDS
        if seconds >= limit and in_time and self.objective is not None:
            found.append(self.objective)
        return min(found, default=None)


@dataclass(slots=True)
class PeerResults:
    """All runs so far."""

    machine: Machine
    limit: float
    runs: list[PeerRun] = field(default_factory=list)

    def csv_text(self) -> str:
        """Return every point, and a last row for each run."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for run in self.runs:
            writer.writerows(self._rows(run))
        return text.getvalue()

    def _rows(self, run: PeerRun) -> Iterable[dict[str, object]]:
        machine = self.machine
        same = {
            "schema": SCHEMA,
            "size": run.size,
            "seed": run.seed,
            "contestant": run.contestant,
            "version": run.version,
            "cpu": machine.cpu,
            "cores": machine.cores,
            "memory_mib": machine.memory_mib,
            "system": machine.system,
            "python": machine.python,
            "commit": machine.commit,
        }
        for seconds, objective in run.points:
            yield same | {"what": "point", "seconds": round(seconds, 2), "objective": f"{objective:.0f}"}
        yield same | {
            "what": "failed" if run.error else "end",
            "seconds": round(run.seconds, 2),
            "objective": "" if run.objective is None else f"{run.objective:.0f}",
            "unassigned": "" if run.unassigned is None else run.unassigned,
            "peak_mib": "" if run.peak_mib is None else round(run.peak_mib),
            "error": run.error,
        }

    def lines(self) -> list[str]:
        """Return a table for each size: objectives over time, then ratios of ours to each peer."""
        lines: list[str] = []
        for size in sorted({run.size for run in self.runs}):
            runs = [run for run in self.runs if run.size == size]
            seeds = ", ".join(str(seed) for seed in sorted({run.seed for run in runs}))
            lines += [f"{size:,} sessions, seeds {seeds}: medians; a ratio below 1 means that ours is better"]
            lines += [*table_lines(self._table(runs)), ""]
        lines += [
            f"failed: {run.contestant}, {run.size:,} sessions, seed {run.seed}: {run.error}"
            for run in self.runs
            if run.error
        ]
        return lines

    def marks(self) -> tuple[float, ...]:
        """Return the seconds at which contestants are compared."""
        early = tuple(mark for mark in MARKS if mark < self.limit)
        return (*early, self.limit)

    def _table(self, runs: Sequence[PeerRun]) -> Table:
        names = list(dict.fromkeys(run.contestant for run in runs))
        by_name = {name: {run.seed: run for run in runs if run.contestant == name} for name in names}
        marks = self.marks()
        rows = []
        for name in names:
            mine = [run for run in by_name[name].values() if not run.error]
            cells = [_median([run.at(mark, self.limit) for run in mine]) for mark in marks]
            memory = _median([run.peak_mib for run in mine])
            rows.append((name, *cells, _median([run.objective for run in mine]), memory))
        for name in names:
            if name != "ours" and "ours" in by_name:
                pairs = self._pairs(by_name["ours"], by_name[name])
                ratios = [_ratios(pairs, mark, self.limit) for mark in marks]
                rows.append((f"ours / {name}", *ratios, "", ""))
        head = ("contestant", *(f"{mark:g} s" for mark in marks), "at its end", "peak MiB")
        return Table(head, tuple(rows), head[1:])

    def _pairs(self, ours: dict[int, PeerRun], theirs: dict[int, PeerRun]) -> list[tuple[PeerRun, PeerRun]]:
        """Return runs on the same problem."""
        shared = [seed for seed in ours if seed in theirs]
        return [(ours[s], theirs[s]) for s in shared if not (ours[s].error or theirs[s].error)]


def _median(values: Iterable[float | None]) -> str:
    """Return the median as a cell; no plan counts as worse than any plan."""
    known = [float("inf") if value is None else value for value in values]
    if not known:
        return "-"
    middle = statistics.median(known)
    return "no plan" if middle == float("inf") else f"{middle:,.0f}"


def _ratios(pairs: Sequence[tuple[PeerRun, PeerRun]], mark: float, limit: float) -> str:
    """Return the median ratio and its range over the seeds, where both sides had a plan."""
    ratios = []
    for ours, theirs in pairs:
        one, other = ours.at(mark, limit), theirs.at(mark, limit)
        if one is not None and other:
            ratios.append(one / other)
    if not ratios:
        return "-"
    middle = f"{statistics.median(ratios):.3f}"
    return middle if len(ratios) == 1 else f"{middle} ({min(ratios):.3f}-{max(ratios):.3f})"


def draw(results: PeerResults, path: Path) -> str:
    """Draw values over time, a panel for each size, and return what came of it, in words."""
    plt = plotting()
    if plt is None:
        return f"no chart: {MISSING}"
    curves = [(run, _falling(run, results.limit)) for run in results.runs]
    curves = [(run, points) for run, points in curves if points]
    sizes = sorted({run.size for run, _ in curves})
    if not sizes:
        return "no chart: there is no point to draw"
    names = list(dict.fromkeys(run.contestant for run, _ in curves))
    figure, panels = plt.subplots(1, len(sizes), figsize=(5 * len(sizes), 4), squeeze=False)
    for panel, size in zip(panels[0], sizes, strict=True):
        labelled: set[str] = set()
        for run, points in curves:
            if run.size != size:
                continue
            seconds, values = zip(*points, strict=True)
            label = None if run.contestant in labelled else run.contestant
            labelled.add(run.contestant)
            colour = f"C{names.index(run.contestant)}"
            panel.step(seconds, values, where="post", color=colour, label=label, linewidth=1)
        panel.set(title=f"{size:,} sessions", xlabel="seconds", ylabel="objective", yscale="log")
        panel.set_xlim(0, results.limit)
        panel.legend()
    figure.tight_layout()
    save(plt, figure, path)
    return f"chart: {path}"


def _falling(run: PeerRun, limit: float) -> list[tuple[float, float]]:
    """Return the best value so far over time, up to the limit."""
    points: list[tuple[float, float]] = []
    for seconds, objective in sorted(run.points):
        if seconds <= limit and (not points or objective < points[-1][1]):
            points.append((seconds, objective))
    last = run.at(limit, limit)
    return points if last is None else [*points, (limit, last)]
