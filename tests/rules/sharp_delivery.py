"""Hand-worked examples of recordings, messages and broadcasts; ``sharp`` takes them in."""

from typing import Any

from edusched.rules.examples import Example


def _web(kind: str, **more: Any) -> dict[str, Any]:
    return {"platforms": [{"id": "web", "kind": kind, "seats_persons": None} | more]}


RECORDED = _web("recorded", watch_days=3)
TWO_TALKS = """p1 2026-09-07 eve web li c1
               p2 2026-09-07 eve web wu c1"""
CLASS = {"programmes": [{"id": "class", "sessions": ["p1", "t1"], "order": [["p1", "t1"]]}]}
LAW_FIRST = {"courses": [{"id": "theory", "prerequisites": ["law"]}]}
HARVEST = {"cohorts": [{"id": "c1", "unavailable": [{"weekdays": ["mon", "thu"]}]}]}
LEARNS = {"cohorts": [{"id": "c1", "instructors": ["wu"]}]}
HOURS = {"min_study_hours": 2, "cohorts": {"ids": ["c1"]}}

DELIVERY: dict[str, tuple[Example, ...]] = {
    "cohort_overlap": (
        Example("two recordings made at one time are watched at any time", TWO_TALKS, 0, given=RECORDED),
        Example("two programmes on the air at one time", TWO_TALKS, 1, given=_web("broadcast")),
    ),
    "cohort_availability": (
        Example("never on a Monday nor on a Thursday, but they find time between",
                "p1 2026-09-07 eve web li c1", 0, given=HARVEST | RECORDED),
        Example("never on a Monday, and a broadcast does not wait", "p1 2026-09-07 eve web li c1", 1,
                given=HARVEST | _web("broadcast")),
    ),
    "platform_seats": (
        Example("a broadcast reaches 17 persons as well", "p1 2026-09-07 eve web li c1,c2", 0,
                given=_web("broadcast")),
    ),
    "session_shape": (
        Example("recorded once for two cohorts", "p1 2026-09-07 eve web li c1,c2", 0, given=RECORDED),
        Example("recorded anew for each cohort, so not for two at once", "p1 2026-09-07 eve web li c1,c2", 1,
                given=_web("recorded", recorded_each_time=True), subject=("p1",)),
        Example("a recording anew of each of two cohorts", """p1 2026-09-07 eve web li c1
                p2 2026-09-08 eve web li c2""", 0, given=_web("recorded", recorded_each_time=True)),
    ),
    "prerequisites": (
        Example("the window of Monday's recording closes on Thursday: theory on Wednesday is too early",
                """p1 2026-09-07 am web li c1
                   t1 2026-09-09 pm school/big li c1""", 1,
                given=LAW_FIRST | RECORDED, subject=("t1", "c1", "law")),
        Example("on Thursday afternoon the morning's recording is over", """p1 2026-09-07 am web li c1
                   t1 2026-09-10 pm school/big li c1""", 0, given=LAW_FIRST | RECORDED),
    ),
    "programme_order": (
        Example("the class goes on before the window of its recording is over", """p1 2026-09-07 am web li c1
                   t1 2026-09-09 pm school/big li c1""", 1, given=CLASS | RECORDED),
        Example("the class waits for the window", """p1 2026-09-07 am web li c1
                   t1 2026-09-10 pm school/big li c1""", 0, given=CLASS | RECORDED),
    ),
    "isolated_sessions": (
        Example("a recording is never alone, and company for nobody", """t1 2026-09-07 am school/big li c1
                   p1 2026-09-07 pm web wu c1""", 1,
                given=RECORDED | {"calendar": {"last_day": "2026-09-07"}},
                parameters={"cohorts": {"ids": ["c1"]}}),
    ),
    "learner_overlap": (
        Example("Wu teaches while the recording is made, and when its window closes",
                """k2 2026-09-07 eve bus@hill wu c2
                   p1 2026-09-07 eve web li c1
                   t2 2026-09-10 eve school/big wu c2""", 0, given=LEARNS | RECORDED),
    ),
    "study_hours": (
        Example("a text is worth no hours: 2 h x 13", "p1 2026-09-07 eve web li c1", 2600,
                given=_web("message", watch_days=0), parameters=HOURS),
        Example("nor is it a training day", "p1 2026-09-07 eve web li c1", 7800,
                given=_web("message"), parameters={"min_days": 1, "cohorts": {"ids": ["c1"]}}),
        Example("a mobile paper that is said to earn", "p1 2026-09-07 eve web li c1", 0,
                given=_web("message", credits_hours=True), parameters=HOURS),
        Example("a recording earns", "p1 2026-09-07 eve web li c1", 0, given=RECORDED, parameters=HOURS),
        Example("broadcasts said not to earn", "p1 2026-09-07 eve web li c1", 2600,
                given=_web("broadcast", credits_hours=False), parameters=HOURS),
    ),
    "deadline": (
        Example("the window is over on Monday the 14th, the last day", "p1 2026-09-11 eve web li c1", 0,
                given=RECORDED, parameters={"event": "joined_on", "min_study_hours": 2}),
        Example("made in time, but watched until the day after", "p1 2026-09-14 am web li c1", 2600,
                given=_web("recorded", watch_days=1),
                parameters={"event": "joined_on", "min_study_hours": 2}),
    ),
    "frequency": (
        Example("Monday's recording counts on Thursday, and so does Thursday's lecture",
                """p1 2026-09-07 eve web li c1
                   t1 2026-09-10 am school/big li c1""", 1,
                given=RECORDED, parameters={"min_days": 2, "cohorts": {"ids": ["c1"]}}),
    ),
    "waves": (
        Example("the first wave still watches while the second one starts", """p1 2026-09-07 eve web li c1
                   t2 2026-09-08 am school/big li c2""", 1,
                given=RECORDED, parameters={"waves": [{"ids": ["c1"]}, {"ids": ["c2"]}]}),
    ),
}  # fmt: skip
