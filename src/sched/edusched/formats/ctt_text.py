"""The text of ITC-2007 track 3 (``.ctt``): curriculum-based course timetabling, UD2 rules.

A header of ``Key: value`` lines, four sections with one thing a line, words parted by blanks, and ``END.``::

    COURSES:                     name teacher lectures minimum-working-days students
    ROOMS:                       name capacity
    CURRICULA:                   name number-of-courses course ...
    UNAVAILABILITY_CONSTRAINTS:  course day period          (both from 0)

Source: Di Gaspero, McCollum and Schaerf (2007), "The second international timetabling competition:
curriculum-based course timetabling (track 3)". Reading is strict and tells all faults, with lines.
"""

import io
from collections.abc import Callable, Collection
from dataclasses import dataclass

from edusched.domain.errors import NO_VALUE, nearest, one_of
from edusched.formats.convert_faults import Faults, whole
from edusched.formats.convert_names import MAX_ID_CHARACTERS, id_of

MAX_BYTES = 4 * 1024 * 1024
"""The public files have some 20,000 bytes."""
MAX_LECTURES = 20_000
MAX_LECTURES_OF_A_COURSE = 1_000
MAX_DAYS = 366
MAX_PERIODS = 12
"""Periods of an hour from 08:00; our days have twelve at most."""
MAX_PERSONS = 100_000
MAX_ATTENDANCES = 500_000
"""Lectures, each as often as it has cohorts: its course and the curricula of that."""

LIMITS = {
    "Courses": (1, 10_000),
    "Rooms": (1, 10_000),
    "Days": (1, MAX_DAYS),
    "Periods_per_day": (1, MAX_PERIODS),
    "Curricula": (0, 20_000),
    "Constraints": (0, 500_000),
}
"""Least and most of each number of the header."""
HEADER = ("Name", *LIMITS)
SECTIONS = ("COURSES", "ROOMS", "CURRICULA", "UNAVAILABILITY_CONSTRAINTS")
COUNTED = dict(zip(SECTIONS, ("Courses", "Rooms", "Curricula", "Constraints"), strict=True))
"""Which number of the header says how many lines a section has."""

_UNLIKE_UD2 = "this looks like an extended format; convert it to the plain one of the competition first"


@dataclass(frozen=True, slots=True)
class CttCourse:
    """A course of the file: who teaches it, how often, over how many days at least, for how many students."""

    name: str
    teacher: str
    lectures: int
    min_days: int
    students: int


@dataclass(frozen=True, slots=True)
class CttProblem:
    """What a ``.ctt`` file says.

    Attributes
    ----------
    courses
        Courses by name, in the order of the file.
    rooms
        Capacity in persons by name.
    curricula
        Names of courses by name.
    forbidden
        By course the slots it may not be held in: day x periods_per_day + period.
    """

    name: str
    days: int
    periods_per_day: int
    courses: dict[str, CttCourse]
    rooms: dict[str, int]
    curricula: dict[str, tuple[str, ...]]
    forbidden: dict[str, frozenset[int]]


def read_ctt(text: str, file: str = "") -> CttProblem:
    """Read the text of a ``.ctt`` file.

    Parameters
    ----------
    text
        The whole text.
    file
        Name for messages.

    Raises
    ------
    InvalidInputError
        With all faults, each with its line.
    """
    reader = _Reader(file)
    last_line = 1
    for last_line, line in enumerate(io.StringIO(text, newline=None), 1):
        if line.strip() and not reader.faults.many:
            reader.line(last_line, line)
    return reader.problem(last_line)


