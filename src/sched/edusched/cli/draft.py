"""``sched draft``: cohorts for a roster, candidate sessions for what is owed."""

from typing import TYPE_CHECKING

import click

from edusched.cli.terminal import Terminal

if TYPE_CHECKING:
    from edusched.drafting.notes import Drafted

MAX_NAMED = 8


@click.command()
@click.argument("instance", metavar="INSTANCE")
@click.option("-o", "--output", default="-", metavar="INSTANCE", help="Where the draft goes; - by default.")
@click.option(
    "--spare",
    type=click.IntRange(0, 1000),
    default=0,
    metavar="PERCENT",
    help="So many percent more candidates than needed, open to all who take them.",
)
@click.option("--explain", metavar="FILE", help="Write a reason for everything drawn up as JSON.")
@click.pass_obj
def draft(terminal: Terminal, /, instance: str, output: str, spare: int, explain: str | None) -> int:
    """Draw up cohorts and candidate sessions for INSTANCE.

    The people of its roster become cohorts. What they and the other cohorts owe by its policy becomes
    candidate sessions and programmes of its patterns. What it has already stays and is counted first.
    """
    from edusched import api
    from edusched.cli.outputs import demand_distinct, demand_writable
    from edusched.formats.files import save_json

    demand_distinct(INSTANCE=instance, output=output, explain=explain)
    if output == explain == "-":
        raise click.UsageError("the draft and its reasons cannot both go to standard output")
    for path in (output, explain):
        if path is not None:
            demand_writable(path)
    drafted = api.draft(api.load(instance), spare_percent=spare)
    api.save(drafted.instance, output)
    if explain is not None:
        save_json([note.as_data() for note in drafted.notes], explain)
    _tell(terminal, drafted)
    return 0


def _tell(terminal: Terminal, drafted: "Drafted") -> None:
    from edusched.cli.starting import sizes_of

    sizes = sizes_of(drafted.instance) | {"programmes": len(drafted.instance.programmes)}
    counted = ", ".join(f"{count:,} {thing}" for thing, count in sizes.items())
    terminal.note("drafted", f"instance {drafted.instance.id}: {counted}", **sizes)
    named = drafted.amiss[:MAX_NAMED]
    for note in named:
        terminal.warn(note.kind, f"{' '.join(note.subject)}: {note.text}", subject=list(note.subject))
    more = len(drafted.amiss) - len(named)
    if more:
        terminal.warn("more", f"and {more:,} more like these; --explain FILE names them all", more=more)
