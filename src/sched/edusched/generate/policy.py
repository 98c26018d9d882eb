"""The policy of a made-up province: two packs, what stands in their place, and rules of work and cost."""

import json
from collections.abc import Collection, Mapping, Sequence

from edusched.generate.ground import Json
from edusched.policies import pack

MEMBERS, STAFF = "members-2009-2013", "professional-72h"
NATIONAL = (
    "public-demand-runs", "demonstration-seminars", "demonstration-places", "local-seminars",
    "counterpart-places", "field-agriculture-tenth", "field-manufacturing-tenth", "field-it-tenth",
    "field-energy-tenth", "field-management-tenth", "more-for-social-work-and-science",
)  # fmt: skip
"""Rules of the pack whose numbers are those of the whole nation."""
SHARES = ("theory-first-share", "practice-share")
"""Rules of the pack for party members that would also count who is none."""
LENT_HOURS = 40
FEES = {"full_time": 5_000, "part_time": 18_000, "joint": 26_000, "volunteer": 2_000}


def policy(
    programmes: Sequence[str], borrowers: Mapping[str, Collection[str]], first_day: str, last_day: str
) -> Json:
    """Return the policy.

    Parameters
    ----------
    programmes
        Ids of the secretaries' classes, each of them one turn.
    borrowers
        Cities that borrow from a library, by its id.
    """
    document = pack(MEMBERS).document
    replaced = {entry.id: entry for entry in pack(MEMBERS).rules}
    secretaries = replaced["village-secretaries-40-hours"]
    counted = secretaries.parameters["counted"] | {"venue_kinds": ["party_school", "practice_site"]}
    entries: list[Json] = [
        {"id": secretaries.id, "rule": secretaries.rule,
         "parameters": secretaries.parameters | {"counted": counted},
         "clause": {"document": document, "statement": "R108",
                    "clause": "village secretaries: 40 study hours a year, a model village counts"}},
        {"id": "villages-visited", "rule": "study_hours",
         "parameters": {"cohorts": {"categories": ["village"]}, "min_study_hours": 4, "period": "horizon",
                        "counted": {"deliveries": ["mobile"]}},
         "clause": {"document": document, "clause": "mobile classrooms go to the villages",
                    "statement": "R131"}},
        {"id": "secretaries-one-turn", "rule": "rotation_once",
         "parameters": {"cohorts": {"categories": ["village_secretary"]}, "programmes": list(programmes),
                        "first_day": first_day, "last_day": last_day},
         "clause": {"document": document, "clause": "rotation training, in batches and in turn",
                    "statement": "R124"}},
        *(_of_members(name) for name in SHARES),
        *(_off(name) for name in NATIONAL),
        *({"id": f"{library}-lends", "rule": "lending_quota",
           "parameters": {"library": library, "borrowers": sorted(cities), "max_teaching_hours": LENT_HOURS},
           "clause": {"document": document, "clause": "good instructors are shared, step by step",
                      "statement": "R151"}}
          for library, cities in sorted(borrowers.items())),
        {"id": "teaching-hours", "rule": "instructor_hours",
         "parameters": {"max_teaching_hours_per_day": 6, "max_teaching_hours_per_week": 15}},
        {"id": "five-days-in-a-row", "rule": "consecutive_days", "parameters": {"max_consecutive_days": 5}},
        {"id": "night-rest", "rule": "rest", "parameters": {"min_rest_hours": 12}},
        {"id": "fair-loads", "rule": "load_fairness",
         "parameters": {"instructors": {"engagements": ["full_time"]}, "step_teaching_hours": 6}},
        {"id": "fees", "rule": "fees", "parameters": {"fee_fen_per_teaching_hour": FEES}},
        {"id": "travel", "rule": "travel_cost", "parameters": {"fen_per_km": 50}},
        {"id": "venues", "rule": "venue_cost"},
        {"id": "mobile", "rule": "mobile_cost",
         "parameters": {"fen_per_km": 250, "fen_per_night": 12_000, "fen_per_stop": 5_000}},
    ]  # fmt: skip
    return {"packs": [{"pack": MEMBERS}, {"pack": STAFF}], "rules": entries}


def _of_members(name: str) -> Json:
    entry = next(entry for entry in pack(MEMBERS).rules if entry.id == name)
    data: Json = json.loads(entry.model_dump_json(exclude_defaults=True))
    mine: Json = {"cohorts": {"categories": ["village_secretary", "new_member"]}}
    return data | {"parameters": data["parameters"] | mine}


def _off(name: str) -> Json:
    entry = next(entry for entry in pack(STAFF).rules if entry.id == name)
    return {"id": name, "rule": entry.rule, "parameters": entry.parameters, "enforcement": {"mode": "off"}}
