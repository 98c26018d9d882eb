"""``sched convert``: problems of other programs into instances, and plans back into their solutions."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from edusched.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from edusched.domain.plan import Plan
    from edusched.formats.convert import Converted

FORMATS = ("instance", "plan", "ctt", "neutral")
REGISTERS = (
    "units",
    "people",
    "attendance",
    "credits",
    "exams",
    "ratings",
    "standings",
    "indicators",
    "targets",
    "milestones",
    "checklist",
    "inspections",
    "feedback",
    "issues",
)
"""What a CSV file can bring: units of an instance, lists of records."""

MAX_NAMED = 8
READ = ("instance", "records", "into")


@click.command()
@click.argument("src", metavar="SRC")
@click.argument("dst", metavar="DST")
@click.option(
    "--from", "source", type=click.Choice(FORMATS + REGISTERS), help="Format of SRC; else by its suffix."
)
@click.option("--to", "target", type=click.Choice(FORMATS), help="Format of DST; else by its suffix.")
@click.option("--instance", metavar="INSTANCE", help="The instance SRC answers, or is taken into.")
@click.option("--records", metavar="FILE", help="Records of what happened, or that rows are added to.")
@click.option("--into", metavar="INSTANCE", help="The next instance, to take over what people have learnt.")
@click.pass_obj
def convert(terminal: Terminal, /, src: str, dst: str, **words: Any) -> int:
    """Convert between our files and those of other programs, and between JSON and JSON Lines.

    A problem SRC becomes an instance DST. With --instance, a plan becomes a solution of the problem that the
    instance was converted from, and a solution becomes a plan. Formats: ctt (ITC-2007 track 3, .ctt and
    .sol), neutral, instance and plan. These two change between JSON and JSON Lines by the suffixes .json,
    .jsonl, and .gz behind either; a plan with --from plan.

    CSV registers: --from units takes units into --instance, joined on their credit code; --from people,
    attendance and other lists adds rows to --records. With --records and --into, the plan SRC of --instance
    and what happened become histories of the next instance.
    """
    from edusched.cli.outputs import demand_distinct, demand_writable

    read = {name: words[name] for name in READ}
    if [src, *read.values()].count("-") > 1:
        raise click.UsageError("two of SRC, --instance, --records and --into cannot both be standard input")
    way = _way(src, dst, words)
    demand_distinct(SRC=src, **read, DST=dst)
    demand_writable(dst)
    way(terminal)
    return 0


def _way(src: str, dst: str, words: dict[str, Any]) -> "Callable[[Terminal], None]":
    """Return what is to be done, before anything is read."""
    source, target, instance = words["source"], words["target"], words["instance"]
    if source == "units":
        _demand(source, words, ("instance",))
        return partial(_join, src, instance, dst)
    if source in REGISTERS:
        _demand(source, words, ("records",))
        return partial(_add, src, source, words["records"], dst)
    if words["records"] is not None or words["into"] is not None:
        if source not in (None, "plan") or target not in (None, "instance"):
            raise click.UsageError("with --records and --into, a plan SRC becomes an instance DST")
        _demand("plan", words, READ)
        return partial(_carry, src, [words[name] for name in READ], dst)
    from edusched.formats.convert import chosen_formats
    from edusched.formats.convert import convert as convert_file

    try:
        formats = chosen_formats(src, dst, source, target, with_instance=instance is not None)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return lambda terminal: _tell(terminal, convert_file(src, dst, *formats, instance), formats[1])


def _demand(source: str, words: dict[str, Any], wanted: tuple[str, ...]) -> None:
    """Refuse files that a way does not take, and miss those it does."""
    if source in REGISTERS and words["target"] is not None:
        raise click.UsageError(f"--from {source} takes no --to")
    for name in READ:
        if (words[name] is not None) != (name in wanted):
            needs = "takes" if name in wanted else "takes no"
            raise click.UsageError(f"the way from {source} {needs} --{name}")


def _join(src: str, instance: str, dst: str, terminal: Terminal) -> None:
    from edusched.formats.convert_records import units

    joined = units(src, instance, dst)
    added, changed = len(joined.added), len(joined.changed)
    text = f"instance {joined.instance.id}: {added:,} units added, {changed:,} changed"
    terminal.note("joined", text, added=added, changed=changed)


def _add(src: str, part: str, records: str, dst: str, terminal: Terminal) -> None:
    from edusched.formats.convert_records import rows

    added = rows(src, part, records, dst)
    terminal.note("added", f"records: {added:,} added to {part}", part=part, added=added)


def _carry(src: str, read: list[str], dst: str, terminal: Terminal) -> None:
    from edusched.formats.convert_records import carried

    instance, records, into = read
    made = carried(src, instance, records, into, dst)
    entries = sum(len(cohort.history) for cohort in made.cohorts)
    text = f"instance {made.id}: {entries:,} entries of history"
    terminal.note("carried", text, entries=entries)


def _tell(terminal: Terminal, made: "Converted | Plan", target: str) -> None:
    from edusched.cli.starting import sizes_of
    from edusched.domain.plan import Plan

    if isinstance(made, Plan):
        bookings, not_run = len(made.bookings), len(made.not_run)
        text = f"plan of instance {made.instance}: {bookings:,} bookings, {not_run:,} sessions do not run"
        terminal.note("converted", text, bookings=bookings, not_run=not_run)
        return
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
