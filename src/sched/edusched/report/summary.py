"""The summary of a result: what holds, what is owed, who does what when, what it costs, what does not run.

It says the same for the same plan: no time of day, no path, everything sorted.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from edusched.calendar.horizon import Horizon
from edusched.checking.checker import CheckReport, check_plan
from edusched.checking.facts import PlanFacts
from edusched.domain.instance import Instance
from edusched.domain.plan import Plan
from edusched.domain.policy import Mode
from edusched.domain.result import LevelScore, Result, Status, Violation
from edusched.domain.scope import out_of_scope
from edusched.formats.files import save_json
from edusched.formats.text_files import write_text_file
from edusched.report.blocks import Block, Bullets, Heading, Lines, Table, markdown_of, table_lines, text_of
from edusched.report.compliance import compliance_blocks
from edusched.report.data import result_data
from edusched.report.sections import bookings_by_week, instructor_loads, place_use
from edusched.report.words import MONEY, Words, amount_words, gap_words, labelled, plain

SUFFIXES = (".txt", ".md", ".json")

STATUS_WORDS = {
    Status.OPTIMAL: "optimal: no plan can be better, level by level",
    Status.FEASIBLE: "feasible: the best plan so far; bound and gap say how much better one could be",
    Status.INFEASIBLE: "infeasible: proved that no plan exists",
    Status.UNKNOWN: "unknown: no plan found within the limits; that proves nothing about the instance",
    Status.INTERRUPTED: "interrupted: the best plan until then",
    Status.INVALID: "invalid: the input is wrong",
}


def summary_text(instance: Instance, result: Result, *, markdown: bool = False, strict: bool = False) -> str:
    """Return the summary of a result as plain text or Markdown.

    Parameters
    ----------
    instance
        The instance that was solved, or that the plan was checked against.
    result
        From ``solve``, or from ``result_of_check``.
    markdown
        Markdown instead of plain text.
    strict
        Obligations were hard.
    """
    blocks = list(_blocks(instance, result, Words(instance, strict=strict)))
    return markdown_of(blocks) if markdown else text_of(blocks)


def save_summary(instance: Instance, result: Result, path: str, *, strict: bool = False) -> None:
    """Write a summary: ``.txt`` plain text, ``.md`` Markdown, ``.json`` the result as data.

    Raises
    ------
    ValueError
        The name ends otherwise.
    FileAccessError
        The file cannot be written; what was there before is untouched.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix == ".json":
        save_json(result_data(result), path)
    elif suffix in SUFFIXES:
        write_text_file(path, summary_text(instance, result, markdown=suffix == ".md", strict=strict))
    else:
        raise ValueError(f"a summary ends in one of {', '.join(SUFFIXES)}")


def result_of_check(plan: Plan, report: CheckReport) -> Result:
    """Return what the checker found as a result; status and bounds are those the plan claims, if any."""
    claimed = plan.certificate
    status = claimed.status if claimed else Status.FEASIBLE
    bounds = {score.level: score.bound for score in claimed.levels} if claimed else {}
    levels = tuple(
        LevelScore(level=level, value=value, bound=min(value, bounds.get(level, 0)))
        for level, value in report.score
    )
    return Result(status, plan, levels, report.violations)


def level_table(words: Words, levels: Sequence[LevelScore]) -> Table:
    """Return value, bound and gap of each level."""
    rows = [
        (
            score.level.value,
            words.level(score.level, score.value),
            words.level(score.level, score.bound),
            gap_words(score.gap),
        )
        for score in levels
    ]
    return Table(("level", "value", "bound", "gap"), tuple(rows), ("value", "bound", "gap"))


def level_lines(words: Words, levels: Sequence[LevelScore]) -> list[str]:
    """Return value, bound and gap of each level as aligned lines."""
    return table_lines(level_table(words, levels)) if levels else []


def _blocks(instance: Instance, result: Result, words: Words) -> Iterator[Block]:
    yield Heading(f"Plan for {labelled(instance.name, instance.id)}", 1)
    yield from _headline(instance, result, words)
    yield from _broken(result, words)
    yield from _conflicts(result, words)
    if result.plan is None:
        return
    facts = PlanFacts(instance, result.plan)
    yield from _obligations(instance, result, words)
    yield from compliance_blocks(instance, check_plan(instance, result.plan, strict=words.strict), words)
    yield from bookings_by_week(facts, words)
    yield from instructor_loads(facts, words)
    yield from place_use(facts, words)
    yield from _costs(result, words)
    yield from _wishes(result, words)
    yield from _not_run(result.plan, words)


