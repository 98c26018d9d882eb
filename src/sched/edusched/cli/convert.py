"""``sched convert``: problems of other programs into instances, and plans back into their solutions."""

from typing import TYPE_CHECKING

import click

from edusched.cli.terminal import Terminal

if TYPE_CHECKING:
    from edusched.formats.convert import Converted

FORMATS = ("instance", "plan", "ctt", "neutral")
MAX_NAMED = 8


@click.command()
@click.argument("src", metavar="SRC")
@click.argument("dst", metavar="DST")
@click.option("--from", "source", type=click.Choice(FORMATS), help="Format of SRC; else by its suffix.")
@click.option("--to", "target", type=click.Choice(FORMATS), help="Format of DST; else by its suffix.")
@click.option("--instance", metavar="INSTANCE", help="The instance a plan or a solution answers.")
@click.pass_obj
def convert(
    terminal: Terminal, /, src: str, dst: str, source: str | None, target: str | None, instance: str | None
) -> int:
    """Convert between our files and those of other programs.

    A problem SRC becomes an instance DST. With --instance, a plan becomes a solution of the problem that the
    instance was converted from, and a solution becomes a plan. Formats: ctt (ITC-2007 track 3, .ctt and
    .sol), neutral, instance and plan (JSON).
    """
    from edusched.cli.outputs import demand_distinct, demand_writable
    from edusched.formats.convert import chosen_formats
    from edusched.formats.convert import convert as convert_file

    if src == instance == "-":
        raise click.UsageError("SRC and the instance cannot both be standard input")
    try:
        formats = chosen_formats(src, dst, source, target, with_instance=instance is not None)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    demand_distinct(SRC=src, INSTANCE=instance, DST=dst)
    demand_writable(dst)
    _tell(terminal, convert_file(src, dst, *formats, instance), formats[1])
    return 0


def _tell(terminal: Terminal, made: "Converted", target: str) -> None:
    from edusched.cli.starting import sizes_of

    if target == "instance":
        sizes = sizes_of(made.instance)
        counted = ", ".join(f"{count:,} {thing}" for thing, count in sizes.items())
        terminal.note("converted", f"instance {made.instance.id}: {counted}", **sizes)
        return
    sessions = len(made.instance.sessions)
    run = sessions - len(made.not_run)
    text = f"{target} of instance {made.instance.id}: {run:,} of {sessions:,} sessions run"
    terminal.note("converted", text, sessions=sessions, run=run)
    if made.not_run and target == "ctt":
        names = ", ".join(made.not_run[:MAX_NAMED])
        more = ", ..." if len(made.not_run) > MAX_NAMED else ""
        words = f"{len(made.not_run):,} sessions do not run and have no line: {names}{more}"
        terminal.warn("no_line", words, sessions=list(made.not_run))
