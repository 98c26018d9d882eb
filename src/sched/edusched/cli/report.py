"""``sched report``: tables computed from a plan, as JSON or as CSV."""

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from edusched.cli.check import BROKEN
from edusched.cli.settings import config_option, setting
from edusched.cli.terminal import Terminal

if TYPE_CHECKING:
    from edusched.report.tables.contract import TableFunction

PAGES = (".html", ".htm")


@click.command()
@click.argument("instance", metavar="INSTANCE")
@click.argument("plan", metavar="PLAN")
@click.option(
    "-o",
    "--output",
    metavar="DIR|FILE.json",
    required=True,
    help="A folder for one CSV a table, or one JSON file; - is JSON to stdout.",
)
@click.option("--table", "tables", metavar="ID", multiple=True, help="Only this table; may be given again.")
@click.option("--previous", metavar="PLAN", help="An earlier plan, for the table of changes.")
@click.option("--records", metavar="FILE", help="What happened: certificates, milestones, rankings and more.")
@setting("--strict", is_flag=True, help="Every obligation must be met.")
@config_option
@click.pass_obj
def report(terminal: Terminal, /, instance: str, plan: str, output: str, **options: Any) -> int:
    """Compute tables from PLAN, an answer to INSTANCE: study hours, loads, use of places, money and more.

    A plan that breaks a hard rule is reported all the same, with exit code 7.
    """
    from edusched import api
    from edusched.cli.outputs import demand_distinct, demand_writable
    from edusched.report.tables.contract import reading_of
    from edusched.report.tables.listing import computed
    from edusched.report.tables.writers import make_folder, save_csv, save_json_report

    previous, records = options["previous"], options["records"]
    if [instance, plan, previous, records].count("-") > 1:
        raise click.UsageError("only one of INSTANCE, PLAN, --previous and --records can be standard input")
    wanted = _wanted(options["tables"])
    as_file = _is_file(output)
    demand_distinct(INSTANCE=instance, PLAN=plan, records=records, output=output)
    demand_distinct(previous=previous, output=output)
    question = api.load(instance)
    answer = api.read_plan(plan, question)
    before = None if previous is None else api.read_plan(previous)
    told = None if records is None else api.read_records(records, question)
    reading = reading_of(question, answer, records=told, strict=options["strict"], previous=before)
    if as_file:
        demand_writable(output)
        save_json_report(question, computed(reading, wanted), output)
    else:
        make_folder(output)
        save_csv(computed(reading, wanted), output)
    if not reading.report.accepted:
        broken = len(reading.report.broken)
        terminal.warn("broken", f"the plan breaks hard rules {broken:,} times: see sched check", times=broken)
        return BROKEN
    return 0


def _wanted(ids: tuple[str, ...]) -> "tuple[TableFunction, ...]":
    from edusched.report.tables.listing import chosen

    try:
        return chosen(ids or None)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _is_file(output: str) -> bool:
    """Tell a JSON file from a folder by the name."""
    suffix = PurePath(output).suffix.lower()
    if not output:
        raise click.UsageError("-o has no name: name a folder for CSV files, or a file that ends in .json")
    if output == "-" or suffix == ".json":
        return True
    if suffix in PAGES:
        words = "pages are not there yet; name a folder for CSV files, or a file that ends in .json"
        raise click.UsageError(f"{output!r}: {words}")
    if suffix and not Path(output).is_dir():
        raise click.UsageError(f"{output!r}: a report is a folder of CSV files, or a file that ends in .json")
    return False
