"""Small instances in which something is scarce: few rooms, people, hours or days for what is owed."""

from datetime import date, timedelta
from random import Random
from typing import Any

from edusched.rules.examples import BASE
from tests.tiny.draw import Draw

Data = dict[str, Any]

CALENDARS = (("2026-09-07", 1), ("2026-09-07", 2), ("2026-09-10", 3), ("2026-12-31", 2), ("2026-09-11", 4))
PERIODS = (
    (("am", "08:30", "11:30"), ("pm", "14:00", "17:00")),
    (("am", "08:30", "11:30"), ("pm", "14:00", "17:00"), ("eve", "19:00", "21:00")),
    (("p1", "08:00", "09:00"), ("p2", "09:00", "10:00"), ("p3", "10:00", "11:00"), ("p4", "11:00", "12:00")),
)


def crowded(number: int) -> Data:
    """Return an instance by its number, as plain data."""
    return _Crowded(Draw(Random(f"crowded/{number}"))).data()


class _Crowded:
    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        first, count = draw.one(CALENDARS)
        self.days = [date.fromisoformat(first) + timedelta(days=k) for k in range(count)]
        self.periods = [{"id": i, "start": a, "end": b} for i, a, b in draw.one(PERIODS)]
        self.people = ["li", "wu", "xu", "yu"][: draw.number(1, 4)]
        self.cohorts = ["c1", "c2", "c3"][: draw.number(1, 3)]

    def data(self) -> Data:
        draw = self.draw
        calendar = {"first_day": self.days[0].isoformat(), "last_day": self.days[-1].isoformat()}
        calendar |= {"holidays": "none", "periods": self.periods}
        keep = ("schema_version", "kind", "id", "travel", "regions", "libraries")
        data: Data = {key: BASE[key] for key in keep} | {"calendar": calendar}
        data["units"] = [{"id": "bureau", "region": "county", "size_persons": 90}]
        data["cohorts"] = [self._cohort(name) for name in self.cohorts]
        data["instructors"] = [self._instructor(name) for name in self.people]
        rooms = [{"id": f"r{k}", "capacity_persons": 30} for k in range(draw.number(1, 2))]
        data["venues"] = [BASE["venues"][0] | {"rooms": rooms}]
        data["mobile_units"] = []
        data["platforms"] = [{"id": "web", "seats_persons": 90}]
        data["courses"] = [
            {
                "id": name,
                "subject_class": "theory",
                "study_hours": draw.one((2, 4, 1.5)),
                "staff": self._staff(),
            }
            for name in ("a", "b", "l")
        ]
        data["sessions"] = [self._session(f"s{k}") for k in range(draw.number(4, 9))]
        for k in range(1, len(data["sessions"])):
            if draw.chance(0.35):
                data["sessions"][k] = data["sessions"][k - 1] | {"id": f"s{k}"}
        return data | {"policy": self._policy()}

    def _patterns(self) -> list[Data]:
        draw = self.draw
        day = draw.one(self.days).isoformat()
        pattern = draw.maybe(0.6, "first_day", day) | draw.maybe(0.3, "last_day", self.days[-1].isoformat())
        names = [p["id"] for p in self.periods]
        return [pattern | draw.maybe(0.5, "periods", draw.some(names))]

    def _cohort(self, name: str) -> Data:
        draw = self.draw
        event = self.days[0] - timedelta(days=draw.number(0, 2))
        cohort = {"id": name, "category": "staff", "region": "county"}
        cohort |= {"headcount": {"bureau": draw.number(1, 9)}, "events": {"joined_on": event.isoformat()}}
        return cohort | draw.maybe(0.2, "unavailable", self._patterns())

    def _instructor(self, name: str) -> Data:
        draw = self.draw
        person: Data = {"id": name, "library": "county-library", "home": "county"}
        person["competences"] = {word: draw.number(1, 3) for word in draw.some(("theory", "skill"))}
        limits = draw.maybe(0.3, "max_teaching_hours_per_day", draw.one((1, 2, 3, 5)))
        limits |= draw.maybe(0.3, "max_teaching_hours_per_week", draw.one((2, 3.5, 5, 6)))
        limits |= draw.maybe(0.3, "max_teaching_hours_per_year", draw.one((1, 3, 5.25, 8)))
        person |= draw.maybe(0.4, "limits", limits)
        return person | draw.maybe(0.15, "unavailable", self._patterns())

    def _staff(self) -> list[Data]:
        draw = self.draw
        roles = draw.one((("lecturer",), ("lecturer",), ("assistant", "lecturer")))
        return [
            {"role": role, "count": 2 if draw.chance(0.15) else 1}
            | draw.maybe(0.4, "competences", {draw.one(("theory", "skill")): draw.number(1, 2)})
            for role in roles
        ]

    def _session(self, name: str) -> Data:
        draw = self.draw
        session: Data = {"id": name, "course": draw.one(("a", "b", "l")), "mandatory": draw.chance(0.7)}
        session["length_periods"] = draw.one((1, 1, 2, draw.number(1, len(self.periods))))
        session["cohorts"] = draw.some(self.cohorts, 1, 2)
        session |= draw.maybe(0.15, "deliveries", draw.one((["online"], ["in_person", "online"])))
        if draw.chance(0.1):
            session["open_to"] = {}
            session["cohorts"] = session["cohorts"][: draw.number(0, 1)]
        return session | draw.maybe(0.3, "starts", self._patterns())

    def _policy(self) -> Data:
        draw = self.draw
        rules: list[Data] = []
        if draw.chance(0.6):
            hours = draw.maybe(0.4, "max_teaching_hours_per_week", draw.one((2, 3.5, 6)))
            rules.append({"id": "hours", "rule": "instructor_hours", "parameters": hours})
        owed = draw.one((2, 4, 6, 8, 10))
        if draw.chance(0.5):
            parameters: Data = {"min_study_hours": owed, "period": "horizon"}
            parameters |= draw.maybe(0.1, "min_days", 2)
            rules.append({"id": "study", "rule": "study_hours", "parameters": parameters})
        if draw.chance(0.3):
            within = {"event": "joined_on", "within_days": draw.number(1, 4), "min_study_hours": owed}
            rules.append({"id": "due", "rule": "deadline", "parameters": within})
        if draw.chance(0.2):
            each = {"min_teaching_hours_per_year": draw.one((2, 4))}
            rules.append({"id": "sure", "rule": "guaranteed_hours", "parameters": each})
            rules[-1]["enforcement"] = {"mode": "obligation"}
        if draw.chance(0.2):
            soft = draw.one(
                ("room_overlap", "instructor_overlap", "cohort_overlap", "instructor_availability")
            )
            how = {
                "mode": "soft",
                "level": draw.one(("policy", "obligations")),
                "weight": draw.number(1, 300),
            }
            rules.append({"id": "soft", "rule": soft, "enforcement": how})
        if draw.chance(0.3):
            how = {"mode": "soft", "level": "obligations", "weight": draw.one((1, 7, 100))}
            rules.append({"id": "run", "rule": "sessions_run", "enforcement": how})
        return {"rules": rules}
