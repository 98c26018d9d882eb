"""Units and cohorts of a county: secretaries, new members, professional staff, villages."""

from datetime import timedelta

from common import Json, text
from frame import AM_PM, Frame
from places import townships

from edusched.generate.dice import Dice
from edusched.generate.ground import BUREAUS, FIELDS

FARMING_TOWNSHIPS = ("guanqian", "zhongxian", "tangchuan", "xiwei", "taixi", "baziqiao")
SECRETARY_COHORTS = 5
# Village, its township, first and last (week, weekday) of its visit, and what is taught.
VISITS: tuple[tuple[str, str, tuple[int, int], tuple[int, int], str], ...] = (
    ("hucuo", "tangchuan", (1, 0), (2, 2), "village-agronomy"),
    ("longhu", "baziqiao", (4, 0), (6, 4), "village-talk"),
    ("caicheng", "xibin", (5, 4), (6, 4), "village-talk"),
    ("gaoshi", "xinyang", (7, 0), (8, 0), "village-agronomy"),
    ("jimu", "lianhe", (8, 0), (8, 4), "village-talk"),
    ("shujing", "taixi", (9, 0), (10, 1), "village-agronomy"),
    ("jiuqu", "guanqian", (10, 2), (11, 2), "village-talk"),
    ("jiufeng", "xiwei", (12, 0), (13, 1), "village-talk"),
    ("zhufeng", "zhongxian", (14, 2), (15, 3), "village-agronomy"),
)
# Batch, first and last (week, weekday) of its classes; they must be over a year after joining.
NEW_MEMBERS: tuple[tuple[str, str, tuple[int, int], tuple[int, int], int], ...] = (
    ("q3", "joined in the third quarter", (0, 1), (1, 4), 9),
    ("q4-october", "joined in the fourth quarter, October", (5, 3), (6, 4), 5),
    ("q4-november", "joined in the fourth quarter, November", (8, 2), (9, 4), 8),
    ("q4-december", "joined in the fourth quarter, December", (13, 1), (14, 3), 10),
)


def units(frame: Frame) -> list[Json]:
    """Return the townships (their village secretaries), the bureaus and the visited villages."""
    dice = Dice(f"{frame.seed}/units")
    found = [
        unit(frame, township, f"{township} 村党组织书记", township, 18 + dice.below(3))
        for township in townships()
    ]
    found += [unit(frame, key, name, "youxi", size) for key, (name, size) in BUREAUS.items()]
    found += [
        unit(frame, f"{village}-villagers", f"{village} 村民", village, 220 + 20 * dice.below(8))
        for village, *_ in VISITS
    ]
    return found


def unit(frame: Frame, key: str, name: str, region: str, size: int) -> Json:
    """Return a unit; its size is what a rotation share is taken of."""
    return {"id": frame.of(key), "name": name, "region": frame.of(region), "size_persons": size}


def secretaries(frame: Frame, sizes: dict[str, int]) -> list[Json]:
    """Return five cohorts that between them draw every secretary of every township once."""
    found = []
    for number in range(SECRETARY_COHORTS):
        drawn = {}
        for position, township in enumerate(townships()):
            size = sizes[frame.of(township)]
            left_over = size % SECRETARY_COHORTS
            extra = (number - position) % SECRETARY_COHORTS < left_over
            drawn[frame.of(township)] = size // SECRETARY_COHORTS + (1 if extra else 0)
        found.append(
            {"id": frame.now(f"secretaries-{number + 1}"), "name": f"村党组织书记轮训第{number + 1}班",
             "category": "village-secretary", "region": frame.of("youxi"), "headcount": drawn,
             "unavailable": [{"window": frame.term.window}]}
        )  # fmt: skip
    return found


def new_members(frame: Frame) -> list[Json]:
    """Return four cohorts by quarter of joining; the event is the day the earliest member joined."""
    dice = Dice(f"{frame.seed}/{frame.term.tag}new-members")
    found = []
    for key, name, _, last, spare_days in NEW_MEMBERS:
        due = frame.term.day(*last) + timedelta(days=spare_days)
        drawn = {frame.of(bureau): dice.between(3, 5) for bureau in BUREAUS}
        found.append(
            {"id": frame.now(f"new-members-{key}"), "name": f"new members, {name}", "category": "new-member",
             "region": frame.of("youxi"), "headcount": drawn,
             "events": {"joined_on": text(due - timedelta(days=365))}}
        )  # fmt: skip
    return found


def professionals(frame: Frame) -> list[Json]:
    """Return 22 cohorts of professional staff; the hours they bring along are filled in later."""
    dice = Dice(f"{frame.seed}/{frame.term.tag}staff")
    found = []
    for skill, (category, bureau, count) in FIELDS.items():
        for number in range(count):
            data: Json = {
                "id": frame.now(f"{category}-{number + 1}"), "name": f"{category} {number + 1}",
                "category": frame.now(category), "region": frame.of("youxi"),
                "headcount": {frame.of(bureau): dice.between(16, 22)},
            }  # fmt: skip
            if skill == "pedagogy":
                data["unavailable"] = [{"weekdays": ["sun"]}, {"weekdays": ["mon"], "periods": AM_PM}]
            elif skill == "medicine" and number % 2 == 0:
                data["unavailable"] = [{"weekdays": ["fri"], "periods": ["eve"]}]
            found.append(data)
    return found


def villagers(frame: Frame) -> list[Json]:
    """Return nine village cohorts; those of farming townships cannot come during the season."""
    dice = Dice(f"{frame.seed}/{frame.term.tag}villagers")
    found = []
    for village, township, *_ in VISITS:
        data: Json = {
            "id": frame.now(f"{village}-village"), "name": f"{village} villagers", "category": "village",
            "region": frame.of(village),
            "headcount": {frame.of(f"{village}-villagers"): dice.between(26, 42)},
        }  # fmt: skip
        if township in FARMING_TOWNSHIPS:
            data["unavailable"] = [{"window": frame.term.window}]
        found.append(data)
    return found


def staff_categories(frame: Frame) -> list[str]:
    """Return the categories of professional staff of the term."""
    return [frame.now(category) for category, _, _ in FIELDS.values()]
