"""Mistakes made on purpose, one at a time: in checks, in rows, and in what they share.

Each is one a person could make: a dropped term, one too many, ``<`` for ``<=``, history forgotten, a night
counted twice. The text of a mutant must stand in its function exactly once; when a page is rewritten, rewrite
its mutants.
"""

from tests.rules.mutants_content import CONTENT
from tests.rules.mutants_coverage import COVERED
from tests.rules.mutants_delivery import DELIVERY
from tests.rules.mutants_foundation import CHECKS, ROWS, SHARED
from tests.rules.mutants_mobile import MOBILE
from tests.rules.mutants_money import MONEY
from tests.rules.mutants_organisations import ORGANISATIONS
from tests.rules.mutants_quotas import QUOTAS
from tests.rules.mutants_staffing import STAFFING
from tests.rules.mutants_variety import VARIETY
from tests.rules.mutants_windows import WINDOW_MUTANTS

MUTANTS = (
    *CHECKS,
    *ROWS,
    *SHARED,
    *VARIETY,
    *WINDOW_MUTANTS,
    *STAFFING,
    *CONTENT,
    *COVERED,
    *QUOTAS,
    *MOBILE,
    *MONEY,
    *DELIVERY,
    *ORGANISATIONS,
)
