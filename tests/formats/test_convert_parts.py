"""What the adapters share: names as ids and back, slots as patterns and back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from edusched.calendar.horizon import Horizon, slots_of
from edusched.domain.base import Id
from edusched.domain.time import Period, SlotPattern, WorkCalendar
from edusched.formats.convert_grid import FIRST_DAY, NEVER, Grid
from edusched.formats.convert_names import id_of, word_of

ID = TypeAdapter(Id)
PERIODS = tuple(Period(id=f"p{k}", start=f"{8 + k:02}:00", end=f"{9 + k:02}:00") for k in range(3))

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
odd_words = st.text(st.sampled_from("a%2F:/ \t\u200b\ufeff县\x00\x7f"), min_size=1, max_size=8)


@given(st.one_of(words, odd_words))
def test_every_word_has_an_id_that_tells_it(word):
    assert ID.validate_python(id_of(word), strict=True) == id_of(word)
    assert word_of(id_of(word)) == word
    assert ":" not in id_of(word)


@pytest.mark.parametrize("name", ["a%41", "%", "%FF", "%C3", "100%", "a:b", "%2f"])
def test_an_id_written_by_hand_stands_for_itself(name):
    assert word_of(name) == name


@pytest.mark.parametrize("word", ["c0001", "LinLetGre1", "CBC-ARC-ArcCla2", "县委", "a_b.c~d"])
def test_plain_names_stay_as_they_are(word):
    assert id_of(word) == word


def calendar(days, **fields):
    last = FIRST_DAY + timedelta(days=days - 1)
    return WorkCalendar(first_day=FIRST_DAY, last_day=last, periods=PERIODS, holidays="none", **fields)


def worked(days):
    """A calendar all of whose days are working days, as that of a `.ctt` file."""
    from edusched.formats.ctt import _calendar

    return _calendar(days, len(PERIODS))


CALENDARS = {
    "half a week": (calendar(3), 5),
    "a week": (calendar(5), 5),
    "six days": (worked(6), 7),
    "a whole week": (worked(7), 7),
    "eight days": (worked(8), 7),
    "three weeks of five days": (calendar(19), 5),
    "into the next year": (worked(130), 7),
}


@pytest.mark.parametrize("name", CALENDARS)
@given(data=st.data())
def test_patterns_mean_the_slots_they_were_made_of(name, data):
    found, days_per_week = CALENDARS[name]
    grid = Grid.of_calendar(found, days_per_week)
    slots = data.draw(st.frozensets(st.integers(0, grid.slot_count - 1)))
    assert meant(found, grid, grid.patterns(slots)) == sorted(slots)
    gone = frozenset(range(grid.slot_count)) - slots
    assert meant(found, grid, grid.patterns(gone)) == sorted(gone)


def meant(found, grid, patterns):
    """Return the slots of a grid that patterns mean, and that they mean no others."""
    horizon = Horizon(found)
    names = [horizon_slot(horizon, slot) for slot in slots_of(horizon.mask(patterns))]
    assert None not in [grid.slot_of(*name) for name in names]
    return [grid.slot_of(*name) for name in names]


def horizon_slot(horizon, slot):
    day, period = divmod(slot, len(horizon.periods))
    return horizon.days[day], horizon.periods[period].id


def patterns_of(days, slots, days_per_week=7):
    found = worked(days) if days_per_week == 7 else calendar(days)
    grid = Grid.of_calendar(found, days_per_week)
    return [p.model_dump(mode="json", exclude_defaults=True) for p in grid.patterns(slots)]


def test_patterns_are_few():
    assert patterns_of(6, range(18)) == [{}]
    assert patterns_of(5, [0, 1, 2, 6, 7, 8]) == [{"weekdays": ["mon", "wed"]}]
    # the last period of each day, and the first day: by day two sets, by period two sets as well
    assert patterns_of(5, [0, 1, 2, 5, 8, 11, 14]) == [
        {"weekdays": ["mon"]},
        {"weekdays": ["tue", "wed", "thu", "fri"], "periods": ["p2"]},
    ]
    # four different days, but two kinds of period
    assert patterns_of(4, [0, 1, 4, 6]) == [
        {"weekdays": ["mon", "wed"], "periods": ["p0"]},
        {"weekdays": ["mon", "tue"], "periods": ["p1"]},
    ]
    assert patterns_of(19, range(45), 5) == [{"day_kinds": ["working"]}]
    assert patterns_of(19, range(3, 42), 5) == [
        {"first_day": "2026-09-08", "last_day": "2026-09-24", "day_kinds": ["working"]}
    ]
    assert patterns_of(19, range(15, 30), 5) == [{"first_day": "2026-09-14", "last_day": "2026-09-18"}]


def test_no_slot_at_all_is_a_pattern_and_not_an_empty_list():
    assert Grid([FIRST_DAY], ["p0"]).patterns([]) == NEVER == (SlotPattern(periods=()),)
    assert Horizon(calendar(5)).mask(NEVER) == 0


def test_a_grid_knows_its_slots():
    grid = Grid.of_calendar(calendar(19), 5)
    assert grid.slot_count == 45
    assert grid.at(15) == (date(2026, 9, 14), "p0")
    for slot in range(grid.slot_count):
        assert grid.slot_of(*grid.at(slot)) == slot
    assert grid.slot_of(date(2026, 9, 12), "p0") is None
    assert grid.slot_of(date(2026, 9, 14), "noon") is None
