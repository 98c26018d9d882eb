"""What the training offices of one county have together, gathered while they are planted."""

from edusched.generate.ground import Json

Parts = dict[str, list[Json]]


class County:
    """Things of a county by kind and id: who makes a shared thing first makes it for all.

    Units grow with every office that sends people of theirs.
    """

    def __init__(self) -> None:
        self._known: dict[str, dict[str, Json]] = {}

    def taken_in(self, parts: Parts) -> Parts:
        """Take in what an office is made of; return it, shared things as earlier offices made them."""
        return {name: [self._kept(name, item) for item in items] for name, items in parts.items()}

    def parts(self) -> Parts:
        """Return everything of the county, each thing once."""
        return {name: list(items.values()) for name, items in self._known.items()}

    def _kept(self, name: str, item: Json) -> Json:
        known = self._known.setdefault(name, {})
        kept = known.setdefault(item["id"], item)
        if name == "units" and kept is not item:
            kept["size_persons"] += item["size_persons"]
        return kept
