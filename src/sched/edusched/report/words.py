"""Names and amounts in a planner's words: ids with their names, units spelt out, money in yuan."""

from collections.abc import Iterable, Mapping
from typing import Any

from edusched.domain.errors import clean_text
from edusched.domain.instance import Instance
from edusched.domain.plan import Place, PlatformPlace, RoomPlace
from edusched.domain.policy import Mode, Objective
from edusched.domain.result import Conflict, Violation
from edusched.rules.catalogue import bound, rules_of
from edusched.rules.contract import Rule
from edusched.rules.frequency import Frequency
from edusched.rules.subject_share import SubjectShare

HOURS = "person-hours/100"
SHARE = "person-hours/100 x denominator"
MONEY = "fen"
MONEY_SHARE = "fen/100"
MIX = "minutes/100"
HUNDREDTHS = ("minutes/100", "person-times/100")

_SINGULAR = {"breaches": "breach"}

# What the subject of a page's violations names, in order; "" stands as it is (days, years, roles), and parts
# beyond the end too. An id may name a cohort and a session at once, so guessing would tell untruths.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "session_shape": ("session",),
    "instructor_overlap": ("instructor",),
    "cohort_overlap": ("cohort",),
    "room_overlap": ("place",),
    "platform_seats": ("platform",),
    "instructor_availability": ("session", "instructor"),
    "cohort_availability": ("session", "cohort"),
    "place_availability": ("session", "place"),
    "organisers_free": ("session", "organisation"),
    "organiser_capacity": ("organisation",),
    "provider_seats": ("organisation",),
    "provider_rating": ("session", "organisation"),
    "notice": ("session", "asked"),
    "competence": ("session", "", "instructor"),
    "venue_fit": ("session",),
    "material_fit": ("session", "cohort"),
    "licensed_copies": ("material",),
    "material_age": ("session", "cohort"),
    "local_material": ("session", "cohort"),
    "place_capacity": ("session",),
    "group_size": ("session",),
    "person_travel": ("person", "", "session", "session"),
    "mobile_tour": ("mobile_unit",),
    "nights_away": ("mobile_unit",),
    "mobile_crew": ("session",),
    "programme_order": ("programme", "session", "session"),
    "programme_block": ("programme",),
    "programme_attendance": ("programme", "cohort", "session"),
    "prerequisites": ("session", "cohort", "course"),
    "mandatory_sessions": ("session",),
    "study_hours": ("cohort",),
    "deadline": ("cohort",),
    "tardiness": ("cohort",),
    "rotation_once": ("cohort",),
    "turn_order": ("cohort",),
    "frequency": ("cohort",),
    "recurrence": ("",),
    "curriculum": ("cohort", "course"),
    "person_times": ("",),
    "person_share": ("",),
    "coverage": ("",),
    "activity_day": ("",),
    "access": ("region",),
    "support_pairs": ("region", "region"),
    "subject_share": ("cohort",),
    "session_count": ("",),
    "alternatives": ("",),
    "rotation_share": ("unit",),
    "waves": ("",),
    "season": ("session",),
    "instructor_hours": ("instructor",),
    "guaranteed_hours": ("instructor",),
    "consecutive_days": ("instructor",),
    "teaching_days": ("instructor",),
    "missions": ("session", "instructor"),
    "rest": ("instructor", "session", "session"),
    "sessions_run": ("session",),
    "load_fairness": ("instructor",),
    "load_range": ("",),
    "spread_days": ("cohort",),
    "isolated_sessions": ("cohort",),
    "room_stability": ("cohort",),
    "needs_met": ("cohort",),
    "seat_priority": ("cohort",),
    "variety": ("",),
    "lending_quota": ("library", "region"),
    "lending_window": ("session", "instructor"),
    "owner_priority": ("library",),
    "joint_hire": ("instructor", "region"),
    "instructor_turns": ("instructor",),
    "instructor_reach": ("instructor",),
    "provisional_dates": ("session", "instructor"),
    "teaching_mix": ("",),
    "teaching_quality": ("session", "instructor"),
    "mentor_pairing": ("session", "instructor"),
    "learner_overlap": ("instructor",),
    "duty": ("session", "cohort"),
    "fees": ("session", "instructor"),
    "lending_fees": ("session", "instructor"),
    "travel_cost": ("instructor", "", "place", "session"),
    "venue_cost": ("session",),
    "mobile_cost": ("mobile_unit",),
    "session_price": ("session",),
    "price_for_quality": ("session",),
    "budget": ("",),
    "budget_share": ("",),
    "learner_fee": ("",),
}


