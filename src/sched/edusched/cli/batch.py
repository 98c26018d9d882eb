"""``sched batch``: many instances, each solved in a process of its own; what is done stays done."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edusched.cli.search_settings import (
    DASK,
    MAX_SECONDS,
    demand_cluster,
    demand_pieces,
    search_settings,
    search_words,
)
from edusched.cli.settings import Number, config_option, setting
from edusched.cli.signals import Interrupted
from edusched.cli.terminal import Terminal
from edusched.domain.errors import SchedError

if TYPE_CHECKING:
    from edusched.batch.job import Job
    from edusched.batch.outcome import Outcome
    from edusched.batch.runner import Limits
    from edusched.engines.contract import Engine

SOME_FAILED = 8
MAX_MIB = 64 * 1024 * 1024
SEVERAL_WORKERS = 2


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("-o", "--output", required=True, metavar="DIR", help="Folder for plans, journal and summary.")
@click.option("--resume", is_flag=True, help="Go on with the batch in DIR: run only what is missing.")
@setting(
    "--jobs",
    type=click.IntRange(1, 1024),
    help="Jobs side by side; as many as there are cores, if not given.",
)
@setting(
    "--grace",
    type=Number(1, MAX_SECONDS),
    default=120.0,
    metavar="SECONDS",
    help="Time for loading, building and checking, beyond the time limit; then a job is ended by force.",
)
@setting(
    "--memory",
    type=click.IntRange(64, MAX_MIB),
    metavar="MIB",
    help="Memory of a job, Linux only; if not given, that of the machine, shared out among the jobs.",
)
@search_settings(
    engine_help="What runs jobs: one after the other, processes here, or workers of Dask.",
    workers=None,
    workers_help="Processes and threads of a job; 1, or 2 if jobs run one by one.",
)
@setting(
    "--log-format",
    type=click.Choice(["text", "json"]),
    help="Messages as text or JSON lines; JSON unless on a terminal.",
)
@setting("--quiet", is_flag=True, help="Say only what went wrong.")
@config_option
@click.pass_obj
def batch(terminal: Terminal, /, sources: tuple[str, ...], output: str, resume: bool, **settings: Any) -> int:
    """Solve many instances, each in a process of its own, with a journal.

    SOURCE is a folder of instances, a pattern in quotes, an instance, or a list of paths that ends in .txt.
    """
    from edusched.batch.job import find_jobs
    from edusched.batch.journal import Journal
    from edusched.batch.runner import Runner
    from edusched.cli.batch_display import watcher_for
    from edusched.cli.batch_summary import save_summaries, some

    terminal.quiet = settings["quiet"]
    terminal.style = settings["log_format"] or ("text" if terminal.is_interactive() else "json")
    demand_pieces(settings["without"])
    demand_cluster(settings)
    jobs, folder = find_jobs(sources), Path(output)
    _demand_apart(jobs, folder)
    limits = _limits(settings)
    words = search_words(settings)
    _make(output, folder, resume=resume)
    with Journal(folder) as journal, _nothing_left(folder, resume=resume):
        known, missing, done = _sorted_out(jobs, folder, words)
        watcher = watcher_for(terminal, len(jobs), len(done))
        try:
            with terminal.stop.keeping(), watcher:
                journal.begin(words, len(missing))
                with _engine(settings, limits, len(missing)) as (engine, bounded):
                    runner = Runner(folder, journal, words, bounded, known, engine=engine)
                    outcomes = runner.run(missing, watcher)
        except Interrupted:
            outcomes = watcher.outcomes
        every = sorted([*done, *outcomes], key=lambda outcome: outcome.job)
        save_summaries(every, folder, len(jobs))
    failed = [outcome for outcome in every if outcome.failure]
    told = some(every, len(jobs))
    if terminal.stop.asked:
        code = terminal.stop.exit_code
        text = f"interrupted: {told}; --resume goes on with it"
        terminal.fail("interrupted", text, exit_code=code, ended=len(every), failed=len(failed), of=len(jobs))
        return code
    code = SOME_FAILED if failed else 0
    tell = terminal.fail if failed else terminal.note
    tell("finished", f"{told}; {folder / 'summary.csv'}", exit_code=code, failed=len(failed), of=len(jobs))
    return code


@contextmanager
def _nothing_left(folder: Path, *, resume: bool) -> "Iterator[None]":
    """Take the journal away where a new batch fails before any job, so that the same command works later."""
    from edusched.batch.journal import NAME, lines

    try:
        yield
    except SchedError:
        if not resume and not any(line.get("event") == "start" for line in lines(folder)):
            (folder / NAME).unlink(missing_ok=True)
        raise


def _demand_apart(jobs: "list[Job]", folder: Path) -> None:
    """Refuse to write among what is read: plans would be taken for instances next time."""
    home = folder.resolve()
    for job in jobs:
        if home in job.path.resolve().parents:
            raise click.UsageError(
                f"-o: {str(folder)!r} holds instances; name a folder of its own for the plans"
            )


def _make(output: str, folder: Path, *, resume: bool) -> None:
    from edusched.batch.journal import NAME
    from edusched.cli.outputs import demand_writable
    from edusched.report.tables.writers import make_folder

    make_folder(output)
    demand_writable(str(folder / "summary.json"))
    if not resume and (folder / NAME).exists():
        raise click.UsageError(
            f"{output!r} holds a batch already; --resume goes on with it, or name another folder"
        )


def _limits(settings: dict[str, Any]) -> "Limits":
    from edusched.batch.runner import Limits
    from edusched.bench.machine import memory_mib, usable_cores
    from edusched.bench.measure import DETERMINISTIC_FACTOR

    jobs = settings["jobs"] or usable_cores()
    jobs = 1 if settings["engine"] == "serial" else jobs
    workers = settings["workers"] or (1 if jobs > 1 or settings["engine"] == DASK else SEVERAL_WORKERS)
    factor = DETERMINISTIC_FACTOR if settings["deterministic"] else 1
    allowed = factor * settings["time_limit"] + settings["grace"]
    # Of other machines we know nothing.
    memory = settings["memory"] or (0 if settings["scheduler"] else memory_mib() // jobs)
    return Limits(jobs, allowed, memory, workers)


@contextmanager
def _engine(
    settings: dict[str, Any], limits: "Limits", jobs: int
) -> "Iterator[tuple[Engine | None, Limits]]":
    """Open the engine that runs jobs, if they are no processes of ours; yield it, and the limits with it."""
    if settings["engine"] != DASK or not jobs:
        yield None, limits
        return
    from edusched.engines.choice import open_engine

    with open_engine(DASK, min(limits.at_once, jobs), settings["scheduler"]) as engine:
        yield engine, replace(limits, at_once=settings["jobs"] or engine.workers)


def _sorted_out(
    jobs: "list[Job]", folder: Path, words: list[str]
) -> "tuple[dict[str, Outcome], list[Job], list[Outcome]]":
    """Return what is known from before, the jobs to run, and what came of those that need not."""
    from edusched.batch.job import identity
    from edusched.batch.journal import last_outcomes, still_holds

    known = last_outcomes(folder)
    missing, done = [], []
    for job in jobs:
        before = known.get(job.name)
        if before is not None and still_holds(before, identity(job, words), folder):
            done.append(before)
        else:
            missing.append(job)
    return known, missing, done
