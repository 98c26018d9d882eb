"""Hand-worked examples of ``competence``."""

from edusched.rules.examples import Example

EXAMPLES: tuple[Example, ...] = (
    Example(
        text="Exactly the grade asked, a higher one, and a course that asks nothing.",
        plan="""
            t1 2026-09-07 am school/big wu c1
            t2 2026-09-07 pm school/big li c2
            p1 2026-09-08 am web li c1
        """,
        # t1 asks theory 2: wu has 2; li has 3. law asks for a lecturer without competences.
        amount=0,
    ),
    Example(
        text="Grades missing: each step counts.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/big wu c2
        """,
        # theory 5 asked: li 5 - 3 = 2, wu 5 - 2 = 3. Together 5.
        amount=5,
        given={"courses": [{"id": "theory", "staff": [{"role": "lecturer", "competences": {"theory": 5}}]}]},
        subject=("t2", "lecturer", "wu"),
    ),
    Example(
        text="A competence not held counts as grade 0.",
        plan="p1 2026-09-07 am web li c1",
        # law 2 asked, li has none: 2.
        amount=2,
        given={"courses": [{"id": "law", "staff": [{"role": "lecturer", "competences": {"law": 2}}]}]},
        subject=("p1", "lecturer", "li"),
    ),
    Example(
        text="Several competences add up; being better in one does not help the other.",
        plan="k1 2026-09-07 am school/big li c1",
        # theory 1 asked, 3 held: 0. skill 4 asked, 2 held: 2. law 1 asked, 0 held: 1. Together 3.
        amount=3,
        given={
            "courses": [
                {
                    "id": "skill",
                    "staff": [{"role": "lecturer", "competences": {"theory": 1, "skill": 4, "law": 1}}],
                }
            ]
        },
        subject=("k1", "lecturer", "li"),
    ),
    Example(
        text="The session's own staff stands in place of the course's.",
        plan="""
            t1 2026-09-07 am school/big li c1
            t2 2026-09-07 pm school/big zhao c2
        """,
        # t1 asks theory 4: li 3, short 1. t2 asks nothing of its own lecturer: zhao, without grades, is fine.
        amount=1,
        given={
            "sessions": [
                {"id": "t1", "staff": [{"role": "lecturer", "competences": {"theory": 4}}]},
                {"id": "t2", "staff": [{"role": "lecturer"}]},
            ],
            "instructors": [{"id": "zhao", "library": "county-library", "home": "county"}],
        },
        subject=("t1", "lecturer", "li"),
    ),
    Example(
        text="Each role has its own needs: li and wu stand in the wrong ones.",
        plan="t1 2026-09-07 am school/big wu,li:assistant c1",
        # lecturer theory 3: wu has 2, short 1. assistant skill 3: li has 2, short 1. Together 2.
        amount=2,
        given={
            "sessions": [
                {
                    "id": "t1",
                    "staff": [
                        {"role": "lecturer", "competences": {"theory": 3}},
                        {"role": "assistant", "competences": {"skill": 3}},
                    ],
                }
            ]
        },
        subject=("t1", "assistant", "li"),
    ),
    Example(
        text="Two lecturers are asked: the need is each one's.",
        plan="t1 2026-09-07 am school/big li,wu c1",
        # theory 3: li 0, wu 1.
        amount=1,
        given={
            "sessions": [
                {"id": "t1", "staff": [{"role": "lecturer", "count": 2, "competences": {"theory": 3}}]}
            ]
        },
        subject=("t1", "lecturer", "wu"),
    ),
)
