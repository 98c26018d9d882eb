#!/usr/bin/env bash
# Try the release of OR-Tools that the pin keeps out. Says what came of it and never fails: it blocks nothing.
#
# Usage: scripts/test_next.sh PYTHON [REQUIREMENT]
set -uo pipefail
cd "$(dirname "$0")/.."

python=$1
requirement=${2:-'ortools>=9.15,<9.16'}
environment=.venv-next

verdict() {
  printf '\ntest-next: %s\n' "$1"
  exit 0
}

scripts/setup.sh "$python" "$environment" || verdict "NOT TRIED: no environment could be made"
# Over the pin on purpose, which pip reports as a conflict.
"$environment/bin/python" -m pip --disable-pip-version-check --quiet install --upgrade "$requirement" ||
  verdict "NOT TRIED: $requirement could not be installed"
version=$("$environment/bin/python" -c 'from importlib.metadata import version; print(version("ortools"))')
if "$environment/bin/python" -m pytest; then
  verdict "PASSED with ortools $version; before lifting the pin, read in pyproject.toml why it is there"
fi
verdict "FAILED with ortools $version (see above); the pin stays"
