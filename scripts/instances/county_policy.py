"""The policy of a county's instance: each rule with the clause it comes from and its parameters."""

from common import Json, text
from county_cohorts import SECRETARY_COHORTS, staff_categories
from frame import Frame

MEMBERS = "Education and Training Work Plan for All Party Members 2009-2013"
STAFF = "Continuing education of professional and technical personnel"
RANGE_HOURS: Json = {"max_teaching_hours_per_day": 6, "max_teaching_hours_per_week": 15}


def rule(rule_id: str, name: str, parameters: Json, clause: tuple[str, str, str] | None = None) -> Json:
    """Return a policy entry with the mode and price of the rule's own page."""
    data: Json = {"id": rule_id, "rule": name, "parameters": parameters}
    if clause is not None:
        document, words, statement = clause
        data["clause"] = {"document": document, "clause": words, "statement": statement}
    return data


def obligations(frames: list[Frame]) -> list[Json]:
    """Return what is owed: hours, deadlines, visits, one turn each."""
    staff = sorted({category for frame in frames for category in staff_categories(frame)})
    secretaries: Json = {"cohorts": {"categories": ["village-secretary"]}}
    found = [
        rule(
            "secretaries-40-hours", "study_hours",
            secretaries | {
                "min_study_hours": 40,
                "counted": {"venue_kinds": ["party_school", "practice_site"], "min_level": "county"},
            },
            (MEMBERS, "village secretaries: 40 hours a year at a county-level party school or above", "R108"),
        ),
        rule(
            "new-members-24-hours", "deadline",
            {"cohorts": {"categories": ["new-member"]}, "event": "joined_on", "within_days": 365,
             "min_study_hours": 24},
            (MEMBERS, "new members: 24 hours of concentrated training within a year of joining", "R112"),
        ),
        rule(
            "professional-72-hours", "study_hours",
            {"cohorts": {"categories": staff}, "min_study_hours": 72, "min_days": 12, "hours_per_day": 6,
             "period": "calendar_year",
             "caps": [{"subject_class": "public", "numerator": 1, "denominator": 3}]},
            (STAFF, "12 days or 72 hours a year, public subjects at most one third", "R245"),
        ),
        rule(
            "villages-visited", "study_hours",
            {"cohorts": {"categories": ["village"]}, "min_study_hours": 4, "period": "horizon",
             "counted": {"deliveries": ["mobile"]}},
            (MEMBERS, "mobile classrooms go to the villages", "R131"),
        ),
    ]  # fmt: skip
    for frame in frames:
        numbers = range(1, SECRETARY_COHORTS + 1)
        term = frame.term
        found.append(
            rule(
                frame.now("secretaries-one-turn"), "rotation_once",
                {"cohorts": {"ids": [frame.now(f"secretaries-{k}") for k in numbers]},
                 "programmes": [frame.now(f"secretaries-class-{k}") for k in numbers],
                 "first_day": text(term.first_day), "last_day": text(term.last_day)},
                (MEMBERS, "rotation training, in batches and in turn", "R124"),
            )
        )  # fmt: skip
    return found


def policy(frames: list[Frame]) -> Json:
    """Return the whole policy: obligations, rules of work, fairness and cost."""
    full_time: Json = {"instructors": {"engagements": ["full_time"]}}
    fees = {"full_time": 5_000, "part_time": 18_000, "joint": 26_000, "volunteer": 2_000}
    return {
        "defaults": "standard",
        "rules": [
            *obligations(frames),
            rule("quarter-of-a-unit", "rotation_share", {"max_share_percent": 25},
                 (MEMBERS, "rotation training, in batches; the share of a quarter is ours", "R124")),
            rule("teaching-hours", "instructor_hours", RANGE_HOURS),
            rule("five-days-in-a-row", "consecutive_days", {"max_consecutive_days": 5}),
            rule("night-rest", "rest", {"min_rest_hours": 12}),
            rule("guaranteed", "guaranteed_hours", full_time | {"min_teaching_hours_per_year": 24}),
            rule("fair-loads", "load_fairness", full_time | {"step_teaching_hours": 6}),
            rule("fees", "fees", {"fee_fen_per_teaching_hour": fees}),
            rule("travel", "travel_cost", {"fen_per_km": 50}),
            rule("venues", "venue_cost", {}),
            rule("mobile", "mobile_cost",
                 {"fen_per_km": 250, "fen_per_night": 12_000, "fen_per_stop": 5_000}),
        ],
    }  # fmt: skip
