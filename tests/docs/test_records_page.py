"""The page on records: its file is sound, and its program runs."""

import json

from edusched.api import load, read_plan, save
from edusched.calendar.horizon import Horizon
from edusched.domain.time import WorkCalendar
from edusched.formats.files import load_records
from edusched.report.tables.listing import report_tables
from tests.docs.guide import DOCS, blocks
from tests.docs.test_file_format import PARTS

PERIODS = [{"id": "am", "start": "08:30", "end": "11:30"}]


def test_the_file_fits_the_instance_of_the_format_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    whole = {}
    for part in PARTS[:-1]:
        whole |= part
    (tmp_path / "2026.json").write_text(json.dumps(whole), encoding="utf-8")
    (tmp_path / "2026-plan.json").write_text(json.dumps(PARTS[-1]), encoding="utf-8")
    ended = load("2026.json")
    save(ended.with_changes(id="next"), "2027-draft.json")
    block, _ = blocks(DOCS / "records.md", "json")
    (tmp_path / "2026-records.json").write_text(block.text, encoding="utf-8")
    (program,) = blocks(DOCS / "records.md", "python")
    exec(compile(program.text, "records.md", "exec"), {})  # noqa: S102 - our own page
    made = load("2027.json")
    assert len(made.cohort["staff"].history) == len(ended.cohort["staff"].history) + 2
    records = load_records("2026-records.json", ended)
    tables = {t.id: t for t in report_tables(ended, read_plan("2026-plan.json", ended), records=records)}
    assert [row[4] for row in tables["milestones"].rows] == ["late"]
    assert [row[4] for row in tables["checklist"].rows] == ["done"]


def test_the_days_off_of_a_year_not_yet_published_can_be_read():
    _, overrides = blocks(DOCS / "records.md", "json")
    calendar = {"first_day": "2027-01-01", "last_day": "2027-01-05"} | json.loads("{" + overrides.text + "}")
    horizon = Horizon(WorkCalendar.model_validate_json(json.dumps(calendar | {"periods": PERIODS})))
    assert horizon.estimated_years == (2027,)
    assert horizon.working_days == (3, 4)
