"""``sched solve``: find the best plan, and keep it whatever happens."""

import os
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from edusched.cli.search_settings import DASK, demand_cluster, demand_pieces, search_settings
from edusched.cli.settings import config_option, setting
from edusched.cli.terminal import Terminal
from edusched.domain.errors import FileAccessError
from edusched.formats.text_files import STANDARD_STREAM

if TYPE_CHECKING:
    from edusched.domain.instance import Instance
    from edusched.domain.plan import Plan
    from edusched.domain.result import Result
    from edusched.report.words import Words

CHECK_SECONDS_A_SESSION = 5e-4
"""A plan of 160,000 sessions is checked within 80 s, on a busy machine too."""
REPORT_SUFFIXES = (".txt", ".md", ".json")


def _report_path(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None and PurePath(value).suffix.lower() not in REPORT_SUFFIXES:
        raise click.BadParameter(f"{value!r} must end in one of {', '.join(REPORT_SUFFIXES)}.")
    return value


@click.command()
@click.argument("instance", metavar="INSTANCE")
@click.option("-o", "--output", default="-", metavar="PLAN", help="Plan to write; -, the default, is stdout.")
@search_settings(engine_help="Where parts of a large instance are planned.")
@click.option(
    "--resume",
    metavar="PLAN",
    help="Begin with this plan; the result is no worse.",
)
@click.option("--checkpoint", metavar="PLAN", help="Keep the best plan here while the solve goes on.")
@click.option(
    "--report", metavar="FILE", callback=_report_path, help="Summary to write: .txt, .md, or .json for data."
)
@setting(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Messages as text or JSON lines.",
)
@setting("--quiet", is_flag=True, help="Say only what went wrong.")
@config_option
@click.pass_obj
def solve(terminal: Terminal, /, instance: str, output: str, report: str | None, **settings: Any) -> int:
    """Find the best plan for INSTANCE (a file, or - for standard input)."""
    resume, checkpoint = settings.pop("resume"), settings.pop("checkpoint")
    terminal.style = settings.pop("log_format")
    terminal.quiet = settings.pop("quiet")

    from edusched import api
    from edusched.cli.outputs import demand_distinct, demand_writable
    from edusched.cli.starting import tell_start
    from edusched.report.words import Words

    demand_pieces(settings["without"])
    demand_cluster(settings)
    demand_distinct(INSTANCE=instance, PLAN=output, **{"--report": report})
    demand_distinct(INSTANCE=instance, **{"--checkpoint": checkpoint, "--report": report})
    for path in filter(None, (output, report, checkpoint)):
        demand_writable(path)
    begun = resume is not None and _begun(terminal, resume, checkpoint)
    question = api.load(instance)
    if begun:
        settings["start"] = api.read_plan(resume, question)
    if checkpoint is not None:
        settings["keep"] = partial(_keep, terminal, checkpoint)
    words = Words(question, strict=settings["strict"])
    tell_start(terminal, question, words)
    with terminal.stop.keeping():
        return _solve_and_keep(terminal, question, words, output, report, settings)


def _begun(terminal: Terminal, resume: str, checkpoint: str | None) -> bool:
    """Tell whether there is a plan to begin with; a job that always names its checkpoint has none at first.

    Raises
    ------
    FileAccessError
        There is none, and this run does not make one there.
    """
    if Path(resume).exists() or resume == STANDARD_STREAM:
        return True
    if checkpoint is None or os.path.realpath(checkpoint) != os.path.realpath(resume):
        advice = "look at its name, or name the same file with --checkpoint to begin anew where there is none"
        raise FileAccessError(resume, "--resume: no such file", advice)
    terminal.note("resume", f"{resume}: no plan is there yet; this run begins anew", file=resume)
    return False


def _keep(terminal: Terminal, path: str, plan: "Plan") -> None:
    """Keep a plan while the solve goes on; that it cannot be written is no reason to end it."""
    from edusched.formats.files import save_plan

    try:
        save_plan(plan, path)
    except FileAccessError as error:
        terminal.note("checkpoint", str(error))


def _solve_and_keep(
    terminal: Terminal,
    question: "Instance",
    words: "Words",
    output: str,
    report: str | None,
    settings: dict[str, Any],
) -> int:
    from edusched import api
    from edusched.cli.outcome import exit_code, tell_outcome, tell_overdue
    from edusched.cli.outputs import keep_plan
    from edusched.cli.progress import display_for
    from edusched.cli.solving import OverdueError, solve_and_wait
    from edusched.report.summary import save_summary
    from edusched.search.solve import StopSwitch

    switch = StopSwitch()
    display = display_for(terminal, words)

    def work() -> "Result":
        limits = {key: value for key, value in settings.items() if key != "time_limit"}
        return api.solve(
            question,
            time_limit_seconds=settings["time_limit"],
            on_progress=display,
            switch=switch,
            **limits,
        )

    try:
        last_check_seconds = len(question.sessions) * CHECK_SECONDS_A_SESSION
        result = solve_and_wait(work, switch.stop, display, terminal, last_check_seconds)
    except OverdueError:
        tell_overdue(terminal, display)
        return terminal.stop.exit_code
    if settings["engine"] == DASK and not display.in_parts:
        text = "solved whole on this machine: --engine dask is for instances that are solved in parts"
        terminal.warn("solved_whole", text)
    if result.plan is not None:
        terminal.kept = keep_plan(result.plan, output)
    if report is not None:
        save_summary(question, result, report, strict=settings["strict"])
    code = exit_code(result, terminal.stop)
    tell_outcome(terminal, result, words, report, code)
    return code
