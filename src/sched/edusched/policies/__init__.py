"""Policy packs: policy documents as data, and how an instance takes them in."""

from functools import cache
from importlib.resources import files

from edusched.domain.policy import Policy, PolicyPack, PolicyRule


@cache
def pack_names() -> tuple[str, ...]:
    """Return the names of the packs there are."""
    found = (item.name for item in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in found if name.endswith(".json")))


@cache
def pack(name: str) -> PolicyPack:
    """Return a pack by name.

    Raises
    ------
    KeyError
        There is no such pack.
    """
    if name not in pack_names():
        raise KeyError(name)
    return PolicyPack.model_validate_json((files(__name__) / f"{name}.json").read_text(encoding="utf-8"))


def entries_of(policy: Policy) -> tuple[PolicyRule, ...]:
    """Return the rules of a policy: those of its packs, in order, then its own.

    A rule replaces the one of the same id before it, in its place.
    """
    found: dict[str, PolicyRule] = {}
    for use in policy.packs:
        found |= {entry.id: entry for entry in pack(use.pack).rules}
    if not found:
        return policy.rules
    return tuple((found | {entry.id: entry for entry in policy.rules}).values())
