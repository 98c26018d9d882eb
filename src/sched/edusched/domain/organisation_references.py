"""What only the whole instance shows of organisations: an owner nobody knows, shares that do not add up."""

from edusched.domain.errors import FaultList
from edusched.domain.instance import Instance

WHOLE_PERCENT = 100


def organisation_faults(instance: Instance, found: FaultList) -> None:
    """Note an owner that is no organisation, and shares of strangers or that do not add up."""
    if instance.owner is not None and instance.owner not in instance.organisation:
        found.unknown(("owner",), instance.owner, "organisation", instance.organisation)
    for index, session in enumerate(instance.sessions):
        at = ("sessions", index, "cost_shares")
        partners = "co-organiser or provider of the session"
        for name in session.cost_shares:
            if name in instance.organisation and name not in session.organisations:
                found.unknown((*at, name), name, partners, session.organisations)
        total = sum(session.cost_shares.values())
        if session.cost_shares and total != WHOLE_PERCENT:
            expected = f"the shares add up to {total} percent; expected {WHOLE_PERCENT}"
            found.add(at, dict(session.cost_shares), expected, "give what is left to one of them")
    for index, person in enumerate(instance.instructors):
        total = sum(person.employers.values())
        if total > WHOLE_PERCENT:
            expected = f"the shares add up to {total} percent; expected at most {WHOLE_PERCENT}"
            found.add(("instructors", index, "employers"), dict(person.employers), expected)
