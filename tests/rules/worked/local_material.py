"""Hand-worked examples of ``local_material``."""

from typing import Any

from edusched.rules.examples import Example

BOTH = """
    t1 2026-09-07 am school/big li c1
    t2 2026-09-08 am school/big li c2
"""


def _with(*materials: dict[str, Any]) -> dict[str, Any]:
    names = [m["id"] for m in materials]
    return {"materials": list(materials), "courses": [{"id": "theory", "materials": names}]}


EXAMPLES: tuple[Example, ...] = (
    Example(text="A base reader alone is local to nobody.", plan=BOTH, amount=2,
            given=_with({"id": "a", "base": True}), subject=("t2", "c2")),
    Example(text="Base reader and a supplement of the county.", plan=BOTH, amount=0,
            given=_with({"id": "a", "base": True}, {"id": "b", "region": "county"})),
    Example(text="A text of a village is none of the township above it.",
            plan="t2 2026-09-08 am school/big li c2", amount=1, given=_with({"id": "a", "region": "lake"})),
    Example(text="The local text is for secretaries: c2 of staff has none.", plan=BOTH, amount=1,
            given=_with({"id": "a"}, {"id": "b", "region": "county", "categories": ["secretary"]}),
            subject=("t2", "c2")),
    Example(text="Nothing fits c1, so nothing is asked; the text is local to c2.", plan=BOTH, amount=0,
            given=_with({"id": "a", "region": "east", "level": "township"})),
    Example(text="The nation's text is local to nobody.", plan=BOTH, amount=2,
            given=_with({"id": "a", "region": "china"}) | {
                "regions": [{"id": "china", "level": "nation"}, {"id": "county", "parent": "china"}]}),
)  # fmt: skip
