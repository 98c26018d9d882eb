"""Write the JSON Schemas of the package anew, or say with --check that they are out of date."""

import json
import sys
from pathlib import Path

from edusched.formats.schema import instance_schema, plan_schema, records_schema

FOLDER = Path(__file__).resolve().parents[1] / "src" / "sched" / "edusched" / "schemas"


def texts() -> dict[Path, str]:
    """Return what each file must hold."""
    schemas = {
        "instance.schema.json": instance_schema(),
        "plan.schema.json": plan_schema(),
        "records.schema.json": records_schema(),
    }
    return {
        FOLDER / name: json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def main(arguments: list[str]) -> int:
    """Write the files; with ``--check`` only compare them."""
    stale = [
        path
        for path, text in texts().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path.name} is out of date. Maybe: python scripts/make_schema.py\n")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
