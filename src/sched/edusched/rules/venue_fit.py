"""A place is of the kind and level, and has the features, that the course asks for.

Rooms: kind 1, level 1 and each missing feature 1; stops of a mobile unit: each missing feature 1; a platform
is asked nothing. A room has its own features. Amount: unmet needs. Source: R025, R109, R118. Rows: none;
place options that do not fit are struck out (or priced) before columns are made.
"""

from collections.abc import Iterable, Iterator

from edusched.compile.arrays import ints
from edusched.compile.options import Options
from edusched.compile.problem import PairFilter
from edusched.domain.places import MobileUnit, Room, Venue
from edusched.domain.result import Violation
from edusched.domain.teaching import PlaceNeeds
from edusched.rules.contract import Rule, RuleParameters
from edusched.rules.examples import Example
from edusched.rules.facts import Facts


class VenueFit(Rule[RuleParameters]):
    """A place is of the kind and level, and has the features, that the course asks for."""

    id = "venue_fit"
    title = "A place has the kind, level and features a course asks for"
    unit = "needs"
    adds_up = True
    always = True

    def check(self, facts: Facts) -> Iterator[Violation]:
        for b in facts.bookings:
            unmet = unmet_needs(b.course.place, b.venue or b.mobile_unit, b.room)
            if unmet:
                yield self.violation((b.session.id,), unmet, b.place_name)

    def option_filters(self, options: Options) -> Iterable[PairFilter]:
        entities, pairs = options.entities, options.places
        courses = [entities.instance.course[s.course] for s in entities.sessions]
        amounts = []
        for session, place in zip(pairs.session.tolist(), pairs.item.tolist(), strict=True):
            info = entities.places[place]
            amounts.append(unmet_needs(courses[session].place, info.owner, info.room))
        yield PairFilter(pairs, ints(amounts))

    examples = (
        Example(
            "a township hall for a course at a county party school",
            "t1 2026-09-07 am hall/main li c1",
            2,
            given={
                "courses": [{"id": "theory", "place": {"kinds": ["party_school"], "min_level": "county"}}]
            },
        ),
        Example(
            "the small room has no projector",
            "t1 2026-09-07 am school/small li c1",
            1,
            given={"courses": [{"id": "theory", "place": {"features": ["projector"]}}]},
        ),
    )


def unmet_needs(needs: PlaceNeeds, owner: object, room: Room | None) -> int:
    """Return how many needs of a course a place leaves unmet."""
    if isinstance(owner, Venue) and room is not None:
        wrong_kind = bool(needs.kinds) and owner.kind not in needs.kinds
        too_low = needs.min_level is not None and owner.level.rank < needs.min_level.rank
        return wrong_kind + too_low + sum(f not in room.features for f in needs.features)
    if isinstance(owner, MobileUnit):
        return sum(f not in owner.features for f in needs.features)
    return 0
