"""The tables on records, in the order they are told."""

from edusched.report.tables.contract import TableFunction
from edusched.report.tables.followed import checklist, indicators, issues, milestones
from edusched.report.tables.inspections import feedback, inspection_sample, inspections
from edusched.report.tables.learning import (
    certificates,
    learner_years,
    learning_map,
    score_gains,
    short_attendance,
)
from edusched.report.tables.rankings import (
    evaluations,
    instructor_ranking,
    progress,
    provider_files,
    unit_ranking,
)
from edusched.report.tables.standings import learning_organisations, remote_coverage, told_twice, websites

RECORD_TABLES: tuple[TableFunction, ...] = (
    progress,
    certificates,
    short_attendance,
    learner_years,
    learning_map,
    score_gains,
    evaluations,
    instructor_ranking,
    unit_ranking,
    provider_files,
    milestones,
    indicators,
    checklist,
    issues,
    inspection_sample,
    inspections,
    feedback,
    learning_organisations,
    remote_coverage,
    websites,
    told_twice,
)
