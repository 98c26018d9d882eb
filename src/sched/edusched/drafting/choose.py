"""What a cohort is to attend: the fewest sessions of its offers that cover what it owes.

The days of the plan are cut where a demand begins or ends. How often an offer is taken in each stretch is a
whole number; in this order a small program minimises what stays owed, sessions, sessions without a tag the
cohort asks for, and late ones. Shares, caps and maxima are rows of it, as on the pages of their rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING

from edusched.domain.people import Cohort
from edusched.drafting.notes import Note, counted
from edusched.drafting.offers import Offer, Offers
from edusched.drafting.owed import Demand

if TYPE_CHECKING:
    from edusched.model.program import Program

HIGHEST_NEED = 5
MOST_SHOWN = 4

Worth = tuple[tuple[str, int], ...]
"""What taking an offer once brings toward a demand, by subject class."""

Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Taken:
    """An offer that a cohort is to attend so many times, on days from first to last."""

    offer: Offer
    first: date
    last: date
    times: int
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """What is asked of one cohort in numbers; equal tasks have equal answers.

    Attributes
    ----------
    demands : less what is there already
    room : how often each offer can be taken in each stretch
    worth : by demand and offer
    prices : (sessions, sessions no tag of which is asked for), by offer
    periods : slots that an offer takes
    slots : slots of each stretch in which the cohort can attend anything
    """

    demands: tuple[Demand, ...]
    stretches: tuple[Stretch, ...]
    room: tuple[tuple[int, ...], ...]
    worth: tuple[tuple[Worth, ...], ...]
    prices: tuple[tuple[int, int], ...]
    periods: tuple[int, ...]
    slots: tuple[int, ...]


class Chooser:
    """Chooses for one cohort after the other; cohorts that owe the same get the same."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers
        self._known: dict[_Task, list[tuple[int, int, int]]] = {}

    def choose(self, cohort: Cohort, demands: Sequence[Demand]) -> tuple[list[Taken], list[Note]]:
        """Return what a cohort is to attend, and how far that covers each of its demands."""
        left = tuple(self._offers.there_already(demand, cohort) for demand in demands)
        offers = self._offers.of(cohort, left)
        task = self._task(cohort, left, offers)
        if task not in self._known:
            self._known[task] = _solve(task)
        answer = self._known[task]
        taken = [self._taken(task, offers[k], k, s, times) for k, s, times in answer]
        notes = [
            self._note(cohort, before, task, number, answer)
            for number, before in enumerate(demands)
            if before.owed
        ]
        return taken, notes

    def _task(self, cohort: Cohort, demands: tuple[Demand, ...], offers: Sequence[Offer]) -> _Task:
        stretches = tuple(_stretches(demands))
        free = [0] * len(stretches)
        room = []
        for offer in offers:
            room.append([0] * len(stretches))
            for s, stretch in enumerate(stretches):
                starts = [self._offers.part_starts(part, cohort, *stretch) for part in offer.parts]
                room[-1][s] = _room(offer, starts)
                for part, mask in zip(offer.parts, starts, strict=True):
                    for later in range(part.pattern.length_periods):
                        free[s] |= mask << later
        return _Task(
            demands,
            stretches,
            tuple(map(tuple, room)),
            tuple(tuple(self._worth(demand, offer, cohort) for offer in offers) for demand in demands),
            tuple((len(offer.parts), self._unasked(offer, cohort)) for offer in offers),
            tuple(sum(part.pattern.length_periods for part in offer.parts) for offer in offers),
            tuple(
                max(0, mask.bit_count() - self._offers.taken_already(cohort, *stretch, mask))
                for mask, stretch in zip(free, stretches, strict=True)
            ),
        )

    def _worth(self, demand: Demand, offer: Offer, cohort: Cohort) -> Worth:
        if demand.kind == "programmes":
            listed = offer.programme is not None and offer.programme.id in demand.programmes
            return (("", 1),) if listed else ()
        course = self._offers.instance.course
        worths = [(part.pattern, self._offers.worth(demand, part, cohort)) for part in offer.parts]
        if demand.kind == "days" and offer.programme is not None:
            # Its sessions may be held on the same day, as many as the day has periods.
            taken = sum(pattern.length_periods for pattern, worth in worths if worth)
            return (("", -(-taken // len(self._offers.horizon.periods))),) if taken else ()
        return tuple((course[pattern.course].subject_class, worth) for pattern, worth in worths if worth)

    def _unasked(self, offer: Offer, cohort: Cohort) -> int:
        """Return the price of an offer in needs: the less the more urgently its tags are asked for."""
        course, price = self._offers.instance.course, 0
        for part in offer.parts:
            price += HIGHEST_NEED - max(
                (cohort.needs.get(tag, 0) for tag in course[part.pattern.course].tags), default=0
            )
        return price

    def _taken(self, task: _Task, offer: Offer, k: int, s: int, times: int) -> Taken:
        """Return an offer taken in a stretch; it may be held on every day on which it counts for the same."""
        first, last = self._offers.horizon.days[0], self._offers.horizon.days[-1]
        serves = []
        for demand, worth in zip(task.demands, task.worth, strict=True):
            if worth[k] and _inside(task.stretches[s], demand):
                first, last = max(first, demand.first), min(last, demand.last)
                if demand.owed:
                    serves.append(demand.rule)
        return Taken(offer, first, last, times, tuple(dict.fromkeys(serves)))

    def _note(
        self, cohort: Cohort, before: Demand, task: _Task, number: int, answer: Sequence[tuple[int, int, int]]
    ) -> Note:
        demand, worth = task.demands[number], task.worth[number]
        got = [
            (subject, amount * times)
            for k, s, times in answer
            if _inside(task.stretches[s], demand)
            for subject, amount in worth[k]
        ]
        sessions = sum(
            times * task.prices[k][0]
            for k, s, times in answer
            if worth[k] and _inside(task.stretches[s], demand)
        )
        history = sum(amount for _, amount in before.had)
        there = sum(amount for _, amount in demand.had) - history
        text = f"{demand.label}: " if demand.label else ""
        text += f"{demand.amount(demand.need)} by {demand.last}"
        text += f", {demand.amount(history)} of them before" if history else ""
        text += f", {demand.amount(there)} in sessions there already" if there else ""
        short = _short(demand, got)
        if short:
            text += f"; {demand.amount(short)} stay owed: {self._why(cohort, demand)}"
            return Note("short", (demand.rule, cohort.id), text)
        return Note(
            "covered", (demand.rule, cohort.id), f"{text}; {counted(sessions, 'session')} drawn up for it"
        )

    def _why(self, cohort: Cohort, demand: Demand) -> str:
        """Return why candidates do not suffice, in words."""
        drafting = self._offers.instance.drafting
        patterns = [p for p in drafting.sessions if self._offers.could_count(demand, p, cohort)]
        if not patterns:
            return "no pattern meant for the cohort counts for it"
        reasons = [(p.id, self._offers.why_not(p, cohort)) for p in sorted(patterns, key=lambda p: p.id)]
        named = [f"{name}: {reason}" for name, reason in reasons if reason is not None]
        if len(named) == len(patterns):
            more = f"; and {len(named) - MOST_SHOWN} more" if len(named) > MOST_SHOWN else ""
            return "; ".join(named[:MOST_SHOWN]) + more
        return "places, starts, shares or other rules let no more of the patterns count"


def _stretches(demands: Sequence[Demand]) -> Iterator[Stretch]:
    """Yield the stretches of days between the days on which a demand begins or ends."""
    day = timedelta(days=1)
    cuts = sorted({demand.first for demand in demands} | {demand.last + day for demand in demands})
    for first, end in pairwise(cuts):
        if any(demand.first <= first < end <= demand.last + day for demand in demands):
            yield first, end - day


def _inside(stretch: Stretch, demand: Demand) -> bool:
    return demand.first <= stretch[0] and stretch[1] <= demand.last


def _room(offer: Offer, masks: Sequence[int]) -> int:
    """Return how often an offer can be taken in a stretch: as often as it can start; a programme once."""
    if offer.programme is None:
        return masks[0].bit_count()
    every = 0
    for mask in masks:
        every |= mask
    return int(all(masks) and every.bit_count() >= len(masks))


def _short(demand: Demand, got: Sequence[tuple[str, int]]) -> int:
    """Return what stays owed of a demand."""
    caps = dict(demand.caps)
    counts: dict[str, int] = {}
    for subject, amount in (*demand.had, *got):
        counts[subject] = counts.get(subject, 0) + amount
    return max(0, demand.need - sum(min(n, caps.get(subject, n)) for subject, n in counts.items()))


def _solve(task: _Task) -> list[tuple[int, int, int]]:
    """Return (offer, stretch, times) of what is taken."""
    uppers = _uppers(task)
    if not uppers:
        return []
    from edusched.model.program import Program

    program = Program()
    times = {key: program.variable(upper) for key, upper in uppers.items()}
    missing: list[tuple[int, int]] = []
    for number, demand in enumerate(task.demands):
        _demand_rows(program, task, number, demand, times, missing)
    for s, slots in enumerate(task.slots):
        program.row([(x, task.periods[k]) for (k, stretch), x in times.items() if stretch == s], None, slots)
    sessions = [(x, task.prices[k][0]) for (k, _), x in times.items()]
    unasked = [(x, task.prices[k][1]) for (k, _), x in times.items()]
    late = [(x, 1 + k + len(task.prices) * s) for (k, s), x in times.items()]
    answer = program.minimise((missing, sessions, unasked, late))
    return [(k, s, answer.values[x]) for (k, s), x in sorted(times.items()) if answer.values[x]]


def _uppers(task: _Task) -> dict[tuple[int, int], int]:
    """Return how often taking an offer in a stretch can be of use."""
    found = {}
    for k, room in enumerate(task.room):
        for s, most in enumerate(room):
            useful = 0
            for demand, worth in zip(task.demands, task.worth, strict=True):
                gain = sum(amount for _, amount in worth[k])
                if demand.owed and gain and _inside(task.stretches[s], demand):
                    useful = max(useful, -(-_short(demand, ()) // gain))
            if min(most, useful):
                found[k, s] = min(most, useful)
    return found


def _demand_rows(
    program: "Program",
    task: _Task,
    number: int,
    demand: Demand,
    times: dict[tuple[int, int], int],
    missing: list[tuple[int, int]],
) -> None:
    """Add the rows of a demand; what stays owed, or goes beyond, is priced in ``missing``."""
    mine = [
        (x, subject, amount)
        for (k, s), x in times.items()
        if _inside(task.stretches[s], demand)
        for subject, amount in task.worth[number][k]
    ]
    if not demand.owed:
        limit = (demand.need if demand.kind == "at_most_hours" else 0) - sum(n for _, n in demand.had)
        # What history alone breaks cannot be mended, but should not get worse for nothing.
        over = program.variable(max(0, -limit))
        program.row([*((x, amount) for x, _, amount in mine), (over, -1)], None, limit)
        missing.append((over, 1))
        return
    short = program.variable(max(0, demand.need))
    missing.append((short, 1 if demand.in_hours else 1000))
    for choice in product((False, True), repeat=len(demand.caps)):
        at_cap = {subject: cap for (subject, cap), capped in zip(demand.caps, choice, strict=True) if capped}
        sure = sum(at_cap.values()) + sum(amount for subject, amount in demand.had if subject not in at_cap)
        terms = [(x, amount) for x, subject, amount in mine if subject not in at_cap]
        program.row([*terms, (short, 1)], demand.need - sure, None)
    if demand.kind == "programmes":
        had = sum(amount for _, amount in demand.had)
        program.row([(x, amount) for x, _, amount in mine], None, max(0, demand.need - had))
