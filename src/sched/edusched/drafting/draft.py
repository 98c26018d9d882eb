"""The draft: a roster becomes cohorts, obligations become candidate sessions, cohorts sit together."""

from itertools import groupby
from typing import Any

from edusched.domain.instance import Instance
from edusched.domain.policy import Mode
from edusched.drafting.batching import batch
from edusched.drafting.choose import Chooser, Taken
from edusched.drafting.classes import Seating
from edusched.drafting.notes import Drafted, Note
from edusched.drafting.offers import Offers
from edusched.drafting.owed import READERS, demands_of
from edusched.drafting.reach import Reach
from edusched.drafting.times import PersonTimesFiller
from edusched.drafting.whole import PlaceFiller
from edusched.drafting.writing import Writer, with_programmes_named
from edusched.rules.catalogue import rules_of
from edusched.rules.contract import Rule
from edusched.rules.person_times import PersonTimes
from edusched.rules.session_count import SessionCount


def draft_instance(instance: Instance, spare_percent: int = 0) -> Drafted:
    """Return an instance with cohorts for its roster and candidate sessions for what they owe.

    Parameters
    ----------
    instance
        Sound, as a file of it is when read. What it has already stays and is counted first.
    spare_percent
        How many more candidates than needed are drawn up of each pattern, open to all who take it.

    Returns
    -------
    Drafted
        The instance and a note for each thing done or not done. Equal instances give equal drafts.
    """
    batched = batch(instance)
    notes = list(batched.notes)
    drafting = instance.drafting.model_copy(update={"roster": tuple(batched.unplaced)})
    instance = instance.with_changes(cohorts=(*instance.cohorts, *batched.cohorts), drafting=drafting)
    if not drafting.sessions:
        return Drafted(instance, tuple(notes))
    rules = rules_of(instance)
    offers = Offers(instance, Reach(instance, batched.origins))
    chooser = Chooser(offers)
    taken: dict[str, list[Taken]] = {cohort.id: [] for cohort in instance.cohorts}
    for name, demands in demands_of(instance, rules).items():
        taken[name], found = chooser.choose(instance.cohort[name], demands)
        notes += found
    notes += PersonTimesFiller(instance, rules, offers, taken).fill()
    writer = Writer(instance, offers)
    classes = Seating(instance, rules, offers).classes(taken)
    for group in classes:
        writer.hold(group)
    for _, alike in groupby(classes, key=lambda group: (group.offer.id, group.first, group.last)):
        writer.spare(list(alike), spare_percent)
    drafted = _assembled(instance, writer)
    notes += PlaceFiller(drafted, rules_of(drafted), offers, writer).fill()
    notes += writer.notes
    notes += _left_out(instance, rules, writer)
    return Drafted(_assembled(instance, writer), tuple(notes))


def _assembled(instance: Instance, writer: Writer) -> Instance:
    return instance.with_changes(
        sessions=(*instance.sessions, *writer.sessions),
        programmes=(*instance.programmes, *writer.programmes),
        policy=with_programmes_named(instance.policy, writer.made_of),
    )


def _left_out(instance: Instance, rules: tuple[Rule[Any], ...], writer: Writer) -> list[Note]:
    """Return notes on obligations a draft does not read and on patterns of which it made nothing."""
    unread = [r for r in rules if r.enforcement.mode is Mode.OBLIGATION and not r.always and not _reads(r)]
    notes = [Note("left_out", (r.name,), f"a draft draws up nothing for {r.id}") for r in unread]
    unused = sorted({pattern.id for pattern in instance.drafting.sessions} - writer.used)
    words = "nothing that is owed asks for this pattern"
    return notes + [Note("unused", (name,), words) for name in unused]


def _reads(rule: Rule[Any]) -> bool:
    return type(rule) in READERS or isinstance(rule, (PersonTimes, SessionCount))
