"""Batching: the people of a roster become cohorts, fewest first, never more of a unit at once than need be.

People are dealt in two steps. First a small program decides how many people of each roster line go to each
centre (a venue within the travel limit of their region) and how many cohorts each centre gets; in this order
it minimises people left over, people above a unit's share, cohorts, and travel. Then the people of a centre
are dealt to its cohorts like cards, unit by unit. Each of n cohorts so gets the whole part of an n-th of
every unit and of all people, or one more: sizes hold in every cohort when they hold for the sum, nobody is
above a share who need not be, and the program's optimum is that of the whole task.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from edusched.domain.drafting import Batching, RosterLine
from edusched.domain.instance import Instance
from edusched.domain.people import Cohort
from edusched.drafting.naming import Names
from edusched.drafting.notes import Note, counted
from edusched.drafting.reach import Reach

ANYWHERE = None
"""The centre of everybody where no travel limit is set."""


@dataclass(slots=True)
class Batched:
    """Cohorts made of a roster, where their people come from, and who is in none of them."""

    cohorts: list[Cohort] = field(default_factory=list)
    origins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unplaced: list[RosterLine] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Split:
    """People of each line by centre, cohorts by centre, people left over by line."""

    persons: dict[tuple[int, str | None], int]
    cohorts: dict[str | None, int]
    left: list[int]
    above_share: int
    least_cohorts: int


def batch(instance: Instance) -> Batched:
    """Return the cohorts a roster becomes, category by category."""
    drafting, made = instance.drafting, Batched()
    reach = Reach(instance, {})
    names = Names(item.id for item in instance.cohorts)
    for batching in sorted(drafting.batchings, key=lambda item: item.category):
        lines = [line for line in drafting.roster if line.category == batching.category]
        for group in _alike(lines, batching.event_span_days):
            _batch_group(instance, batching, group, reach, names, made)
    return made


def _alike(lines: Sequence[RosterLine], span_days: int) -> Iterator[list[RosterLine]]:
    """Yield lines that may share a cohort: same history, same events, each date within the span."""
    groups: dict[tuple[str, ...], list[RosterLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda item: item.model_dump_json()):
        history = [entry.model_dump_json() for entry in line.history]
        groups[*sorted(line.events), "", *sorted(history)].append(line)
    for _, group in sorted(groups.items()):
        left = sorted(group, key=lambda item: [item.events[name] for name in sorted(item.events)])
        while left:
            earliest = left[0].events
            fits = [line for line in left if _within(line.events, earliest, span_days)]
            yield fits
            left = [line for line in left if not _within(line.events, earliest, span_days)]


def _within(events: dict[str, date], earliest: dict[str, date], span_days: int) -> bool:
    return all(abs(events[name] - day) <= timedelta(days=span_days) for name, day in earliest.items())


def _batch_group(
    instance: Instance,
    batching: Batching,
    lines: list[RosterLine],
    reach: Reach,
    names: Names,
    made: Batched,
) -> None:
    regions = [line.region or instance.unit[line.unit].region for line in lines]
    order = sorted(range(len(lines)), key=lambda k: (lines[k].unit, regions[k], k))
    lines, regions = [lines[k] for k in order], [regions[k] for k in order]
    centres = _centres(instance, regions, reach)
    split = _split(instance, batching, lines, regions, centres, reach)
    for centre, count in sorted(split.cohorts.items(), key=lambda item: item[0] or ""):
        here = [split.persons.get((k, centre), 0) for k in range(len(lines))]
        together = batching.max_unit_share_percent is None
        for number, dealt in enumerate(_deal(here, count, together=together), 1):
            cohort, origins = _cohort(instance, lines, regions, dealt, names)
            made.cohorts.append(cohort)
            made.origins[cohort.id] = origins
            made.notes.append(_why(instance, batching, cohort, centre, f"cohort {number} of {count}", split))
    for k, persons in enumerate(split.left):
        if persons:
            made.unplaced.append(lines[k].model_copy(update={"persons": persons}))
            made.notes.append(_why_not(batching, lines[k], regions[k], persons, split, centres[k]))


def _centres(instance: Instance, regions: list[str], reach: Reach) -> list[list[str | None]]:
    """Return the centres within reach of each line."""
    if reach.limit_minutes is None:
        return [[ANYWHERE] for _ in regions]
    venues = sorted(venue.id for venue in instance.venues)
    return [[venue for venue in venues if reach.near([region], venue)] for region in regions]


def _cap(instance: Instance, batching: Batching, unit: str) -> int | None:
    share = batching.max_unit_share_percent
    return None if share is None else max(1, instance.unit[unit].size_persons * share // 100)


def _split(
    instance: Instance,
    batching: Batching,
    lines: list[RosterLine],
    regions: list[str],
    centres: list[list[str | None]],
    reach: Reach,
) -> _Split:
    from edusched.model.program import Program

    program = Program()
    units = sorted({line.unit for line in lines})
    of_unit = {u: sum(line.persons for line in lines if line.unit == u) for u in units}
    caps = {u: _cap(instance, batching, u) for u in units}
    total = sum(of_unit.values())
    # More cohorts than these can neither seat anybody else nor spare any unit.
    spare = [-(-of_unit[u] // cap) for u, cap in caps.items() if cap is not None]
    most = min(total // batching.min_persons, max([-(-total // batching.max_persons), *spare]))
    every = sorted({c for found in centres for c in found}, key=lambda c: c or "")
    number = {c: program.variable(most) for c in every}
    left = [program.variable(line.persons) for line in lines]
    goes = {(k, c): program.variable(lines[k].persons) for k in range(len(lines)) for c in centres[k]}
    above: list[int] = []
    for k, line in enumerate(lines):
        program.row([(goes[k, c], 1) for c in centres[k]] + [(left[k], 1)], line.persons, line.persons)
    most_persons = min(batching.max_persons, total)
    for c in every:
        here = [(goes[k, c], 1) for k in range(len(lines)) if (k, c) in goes]
        program.row([*here, (number[c], -most_persons)], None, 0)
        program.row([*here, (number[c], -batching.min_persons)], 0, None)
        for unit, cap in caps.items():
            mine = [(goes[k, c], 1) for k, line in enumerate(lines) if line.unit == unit and (k, c) in goes]
            if cap is not None and mine:
                above.append(program.variable(of_unit[unit]))
                program.row([*mine, (number[c], -cap), (above[-1], -1)], None, 0)
    travel = [(x, reach.minutes(regions[k], c)) for (k, c), x in goes.items() if c is not None]
    goals = ([(x, 1) for x in left], [(x, 1) for x in above], [(x, 1) for x in number.values()], travel)
    answer = program.minimise(goals)
    return _Split(
        {key: answer.values[x] for key, x in goes.items()},
        {c: answer.values[x] for c, x in number.items()},
        [answer.values[x] for x in left],
        answer.goals[1][0],
        answer.goals[2][1],
    )


def _deal(persons: list[int], cohorts: int, *, together: bool) -> Iterator[list[int]]:
    """Yield what each cohort gets of each line: in turn like cards, or in heaps that keep lines together."""
    total = sum(persons)
    for number in range(cohorts):
        dealt, first = [], 0
        for count in persons:
            if together:
                low, high = total * number // cohorts, total * (number + 1) // cohorts
                dealt.append(max(0, min(high, first + count) - max(low, first)))
            else:
                # Cards first .. first + count - 1, of which this cohort gets those that leave its number.
                dealt.append((first + count - 1 - number) // cohorts - (first - 1 - number) // cohorts)
            first += count
        yield dealt


def _cohort(
    instance: Instance, lines: list[RosterLine], regions: list[str], dealt: list[int], names: Names
) -> tuple[Cohort, tuple[str, ...]]:
    members = [k for k, persons in enumerate(dealt) if persons]
    headcount: dict[str, int] = {}
    for k in members:
        headcount[lines[k].unit] = headcount.get(lines[k].unit, 0) + dealt[k]
    first = lines[members[0]]
    events = {name: min(lines[k].events[name] for k in members) for name in sorted(first.events)}
    origins = tuple(sorted({regions[k] for k in members}))
    cohort = Cohort(
        id=names.next(first.category),
        category=first.category,
        region=_above_all(instance, origins),
        headcount=headcount,
        events=events,
        history=first.history,
    )
    return cohort, origins


def _above_all(instance: Instance, regions: Sequence[str]) -> str:
    """Return the lowest region all of the regions lie in; of several trees, the first region's root."""
    paths = [instance.region_path(region) for region in regions]
    common = (name for name in paths[0] if all(name in path for path in paths))
    return next(common, paths[0][-1])


