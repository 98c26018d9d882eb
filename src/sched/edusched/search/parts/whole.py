"""The whole plan while its parts are worked on: who is booked where, who meets whom, what it is worth."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from edusched.domain.instance import Instance
from edusched.domain.plan import Booking, NotRun, Overnight, Plan
from edusched.search.parts.cut import Part
from edusched.search.parts.reach import Reach, Thing

LEFT_OUT = "it would cost more unmet obligations, or break a hard rule, with the rest of the plan"
NO_TURN = "its part had no turn that ended within the time limit"


@dataclass
class Whole:
    """Bookings of all parts.

    Attributes
    ----------
    bookings : by session
    overnights : by mobile unit
    holders : sessions booked with each thing that parts share
    """

    instance: Instance
    reach: Reach
    parts: tuple[Part, ...]
    bookings: dict[str, Booking] = field(default_factory=dict)
    overnights: dict[str, tuple[Overnight, ...]] = field(default_factory=dict)
    holders: dict[Thing, set[str]] = field(default_factory=dict)
    part_of: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.part_of = {name: part.number for part in self.parts for name in part.sessions}

    def take(self, group: Sequence[Part], bookings: Iterable[Booking], nights: Iterable[Overnight]) -> None:
        """Put new bookings of some parts in the place of their old ones."""
        shared = frozenset[Thing]().union(*(part.shared for part in group))
        for part in group:
            for name in part.sessions:
                old = self.bookings.pop(name, None)
                if old is not None:
                    for thing in self.reach.used(old) & shared:
                        self.holders[thing].discard(name)
        for booking in bookings:
            self.bookings[booking.session] = booking
            for thing in self.reach.used(booking) & shared:
                self.holders.setdefault(thing, set()).add(booking.session)
        units = {name for part in group for kind, name in part.things if kind == "mobile_unit"}
        for name in units:
            self.overnights.pop(name, None)
        for night in nights:
            self.overnights[night.mobile_unit] = (*self.overnights.get(night.mobile_unit, ()), night)

    def pins(self, group: Sequence[Part]) -> list[Booking]:
        """Return the bookings of other parts that touch what some parts touch, in the order of ids.

        Those that only meet them on a platform of very many parts are left out (`others_on_platforms`).
        """
        shared = frozenset[Thing]().union(*(part.shared - _platforms(part.wide) for part in group))
        found = {b.session: b for bookings in self._others(group, shared).values() for b in bookings}
        return [found[name] for name in sorted(found)]

    def others_on_platforms(
        self, group: Sequence[Part], pins: Sequence[Booking]
    ) -> dict[Thing, list[Booking]]:
        """Return bookings of other parts on each platform of very many parts, less those pinned."""
        pinned = {booking.session for booking in pins}
        found = self._others(group, frozenset[Thing]().union(*(_platforms(part.wide) for part in group)))
        return {thing: [b for b in each if b.session not in pinned] for thing, each in found.items()}

    def others_at_wide(self, group: Sequence[Part]) -> dict[Thing, list[Booking]]:
        """Return the bookings of other parts with each thing of very many parts."""
        return self._others(group, frozenset[Thing]().union(*(part.wide for part in group)))

    def _others(self, group: Sequence[Part], things: frozenset[Thing]) -> dict[Thing, list[Booking]]:
        inside = {part.number for part in group}
        return {
            thing: [
                self.bookings[name]
                for name in sorted(self.holders.get(thing, ()))
                if self.part_of[name] not in inside
            ]
            for thing in sorted(things)
        }

    def start(self, group: Sequence[Part], pins: Sequence[Booking]) -> Plan:
        """Return the present plan of some parts, with the bookings pinned for them.

        A night where no session of theirs may stop, as a plan that is given may have one, is left out.
        """
        own = [self.bookings[n] for part in group for n in part.sessions if n in self.bookings]
        units = sorted({name for part in group for kind, name in part.things if kind == "mobile_unit"})
        sites = {
            site for part in group for name in part.sessions for site in self.instance.session[name].sites
        }
        nights = [night for name in units for night in self.overnights.get(name, ()) if night.site in sites]
        bookings = sorted([*own, *pins], key=lambda b: b.session)
        return Plan(instance=self.instance.id, bookings=tuple(bookings), overnights=tuple(nights))

    def plan(self, waiting: Collection[int] = ()) -> Plan:
        """Return the plan of the instance.

        Parameters
        ----------
        waiting : numbers of the parts that had no turn yet
        """
        nights = [night for name in sorted(self.overnights) for night in self.overnights[name]]
        nights.sort(key=lambda n: (n.mobile_unit, n.day, n.site))
        absent = sorted(self.instance.session.keys() - self.bookings.keys())
        return Plan(
            instance=self.instance.id,
            bookings=tuple(self.bookings[name] for name in sorted(self.bookings)),
            not_run=tuple(
                NotRun(session=name, reason=NO_TURN if self.part_of[name] in waiting else LEFT_OUT)
                for name in absent
            ),
            overnights=tuple(nights),
        )


def _platforms(things: frozenset[Thing]) -> frozenset[Thing]:
    return frozenset(thing for thing in things if thing[0] == "platform")
