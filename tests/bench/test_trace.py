"""When a plan was there, when it was good, and which of the things told were improvements."""

from edusched.bench.trace import Step, first_plan_seconds, improvements, near_best_seconds

STEPS = [
    Step(1.0, "obligations", None, 0),
    Step(2.0, "obligations", 400, 0),
    Step(3.0, "obligations", 0, 0),
    Step(4.0, "cost", 2000, 500),
    Step(4.5, "cost", 2000, 500),
    Step(5.0, "cost", 1011, 500),
    Step(6.0, "cost", 1010, 500),
    Step(7.0, "cost", 1000, 900),
]


def test_only_changes_are_improvements():
    assert improvements(STEPS) == STEPS[:4] + STEPS[5:]
    back = [Step(8.0, "obligations", 0, 0), Step(9.0, "cost", 1000, 900), Step(9.5, "cost", 1000, 950)]
    assert improvements(STEPS + back) == STEPS[:4] + STEPS[5:] + back[-1:]


def test_the_first_plan_is_the_first_value():
    assert first_plan_seconds(STEPS) == 2.0
    assert first_plan_seconds(STEPS[:1]) is None
    assert first_plan_seconds([]) is None


def test_near_is_within_one_percent_of_every_level():
    assert near_best_seconds(STEPS, {"obligations": 0, "cost": 1000}) == 6.0
    assert near_best_seconds(STEPS[:3], {"obligations": 0, "cost": 1000}) == 3.0
    assert near_best_seconds(STEPS, {"obligations": 0, "cost": 1000, "ties": 4}) == 6.0


def test_near_must_last():
    worse = [Step(8.0, "obligations", 5, 0), Step(9.0, "obligations", 0, 0)]
    assert near_best_seconds(STEPS + worse, {"obligations": 0, "cost": 1000}) == 9.0


def test_what_was_never_told_is_not_known():
    assert near_best_seconds([], {"cost": 1000}) is None
    assert near_best_seconds(STEPS[:1], {"obligations": 0}) is None
    assert near_best_seconds(STEPS, {"obligations": 0, "cost": 100}) is None
    assert near_best_seconds(STEPS, {}) is None
