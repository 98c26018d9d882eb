"""A faulty `.ctt` file or solution: each fault has its line, its value and what to do; no other error."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edusched.domain.errors import InvalidInputError
from edusched.domain.plan import Booking, PlatformPlace, StopPlace
from edusched.domain.references import reference_faults
from edusched.formats import convert_faults, ctt_text
from edusched.formats.ctt import ctt_instance
from edusched.formats.ctt_solution import ctt_solution_text, read_ctt_solution
from edusched.formats.ctt_text import read_ctt
from tests.formats.ctt_cases import SOLUTION, TINY, changed, tiny_instance

FILE = "tiny.ctt"
EXTENDED = "this looks like an extended format"


def faults_of(read, *arguments):
    with pytest.raises(InvalidInputError) as caught:
        read(*arguments)
    return [str(fault) for fault in caught.value.faults]


CASES = {
    "nothing": ("", "line 1: the header has no line Name:"),
    "a number missing": (changed("Days: 3\n", ""), "line 1: the header has no line Days:"),
    "a number twice": (
        changed("Days: 3\n", "Days: 3\nDays: 4\n"),
        'line 5: "Days:": given twice; line 4 has',
    ),
    "a number that is none": (
        changed("Days: 3", "Days: three"),
        'line 4, Days: "three": expected a whole number from 1 to 366',
    ),
    "a sign": (changed("Days: 3", "Days: +3"), 'line 4, Days: "+3": expected a whole number'),
    "digits of another script": (changed("Days: 3", "Days: ٣"), "line 4, Days"),
    "a number of many digits": (changed("Days: 3", "Days: " + "9" * 5000), "line 4, Days"),
    "no day": (changed("Days: 3", "Days: 0"), 'line 4, Days: "0": expected a whole number from 1 to 366'),
    "too many periods": (changed("Periods_per_day: 3", "Periods_per_day: 13"), "from 1 to 12"),
    "no name": (changed("Name: tiny one", "Name:"), "line 1, Name: expected a name"),
    "a long name": (changed("tiny one", "x" * 69), "line 1, Name: "),
    "a misspelt key": (
        changed("Rooms: 2", "Roms: 2"),
        'line 3: "Roms:": unknown line of the header; expected one of "Name", "Courses", "Rooms", ',
    ),
    "a key of the extended format": (changed("Rooms: 2", "Rooms: 2\nMin_Max_Daily_Lectures: 2 4"), EXTENDED),
    "no header line": (changed("Rooms: 2", "Rooms 2"), 'line 3: "Rooms 2": expected a line of the header'),
    "a section of the extended format": (
        changed("END.", "ROOM_CONSTRAINTS:\nHistory A\n\nEND."),
        "unknown sect",
    ),
    "a section twice": (changed("ROOMS:\n", "ROOMS:\nROOMS:\n"), 'line 16: "ROOMS:": this section is given'),
    "a section missing": (changed("ROOMS:\n", ""), "the section ROOMS: is missing"),
    "cut off": (TINY[: TINY.index("\nEND.")], "line 28: END. is missing; the file seems to be cut off"),
    "text behind": (TINY + "more\n", 'line 31: "more": text after END.'),
    "another count": (
        changed("Courses: 4", "Courses: 5"),
        'line 2, Courses: "5": expected as many as there are; the section COURSES: has 4 lines',
    ),
    "a word too many": (
        changed("li 3 2 30", "li 3 2 30 x"),
        'line 10: "Math/1 li 3 2 30 x": expected 5 words (course, teacher, lectures, minimum days, students)',
    ),
    "a long course": (changed("History li", "H" * 69 + " li"), "line 12, course"),
    "no lectures": (
        changed("li 3 2 30", "li 0 2 30"),
        'line 10, lectures: "0": expected a whole number from 1 to',
    ),
    "too many students": (changed("li 3 2 30", "li 3 2 100001"), "line 10, students"),
    "a course twice": (changed("History li", "Math/1 li"), 'line 12, course: "Math/1": course given twice'),
    "a room twice": (changed("B/2 40", "A 40"), 'line 17, room: "A": room given twice'),
    "a room without capacity": (changed("B/2 40", "B/2"), "expected 2 words (room, capacity), found 1"),
    "a curriculum twice": (changed("q:2  3", "q1 3"), 'line 21, curriculum: "q1": curriculum given twice'),
    "a curriculum that counts wrong": (
        changed("q1  2", "q1  3"),
        'line 20, number of courses: "3": expected the number of courses that follow, 2',
    ),
    "a curriculum without a number": (
        changed("q1  2 Math/1 a%2Fb", "q1"),
        "line 20, number of courses: expected",
    ),
    "a course twice in a curriculum": (changed("Math/1 a%2Fb", "Math/1 Math/1"), "twice in one curriculum"),
    "an unknown course in a curriculum": (
        changed("3 History Art:", "3 Histry Art:"),
        '"Histry": unknown course; expected one of "Math/1", "a%2Fb", "History", "Art:"; did you mean "Hist',
    ),
    "an unknown course in a constraint": (
        changed("Art: 2 0", "Arts 2 0"),
        'line 28, course: "Arts": unknown',
    ),
    "a day out of range": (
        changed("Art: 2 0", "Art: 3 0"),
        "line 28, day: 3: expected a day from 0 to 2, as Days: says",
    ),
    "a period out of range": (
        changed("Art: 2 0", "Art: 2 3"),
        "line 28, period: 3: expected a period from 0 to 2",
    ),
    "a constraint twice": (changed("Art: 2 0", "Art: 1 0"), 'line 28: "Art: 1 0": this line is given twice'),
    "a constraint of two words": (changed("Art: 2 0", "Art: 2"), "line 28"),
    "an instance": ('{\n "kind": "instance"\n}', 'line 1: "{": expected a line of the header'),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_with_its_line(name):
    text, expected = CASES[name]
    faults = faults_of(read_ctt, text, FILE)
    assert any(fault.startswith(f"{FILE}: ") and expected in fault for fault in faults), faults


def test_all_faults_are_told_at_once():
    text = changed("li 3 2 30", "li x 2 y", changed("B/2 40", "A -1"))
    assert len(faults_of(read_ctt, text, FILE)) == 4


def test_a_great_many_faults_are_counted_and_not_listed():
    for count, omitted in ((900, 901 - convert_faults.MAX_FAULTS), (90_000, None)):
        text = changed("END.", "x\n" * count + "END.")
        with pytest.raises(InvalidInputError) as caught:
            read_ctt(text)
        assert len(caught.value.faults) == convert_faults.MAX_FAULTS
        assert caught.value.omitted == omitted


@pytest.mark.parametrize(
    ("limit", "words"), [("MAX_LECTURES", "8 lectures; "), ("MAX_ATTENDANCES", "18 lectures")]
)
def test_sizes_are_limited(monkeypatch, limit, words):
    assert read_ctt(TINY)
    monkeypatch.setattr(ctt_text, limit, 7)
    (fault,) = faults_of(read_ctt, TINY, FILE)
    assert fault.startswith(f"{FILE}: line 2: {words}")
    assert "expected at most 7" in fault


LINES = {
    "a word too few": ("History A 0\n", "line 1: ", "expected 4 words (course, room, day, period), found 3"),
    "an unknown course": ("\nHistry A 0 0\n", 'line 2, course: "Histry"', 'did you mean "History"?'),
    "an unknown room": ("History C 0 0\n", 'line 1, room: "C"', 'unknown room; expected one of "A", "B/2"'),
    "a day out of range": ("History A 3 0\n", 'line 1, day: "3"', "expected a whole number from 0 to 2"),
    "a period out of range": ("History A 0 -1\n", 'line 1, period: "-1"', "a whole number from 0 to 2"),
    "a lecture too many": (
        "History A 0 0\n" * 2,
        'line 2, course: "History"',
        "more lines than the course has",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_a_fault_of_a_solution_is_told_with_its_line(name):
    text, *expected = LINES[name]
    (fault,) = faults_of(read_ctt_solution, text, tiny_instance(), "x.sol")
    assert fault.startswith("x.sol: ")
    assert all(words in fault for words in expected), fault


def test_an_instance_from_elsewhere_is_refused():
    instance = tiny_instance()
    venue = instance.venues[0]
    two = instance.model_copy(update={"venues": (venue, venue.model_copy(update={"id": "annexe"}))})
    (fault,) = faults_of(read_ctt_solution, "", two)
    assert fault.startswith("$.venues: a list of 2 items: expected one venue; ")
    assert fault.endswith("give the instance that was converted from a .ctt file")
    sessions = (instance.sessions[0].model_copy(update={"length_periods": 2}), *instance.sessions[1:])
    (fault,) = faults_of(read_ctt_solution, "", instance.model_copy(update={"sessions": sessions}))
    assert fault.startswith("$.sessions[0].length_periods: 2: expected one period")
    sessions = (instance.sessions[0].model_copy(update={"staff": ()}), *instance.sessions[1:])
    (fault,) = faults_of(read_ctt_solution, "", instance.model_copy(update={"sessions": sessions}))
    assert fault.startswith('$.sessions[0]: "Math%2F1-01"')


def test_a_course_nobody_can_teach_has_no_line():
    instance = tiny_instance().model_copy(update={"instructors": ()})
    (fault,) = faults_of(read_ctt_solution, "History A 0 0\n", instance)
    assert "the instance has no instructor for this course" in fault


def first_booking(**fields):
    """Return the plan of the solution with its first booking changed."""
    plan = read_ctt_solution(SOLUTION, tiny_instance())
    first = plan.bookings[0].model_copy(update=fields)
    return plan.model_copy(update={"bookings": (first, *plan.bookings[1:])})


def assigned(name):
    return [{"role": "lecturer", "instructor": name}]


PLANS = {
    "unknown session": ({"session": "Math-9"}, '$.bookings[0].session: "Math-9": unknown session'),
    "session twice": ({"session": "Math%2F1-02"}, "$.bookings[1].session: "),
    "no instructor": (
        {"instructors": ()},
        "$.bookings[0].instructors: expected one instructor, found 0; solve the instance",
    ),
    "another instructor": (
        {"instructors": assigned("wu")},
        '$.bookings[0].instructors[0].instructor: "wu": expected somebody with competence "li", which this',
    ),
    "two instructors": ({"instructors": assigned("li") + assigned("wu")}, "expected one instructor, found 2"),
    "a platform": (
        {"place": PlatformPlace(platform="web")},
        '$.bookings[0].place.platform: "web": unknown platform',
    ),
    "a stop": ({"place": StopPlace(mobile_unit="bus", site="town")}, "unknown mobile unit"),
    "a day outside": ({"day": "2026-09-10"}, "no day of the instance's calendar"),
    "cohorts left out": (
        {"cohorts": ("Math%2F1",)},
        'cohorts: a list of 1 item: expected the cohorts of the session, "Math%2F1", "curriculum:q1": this f',
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_that_no_solution_can_say_is_refused(name):
    fields, expected = PLANS[name]
    data = Booking.model_validate({**first_booking().bookings[0].model_dump(), **fields}, strict=False)
    plan = first_booking(**{field: getattr(data, field) for field in fields})
    faults = faults_of(ctt_solution_text, plan, tiny_instance())
    assert any(expected in fault for fault in faults), faults


PIECES = st.one_of(
    st.sampled_from(
        ["", " ", "\n", "\n\n", ":", "END.", "ROOMS:", "0", "-1", "99999999999", "Math/1", "\x00", "%"]
    ),
    st.sampled_from(["\r", "\u2028", "\ufeff", "١", "Days: 2\n", "A 1\n", "q3 0\n", "x" * 200]),
    st.text(max_size=6),
)


@st.composite
def mutated(draw, text):
    """A text with one to three parts of it cut out or replaced."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(PIECES) + text[end:]
    return text


def told(error):
    assert error.faults
    for fault in error.faults:
        assert fault.path.startswith("line ")
        assert fault.expected
    assert not {category(letter) for letter in str(error).replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}


@given(mutated(TINY))
def test_any_text_is_a_problem_or_is_refused_with_a_line(text):
    try:
        problem = read_ctt(text, FILE)
    except InvalidInputError as error:
        told(error)
        return
    assert reference_faults(ctt_instance(problem)) == []


@given(mutated(SOLUTION))
def test_any_text_is_a_solution_or_is_refused_with_a_line(text):
    instance = tiny_instance()
    try:
        plan = read_ctt_solution(text, instance, "x.sol")
    except InvalidInputError as error:
        told(error)
        return
    assert ctt_solution_text(plan, instance)
