"""``sched bench``: measure a suite of instances, or hold two results against each other."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edusched.cli.settings import Number, config_option, setting
from edusched.cli.signals import Interrupted
from edusched.cli.terminal import Terminal

if TYPE_CHECKING:
    from edusched.bench.measure import Measured
    from edusched.bench.rows import Row
    from edusched.bench.suite import Suite
    from edusched.bench.trace import Step

MAX_SECONDS = 10_000_000
MAX_SEED = 2**31 - 1
SOME_FAILED = 8


@click.command()
@click.argument("suite", metavar="[SUITE]", required=False)
@click.option("-o", "--output", default="-", metavar="CSV", help="Results; -, the default, is stdout.")
@click.option("--trace", metavar="CSV", help="Improvements: seconds, level, value, bound.")
@setting("--data", metavar="DIR", help="Folder of the instances that are not in the repository.")
@click.option("--only", metavar="NAME", multiple=True, help="These instances only; * and ? stand for others.")
@click.option(
    "--seed",
    "seeds",
    type=click.IntRange(0, MAX_SEED),
    multiple=True,
    help="These seeds, not those of the suite.",
)
@click.option(
    "--time-limit",
    type=Number(0, MAX_SECONDS),
    metavar="SECONDS",
    help="This time limit, not those of the suite.",
)
@click.option(
    "--compare",
    nargs=2,
    metavar="OLD NEW",
    help="Measure nothing; print the ratios of two results, new over old.",
)
@setting(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Messages as text or JSON lines.",
)
@setting("--quiet", is_flag=True, help="Say only what went wrong.")
@config_option
@click.pass_context
def bench(ctx: click.Context, /, suite: str | None, compare: tuple[str, str] | None, **settings: Any) -> int:
    """Measure SUITE, one run after the other, each in a process of its own.

    SUITE is a TOML file, or the name of one in benchmarks/suites; benchmarks/README.md says what is measured.
    """
    terminal: Terminal = ctx.obj
    terminal.style = settings.pop("log_format")
    terminal.quiet = settings.pop("quiet")
    if compare is not None:
        if suite is not None:
            raise click.UsageError("--compare measures nothing: give no SUITE with it")
        return _compare(terminal, *compare)
    if suite is None:
        raise click.UsageError("Missing argument 'SUITE'.")
    return _measure(terminal, suite, settings)


def _compare(terminal: Terminal, old: str, new: str) -> int:
    from edusched.bench.compare import compare
    from edusched.bench.rows import read_rows
    from edusched.cli.bench_words import comparison_lines

    compared = compare(read_rows(old), read_rows(new))
    for line in compared.warnings:
        terminal.warn("comparison", line)
    terminal.print("\n".join(comparison_lines(compared)))
    return 0


def _measure(terminal: Terminal, suite: str, settings: dict[str, Any]) -> int:
    from edusched.bench.suite import load_suite
    from edusched.cli.outputs import demand_distinct, demand_writable

    output, trace, only = settings["output"], settings["trace"], settings["only"]
    demand_distinct(SUITE=suite, CSV=output, **{"--trace": trace})
    for path in filter(None, (output, trace)):
        demand_writable(path)
    whole = load_suite(suite, settings["data"])
    chosen = whole.only(only, settings["seeds"], settings["time_limit"])
    if not chosen.instances:
        names = ", ".join(instance.name for instance in whole.instances)
        raise click.UsageError(f"--only {' '.join(only)}: no instance of that name; there are {names}")
    results = _Results(terminal, output, trace)
    try:
        _run_all(terminal, chosen, results)
    except Interrupted as signal:
        where = f", in {output}" if results.rows and output != "-" else ""
        kept = f"runs measured: {len(results.rows):,}{where}"
        terminal.fail("interrupted", f"interrupted: {kept}", exit_code=signal.exit_code)
        return signal.exit_code
    failed = sum(row.failed for row in results.rows)
    if failed:
        terminal.fail("failed", f"{failed:,} of {len(results.rows):,} runs failed", exit_code=SOME_FAILED)
    return SOME_FAILED if failed else 0


def _run_all(terminal: Terminal, suite: "Suite", results: "_Results") -> None:
    from edusched.bench.machine import this_machine
    from edusched.bench.measure import Bench
    from edusched.cli.bench_words import run_words

    cases = list(suite.cases())
    with tempfile.TemporaryDirectory(prefix="sched-bench-") as folder:
        bench = Bench(suite.name, this_machine(), Path(folder))
        for number, case in enumerate(cases, 1):
            measured = bench.run(case)
            results.take(measured)
            row = measured.row
            terminal.note(
                "run",
                f"{number}/{len(cases)} {run_words(row)}",
                number=number,
                of=len(cases),
                instance=row.instance,
                seed=row.seed,
                status=row.status,
                problem=row.error,
            )


class _Results:
    """Results as they come in: whatever happens, what was measured is written."""

    def __init__(self, terminal: Terminal, output: str, trace: str | None) -> None:
        self._terminal, self._output, self._trace = terminal, output, trace
        self.rows: list[Row] = []
        self._traces: list[tuple[Row, tuple[Step, ...]]] = []

    def take(self, measured: "Measured") -> None:
        """Keep a run: a line on standard output, or the files written anew as a whole."""
        from edusched.bench.rows import csv_text, trace_text
        from edusched.formats.text_files import STANDARD_STREAM, write_text_file

        self.rows.append(measured.row)
        self._traces.append((measured.row, measured.steps))
        if self._output == STANDARD_STREAM:
            lines = csv_text([measured.row]).splitlines()
            self._terminal.print("\n".join(lines if len(self.rows) == 1 else lines[1:]))
        else:
            write_text_file(self._output, csv_text(self.rows))
        if self._trace is not None:
            write_text_file(self._trace, trace_text(self._traces))
