#!/usr/bin/env bash
# Build the wheel, install it into an empty environment outside the checkout, and use it there.
#
# Usage: .ci/wheel.sh PYTHON DIRECTORY     leaves dist/*.whl, tiny.json and plan.json in the directory
set -euo pipefail
cd "$(dirname "$0")/.."

checkout=$PWD
python=$1
work=$2
unset PYTHONPATH

# First the source archive, then the wheel from that archive: so the archive is complete, too.
"$python" -m build --no-isolation --outdir "$work/dist" . >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }

"$python" -m venv "$work/full"
pip=("$work/full/bin/python" -m pip --disable-pip-version-check --quiet)
"${pip[@]}" install --require-hashes -r requirements/run.txt
"${pip[@]}" install --no-deps "$work"/dist/*.whl
"${pip[@]}" check

cp instances/tiny.json "$work/tiny.json"
cd "$work"
export PATH="$work/full/bin:$PATH"

python - "$checkout" <<'PY'
import sys
from pathlib import Path

import edusched

home = Path(edusched.__file__).resolve()
if home.is_relative_to(Path(sys.argv[1]).resolve()):
    sys.exit(f"imported from the checkout ({home}), not from the wheel")
if not (home.parent / "py.typed").is_file():
    sys.exit("py.typed is missing from the wheel: users would lose the types")
PY
python -c "import edusched"
python -m edusched --version
sched --help >/dev/null
sched solve tiny.json -o plan.json --time-limit 30
sched check tiny.json plan.json