def plain(text: str) -> str:
    """Return a user's text safe for a terminal and for one line of a page."""
    return clean_text(text, 400)


def labelled(name: str, ident: str) -> str:
    """Return ``name (id)``, or the id alone where there is no name."""
    return f"{plain(name)} ({plain(ident)})" if name and name != ident else plain(ident)


def amount_words(amount: int, unit: str) -> str:
    """Return an amount with its unit as people say it: ``24 person-hours``, ``150.00 yuan``, ``1 night``."""
    if unit == MONEY:
        return f"{amount / 100:,.2f} yuan"
    if unit == MONEY_SHARE:
        return f"{amount / 10_000:,.2f} yuan"
    if unit in (HOURS, SHARE):
        hours = f"{amount / 100:,.2f}".rstrip("0").rstrip(".")
        return f"{hours} person-hours" + (" x the denominator of the share" if unit == SHARE else "")
    if unit in HUNDREDTHS:
        return f"{amount / 100:,.2f} {unit.removesuffix('/100')}"
    if amount == 1:
        unit = _SINGULAR.get(unit, unit.removesuffix("s"))
    return f"{amount:,} {plain(unit)}"


def gap_words(gap: float) -> str:
    """Return a relative gap as a percentage; a gap that is not zero never reads as zero."""
    return "0 %" if gap == 0 else f"{max(gap * 100, 0.01):.2f} %"


