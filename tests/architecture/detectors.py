"""Find habits the project does without: each detector takes a syntax tree and yields (line, what)."""

import ast
from collections.abc import Callable, Iterator

Finding = tuple[int, str]
Detector = Callable[[ast.Module], Iterator[Finding]]

UNSAFE_MODULES = frozenset({"cloudpickle", "dill", "marshal", "pickle", "shelve"})
UNSAFE_CALLS = frozenset({"eval", "exec", "__import__"})

# What may be called in the two modules of random numbers, and then only with a seed.
SEEDED = frozenset(
    {
        "random.Random",
        "numpy.random.PCG64",
        "numpy.random.Philox",
        "numpy.random.SeedSequence",
        "numpy.random.default_rng",
    }
)
# These take a generator or a seed sequence that had its seed already.
WRAPPERS = frozenset({"numpy.random.Generator"})

# Their result does not depend on the order in which they are fed.
ORDERLESS = frozenset({"all", "any", "frozenset", "len", "max", "min", "set", "sorted", "sum"})
ORDERED = frozenset({"dict.fromkeys", "enumerate", "iter", "list", "map", "next", "reversed", "tuple", "zip"})
SET_METHODS = frozenset({"difference", "intersection", "symmetric_difference", "union"})


def origins(tree: ast.Module) -> dict[str, str]:
    """Map each imported local name to the full name it stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                head = alias.name.split(".")[0]
                names[alias.asname or head] = alias.name if alias.asname else head
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def full_name(node: ast.expr, names: dict[str, str]) -> str:
    """Return the dotted name of an expression, or "" when it has none."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute) and (owner := full_name(node.value, names)):
        return f"{owner}.{node.attr}"
    return ""


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    names = origins(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, full_name(node.func, names).removeprefix("builtins.")


def printing(tree: ast.Module) -> Iterator[Finding]:
    for call, name in calls(tree):
        if name in {"print", "pprint.pprint", "sys.stdout.write"}:
            yield call.lineno, f"{name}()"


def unsafe(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        for module in modules:
            if module.split(".")[0] in UNSAFE_MODULES:
                yield node.lineno, f"import {module}"
    for call, name in calls(tree):
        if name in UNSAFE_CALLS:
            yield call.lineno, f"{name}()"


def unseeded(tree: ast.Module) -> Iterator[Finding]:
    for call, name in calls(tree):
        if not name.startswith(("random.", "numpy.random.")) or name in WRAPPERS:
            continue
        seeds = [*call.args, *(keyword.value for keyword in call.keywords)]
        seeded = seeds and not (isinstance(seeds[0], ast.Constant) and seeds[0].value is None)
        if name not in SEEDED or not seeded:
            yield call.lineno, f"{name}() without a seed passed in"


def is_set(node: ast.expr) -> bool:
    """Say whether an expression is a set by its form alone."""
    if isinstance(node, ast.Set | ast.SetComp):
        return True
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):
            return node.func.attr in SET_METHODS and is_set(node.func.value)
        return isinstance(node.func, ast.Name) and node.func.id in {"set", "frozenset"}
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr | ast.BitXor | ast.Sub):
        return any(is_set(side) or _is_view(side) for side in (node.left, node.right))
    return False


def _is_view(node: ast.expr) -> bool:
    # keys() in the data's order is a sequence; keys() & keys() is a set.
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "keys"


def set_order(tree: ast.Module) -> Iterator[Finding]:
    """Find places where the order of a set, which differs from run to run, gets into a result."""
    orderless = {
        id(argument)
        for call, name in calls(tree)
        if name in ORDERLESS
        for argument in call.args
        if isinstance(argument, ast.GeneratorExp | ast.ListComp)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.AsyncFor) and is_set(node.iter):
            yield node.lineno, "a loop over a set"
        elif isinstance(node, ast.ListComp | ast.GeneratorExp | ast.DictComp) and id(node) not in orderless:
            if any(is_set(generator.iter) for generator in node.generators):
                yield node.lineno, "a comprehension over a set"
        elif isinstance(node, ast.Starred) and is_set(node.value):
            yield node.lineno, "a set unpacked"
        elif isinstance(node, ast.Call) and any(is_set(argument) for argument in node.args):
            name = full_name(node.func, {})
            if name in ORDERED or (isinstance(node.func, ast.Attribute) and node.func.attr == "join"):
                yield node.lineno, f"{ast.unparse(node.func)}() of a set"
