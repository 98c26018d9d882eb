#!/usr/bin/env bash
# Run every gate, also after one has failed, and say at the end which did.
#
# Usage: .ci/gates.sh PYTHON     the interpreter of an environment made by scripts/setup.sh
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
bin=$(dirname "$python")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

failed=()
gate() {
  local name=$1 start=$SECONDS verdict=passed
  shift
  printf '\n--- gate: %s\n' "$name"
  "$@" || { verdict=FAILED; failed+=("$name"); }
  printf -- '--- gate: %s: %s in %d s\n' "$name" "$verdict" "$((SECONDS - start))"
}

gate "style" "$python" -m ruff check
gate "format" "$python" -m ruff format --check
gate "types" "$python" -m mypy
gate "layers" "$bin/lint-imports"
gate "wheel in an empty environment" bash .ci/wheel.sh "$python" "$work"
gate "checking without the solver" bash .ci/without_solver.sh "$python" "$work"

if [ ${#failed[@]} -gt 0 ]; then
  printf '\ngates: %d failed:' "${#failed[@]}"
  printf ' [%s]' "${failed[@]}"
  printf '\n'
  exit 1
fi
printf '\ngates: all passed\n'