class _Reader:
    """Takes a file line by line; what it has so far, and the faults so far."""

    def __init__(self, file: str) -> None:
        self.faults = Faults(file)
        self._section: str | None = None
        self._sections: list[str] = []
        self._ended = False
        self._header: dict[str, tuple[int, str]] = {}
        self._courses: dict[str, CttCourse] = {}
        self._rooms: dict[str, int] = {}
        # Courses are looked up at the end, when all are known: (line, courses), (line, course, day, period).
        self._curricula: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._constraints: list[tuple[int, str, int, int]] = []
        self._lines: dict[str, int] = dict.fromkeys(SECTIONS, 0)
        self._readers: dict[str, Callable[[int, list[str]], None]] = {
            "COURSES": self._course,
            "ROOMS": self._room,
            "CURRICULA": self._curriculum,
            "UNAVAILABILITY_CONSTRAINTS": self._constraint,
        }

    def line(self, number: int, line: str) -> None:
        """Read a line that is not blank."""
        words = line.split()
        if self._ended:
            self.faults.in_line(number, "", line.strip(), "text after END.")
        elif words in (["END."], ["END"]):
            self._ended = True
        elif len(words) == 1 and words[0].endswith(":") and words[0][:-1] not in HEADER:
            self._begin(number, words[0][:-1])
        elif self._section is None:
            self._header_line(number, line)
        else:
            self._lines[self._section] += 1
            self._readers[self._section](number, words)

    def problem(self, last_line: int) -> CttProblem:
        """Return the whole problem, or raise all faults."""
        numbers = self._numbers()
        if not self._ended:
            self.faults.in_line(last_line, "", NO_VALUE, "END. is missing", "the file seems to be cut off")
        for section in SECTIONS:
            if section not in self._sections and self._ended:
                self.faults.in_line(last_line, "", NO_VALUE, f"the section {section}: is missing")
        self._look_at_curricula()
        self._look_at_attendances()
        forbidden = self._forbidden(numbers)
        self.faults.demand_none()
        return CttProblem(
            self._header["Name"][1],
            numbers["Days"],
            numbers["Periods_per_day"],
            self._courses,
            self._rooms,
            {name: members for name, (_, members) in self._curricula.items()},
            {course: frozenset(slots) for course, slots in forbidden.items()},
        )

    def _begin(self, number: int, section: str) -> None:
        if section in self._sections:
            self.faults.in_line(number, "", f"{section}:", "this section is given twice")
        elif section not in SECTIONS:
            advice = nearest(section, SECTIONS) or _UNLIKE_UD2
            expected = f"unknown section; {one_of([f'{name}:' for name in SECTIONS])}"
            self.faults.in_line(number, "", f"{section}:", expected, advice)
        if section in SECTIONS:
            self._section = section
            self._sections.append(section)

    def _header_line(self, number: int, line: str) -> None:
        key, colon, value = (part.strip() for part in line.partition(":"))
        fault = self.faults.in_line
        if not colon:
            fault(number, "", line.strip(), "expected a line of the header such as Courses: 30")
        elif key not in HEADER:
            advice = nearest(key, HEADER) or _UNLIKE_UD2
            fault(number, "", f"{key}:", f"unknown line of the header; {one_of(HEADER)}", advice)
        elif key in self._header:
            fault(number, "", f"{key}:", f"given twice; line {self._header[key][0]} has it already")
        else:
            self._header[key] = (number, value)

    def _numbers(self) -> dict[str, int]:
        numbers = dict.fromkeys(LIMITS, 0)
        for key in HEADER:
            if key not in self._header:
                self.faults.in_line(1, "", NO_VALUE, f"the header has no line {key}:")
                continue
            line, value = self._header[key]
            if key == "Name":
                self._word(line, key, value)
                continue
            numbers[key] = self.faults.number_in_line(line, key, value, *LIMITS[key]) or 0
        for section, key in COUNTED.items():
            if key in self._header and section in self._sections and self._ended:
                line, value = self._header[key]
                if whole(value) not in (None, self._lines[section]):
                    found_lines = f"the section {section}: has {self._lines[section]:,} lines"
                    self.faults.in_line(line, key, value, f"expected as many as there are; {found_lines}")
        return numbers

    def _word(self, line: int, what: str, word: str) -> None:
        if not word:
            self.faults.in_line(line, what, NO_VALUE, "expected a name")
        elif len(id_of(word[: MAX_ID_CHARACTERS + 1])) > MAX_ID_CHARACTERS:
            why = f"expected a name of at most {MAX_ID_CHARACTERS} characters, written as an id of ours"
            self.faults.in_line(line, what, word, why, "give it a shorter name in the whole file")

    def _words(self, line: int, words: list[str], columns: tuple[str, ...]) -> bool:
        if len(words) == len(columns):
            return True
        expected = f"expected {len(columns)} words ({', '.join(columns)}), found {len(words)}"
        self.faults.in_line(line, "", " ".join(words), expected)
        return False

    def _twice(self, line: int, what: str, name: str, known: Collection[str]) -> bool:
        if name in known:
            self.faults.in_line(line, what, name, f"{what} given twice")
        return name in known

    def _course(self, line: int, words: list[str]) -> None:
        if not self._words(line, words, ("course", "teacher", "lectures", "minimum days", "students")):
            return
        name, teacher, *figures = words
        self._word(line, "course", name)
        self._word(line, "teacher", teacher)
        lectures = self.faults.number_in_line(line, "lectures", figures[0], 1, MAX_LECTURES_OF_A_COURSE)
        days = self.faults.number_in_line(line, "minimum days", figures[1], 0, MAX_DAYS)
        students = self.faults.number_in_line(line, "students", figures[2], 0, MAX_PERSONS)
        if not self._twice(line, "course", name, self._courses):
            self._courses[name] = CttCourse(name, teacher, lectures or 0, days or 0, students or 0)

    def _room(self, line: int, words: list[str]) -> None:
        if not self._words(line, words, ("room", "capacity")):
            return
        name, capacity = words
        self._word(line, "room", name)
        persons = self.faults.number_in_line(line, "capacity", capacity, 0, MAX_PERSONS)
        if not self._twice(line, "room", name, self._rooms):
            self._rooms[name] = persons or 0

    def _curriculum(self, line: int, words: list[str]) -> None:
        name, members = words[0], tuple(words[2:])
        self._word(line, "curriculum", name)
        count = words[1] if len(words) > 1 else ""
        if whole(count) != len(members):
            expected = f"expected the number of courses that follow, {len(members)}"
            self.faults.in_line(line, "number of courses", count or NO_VALUE, expected)
        if not self._twice(line, "curriculum", name, self._curricula):
            self._curricula[name] = (line, members)

    def _constraint(self, line: int, words: list[str]) -> None:
        if not self._words(line, words, ("course", "day", "period")):
            return
        day, period = (
            self.faults.number_in_line(line, what, word, 0, most - 1)
            for what, word, most in (("day", words[1], MAX_DAYS), ("period", words[2], MAX_PERIODS))
        )
        if day is not None and period is not None:
            self._constraints.append((line, words[0], day, period))

    def _look_at_curricula(self) -> None:
        for line, members in self._curricula.values():
            seen: set[str] = set()
            for course in members:
                if course not in self._courses:
                    self.faults.unknown_in_line(line, "course", course, self._courses)
                elif course in seen:
                    self.faults.in_line(line, "course", course, "course given twice in one curriculum")
                seen.add(course)

    def _look_at_attendances(self) -> None:
        """Bound what becomes of the file: a session for each lecture, a cohort in it for each curriculum."""
        lectures = {name: course.lectures for name, course in self._courses.items()}
        total = sum(lectures.values())
        attendances = total + sum(
            lectures.get(course, 0) for _, members in self._curricula.values() for course in members
        )
        line = self._header.get("Courses", (1, ""))[0]
        for amount, most, what in (
            (total, MAX_LECTURES, "lectures"),
            (attendances, MAX_ATTENDANCES, "lectures, each counted once more for every curriculum it is in"),
        ):
            if amount > most:
                expected = f"{amount:,} {what}; expected at most {most:,}"
                self.faults.in_line(line, "", NO_VALUE, expected, "split the file into several problems")

    def _forbidden(self, numbers: dict[str, int]) -> dict[str, set[int]]:
        days, periods = numbers["Days"], numbers["Periods_per_day"]
        found: dict[str, set[int]] = {}
        for line, course, day, period in self._constraints:
            slots = found.setdefault(course, set())
            if course not in self._courses:
                self.faults.unknown_in_line(line, "course", course, self._courses)
            elif days and day >= days:
                self.faults.in_line(line, "day", day, f"expected a day from 0 to {days - 1}, as Days: says")
            elif periods and period >= periods:
                expected = f"expected a period from 0 to {periods - 1}, as Periods_per_day: says"
                self.faults.in_line(line, "period", period, expected)
            elif day * periods + period in slots:
                self.faults.in_line(line, "", f"{course} {day} {period}", "this line is given twice")
            else:
                slots.add(day * periods + period)
        return found
