"""A shortage in words: which sessions need more than which people, rooms or cohorts have, and when."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edusched.compile.arrays import distinct
from edusched.compile.problem import Problem
from edusched.compile.rows import Subject
from edusched.compile.table import Binding
from edusched.search.capacity.cuts import Cut
from edusched.search.capacity.supply import GRAIN_WORDS, SLOT, Supply

MOST_NAMES = 4
"""Names in a sentence before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Sessions that cannot all run, and why; plain values, fit for a certificate.

    Attributes
    ----------
    kind : what is short, "instructors", "rooms" or "cohorts"; "options": nothing is left to choose;
        "owed": short whatever runs
    bound : units of the level that this costs at least
    sessions, courses, holders : ids of the sessions, of their courses, and of all that they can use
    first_day, last_day : days on which they can use it, ISO dates; "" where there are none
    need_periods : periods of holders that the sessions need
    supply_periods : periods that the holders have at most
    spare_periods : periods that may stay out at no price
    minutes_per_period : length of the periods; 0 where they differ
    sessions_out : sessions that at least do not run, or not where they count
    grains : spans of time ("slot", "day", "week", "year", "plan") in which the holders are used up
    text : all of this in one sentence
    """

    kind: str
    bound: int
    sessions: tuple[str, ...]
    courses: tuple[str, ...]
    holders: tuple[str, ...]
    first_day: str
    last_day: str
    need_periods: int
    supply_periods: int
    spare_periods: int
    minutes_per_period: int
    sessions_out: int
    grains: tuple[str, ...]
    text: str


def of_cut(problem: Problem, supply: Supply, cut: Cut, *, earning: bool) -> Shortage:
    """Return a cut with names.

    Parameters
    ----------
    earning
        Some of the sessions may run elsewhere or later, but earn nothing there.
    """
    sessions, courses = _named(problem, cut.sessions.tolist())
    holders = tuple(supply.names[k] for k in cut.holders.tolist())
    days = problem.entities.slot_day[cut.slots]
    first, last = (
        (problem.horizon.days[int(day)].isoformat() if cut.slots.size else "")
        for day in (days.min(initial=10**9), days.max(initial=0))
    )
    missing = np.cumsum(np.sort(cut.periods)[::-1])
    out = int(np.searchsorted(missing, cut.need - cut.supply)) + 1
    grains = tuple(GRAIN_WORDS[grain] for grain in cut.grains)
    minutes = _minutes(problem, cut)

    def amount(periods: int) -> str:
        if minutes == 0:
            return f"{periods} period{'' if periods == 1 else 's'}"
        return f"{periods * minutes / 60:g} h"

    when = f"{_span(problem, cut)}: " if first else ""
    who = _listed(holders) or f"no {supply.kind}"
    within = [f"a {GRAIN_WORDS[grain]}" for grain in cut.grains if grain > SLOT]
    limit = f" (limits {_listed(within)})" if within else ""
    end = "cannot run where they count" if earning else "cannot run"
    spare = f"; {amount(cut.spared)} may be left out at no price" if cut.spared else ""
    what = "session of course" if len(sessions) == 1 else "sessions of course"
    text = (
        f"{when}{len(sessions)} {what} {_listed(courses)} need{'s' if len(sessions) == 1 else ''} "
        f"{amount(cut.need)} of {supply.kind}, {who} {'has' if len(holders) == 1 else 'have'} "
        f"{amount(cut.supply)} at most{limit}{spare}: {out} or more {end}"
    )
    return Shortage(
        supply.kind,
        cut.bound,
        sessions,
        courses,
        holders,
        first,
        last,
        cut.need,
        cut.supply,
        cut.spared,
        minutes,
        out,
        grains,
        text,
    )


def without_options(problem: Problem, sessions: Sequence[int], bound: int) -> Shortage:
    """Return the shortage of sessions for which no start, place or staff is left."""
    names, courses = _named(problem, sessions)
    reasons = sorted({rule for k in sessions for rule in problem.removed.get(int(problem.twin_of[k]), {})})
    because = f" (struck out by {_listed(reasons)})" if reasons else ""
    text = f"no start, place and staff is left for {_listed(names)}{because}: {len(names)} cannot run"
    return Shortage("options", bound, names, courses, (), "", "", 0, 0, 0, 0, len(names), (), text)


def of_debt(binding: Binding, subject: Subject, amount: int) -> Shortage:
    """Return what a rule is owed whatever runs; the amount is in the rule's unit."""
    text = f"{binding.rule}: {' / '.join(subject)}: {amount} {binding.unit} short even if every session runs"
    bound = amount * binding.weight
    return Shortage("owed", bound, (), (), subject, "", "", 0, 0, 0, 0, 0, (), text)


def _named(problem: Problem, sessions: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    every = [problem.entities.sessions[k] for k in sessions]
    return tuple(s.id for s in every), tuple(sorted({s.course for s in every}))


def _minutes(problem: Problem, cut: Cut) -> int:
    periods = problem.horizon.periods
    used = distinct(cut.slots % len(periods)).tolist()
    lengths = {periods[k].end_minute - periods[k].start_minute for k in used}
    return lengths.pop() if len(lengths) == 1 else 0


def _span(problem: Problem, cut: Cut) -> str:
    """Return the days of a cut: one day, or first and last with their weeks."""
    days = problem.entities.slot_day[cut.slots]
    first, last = (problem.horizon.days[int(k)] for k in (days.min(), days.max()))
    if first == last:
        return first.isoformat()
    weeks = [day.isocalendar().week for day in (first, last)]
    names = f"week {weeks[0]}" if weeks[0] == weeks[1] else f"weeks {weeks[0]} to {weeks[1]}"
    return f"{first.isoformat()} to {last.isoformat()} ({names})"


def _listed(names: Sequence[str]) -> str:
    """Return names as a list in words, the many counted."""
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
