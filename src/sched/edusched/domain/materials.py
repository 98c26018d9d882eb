"""Materials: what a course is taught with."""

from enum import StrEnum

from pydantic import Field

from edusched.domain.base import Id, Model, Text
from edusched.domain.places import Level


class MaterialKind(StrEnum):
    """What a material is. No course needs a `reading`, a title recommended to cohorts, or a `case`."""

    TEXTBOOK = "textbook"
    READER = "reader"
    FILM = "film"
    COURSEWARE = "courseware"
    READING = "reading"
    CASE = "case"


class Material(Model):
    """A text, film or other item that courses name; without a level or categories it is for everybody."""

    id: Id
    name: Text = ""
    kind: MaterialKind = MaterialKind.TEXTBOOK
    level: Level | None = Field(
        default=None,
        description="Level of the regions whose cohorts it is made for; none given: every one.",
    )
    categories: tuple[Id, ...] = Field(
        default=(), description="Categories of cohorts it is made for; none given: every one."
    )
    region: Id | None = Field(default=None, description="Region it is local to; none given: to nowhere.")
    base: bool = Field(
        default=False, description="A base text of the central office, which localities add supplements to."
    )
    edition_year: int | None = Field(default=None, ge=1900, le=2200, description="Year of its edition.")
    copies: int | None = Field(
        default=None, ge=1, le=1_000_000, description="Licensed copies that may be in use at the same time."
    )
    votes: int | None = Field(
        default=None, ge=0, le=1_000_000_000, description="What its readers say of it; for people only."
    )

    def fits(self, level: Level, category: str) -> bool:
        """Tell whether it is made for cohorts of a level and category."""
        return self.level in (None, level) and (not self.categories or category in self.categories)
