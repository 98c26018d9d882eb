"""``sched generate``: a made-up instance of a real region, and the plan it was made around."""

from functools import partial
from typing import Any

import click

from edusched.cli.terminal import Terminal

SIZES = ("county", "prefecture", "province", "large")
SIDE = ".planted.json"
TOLD_FROM = 25
"""Training offices that are planted in seconds: less is not worth a line."""


@click.command()
@click.argument("size", metavar="SIZE", type=click.Choice(SIZES))
@click.option("--code", metavar="N", help="Division code of the province, city or county; Fujian by default.")
@click.option(
    "--sessions", type=int, metavar="N", help="How many, exactly, 24 to 200,000; else those of the size."
)
@click.option("--seed", type=int, default=1, metavar="N", help="Equal seeds, equal bytes; 1 by default.")
@click.option("-o", "--output", required=True, metavar="FILE", help="Where the instance goes; - for stdout.")
@click.option("--planted", metavar="FILE", help="Write the planted plan too.")
@click.option(
    "--hours", type=int, metavar="PERCENT", help="Hours instructors may teach, of what is usual; 50 to 400."
)
@click.option(
    "--seats", type=int, metavar="PERCENT", help="Seats of rooms and platforms, of what is usual; 90 to 400."
)
@click.option("--weeks", type=int, metavar="N", help="Weeks within which a class may start; 1 to 8.")
@click.option(
    "--spare", type=int, metavar="HOURS", help="Study hours people bring along beyond need, at most; 0 to 24."
)
@click.pass_obj
def generate(terminal: Terminal, /, size: str, output: str, planted: str | None, **words: Any) -> int:
    """Make an instance of SIZE: county, prefecture (2,000), province (20,000) or large (160,000).

    Regions are real, everything in them is made up around a plan that meets all obligations. That plan stays
    out of the instance; its hash and score go to FILE.planted.json.
    """
    from edusched import api
    from edusched.cli.outputs import demand_distinct, demand_writable
    from edusched.cli.starting import sizes_of
    from edusched.formats.files import save_json
    from edusched.generate.province import make
    from edusched.generate.request import request

    side = None if output == "-" else f"{output}{SIDE}"
    demand_distinct(output=output, planted=planted, side=side)
    if output == planted == "-":
        raise click.UsageError("the instance and its plan cannot both go to standard output")
    asked = {
        "hours_percent": words["hours"],
        "seats_percent": words["seats"],
        "weeks": words["weeks"],
        "spare_study_hours": words["spare"],
    }
    given = {name: value for name, value in asked.items() if value is not None}
    wanted = request(size, words["code"], words["sessions"], words["seed"], **given)
    for path in (output, planted, side):
        if path is not None:
            demand_writable(path)
    made = make(wanted, partial(_tell, terminal))
    claims = made.claims()
    api.save(made.instance, output)
    if side is not None:
        save_json(claims, side)
    if planted is not None:
        api.save(made.plan, planted)
    sizes = sizes_of(made.instance)
    counted = ", ".join(f"{count:,} {thing}" for thing, count in sizes.items())
    terminal.note("generated", f"instance {made.instance.id}: {counted}", **sizes)
    return 0


def _tell(terminal: Terminal, planted: int, offices: int) -> None:
    """Tell how far a large region is, some ten times in all."""
    step = max(TOLD_FROM, -(-offices // 10))
    if planted % step == 0:
        terminal.note("planted", f"{planted} of {offices} training offices", planted=planted, offices=offices)
