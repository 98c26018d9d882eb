"""What ``sched bench`` says of runs, and of two results side by side."""

import math
from collections.abc import Iterable, Iterator

from edusched.bench.compare import NO_PLAN, Compared, Comparison, Key, Measure, Verdict
from edusched.bench.rows import Row
from edusched.report.blocks import Table, table_lines

HEAD = (
    "instance",
    "limit",
    "seeds",
    "level",
    "old",
    "new",
    "value",
    "first plan",
    "near best",
    "total",
    "memory",
)
RATIOS = HEAD[6:]
NAMES = {
    "first_plan_seconds": "first plan",
    "near_best_seconds": "near best",
    "total_seconds": "total",
    "peak_mib": "memory",
}
UNITS = {"first plan": " s", "near best": " s", "total": " s", "memory": " MiB"}
MARKS = {Verdict.BETTER: "+", Verdict.WORSE: "-", Verdict.ONE_SEED: "?"}
LEGEND = (
    "Ratios are new over old, medians over the seeds; below 1 is better. "
    "+ better, - worse beyond the spread of the seeds; ? one seed only."
)


def run_words(row: Row) -> str:
    """Return one line about a run."""
    head = f"{row.instance}, seed {row.seed}, {row.limit_seconds:g} s, {row.workers} workers: {row.status}"
    if row.failed:
        return f"{head}: {row.error}"
    levels = [f"{name} {level.value:,} (bound {level.bound:,})" for name, level in row.levels.items()]
    costs = [f"{row.total_seconds:.1f} s"] if row.total_seconds is not None else []
    costs += [f"{row.peak_mib:,.0f} MiB"] if row.peak_mib is not None else []
    return "; ".join(filter(None, [head, ", ".join(levels), ", ".join(costs)]))


def comparison_lines(compared: Compared) -> list[str]:
    """Return the ratios as a table, their medians, and what differs beyond the spread of the seeds."""
    if not compared.groups:
        return ["nothing to compare: no instance was run with the same limits in both results"]
    rows = [_cells(group) for group in compared.groups]
    medians = {NAMES.get(name, name): _ratio(ratio) for name, ratio in compared.medians.items()}
    rows.append(("median", *[""] * 5, *(medians.get(name, "-") for name in RATIOS)))
    lines = table_lines(Table(HEAD, tuple(rows), HEAD[4:]))
    telling = [f"  {line}" for group in compared.groups for line in _telling(group)]
    title = "beyond the spread of the seeds:" if telling else "nothing differs beyond the spread of the seeds"
    return [*lines, "", LEGEND, "", title, *telling, *_failures(compared.groups)]


def _cells(group: Comparison) -> tuple[str, ...]:
    key, value = group.key, group.value
    runs = str(group.old_runs) if group.old_runs == group.new_runs else f"{group.old_runs}/{group.new_runs}"
    shown = (key.instance, _limit(key), runs, value.name, _amount(value.old), _amount(value.new))
    return (*shown, *(_marked(measure) for measure in (value, *group.others)))


def _limit(key: Key) -> str:
    words = [f"{key.limit_seconds:g} s", f"x{key.workers}"]
    words += ["strict"] if key.strict else []
    words += ["deterministic"] if key.deterministic else []
    return " ".join(words)


def _marked(measure: Measure) -> str:
    return _ratio(measure.ratio) + MARKS.get(measure.verdict, " ")


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return "-"
    return "from 0" if math.isinf(ratio) else f"{ratio:.3f}"


def _amount(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _telling(group: Comparison) -> Iterator[str]:
    for measure in group.telling:
        head = f"{group.key.instance} ({_limit(group.key)}): {measure.verdict.value}:"
        if measure.name == NO_PLAN:
            yield f"{head} one side has a plan where the other has none"
            continue
        name = NAMES.get(measure.name, measure.name)
        unit = UNITS.get(name, "")
        known = filter(None, (measure.old_range, measure.new_range))
        ranges = " -> ".join(_range(found) + unit for found in known)
        yield f"{head} {name} {ranges} (ratio {_ratio(measure.ratio)})"


def _range(found: tuple[float, float]) -> str:
    low, high = map(_amount, found)
    return low if low == high else f"{low} .. {high}"


def _failures(groups: Iterable[Comparison]) -> list[str]:
    return [
        f"failed: {group.key.instance} ({_limit(group.key)}): "
        f"old {group.old_failed} of {group.old_runs} runs, new {group.new_failed} of {group.new_runs}"
        for group in groups
        if group.old_failed or group.new_failed
    ]
