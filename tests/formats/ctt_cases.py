"""A tiny problem of ITC-2007 track 3, written for these tests, and ways to change it."""

from edusched.formats.ctt import ctt_instance
from edusched.formats.ctt_text import read_ctt

# Names that ids may not hold stand among plain ones: a slash, a percent sign, a colon, a blank no one sees.
TINY = """Name: tiny one
Courses: 4
Rooms: 2
Days: 3
Periods_per_day: 3
Curricula: 2
Constraints: 5

COURSES:
Math/1 li 3 2 30
a%2Fb wu 2 2 12
History li 1 1 25
Art: zhao 2 3 8

ROOMS:
A\t20
B/2 40

CURRICULA:
q1  2 Math/1 a%2Fb
q:2  3 History Art: a%2Fb

UNAVAILABILITY_CONSTRAINTS:
Math/1 0 0
Math/1 0 1
Math/1 0 2
Art: 1 0
Art: 2 0

END.
"""

# Keeps every hard rule. Without a seat in A: 10 of Math/1, 5 of History. Art: is held on two days of three.
# Alone in q:2: History and Art: on day 0, an hour between them, and a%2Fb on day 1. Math/1 uses two rooms.
SOLUTION = """Math/1 B/2 2 0
Math/1 B/2 2 1
Math/1 A 1 1
a%2Fb A 2 2
a%2Fb A 1 2
History A 0 0
Art: A 0 2
Art: A 2 1
"""
COST = 10 + 5 + 5 * 1 + 2 * 3 + 1


def changed(old, new, text=TINY):
    """Return a text with one part of it replaced; the part stands there exactly once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def tiny_instance():
    return ctt_instance(read_ctt(TINY, "tiny.ctt"))
