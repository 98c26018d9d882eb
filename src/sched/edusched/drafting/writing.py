"""Classes become sessions and programmes, and the policy is told the programmes by name."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from edusched.domain.instance import Instance
from edusched.domain.plan import StopPlace
from edusched.domain.policy import Policy
from edusched.domain.teaching import CohortSelector, Delivery, Programme, Session
from edusched.domain.time import DayKind, SlotPattern
from edusched.drafting.classes import Class
from edusched.drafting.naming import Names
from edusched.drafting.notes import Note, counted
from edusched.drafting.offers import Offers, PlaceSet


class Writer:
    """Writes candidate sessions and programmes down, under ids of their own."""

    def __init__(self, instance: Instance, offers: Offers) -> None:
        self._instance, self._offers = instance, offers
        self._names = Names(item.id for item in instance.sessions)
        taken = (*instance.programmes, *instance.drafting.programmes)
        self._programme_names = Names(item.id for item in taken)
        self.sessions: list[Session] = []
        self.programmes: list[Programme] = []
        self.used: set[str] = set()
        self.made_of: dict[str, list[str]] = {}
        self.notes: list[Note] = []

    def hold(self, group: Class) -> None:
        """Write the sessions of a class down."""
        for number in range(1, max(group.times.values()) + 1):
            given = {"cohorts": group.cohorts(number), "open_to": None}
            made = self._write(group, given)
            if number == 1:
                self.notes.append(Note("class", (made, *group.cohorts()), self._why(group)))

    def spare(self, groups: Sequence[Class], percent: int) -> None:
        """Write down so many percent more candidates of one offer, open to all who take it."""
        count = -(-sum(max(group.times.values()) for group in groups) * percent // 100)
        names = tuple(sorted({name for group in groups for name in group.times}))
        for _ in range(count):
            made = self._write(groups[0], {"cohorts": (), "open_to": CohortSelector(ids=names)})
            self.notes.append(
                Note("spare", (made,), f"a spare candidate, open to {counted(len(names), 'cohort')}")
            )

    def single(
        self,
        pattern: Session,
        places: PlaceSet,
        why: str,
        first: date,
        last: date,
        *,
        near: str | None = None,
    ) -> None:
        """Write down one session of a pattern that no cohort by itself asks for.

        It is open to all the pattern is meant for; ``near``: to those of a region, where there are any.
        """
        name = self._names.next(pattern.id)
        open_to = pattern.open_to or CohortSelector()
        if near is not None:
            meant = {c.id for c in self._instance.selected(CohortSelector(regions=(near,)))}
            here = tuple(c.id for c in self._instance.selected(open_to) if c.id in meant)
            open_to = CohortSelector(ids=here) if here else open_to
        changes: dict[str, Any] = {"id": name, "mandatory": False, "open_to": open_to}
        changes |= {"starts": self._starts(pattern, first, last)} | self._places(places)
        self.used.add(pattern.id)
        self.sessions.append(pattern.model_copy(update=changes))
        self.notes.append(Note("class", (name,), f"{why}, from {first} to {last}"))

    def _write(self, group: Class, given: dict[str, Any]) -> str:
        programme = group.offer.programme
        if programme is None:
            name = self._names.next(group.offer.id)
            self._session(name, group, 0, given)
            return name
        name = self._programme_names.next(programme.id)
        named = {}
        for k, part in enumerate(group.offer.parts):
            named[part.pattern.id] = self._names.exact(f"{name}-{part.pattern.id}")
            self._session(named[part.pattern.id], group, k, given)
        changes = {
            "id": name,
            "sessions": tuple(named[s] for s in programme.sessions),
            "order": tuple((named[a], named[b]) for a, b in programme.order),
            "free_sessions": tuple(named[s] for s in programme.free_sessions),
        }
        self.programmes.append(programme.model_copy(update=changes))
        self.made_of.setdefault(programme.id, []).append(name)
        return name

    def _session(self, name: str, group: Class, k: int, given: dict[str, Any]) -> None:
        pattern = group.offer.parts[k].pattern
        changes = {"id": name, "mandatory": False, "starts": self._starts(pattern, group.first, group.last)}
        self.used.add(pattern.id)
        self.sessions.append(pattern.model_copy(update=changes | given | self._places(group.places[k])))

    def _starts(self, pattern: Session, first: date, last: date) -> tuple[SlotPattern, ...]:
        """Return a pattern's starts from first to last day."""
        days = self._offers.horizon.days
        if (first, last) == (days[0], days[-1]):
            return pattern.starts
        anytime = (SlotPattern(day_kinds=(DayKind.WORKING,)),)
        found = []
        for slots in pattern.starts or anytime:
            low, high = max(first, slots.first_day or first), min(last, slots.last_day or last)
            if low <= high:
                found.append(slots.model_copy(update={"first_day": low, "last_day": high}))
        return tuple(found)

    def _places(self, places: PlaceSet) -> dict[str, Any]:
        """Return the fields of a session that leave it these places."""
        infos = [self._offers.places[name] for name in sorted(places)]

        def owners(delivery: Delivery) -> tuple[str, ...] | None:
            return tuple(sorted({info.owner.id for info in infos if info.delivery is delivery})) or None

        return {
            "deliveries": tuple(d for d in Delivery if owners(d)),
            "venues": owners(Delivery.IN_PERSON),
            "mobile_units": owners(Delivery.MOBILE),
            "platforms": owners(Delivery.ONLINE),
            "sites": tuple(sorted({i.place.site for i in infos if isinstance(i.place, StopPlace)})),
        }

    def _why(self, group: Class) -> str:
        names = group.cohorts()
        persons = sum(self._instance.cohort[name].persons for name in names)
        together = f"{len(names)} cohorts together, " if len(names) > 1 else ""
        together += counted(persons, "person")
        often = max(group.times.values())
        times = f"; {often} sessions" if often > 1 else ""
        apart = f"; {group.which}" if group.which else ""
        apart += f"; apart from others: {group.apart}" if group.apart else ""
        return f"{together}{times}, from {group.first} to {group.last}, for {', '.join(group.serves)}{apart}"


def with_programmes_named(policy: Policy, made_of: dict[str, list[str]]) -> Policy:
    """Return a policy whose rules name the programmes made of a pattern beside the pattern.

    The pattern stays: a history may name it, and the next draft draws from it again.
    """
    rules = tuple(
        rule.model_copy(update={"parameters": _named(rule.parameters, made_of)}) for rule in policy.rules
    )
    return policy.model_copy(update={"rules": rules})


def _named(value: Any, made_of: dict[str, list[str]]) -> Any:
    if isinstance(value, dict):
        return {
            key: _listed(item, made_of)
            if key == "programmes" and isinstance(item, list)
            else _named(item, made_of)
            for key, item in value.items()
        }
    return [_named(item, made_of) for item in value] if isinstance(value, list) else value


def _listed(names: Iterable[str], made_of: dict[str, list[str]]) -> list[str]:
    found = list(names)
    return [*found, *(made for name in found for made in made_of.get(name, ()) if made not in found)]
