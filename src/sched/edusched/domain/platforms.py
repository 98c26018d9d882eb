"""What is wrong with platforms that each field alone does not show."""

from edusched.domain.errors import NO_VALUE, FaultList
from edusched.domain.instance import Instance
from edusched.domain.places import PlatformKind


def platform_faults(instance: Instance, found: FaultList) -> None:
    """Add a fault for seats that are missing or senseless, and for recordings where nothing is recorded."""
    for index, item in enumerate(instance.platforms):
        at = ("platforms", index)
        live = item.kind is PlatformKind.LIVE
        if live and item.seats_persons is None:
            expected = "missing: a live platform has a number of seats"
            advice = "add seats_persons, or say broadcast, recorded or message as its kind"
            found.add((*at, "seats_persons"), NO_VALUE, expected, advice)
        if not live and item.seats_persons is not None:
            expected = f"expected none: a {item.kind} platform reaches any number of persons"
            found.add((*at, "seats_persons"), item.seats_persons, expected, "leave it out, or say kind live")
        if item.recorded_each_time and not item.any_time:
            expected = f"expected false: nothing is recorded on a {item.kind} platform"
            found.add((*at, "recorded_each_time"), True, expected, "leave it out, or say kind recorded")
