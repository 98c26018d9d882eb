"""Records of the rich example instance, with something in every list."""

from copy import deepcopy

from edusched.domain.records import Records

ATTENDED = {
    "instance": "example",
    "session": "t1",
    "cohort": "c1",
    "on": "2026-09-07",
    "attended_minutes": 170,
    "of_minutes": 180,
}

RECORDS = {
    "schema_version": "1.0",
    "kind": "records",
    "id": "autumn",
    "as_of": "2026-12-31",
    "people": [
        {"id": "p-1", "unit": "bureau", "role": "clerk", "full_time": True, "cohort": "c1"},
        {"id": "p-2", "unit": "station", "role": "head", "full_time": False},
    ],
    "attendance": [
        ATTENDED,
        ATTENDED
        | {"person": "p-1", "attended_minutes": 90, "score_before": 2, "score_after": 4, "effect": 4},
        ATTENDED | {"instance": "spring", "session": "old", "cohort": "old-cohort", "study_hours": 4},
    ],
    "credits": [
        {
            "key": "sunlight-17",
            "cohort": "c1",
            "on": "2026-05-05",
            "study_hours": 16,
            "subject_class": "skill",
            "course": "skill",
            "project": "sunlight",
        },
        {"key": "film-3", "cohort": "c2", "on": "2026-05-06", "minutes": 100, "subject_class": "public"},
    ],
    "studies": [
        {"key": "mba-li", "instructor": "li", "busy": [{"weekdays": ["tue"], "periods": ["eve"]}]},
        {"key": "degree-c1", "cohort": "c1", "busy": [{"window": "harvest"}]},
    ],
    "exams": [{"course": "skill", "cohort": "c1", "on": "2026-09-20", "passed": True}],
    "ratings": [
        {
            "kind": "instructor",
            "subject": "li",
            "value": 4,
            "responses": 12,
            "source": "survey",
            "on": "2026-10-01",
        },
        {
            "kind": "unit",
            "subject": "bureau",
            "part": "work",
            "value": 3,
            "source": "visit",
            "on": "2026-10-01",
        },
        {"kind": "session", "subject": "t1", "value": 5, "source": "survey", "on": "2026-10-01"},
        {"kind": "organisation", "subject": "league", "value": 2, "source": "visit", "on": "2026-10-01"},
        {"kind": "course", "subject": "skill", "value": 5, "source": "survey", "on": "2026-10-01"},
    ],
    "standings": [{"unit": "bureau", "year": 2026, "kind": "office", "website": True}],
    "indicators": [{"indicator": "reach", "on": "2026-06-30", "value": 70}],
    "targets": [{"indicator": "reach", "year": 2026, "value": 75}],
    "milestones": [
        {"id": "case-database", "due": "2026-10-31"},
        {"id": "reach-75", "due": "2026-12-31", "indicator": "reach", "target": 75},
    ],
    "checklist": [{"kind": "summary", "subject": "bureau", "due": "2026-12-06", "done": "2026-12-05"}],
    "inspections": [{"region": "county", "session": "t1", "on": "2026-09-07"}],
    "feedback": [{"unit": "bureau", "session": "t1", "sent": "2026-09-15"}],
    "issues": [{"id": "clash", "owner": "office", "opened": "2026-09-01", "due": "2026-09-20"}],
}


def records_data():
    """Return a copy of the records as plain data."""
    return deepcopy(RECORDS)


def records_of(data=None, **changes):
    """Return records of plain data with some lists replaced."""
    import json

    return Records.model_validate_json(json.dumps((RECORDS if data is None else data) | changes))
