"""Who is where, and when: overlaps, times at which people and organisations are free, travel, learners."""

from tests.rules.tight.form import ONLY_LI, TUESDAY, UNI, Tight, on, sessions

AM, PM = {"periods": ["am"]}, {"periods": ["pm"]}
WU_SKILL = {"id": "skill", "staff": [{"role": "lecturer", "competences": {"skill": 3}}]}
"""Only Wu holds skill at grade 3."""
LEG = {"start": "school", "end": "hall", "travel_minutes": 30, "travel_metres": 30000}
MISSION = {"instructor": "li", "region": "east", "first_day": TUESDAY, "last_day": TUESDAY}

CASES: tuple[Tight, ...] = (
    Tight(
        "instructor_overlap",
        "Li teaches in the morning and in the afternoon, not twice in the morning",
        ("t1", "t2"),
        given=sessions(on("t1", "am"), on("t2", "am", "pm")) | ONLY_LI,
        tighter=sessions(on("t2", "am")),
    ),
    Tight(
        "cohort_overlap",
        "c1 attends in the morning and in the afternoon, not twice in the morning",
        ("t1", "k1"),
        given=sessions(on("t1", "am"), on("k1", "am", "pm")),
        tighter=sessions(on("k1", "am")),
    ),
    Tight(
        "instructor_availability",
        "Li is free in the morning, and then at no time",
        ("t1",),
        given=sessions(on("t1", "am", "pm")) | ONLY_LI | {"instructors": [{"id": "li", "unavailable": [PM]}]},
        tighter={"instructors": [{"id": "li", "unavailable": [AM, PM]}]},
    ),
    Tight(
        "cohort_availability",
        "c1 is free in the morning, and then at no time",
        ("t1",),
        given=sessions(on("t1", "am", "pm")) | {"cohorts": [{"id": "c1", "unavailable": [PM]}]},
        tighter={"cohorts": [{"id": "c1", "unavailable": [AM, PM]}]},
    ),
    Tight(
        "organisers_free",
        "the university is free in the morning, and then at no time",
        ("t1",),
        given=sessions(on("t1", "am", "pm", co_organisers=["uni"]))
        | {"organisations": [UNI | {"unavailable": [PM]}]},
        tighter={"organisations": [{"id": "uni", "unavailable": [AM, PM]}]},
    ),
    Tight(
        "organiser_capacity",
        "the university runs two sessions at a time, not two where it can run one",
        ("t1", "t2"),
        given=sessions(on("t1", "am", provider="uni"), on("t2", "am", provider="uni"))
        | {"organisations": [UNI | {"sessions_at_once": 2}]},
        tighter={"organisations": [{"id": "uni", "sessions_at_once": 1}]},
    ),
    Tight(
        "provider_seats",
        "13 and 4 persons on 17 seats a month, not on 16",
        ("t1", "t2"),
        given=sessions(on("t1", provider="uni"), on("t2", provider="uni"))
        | {"organisations": [UNI | {"seats_per_month_persons": 17}]},
        tighter={"organisations": [{"id": "uni", "seats_per_month_persons": 16}]},
    ),
    Tight(
        "provider_rating",
        "rated 2.70, which is enough for 2.70 and not for 2.71",
        ("t1",),
        given=sessions(on("t1", provider="uni")) | {"organisations": [UNI | {"rating": 2.7}]},
        loose={"min_rating": 2.7},
        tight={"min_rating": 2.71},
    ),
    Tight(
        "notice",
        "the school needs three days, and the plan has three; then four",
        ("t1",),
        given={
            "calendar": {"last_day": "2026-09-10"},
            "sessions": [on("t1", venues=["school"])],
            "venues": [{"id": "school", "notice_days": 3}],
        },
        tighter={"venues": [{"id": "school", "notice_days": 4}]},
    ),
    Tight(
        "person_travel",
        "half an hour's drive in a break of 150 minutes leaves 120 minutes, not 121",
        ("t1", "t2"),
        given=sessions(on("t1", "am", venues=["school"]), on("t2", "pm", venues=["hall"]))
        | ONLY_LI
        | {"travel": {"legs": [LEG]}},
        loose={"margin_minutes": 120},
        tight={"margin_minutes": 121},
    ),
    Tight(
        "learner_overlap",
        "Li learns in the afternoon and teaches in the morning, not both in the morning",
        ("t1", "t2"),
        given=sessions(on("t1", "am"), on("t2", "am", "pm", course="skill"))
        | {
            "courses": [*ONLY_LI["courses"], WU_SKILL],
            "cohorts": [{"id": "c2", "instructors": ["li"]}],
        },
        tighter=sessions(on("t2", "am")),
    ),
    Tight(
        "mentor_pairing",
        "Wu, who alone can teach it, is a mentor too, and then only a learner",
        ("k1",),
        given=sessions(on("k1")) | {"courses": [WU_SKILL]},
        loose={"learners": {"ids": ["wu"]}, "mentors": {"ids": ["li", "wu"]}},
        tight={"mentors": {"ids": ["li"]}},
    ),
    Tight(
        "duty",
        "the county trains counties and townships, and then townships only",
        ("t1",),
        given=sessions(on("t1", organiser="county")),
        loose={"may_train": {"county": ["county", "township"]}},
        tight={"may_train": {"county": ["township"]}},
    ),
    Tight(
        "missions",
        "Li, sent out on Tuesday, teaches on Monday unless that is a day of travel",
        ("t1",),
        given=sessions(on("t1")) | ONLY_LI,
        loose={"missions": [{**MISSION, "travel_days_before": 0}]},
        tight={"missions": [{**MISSION, "travel_days_before": 1}]},
    ),
)
