"""Venues, mobile classrooms and platforms of a county. Prices and capacities are invented.

A venue stands at the point of its region: distances within a town count as nothing.
"""

from edusched.generate.ground import Ground, Json, degrees


def room(room_id: str, seats: int, price: int, features: tuple[str, ...] = ()) -> Json:
    """Return a room; the price is in fen for one period."""
    data: Json = {"id": room_id, "capacity_persons": seats, "price_fen_per_period": price}
    if features:
        data["features"] = list(features)
    return data


def venues(frame: Ground) -> list[Json]:
    """Return the county's venues: party school, college, halls, training bases, model villages."""

    def venue(name: str, title: str, kind: str, level: str, region: str, rooms: list[Json]) -> Json:
        return {
            "id": frame.of(name), "name": title, "kind": kind, "level": level, "region": frame.region(region),
            "location": degrees(frame.point(region)), "rooms": rooms,
        }  # fmt: skip

    school = venue(
        "county-party-school", "县委党校", "party_school", "county", "youxi",
        [
            room("hall", 120, 30_000, ("lecture-hall", "projector")),
            room("room-2", 50, 14_000, ("seminar-tables", "projector")),
            room("room-3", 40, 10_000, ("seminar-tables",)),
        ],
    )  # fmt: skip
    found = [
        school,
        venue("college", "县职业中专", "college", "county", "youxi",
              [room("big", 60, 16_000, ("projector",)), room("lab", 44, 18_000, ("computers", "projector"))]),
        venue("culture-hall", "县文化馆", "hall", "county", "youxi", [room("main", 80, 15_000)]),
        venue("health-base", "县总医院培训中心", "training_base", "county", "youxi",
              [room("skills", 66, 12_000, ("projector",))]),
        venue("farm-base", "农技推广培训基地", "training_base", "county", "xicheng",
              [room("barn", 66, 9_000, ("projector",))]),
    ]  # fmt: skip
    found += [
        venue(f"{township}-hall", f"{township} 乡镇会堂", "hall", "township", township,
              [room("main", 70, 6_000)])
        for township in frame.halls
    ]  # fmt: skip
    found += [
        venue(f"{village}-site", f"{village} 现场教学点", "practice_site", "county", village,
              [room("yard", 70, 8_000 + 1_000 * k)])
        for k, village in enumerate(frame.sites)
    ]  # fmt: skip
    found[0]["rooms"][0]["unavailable"] = [{"weekdays": ["mon"], "periods": ["eve"]}]
    found[2]["unavailable"] = [{"weekdays": ["fri"]}]
    return found


def city_school(venue_id: str, region: str, point: tuple[int, int]) -> Json:
    """Return the city's party school, which also holds county classes."""
    return {
        "id": venue_id, "name": "市委党校", "kind": "party_school", "level": "city", "region": region,
        "location": degrees(point),
        "rooms": [
            room("hall", 100, 34_000, ("lecture-hall", "projector")),
            room("room-2", 46, 12_000, ("projector",)),
        ],
        "unavailable": [{"weekdays": ["sat", "sun"], "day_kinds": ["weekend"]}],
    }  # fmt: skip


def mobile_units(frame: Ground) -> list[Json]:
    """Return two mobile classrooms with crew, based at the county seat."""
    common: Json = {
        "depot": frame.region("youxi"), "capacity_persons": 45, "set_up_minutes": 30, "pack_up_minutes": 20,
        "speed_kmh": 40, "earliest_departure": "06:30", "latest_return": "21:00", "max_nights_away": 2,
    }  # fmt: skip
    return [
        {"id": frame.of("bus-red"), "name": "流动课堂一号",
         "crew": [frame.of("wei-shan"), frame.of("qiu-yan")], **common, "features": ["screen"]},
        {"id": frame.of("bus-green"), "name": "流动课堂二号",
         "crew": [frame.of("guo-feng"), frame.of("tong-lu")], **common, "features": ["screen"]},
    ]  # fmt: skip


def platforms(frame: Ground) -> list[Json]:
    """Return the county's and the province's online platform; seats are few."""
    return [
        {"id": frame.of("county-cloud"), "name": "县云课堂", "seats_persons": 66,
         "price_fen_per_period": 2_000},
        {"id": frame.of("province-online"), "name": "省网络学院", "seats_persons": 90,
         "price_fen_per_period": 5_000, "available": [{"weekdays": ["tue", "wed", "thu"]}]},
    ]  # fmt: skip
