"""Hand-worked examples of ``mentor_pairing``."""

from edusched.rules.examples import Example

TWO_ROLES = {"sessions": [{"id": "t1", "staff": [{"role": "lecturer"}, {"role": "assistant"}]}]}
ZHAO = {"instructors": [{"id": "zhao", "library": "county-library", "home": "county"}]}
WU_LEARNS_FROM_LI = {"learners": {"ids": ["wu"]}, "mentors": {"ids": ["li"]}}

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="The mentor is beside, as an assistant.",
        plan="t1 2026-09-07 am school/big wu,li:assistant c1",
        amount=0,
        given=TWO_ROLES,
        parameters=WU_LEARNS_FROM_LI,
    ),
    Example(
        text="Two learners alone count two.",
        plan="t1 2026-09-07 am school/big wu,zhao:assistant c1",
        amount=2,
        given=TWO_ROLES | ZHAO,
        parameters={"learners": {"ids": ["wu", "zhao"]}, "mentors": {"ids": ["li"]}},
        subject=("t1", "zhao"),
    ),
    Example(
        text="Neither learner nor mentor: nothing is asked.",
        plan="t1 2026-09-07 am school/big zhao c1",
        amount=0,
        given=ZHAO,
        parameters=WU_LEARNS_FROM_LI,
    ),
    Example(
        text="A mentor in another room is not beside; online counts as well.",
        plan="""
            t1 2026-09-07 am school/big wu c1
            t2 2026-09-07 am school/small li c2
            p1 2026-09-07 eve web wu c1
        """,
        amount=2,
        parameters=WU_LEARNS_FROM_LI,
        subject=("p1", "wu"),
    ),
    Example(
        text="Wu is in both selectors, so a mentor: alone, and beside Zhao who learns.",
        plan="""
            t1 2026-09-07 am school/big wu,zhao:assistant c1
            t2 2026-09-08 am school/big wu c2
        """,
        amount=0,
        given=TWO_ROLES | ZHAO,
        parameters={"learners": {"ids": ["wu", "zhao"]}, "mentors": {"ids": ["wu", "li"]}},
    ),
    Example(
        text="Learners by how they are engaged; the third is neither.",
        plan="t1 2026-09-07 am school/big wu,zhao:assistant c1",
        # wu is part time; zhao, full time, is no mentor.
        amount=1,
        given=TWO_ROLES | ZHAO,
        parameters={"learners": {"engagements": ["part_time", "volunteer"]}, "mentors": {"ids": ["li"]}},
        subject=("t1", "wu"),
    ),
    Example(
        text="A learner in both roles of a booking is one learner.",
        plan="t1 2026-09-07 am school/big wu,wu:assistant c1",
        amount=1,
        given=TWO_ROLES,
        parameters=WU_LEARNS_FROM_LI,
        subject=("t1", "wu"),
    ),
)
