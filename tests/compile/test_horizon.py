"""Slots that patterns mean, against each day asked for itself."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from edusched.calendar.horizon import Horizon, horizon_of, slots_of
from edusched.domain.time import SlotPattern, WorkCalendar

FIRST, DAYS = date(2026, 9, 7), 20
CALENDAR = WorkCalendar.model_validate(
    {
        "first_day": FIRST,
        "last_day": FIRST + timedelta(DAYS - 1),
        "holidays": "none",
        "periods": [
            {"id": "am", "start": "08:30", "end": "11:30"},
            {"id": "pm", "start": "14:00", "end": "17:00"},
        ],
    },
    strict=False,
)
SOME_DAY = st.none() | st.integers(-5, DAYS + 5).map(lambda k: FIRST + timedelta(k))


@given(SOME_DAY, SOME_DAY, st.none() | st.sets(st.sampled_from(["mon", "wed", "sun"])))
def test_a_pattern_means_the_days_between_its_first_and_its_last(first, last, weekdays):
    given_days = {"first_day": first, "last_day": last, "weekdays": weekdays and sorted(weekdays)}
    pattern = SlotPattern.model_validate({k: v for k, v in given_days.items() if v}, strict=False)
    wanted = []
    for k in range(DAYS):
        day = FIRST + timedelta(k)
        name = day.strftime("%a").lower()
        if (first or day) <= day <= (last or day) and (not weekdays or name in weekdays):
            wanted += [2 * k, 2 * k + 1]
    assert slots_of(Horizon(CALENDAR).mask((pattern,))) == wanted


def test_equal_calendars_share_their_days():
    assert horizon_of(CALENDAR) is horizon_of(CALENDAR.model_copy(deep=True))
    shorter = CALENDAR.model_copy(update={"last_day": FIRST})
    assert len(horizon_of(shorter).days) == 1
