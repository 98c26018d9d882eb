"""The summary of a batch: one row a job, as CSV for a spreadsheet and as JSON for programs."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from edusched._version import __version__
from edusched.batch.outcome import FAILURE_WORDS, Outcome
from edusched.domain.policy import Objective
from edusched.formats.files import save_json
from edusched.formats.text_files import write_text_file
from edusched.report.tables.contract import Cell, ReportTable, counts, numbers, texts
from edusched.report.tables.writers import as_csv

CSV, JSON = "summary.csv", "summary.json"
SCHEMA_VERSION = "1.0"


def save_summaries(outcomes: Sequence[Outcome], folder: Path, jobs: int) -> None:
    """Write both summaries into the folder of the batch; ``jobs`` counts those that have not ended too."""
    save_json(_data(outcomes, jobs), folder / JSON)
    write_text_file(folder / CSV, as_csv(_table(outcomes)))


def some(outcomes: Sequence[Outcome], jobs: int) -> str:
    """Return in words how many jobs came to what."""
    plans = sum(bool(outcome.plan) for outcome in outcomes)
    impossible = sum(not outcome.failure and not outcome.plan for outcome in outcomes)
    failed = sum(outcome.failure is not None for outcome in outcomes)
    parts = [f"{len(outcomes):,} of {jobs:,} jobs ended", f"{plans:,} plans"]
    parts += [f"{impossible:,} proved infeasible"] if impossible else []
    parts += [f"{failed:,} failed"] if failed else []
    return ", ".join(parts)


def _data(outcomes: Sequence[Outcome], jobs: int) -> dict[str, Any]:
    failures: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.failure:
            failures[outcome.failure.value] = failures.get(outcome.failure.value, 0) + 1
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "batch",
        "sched": __version__,
        "jobs": jobs,
        "ended": len(outcomes),
        "plans": sum(bool(outcome.plan) for outcome in outcomes),
        "failed": dict(sorted(failures.items())),
        "outcomes": [outcome.model_dump(mode="json") | {"gap": outcome.gap} for outcome in outcomes],
    }


def _table(outcomes: Sequence[Outcome]) -> ReportTable:
    """Return a row a job; levels that no plan has get no columns."""
    levels = [level.value for level in Objective if any(level.value in o.levels for o in outcomes)]
    scores = [
        column
        for level in levels
        for column in (*counts(**{level: "", f"{level}_bound": ""}), *numbers(**{f"{level}_gap": ""}))
    ]
    columns = (
        *texts("job", "instance", "status", "failure", "plan"),
        *numbers(gap=""),
        *scores,
        *counts(unmet="", sessions_not_run=""),
        *numbers(seconds="s", solve_seconds="s", cpu_seconds="s", peak_mib="MiB"),
        *texts("memory_by", "reasons", "instance_hash"),
    )
    return ReportTable("batch", "Jobs of a batch", columns, tuple(_row(o, levels) for o in outcomes))


def _row(outcome: Outcome, levels: Sequence[str]) -> tuple[Cell, ...]:
    scores: list[Cell] = []
    for name in levels:
        level = outcome.levels.get(name)
        scores += [None] * 3 if level is None else [level.value, level.bound, _number(level.gap, 6)]
    failure = outcome.failure
    reasons = [FAILURE_WORDS[failure]] if failure else []
    return (
        outcome.job,
        outcome.instance,
        outcome.status.value if outcome.status else None,
        failure.value if failure else None,
        outcome.plan,
        _number(outcome.gap, 6),
        *scores,
        outcome.unmet if outcome.plan else None,
        outcome.not_run if outcome.plan else None,
        _number(outcome.seconds),
        _number(outcome.solve_seconds),
        _number(outcome.cpu_seconds),
        _number(outcome.peak_mib),
        outcome.memory_by,
        "; ".join([*reasons, *outcome.reasons]),
        outcome.instance_hash,
    )


def _number(value: float | None, digits: int = 3) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, digits)))