def _headline(instance: Instance, result: Result, words: Words) -> Iterator[Block]:
    lines = [f"Status: {STATUS_WORDS[result.status]}"]
    if instance.owner is not None:
        lines.append(f"Owner: {words.named('organisation', instance.owner)}")
    if result.plan is not None:
        broken = sum(v.mode is Mode.HARD for v in result.violations)
        lines.append(
            f"Checked: NOT accepted, hard rules are broken {broken:,} time{'s' * (broken != 1)}"
            if broken
            else "Checked: accepted, every hard rule holds"
        )
        sessions = len({b.session for b in result.plan.bookings})
        lines.append(f"Sessions: {sessions:,} of {len(instance.sessions):,} run")
    years = ", ".join(map(str, Horizon(instance.calendar).estimated_years))
    if years:
        lines.append(f"Holidays of {years} are an estimate: check again when the official list is out")
    excluded = out_of_scope(instance)
    if excluded:
        lines.append(
            f"Out of scope: {sum(cohort.persons for cohort in excluded):,} persons, others plan for them"
        )
    claimed = result.plan.certificate if result.plan else None
    if claimed:
        clock = "deterministic" if claimed.deterministic else "by the clock"
        versions = ", ".join(f"{plain(k)} {plain(v)}" for k, v in sorted(claimed.versions.items()))
        lines.append(f"Made with seed {claimed.seed}, {clock}; {versions}")
        lines.append(f"Instance SHA-256: {plain(claimed.instance_hash)}")
    yield Lines(tuple(lines))
    if result.levels:
        yield level_table(words, result.levels)


def _broken(result: Result, words: Words) -> Iterator[Block]:
    broken = [words.violation(v) for v in result.violations if v.mode is Mode.HARD]
    if broken:
        yield Heading("Broken hard rules")
        yield Bullets(tuple(broken))


def _conflicts(result: Result, words: Words) -> Iterator[Block]:
    if result.conflicts:
        yield Heading("What stands in the way")
        yield Lines(("The cheapest demands to give up so that a plan exists:",))
        yield Bullets(tuple(words.conflict(c) for c in result.conflicts))
    if result.confirmations:
        how = "Confirmed" if result.status is Status.INFEASIBLE else "Not proved; confirmed in one way of two"
        yield Lines((f"{how}: {'; '.join(map(plain, result.confirmations))}",))


def _obligations(instance: Instance, result: Result, words: Words) -> Iterator[Block]:
    # What an empty plan leaves short is what is owed, whatever the rule; what history has met is not in it.
    before = check_plan(instance, Plan(instance=instance.id)).violations
    rows, short_lines, sources = [], [], []
    for name, rule in words.rules.items():
        if rule.enforcement.mode is not Mode.OBLIGATION:
            continue
        now = [v for v in result.violations if v.rule == name]
        short = {v.subject for v in now}
        owed = short | {v.subject for v in before if v.rule == name}
        if not owed:
            continue
        kind = next(iter(words.kinds(name)), "") or "subject"
        missing = sum(v.amount for v in now)
        rows.append(
            (
                plain(name),
                plain(rule.title),
                f"{len(owed) - len(short):,} of {len(owed):,} {kind}{'s' * (len(owed) != 1)}",
                words.amount(name, missing, rule.unit) if missing else "-",
            )
        )
        if clause := words.clause(name):
            sources.append(f"{plain(name)}: {clause}")
        short_lines += [words.violation(v) for v in sorted(now, key=_largest_first)]
    if not rows:
        return
    yield Heading("Obligations")
    head = ("rule", "what is owed", "met for", "short by")
    yield Table(head, tuple(rows), head[2:])
    if sources:
        yield Lines(("Where they come from:",))
        yield Bullets(tuple(sources))
    if short_lines:
        yield Lines(("Left short:",))
        yield Bullets(tuple(short_lines))


def _largest_first(found: Violation) -> tuple[int, tuple[str, ...]]:
    return -found.amount, found.subject


def _costs(result: Result, words: Words) -> Iterator[Block]:
    rows = []
    total = 0
    for name in words.rules:
        spent = sum(v.amount for v in result.violations if v.rule == name and v.unit == MONEY)
        if spent:
            total += spent
            rows.append((plain(name), plain(words.rules[name].title), amount_words(spent, MONEY)))
    if rows:
        rows.append(("total", "", amount_words(total, MONEY)))
        yield Heading("Costs")
        yield Table(("rule", "for", "amount"), tuple(rows), ("amount",))


def _wishes(result: Result, words: Words) -> Iterator[Block]:
    rows = []
    for name, rule in words.rules.items():
        found = [v for v in result.violations if v.rule == name and v.mode is Mode.SOFT and v.unit != MONEY]
        if found:
            amount = words.amount(name, sum(v.amount for v in found), rule.unit)
            rows.append((plain(name), plain(rule.title), f"{len(found):,}", amount))
    if rows:
        yield Heading("Wishes not met")
        yield Table(("rule", "wish", "cases", "amount"), tuple(rows), ("cases", "amount"))


def _not_run(plan: Plan, words: Words) -> Iterator[Block]:
    if plan.not_run:
        yield Heading("Sessions not run")
        missing = sorted(plan.not_run, key=lambda item: (item.session, item.reason))
        rows = [(words.named("session", item.session), plain(item.reason)) for item in missing]
        yield Table(("session", "reason"), tuple(rows))
