"""What the tables of a county need to know of where they are set: ids, regions, points."""

import json
from typing import Any, Protocol

Json = dict[str, Any]
AM_PM = ["am", "pm"]
PERIODS: list[Json] = [
    {"id": "am", "start": "08:30", "end": "11:30"},
    {"id": "pm", "start": "14:30", "end": "17:30"},
    {"id": "eve", "start": "19:00", "end": "21:00"},
]
FIELDS: dict[str, tuple[str, str, int]] = {
    "pedagogy": ("teachers", "education-bureau", 6),
    "medicine": ("health-staff", "health-bureau", 5),
    "agronomy": ("farm-advisers", "agriculture-bureau", 4),
    "finance": ("accountants", "finance-bureau", 3),
    "social-work": ("social-workers", "civil-affairs-bureau", 4),
}
"""Professional staff by what they know: category, the bureau they work for, how many cohorts."""
BUREAUS: dict[str, tuple[str, int]] = {
    "education-bureau": ("县教育局", 260), "health-bureau": ("县卫生健康局", 220),
    "agriculture-bureau": ("县农业农村局", 190), "finance-bureau": ("县财政局", 180),
    "civil-affairs-bureau": ("县民政局", 190), "justice-bureau": ("县司法局", 70),
    "culture-bureau": ("县文化和旅游局", 80), "county-offices": ("县委县政府机关", 160),
}  # fmt: skip
"""Bureaus of a county with their names and how many persons work there."""
FIELD_CYCLE = (
    "pedagogy",
    "medicine",
    "agronomy",
    "finance",
    "social-work",
    "pedagogy",
    "medicine",
    "social-work",
)
SHAPES = ("weekend", "evening", "online", "full-day")


class Ground(Protocol):
    """Where the tables of a county are set.

    The tables name regions of the county they were written for: `youxi` the county, `chengguan` its seat,
    other townships and two model villages. A ground says which of its own regions stands for each.
    """

    @property
    def terms(self) -> int:
        """Number of terms in the plan; limits by the year grow with it."""

    @property
    def halls(self) -> tuple[str, ...]:
        """Townships with a hall."""

    @property
    def sites(self) -> tuple[str, ...]:
        """Villages that are model villages."""

    def of(self, name: str) -> str:
        """Return the id of something the county has all year."""

    def region(self, name: str) -> str:
        """Return the id of the region that stands for one of the tables."""

    def point(self, name: str) -> tuple[int, int]:
        """Return where such a region lies, in ten-thousandths of a degree north and east."""


def degrees(point: tuple[int, int]) -> Json:
    """Return a point in ten-thousandths of a degree as a location."""
    return {"latitude_deg": point[0] / 10_000, "longitude_deg": point[1] / 10_000}


def text_of(data: Json | list[Json]) -> str:
    """Return plain data as JSON text, as the models read it."""
    return json.dumps(data, ensure_ascii=False)
