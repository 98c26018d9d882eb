"""Interchangeable sessions share one set of columns, of which as many are chosen as there are sessions.

Ten equal lectures of a course named one by one are 10! copies of each plan, and a solver proves every copy
apart. Counted instead, they are one choice of ten cells. Exact only where no two of them can be in one cell:
here, because they bring along the same cohort, which is hard in one place at a time. Source: the aggregation
of identical jobs, e.g. Lach and Luebbecke (2012) for lectures of a course.
"""

from collections.abc import Set

from edusched.compile.arrays import Ints, ints
from edusched.compile.entities import Entities
from edusched.domain.teaching import Delivery, Session

PLAIN = tuple(sorted(set(Session.model_fields) - {"id", "open_to", "staff", "cost_shares"}))
"""Fields that are compared as they are."""


def twins(entities: Entities, *, cohorts_apart: bool, alone: Set[str] = frozenset()) -> Ints:
    """Return for each session the first session it is interchangeable with (itself for most).

    Parameters
    ----------
    cohorts_apart
        A cohort is hard in one place at a time; without that no two sessions share columns.
    alone
        Sessions that share columns with none.
    """
    first: dict[tuple[object, ...], int] = {}
    found = []
    for k, session in enumerate(entities.sessions):
        counted = cohorts_apart and session.id not in alone and _may_share(entities, session)
        found.append(first.setdefault(likeness(session), k) if counted else k)
    return ints(found)


def _may_share(entities: Entities, session: Session) -> bool:
    # A stop belongs to a tour, an open session to whoever chooses it, a programme's session to its place in
    # the order, a recording to no cell of its cohorts: those keep columns of their own.
    return (
        bool(session.cohorts)
        and session.open_to is None
        and Delivery.MOBILE not in session.deliveries
        and not _at_any_time(entities, session)
        and session.id not in entities.instance.programme_of
    )


def _at_any_time(entities: Entities, session: Session) -> bool:
    """Tell whether it may be recorded: a cohort has several recordings in one cell."""
    platforms = entities.instance.platform
    named = platforms if session.platforms is None else session.platforms
    return Delivery.ONLINE in session.deliveries and any(platforms[name].any_time for name in named)


def likeness(session: Session) -> tuple[object, ...]:
    """Return all a session is but for its id and to whom it is open; a field that is new tells apart, too."""
    staff = None if session.staff is None else tuple(need.model_dump_json() for need in session.staff)
    return (*(getattr(session, name) for name in PLAIN), staff, *sorted(session.cost_shares.items()))
