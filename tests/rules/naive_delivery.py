"""What the words say of materials; ``naive_words`` brings them in."""

from collections import Counter

from tests.rules.naive import Data, World, words


def _fitting(w: World, course: Data, cohort: str) -> list[Data]:
    """Return the materials of a course that are made for a cohort."""
    who = w.of["cohorts"][cohort]
    level = w.of["regions"][who["region"]]["level"]
    return [
        m
        for m in w.data.get("materials", [])
        if m["id"] in course.get("materials", [])
        and m.get("level", level) == level
        and who["category"] in (m.get("categories") or [who["category"]])
    ]


def _taught(w: World) -> list[tuple[list[Data], str, int]]:
    """Return fitting materials, cohort and year for each cohort at a booking whose course names materials."""
    return [
        (_fitting(w, b.course, c), c, b.attended.day.year)
        for b in w.bookings
        for c in set(b.cohorts)
        if b.course.get("materials")
    ]


@words
def material_fit(w: World, p: Data) -> int:
    return sum(not materials for materials, _, _ in _taught(w))


@words
def material_age(w: World, p: Data) -> int:
    amount = 0
    for materials, _, year in _taught(w):
        ages = [year - m["edition_year"] for m in materials if "edition_year" in m]
        amount += max(0, min(ages, default=0) - p.get("max_age_years", 5))
    return amount


@words
def local_material(w: World, p: Data) -> int:
    def near(cohort: str) -> set[str]:
        found, region = set(), w.of["cohorts"][cohort]["region"]
        while region is not None:
            if w.of["regions"][region]["level"] != "nation":
                found.add(region)
            region = w.of["regions"][region].get("parent")
        return found

    return sum(
        bool(materials) and not any(m.get("region") in near(c) for m in materials)
        for materials, c, _ in _taught(w)
    )


@words
def licensed_copies(w: World, p: Data) -> int:
    used = Counter(
        (m["id"], b.day, t)
        for m in w.data.get("materials", [])
        for b in w.bookings
        for t in b.covered
        if "copies" in m and m["id"] in b.course.get("materials", [])
    )
    return sum(max(0, n - w.of["materials"][m]["copies"]) for (m, _, _), n in used.items())
