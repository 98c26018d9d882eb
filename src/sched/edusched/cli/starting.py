"""What a solve says before it begins."""

from edusched.calendar.horizon import Horizon
from edusched.cli.terminal import Terminal
from edusched.domain.instance import Instance
from edusched.report.words import Words, labelled


def tell_start(terminal: Terminal, instance: Instance, words: Words) -> None:
    """Tell the size of the question, and that holidays are an estimate where they are."""
    sizes = sizes_of(instance)
    counted = ", ".join(f"{count:,} {thing}" for thing, count in sizes.items())
    calendar = instance.calendar
    first, last = calendar.first_day.isoformat(), calendar.last_day.isoformat()
    terminal.note(
        "start",
        f"{labelled(instance.name, instance.id)}: {counted}; {first} to {last}",
        instance=instance.id,
        first_day=first,
        last_day=last,
        rules=len(words.rules),
        **sizes,
    )
    years = Horizon(calendar).estimated_years
    if years:
        listed = ", ".join(map(str, years))
        terminal.warn("estimated_holidays", f"the holidays of {listed} are an estimate", years=list(years))


def sizes_of(instance: Instance) -> dict[str, int]:
    """Return how many of each thing an instance has; ``places`` are rooms, mobile units and platforms."""
    rooms = sum(len(venue.rooms) for venue in instance.venues)
    return {
        "sessions": len(instance.sessions),
        "instructors": len(instance.instructors),
        "cohorts": len(instance.cohorts),
        "places": rooms + len(instance.mobile_units) + len(instance.platforms),
    }
