"""What a draft says about itself: one note for each thing done, and for each that could not be done."""

from dataclasses import dataclass, field
from typing import Any, Literal

from edusched.domain.instance import Instance

Kind = Literal["batch", "unplaced", "covered", "short", "class", "spare", "unused", "left_out"]

GOOD: tuple[Kind, ...] = ("batch", "covered", "class", "spare", "unused")


def counted(number: int, thing: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing the draft did or could not do.

    Attributes
    ----------
    kind : ``batch`` a cohort made, ``unplaced`` people in none, ``covered`` an obligation that candidates
        suffice for, ``short`` one they do not, ``class`` cohorts that sit together, ``spare`` an additional
        candidate, ``unused`` a pattern nothing asks for, ``left_out`` a rule nothing was drawn up for
    subject : ids, such as rule and cohort
    text : the reason in words
    """

    kind: Kind
    subject: tuple[str, ...]
    text: str

    def as_data(self) -> dict[str, Any]:
        """Return the note as plain data."""
        return {"kind": self.kind, "subject": list(self.subject), "text": self.text}


@dataclass(frozen=True, slots=True)
class Drafted:
    """An instance drawn up, and why it is as it is."""

    instance: Instance
    notes: tuple[Note, ...] = field(default=())

    def count(self, kind: Kind) -> int:
        """Return how many notes are of a kind."""
        return sum(note.kind == kind for note in self.notes)

    @property
    def amiss(self) -> tuple[Note, ...]:
        """Notes on what could not be done."""
        return tuple(note for note in self.notes if note.kind not in GOOD)
