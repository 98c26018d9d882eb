"""For each hard rule an instance that it leaves one plan to, and the same made one unit tighter."""

from tests.rules.tight import attendance, content, money, owed, people, places, quotas, teaching, times
from tests.rules.tight.form import Tight

TIGHT: tuple[Tight, ...] = (
    *people.CASES,
    *places.CASES,
    *times.CASES,
    *attendance.CASES,
    *owed.CASES,
    *quotas.CASES,
    *content.CASES,
    *teaching.CASES,
    *money.CASES,
)
