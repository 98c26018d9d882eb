"""What borrowers pay libraries for lending their instructors.

Amount per booking and instructor lent for it (as in `lending_quota`): floor(teaching minutes x fee per hour /
60) fen, the fee of the library's `lending` terms for the level of the region the booking is held in; without
terms nothing. What the instructor is paid is in `fees`. Source: R017, R266 (shared libraries), R043.
Rows: each staff column that lends is charged the fee.
"""

from collections.abc import Iterator

from edusched.compile.arrays import ints
from edusched.compile.problem import Problem
from edusched.rules.costs import Charges, Cost, CostParameters, CostRule
from edusched.rules.examples import Example
from edusched.rules.facts import Facts
from edusched.rules.lending import borrowings, terms_at, terms_table


class LendingFees(CostRule[CostParameters]):
    """What borrowers pay libraries for lending their instructors."""

    id = "lending_fees"
    title = "Fees of libraries for lending instructors"
    adds_up = True

    def costs(self, facts: Facts) -> Iterator[Cost]:
        for b, person in borrowings(facts):
            terms = terms_at(facts.instance, person.library, b.region)
            if terms is not None:
                fen = b.teaching_minutes * terms.fee_fen_per_teaching_hour // 60
                yield Cost((b.session.id, person.id), b.day, fen, b)

    def charges(self, problem: Problem) -> Iterator[Charges]:
        _, _, minutes = problem.minutes(problem.teaching)
        number, terms = terms_table(problem)
        fee = ints([*(one.fee_fen_per_teaching_hour for one in terms), 0])
        yield Charges.of_sessions(("lending",), problem, problem.teaching, minutes * fee[number] // 60)

    examples = (
        Example(
            "three hours at the school of the county, at 100 yuan",
            "t1 2026-09-07 am school/big li c1",
            30000,
            given={
                "libraries": [
                    {
                        "id": "county-library",
                        "region": "east",
                        "lending": {"county": {"fee_fen_per_teaching_hour": 10000}},
                    }
                ]
            },
            subject=("t1", "li"),
        ),
        Example(
            "at home and online nobody is lent",
            """t2 2026-09-07 am hall/main li c2
               p1 2026-09-07 eve web wu c1""",
            0,
            given={
                "libraries": [
                    {
                        "id": "county-library",
                        "region": "east",
                        "lending": {"county": {"fee_fen_per_teaching_hour": 10000}},
                    }
                ]
            },
        ),
    )