class Words:
    """Speaks of the things of one instance.

    Parameters
    ----------
    strict
        Obligations are hard, as in the run that is spoken of.
    """

    def __init__(self, instance: Instance, *, strict: bool = False) -> None:
        self.instance, self.strict = instance, strict
        self.rules: dict[str, Rule[Any]] = {rule.name: rule for rule in rules_of(instance)}
        self._prices = [b.binding for b in bound(tuple(self.rules.values()), strict=strict)]
        rooms = {f"{v.id}/{r.id}": f"{v.name} {r.id}".strip() for v in instance.venues for r in v.rooms}
        venues = {v.id: v.name for v in instance.venues}
        units = {u.id: u.name for u in instance.mobile_units}
        regions = {r.id: r.name for r in instance.regions}
        instructors = {i.id: i.name for i in instance.instructors}
        cohorts = {c.id: c.name for c in instance.cohorts}
        platforms = {p.id: p.name for p in instance.platforms}
        organisations = {o.id: o.name for o in instance.organisations}
        self._names: dict[str, Mapping[str, str]] = {
            "cohort": cohorts,
            "course": {c.id: c.name for c in instance.courses},
            "instructor": instructors,
            "library": {library.id: library.name for library in instance.libraries},
            "material": {m.id: m.name for m in instance.materials},
            "mobile_unit": units,
            "organisation": organisations,
            "asked": organisations | instructors | venues,
            "person": cohorts | instructors,
            "place": venues | units | platforms | rooms,
            "platform": platforms,
            "programme": {p.id: p.name for p in instance.programmes},
            "region": regions,
            "session": {s.id: instance.course[s.course].name for s in instance.sessions},
            "unit": {u.id: u.name for u in instance.units},
            "venue": venues,
        }

    def named(self, kind: str, ident: str) -> str:
        """Return a thing's name with its id; kinds are those of ``SUBJECTS``, ``region`` and ``venue``."""
        stop = self._stop(ident) if kind == "place" else ""
        return labelled(stop or self._names.get(kind, {}).get(ident, ""), ident)

    def _stop(self, ident: str) -> str:
        """Return the name of a stop, made when asked for: units times sites are millions in a province."""
        units, regions = self._names["mobile_unit"], self._names["region"]
        for at in (k for k, character in enumerate(ident) if character == "@"):
            unit, site = ident[:at], ident[at + 1 :]
            if unit in units and site in regions and (units[unit] or regions[site]):
                return f"{units[unit] or unit} @ {regions[site] or site}"
        return ""

    def names(self, kind: str, idents: Iterable[str]) -> str:
        """Return the names of several things, each once, in order."""
        return ", ".join(self.named(kind, ident) for ident in dict.fromkeys(idents))

    def place(self, place: Place) -> str:
        """Return the place of a booking."""
        if isinstance(place, RoomPlace):
            return f"{self.named('venue', place.venue)}, {plain(place.room)}"
        if isinstance(place, PlatformPlace):
            return self.named("platform", place.platform)
        return f"{self.named('mobile_unit', place.mobile_unit)} at {self.named('region', place.site)}"

    def kinds(self, rule: str) -> tuple[str, ...]:
        """Return what the parts of a rule's subjects name; the rule by its name in the policy."""
        page = self.rules.get(rule)
        if isinstance(page, Frequency) and page.parameters.of == "sites":
            return ("region",)
        by = getattr(page.parameters, "by", "") if page else ""
        if by in self._names:  # what is counted apart
            return (by,)
        return SUBJECTS.get(page.id, ()) if page else ()

    def subject(self, rule: str, subject: tuple[str, ...]) -> str:
        """Return whom or what a violation of a rule (by its name in the policy) is about."""
        kinds = self.kinds(rule)
        kinds += ("",) * (len(subject) - len(kinds))
        return ", ".join(self.named(kind, part) for kind, part in zip(kinds, subject, strict=False))

    def amount(self, rule: str, amount: int, unit: str) -> str:
        """Return the amount of a violation; that of a share in hours on the wrong side of it."""
        page = self.rules.get(rule)
        if isinstance(page, SubjectShare) and unit == SHARE:
            hours = amount / 100 / page.parameters.denominator
            return f"{hours:,.2f} person-hours on the wrong side of the share"
        return amount_words(amount, unit)

    def violation(self, found: Violation) -> str:
        """Return a violation as one line."""
        seen = f" ({', '.join(map(plain, found.witness))})" if found.witness else ""
        amount = self.amount(found.rule, found.amount, found.unit)
        return f"{plain(found.rule)}: {self.subject(found.rule, found.subject)}: {amount}{seen}"

    def conflict(self, found: Conflict) -> str:
        """Return what a rule must give, as one line, with its clause."""
        amount = self.amount(found.rule, found.amount, found.unit)
        clause = self.clause(found.rule)
        words = f"{plain(found.rule)}: {self.subject(found.rule, found.subject)}: must give {amount}"
        struck = ", ".join(f"{plain(rule)} ({count:,})" for rule, count in found.struck_out)
        words += f" [{clause}]" if clause else ""
        return words + (f"; options struck out before: {struck}" if struck else "")

    def clause(self, rule: str) -> str:
        """Return the document and clause a rule comes from, or an empty text."""
        page = self.rules.get(rule)
        if page is None or page.clause is None:
            return ""
        return " ".join(plain(part) for part in (page.clause.document, page.clause.clause) if part)

    def level(self, level: Objective, value: int) -> str:
        """Return the value of a level: in its unit where all its rules share one, else in points."""
        prices = [p for p in self._prices if p.mode is not Mode.HARD and p.level is level]
        units = {price.unit for price in prices}
        if len(units) == 1 and all(price.weight == 1 for price in prices):
            return amount_words(value, units.pop())
        return f"{value:,} points"