def _why(
    instance: Instance, batching: Batching, cohort: Cohort, centre: str | None, which: str, split: _Split
) -> Note:
    at = "" if centre is None else f" around {centre}"
    reasons = [
        f"{counted(cohort.persons, 'person')} of {counted(len(cohort.headcount), 'unit')}, {which}{at}"
    ]
    over = []
    for unit, persons in sorted(cohort.headcount.items()):
        cap = _cap(instance, batching, unit)
        if cap is not None and persons > cap:
            over.append(f"{persons} of {unit}, {cap} wanted at most")
    if over:
        reasons.append(
            "above the share of a unit, which no number of cohorts of this size avoids: " + "; ".join(over)
        )
    reasons.append(
        f"{counted(sum(split.cohorts.values()), 'cohort')} in all, at least {split.least_cohorts} needed"
    )
    return Note("batch", (cohort.id,), "; ".join(reasons))


def _why_not(
    batching: Batching, line: RosterLine, region: str, persons: int, split: _Split, centres: list[str | None]
) -> Note:
    if not centres:
        why = f"no venue is within the travel limit of {region}"
    elif not any(split.cohorts.values()):
        why = f"too few people for a cohort of {batching.min_persons}"
    else:
        why = f"cohorts of {batching.min_persons} to {batching.max_persons} within reach leave no seat"
    return Note("unplaced", (line.category, line.unit), f"{counted(persons, 'person')}: {why}")
