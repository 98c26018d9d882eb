#!/usr/bin/env bash
# Checking a plan must not need the solver: install everything but OR-Tools, then validate and check.
#
# Usage: .ci/without_solver.sh PYTHON DIRECTORY     the directory as .ci/wheel.sh leaves it
set -euo pipefail
cd "$(dirname "$0")/.."

python=$1
work=$2
unset PYTHONPATH

for file in tiny.json plan.json; do
  [ -f "$work/$file" ] || { echo "$file is missing: the gate before this one did not get that far"; exit 1; }
done

"$python" -m venv "$work/light"
pip=("$work/light/bin/python" -m pip --disable-pip-version-check --quiet)
"${pip[@]}" install --require-hashes -r requirements/check.txt
"${pip[@]}" install --no-deps "$work"/dist/*.whl

cd "$work"
export PATH="$work/light/bin:$PATH"

if python -c "import ortools" 2>/dev/null; then
  echo "ortools can be imported here, so this gate would prove nothing"
  exit 1
fi
sched validate tiny.json
sched check tiny.json plan.json
