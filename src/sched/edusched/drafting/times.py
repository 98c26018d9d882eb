"""Person-times of a group: more cohorts take an offer until the group has its least.

How often each cohort takes each offer is a whole number; in this order a small program minimises what stays
owed, sessions where all who come sit together, and attendance.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.drafting.choose import Taken
from edusched.drafting.notes import Note
from edusched.drafting.offers import Offer, Offers
from edusched.drafting.owed import Demand
from edusched.rules.contract import Rule
from edusched.rules.counting import years
from edusched.rules.groups import cohort_groups
from edusched.rules.person_times import PersonTimes
from edusched.rules.rotation_once import RotationOnce


class PersonTimesFiller:
    """Adds to what cohorts take, group by group and year by year."""

    def __init__(
        self,
        instance: Instance,
        rules: Sequence[Rule[Any]],
        offers: Offers,
        taken: dict[str, list[Taken]],
    ) -> None:
        self._instance, self._offers, self._taken = instance, offers, taken
        self._rules = [rule for rule in rules if isinstance(rule, PersonTimes)]
        once = (rule for rule in rules if isinstance(rule, RotationOnce))
        self._once = {name for rule in once for name in rule.parameters.programmes}

    def fill(self) -> Iterator[Note]:
        """Add what is lacking to what cohorts take, and yield a note for each group and year."""
        days = self._offers.horizon.days
        for rule in self._rules:
            p = rule.parameters
            groups = cohort_groups(self._instance, p.cohorts, p.by, p.level)
            for label, begin, end in years(self._offers.horizon, p.period) if rule.limits()[0] else ():
                first, last = max(begin, days[0]), min(end, days[-1])
                demand = Demand(rule.name, label, "times", first, last, 0, p.counted)
                for group, members in groups.items():
                    if group not in rule.waived:
                        count = sum(
                            persons * (len(rule.before(cohort, begin, end)) + self._had(rule, demand, cohort))
                            for cohort, persons in members
                        )
                        yield self._group(rule, demand, group, members, count)

    def _had(self, rule: PersonTimes, demand: Demand, cohort: Cohort) -> int:
        """Return the times of a cohort in sessions there already and in what it takes."""
        if rule.parameters.count == "programmes":
            times = len(self._offers.programmes_there(demand, cohort))
        else:
            times = sum(amount for _, amount in self._offers.there_already(demand, cohort).had)
        for item in self._taken[cohort.id]:
            if demand.first <= item.first and item.last <= demand.last:
                times += item.times * self._times(rule, demand, item.offer, cohort)
        return times

    def _times(self, rule: PersonTimes, demand: Demand, offer: Offer, cohort: Cohort) -> int:
        """Return the times that taking an offer once counts for."""
        worth = sum(self._offers.worth(demand, part, cohort) for part in offer.parts)
        if rule.parameters.count == "sessions":
            return worth
        return int(worth > 0 and offer.programme is not None)

    def _group(
        self, rule: PersonTimes, demand: Demand, group: str, members: list[tuple[Cohort, int]], had: int
    ) -> Note:
        least, most = rule.limits()
        lacking = (least or 0) - had
        if lacking > 0:
            lacking = self._fill(rule, demand, members, lacking, None if most is None else max(0, most - had))
        subject = (rule.name, group, demand.label)
        text = f"{least:,} person-times from {demand.first} to {demand.last}"
        text += f", {had:,} of them without further sessions"
        if lacking > 0:
            return Note("short", subject, f"{text}; {lacking:,} stay owed: no cohort can take more")
        return Note("covered", subject, text)

    def _fill(
        self,
        rule: PersonTimes,
        demand: Demand,
        members: list[tuple[Cohort, int]],
        lacking: int,
        most: int | None,
    ) -> int:
        """Let cohorts take what is lacking, and return what still is."""
        from edusched.model.program import Program

        program, taking, gains = Program(), [], []
        sessions: dict[str, int] = {}
        for cohort, persons in sorted(members, key=lambda member: member[0].id):
            for offer in self._offers.of(cohort, [demand]):
                gain = persons * self._times(rule, demand, offer, cohort)
                room = min(self._room(demand, offer, cohort), -(-lacking // gain)) if gain else 0
                if room > 0:
                    times = program.variable(room)
                    taking.append((cohort, offer, times))
                    gains.append((times, gain))
                    together = sessions.setdefault(offer.id, program.variable(lacking))
                    program.row([(together, 1), (times, -1)], 0)
        short = program.variable(lacking)
        program.row([*gains, (short, 1)], lacking)
        program.row(gains, None, most)
        held = [(x, 1) for x in sessions.values()]
        answer = program.minimise(([(short, 1)], held, [(times, 1) for _, _, times in taking]))
        for cohort, offer, times in taking:
            if answer.values[times]:
                taken = Taken(offer, demand.first, demand.last, answer.values[times], (demand.rule,))
                self._taken[cohort.id].append(taken)
        return answer.values[short]

    def _room(self, demand: Demand, offer: Offer, cohort: Cohort) -> int:
        """Return how often a cohort can take an offer more."""
        if offer.id in self._once:
            return 0
        starts = [self._offers.part_starts(part, cohort, demand.first, demand.last) for part in offer.parts]
        room = min(mask.bit_count() for mask in starts) if offer.programme is None else int(all(starts))
        return room - sum(item.times for item in self._taken[cohort.id] if item.offer.id == offer.id)
