"""The project's own files, as the architecture tests see them."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "sched" / "edusched"
TESTS = ROOT / "tests"


def python_files(folder, *rooms):
    """Return the Python files of a folder, or of some of its subfolders only, sorted."""
    return sorted(path for place in (rooms or (".",)) for path in (folder / place).rglob("*.py"))


def named(path):
    """Return a path as it is written in the project, for test ids and messages."""
    return path.relative_to(ROOT).as_posix()


def syntax(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def rule_classes(path):
    """Return the names of the rules a file defines: classes with an id that derive from a rule."""
    found = []
    for node in syntax(path).body:
        if not isinstance(node, ast.ClassDef):
            continue
        bases = [ast.unparse(base).split("[")[0].split(".")[-1] for base in node.bases]
        targets = [
            target.id
            for statement in node.body
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None
            for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
            if isinstance(target, ast.Name)
        ]
        if "id" in targets and any(base.endswith("Rule") for base in bases):
            found.append(node.name)
    return found


def rule_pages():
    """Return the files of the catalogue that define rules."""
    return [path for path in python_files(PACKAGE, "rules") if rule_classes(path)]
