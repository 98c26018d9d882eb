"""Who sits together: cohorts that take the same offer on the same days share its sessions where places allow.

Cohorts are taken in the order of how often they come and how many they are, each into the first class with
room (first fit). A class has, for every session, a place within reach of all its people that holds them; no
more of a unit than a rotation share lets go at once; no more persons than a group size; and starts for all.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.domain.teaching import Delivery
from edusched.drafting.choose import Taken
from edusched.drafting.offers import Offer, Offers, PlaceSet
from edusched.rules.contract import Rule
from edusched.rules.group_size import GroupSize
from edusched.rules.rotation_share import RotationShare


@dataclass(slots=True)
class Class:
    """Cohorts that sit together, how often each of them comes, and where each session may be held.

    ``apart`` is why the last of them could not join a class before; ``which`` class of how many it is.
    """

    offer: Offer
    first: date
    last: date
    places: list[PlaceSet]
    times: dict[str, int] = field(default_factory=dict)
    serves: tuple[str, ...] = ()
    apart: str = ""
    which: str = ""

    def cohorts(self, number: int = 1) -> tuple[str, ...]:
        """Return the cohorts that come at least so many times, by id."""
        return tuple(sorted(name for name, times in self.times.items() if times >= number))


class Seating:
    """Puts cohorts into classes under the limits of an instance."""

    def __init__(self, instance: Instance, rules: Sequence[Rule[Any]], offers: Offers) -> None:
        self._instance, self._offers = instance, offers
        self._sizes = [rule.parameters for rule in rules if isinstance(rule, GroupSize)]
        self._caps: dict[str, int] = {}
        for rule in (rule for rule in rules if isinstance(rule, RotationShare)):
            for unit in instance.units:
                if rule.parameters.units is None or unit.id in rule.parameters.units:
                    cap = max(1, unit.size_persons * rule.parameters.max_share_percent // 100)
                    self._caps[unit.id] = min(cap, self._caps.get(unit.id, cap))

    def classes(self, taken: dict[str, list[Taken]]) -> list[Class]:
        """Return the classes, by offer and days."""
        groups: dict[tuple[str, date, date], list[tuple[Cohort, Taken]]] = defaultdict(list)
        for name in sorted(taken):
            for item in taken[name]:
                groups[item.offer.id, item.first, item.last].append((self._instance.cohort[name], item))
        found: list[Class] = []
        for _, members in sorted(groups.items()):
            classes: list[Class] = []
            for cohort, item in sorted(members, key=lambda m: (-m[1].times, -m[0].persons, m[0].id)):
                self._seat(cohort, item, classes)
            if len(members) > 1:
                least = self._least(members)
                for number, group in enumerate(classes, 1):
                    group.which = f"class {number} of {len(classes)}, at least {least} needed"
            found += classes
        return found

    def _least(self, members: Sequence[tuple[Cohort, Taken]]) -> int:
        """Return a number of classes without which places and group sizes cannot hold everybody."""
        persons = sum(cohort.persons for cohort, _ in members)
        least = 1
        for k in range(len(members[0][1].offer.parts)):
            every = {place for _, item in members for place in item.offer.parts[k].places}
            seats = max(self._offers.capacity(place) for place in every)
            sizes = [size for cohort, item in members for size in self._largest_groups(item, cohort)]
            # A cohort larger than a group size sits alone all the same.
            most = max(min([seats, *sizes]), *(cohort.persons for cohort, _ in members))
            least = max(least, -(-persons // most))
        return least

    def _seat(self, cohort: Cohort, item: Taken, classes: list[Class]) -> None:
        why = ""
        for group in (group for group in classes if cohort.id not in group.times):
            places = [a & part.places for a, part in zip(group.places, item.offer.parts, strict=True)]
            together = [*(self._instance.cohort[name] for name in group.times), cohort]
            fits, why = self._fits(item, together, places, max([item.times, *group.times.values()]))
            if fits is not None:
                group.times[cohort.id], group.places = item.times, fits
                group.serves = tuple(dict.fromkeys((*group.serves, *item.serves)))
                return
        alone = [part.places for part in item.offer.parts]
        made = Class(item.offer, item.first, item.last, alone, {cohort.id: item.times}, item.serves, why)
        classes.append(made)

    def _fits(
        self, item: Taken, together: Sequence[Cohort], places: Sequence[PlaceSet], times: int
    ) -> tuple[list[PlaceSet] | None, str]:
        """Return the places of each session that suit all cohorts; or None, and why they sit apart."""
        persons = sum(cohort.persons for cohort in together)
        most = [part.pattern.max_cohorts for part in item.offer.parts if part.pattern.max_cohorts is not None]
        if most and len(together) > min(most):
            return None, f"at most {min(most)} cohorts together"
        size = min(self._largest_groups(item, together[-1]), default=None)
        if size is not None and persons > size:
            return None, f"groups of at most {size} persons"
        kept = [
            frozenset(p for p in some if self._offers.holds(p, len(together), persons)) for some in places
        ]
        kept = self._one_venue(item, kept)
        if not all(kept):
            return None, f"no place within reach holds {persons} persons"
        if not all(self._online(some) for some in kept):
            for unit, cap in sorted(self._caps.items()):
                away = sum(cohort.headcount.get(unit, 0) for cohort in together)
                if away > cap:
                    return None, f"at most {cap} persons of {unit} away at once"
        for part in item.offer.parts:
            starts = -1
            for cohort in together:
                starts &= self._offers.part_starts(part, cohort, item.first, item.last)
            if starts.bit_count() < (times if item.offer.programme is None else 1):
                return None, "too few starts suit all of them"
        return kept, ""

    def _largest_groups(self, item: Taken, cohort: Cohort) -> Iterator[int]:
        for parameters in self._sizes:
            for part in item.offer.parts:
                counted = self._offers.trial_counts(parameters.counted, part.pattern, cohort)
                if counted and parameters.max_persons is not None:
                    yield parameters.max_persons

    def _one_venue(self, item: Taken, places: list[PlaceSet]) -> list[PlaceSet]:
        """Return the places at venues that can hold all sessions, where the programme stays at one."""
        programme = item.offer.programme
        if programme is None or not programme.same_venue:
            return places
        tied = [part.pattern.id not in programme.free_sessions for part in item.offer.parts]
        owners = [{self._offers.places[p].owner.id for p in some} for some in places]
        venues = (
            set[str].intersection(*(o for o, is_tied in zip(owners, tied, strict=True) if is_tied))
            if any(tied)
            else set()
        )
        return [
            frozenset(p for p in some if not is_tied or self._offers.places[p].owner.id in venues)
            for some, is_tied in zip(places, tied, strict=True)
        ]

    def _online(self, places: PlaceSet) -> bool:
        return all(self._offers.places[place].delivery is Delivery.ONLINE for place in places)
