"""Scaled instances: the size asked for, the same from the same seed, the same character in every size."""

import json

import pytest

from edusched.checking.checker import check_plan
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.references import reference_faults

SIZES = [100, 131, 195, 196, 330]


def made(size, seed=1):
    from scale import county_like_planted

    return county_like_planted(size, seed)


def loaded(planted):
    return Instance.model_validate_json(json.dumps(planted.data))


@pytest.mark.parametrize("size", SIZES)
def test_has_the_size_asked_for_and_a_plan_that_meets_everything(size):
    planted = made(size)
    instance = loaded(planted)
    assert len(instance.sessions) == size
    assert reference_faults(instance) == []
    report = check_plan(instance, Plan.model_validate_json(planted.plan))
    assert report.broken == ()
    assert report.unmet == ()


def test_same_seed_same_instance_other_seed_another():
    from common import dumped
    from scale import county_like

    assert dumped(county_like(140, 7)) == dumped(county_like(140, 7))
    assert dumped(county_like(140, 7)) != dumped(county_like(140, 8))


def test_everything_grows_in_proportion():
    from counts import count

    small, large = loaded(made(130)), loaded(made(780))
    for part in ("instructors", "venues", "mobile_units"):
        assert len(getattr(large, part)) >= 2.5 * len(getattr(small, part)), part
    assert len(large.cohorts) == 6 * len(small.cohorts)
    span = [(i.calendar.last_day - i.calendar.first_day).days for i in (small, large)]
    assert span[1] > 2 * span[0]
    a, b = count(small), count(large)
    for kind in ("places", "staff", "attendance"):
        per_session = [getattr(c, kind) / c.sessions for c in (a, b)]
        assert 0.7 < per_session[0] / per_session[1] < 1.4, kind


@pytest.mark.parametrize("size", [99, 5_001, 0, -1])
def test_refuses_other_sizes(size):
    with pytest.raises(ValueError, match="100 to 5000"):
        made(size)


@pytest.mark.long
@pytest.mark.parametrize("size", [1_000, 5_000])
def test_large_ones_can_be_met_too(size):
    planted = made(size)
    instance = loaded(planted)
    assert len(instance.sessions) == size
    report = check_plan(instance, Plan.model_validate_json(planted.plan))
    assert report.broken == ()
    assert report.unmet == ()
