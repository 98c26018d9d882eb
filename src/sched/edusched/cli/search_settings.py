"""The settings of a search, for the verbs that solve."""

from collections.abc import Callable
from typing import Any

import click

from edusched.cli.settings import Function, Number, setting

MAX_SECONDS = 10_000_000
MAX_SEED = 2**31 - 1
DASK = "dask"


def search_settings(
    engine_help: str, workers: int | None = 2, workers_help: str = "Processes and threads."
) -> Callable[[Function], Function]:
    """Declare engine, time limit, workers, seed, gap and what else a search is told, as settings of a verb.

    Parameters
    ----------
    engine_help
        What the engine runs.
    workers
        Default number of workers; None: the verb decides.
    """
    options = (
        setting(
            "--engine",
            type=click.Choice(["serial", "process", DASK]),
            default="process",
            help=engine_help,
        ),
        setting(
            "--scheduler",
            default="",
            metavar="ADDRESS",
            help="Scheduler of Dask, such as tcp://10.0.0.1:8786; if not given, a cluster is started here.",
        ),
        setting(
            "--time-limit",
            type=Number(0, MAX_SECONDS),
            default=60.0,
            metavar="SECONDS",
            help="Time for all levels together.",
        ),
        setting("--workers", type=click.IntRange(1, 256), default=workers, help=workers_help),
        setting("--seed", type=click.IntRange(0, MAX_SEED), default=1, help="Seed of everything random."),
        setting(
            "--gap",
            type=Number(0, 1, max_open=True),
            default=0.0,
            help="Relative gap at which a level is good enough.",
        ),
        setting(
            "--deterministic",
            is_flag=True,
            help="Same input, same plan, byte for byte; the solver's own clock is the time limit.",
        ),
        setting(
            "--strict",
            is_flag=True,
            help="Every obligation must be met; the instance may then be infeasible.",
        ),
        setting(
            "--without",
            multiple=True,
            metavar="PIECE",
            help="Switch off a piece of the search, such as walk or bound; may be given several times.",
        ),
    )

    def declare(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return declare


def search_words(settings: dict[str, Any]) -> list[str]:
    """Return settings as the words that say them to ``sched solve``, all but who does the work."""
    words = [
        *("--time-limit", repr(settings["time_limit"])),
        *("--seed", str(settings["seed"])),
        *("--gap", repr(settings["gap"])),
    ]
    words += [f"--{name}" for name in ("deterministic", "strict") if settings[name]]
    for piece in settings["without"]:
        words += ["--without", piece]
    return words


def demand_pieces(names: tuple[str, ...]) -> None:
    """Refuse names of no piece of the search."""
    from edusched.search.pieces import PIECES

    for name in names:
        if name not in PIECES:
            raise click.BadParameter(f"{name!r} is none of {', '.join(PIECES)}", param_hint="'--without'")


def demand_cluster(settings: dict[str, Any]) -> None:
    """Refuse a scheduler where no engine asks for it."""
    if settings["scheduler"] and settings["engine"] != DASK:
        raise click.UsageError(f"--scheduler is for --engine {DASK}")
