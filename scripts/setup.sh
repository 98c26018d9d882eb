#!/usr/bin/env bash
# Make a virtual environment with the locked packages and this project in it, editable.
#
# Usage: scripts/setup.sh PYTHON DIRECTORY
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(scripts/find_python.sh "$1")
environment=$2

if [ ! -x "$environment/bin/python" ]; then
  echo "setup: making $environment with $("$python" --version 2>&1)"
  "$python" -m venv "$environment"
fi
pip=("$environment/bin/python" -m pip --disable-pip-version-check --quiet)

echo "setup: installing the locked packages (the first time takes a minute or two)"
"${pip[@]}" install --require-hashes -r requirements/dev.txt
# Build tools come from the lock as well: nothing unlocked is downloaded.
"${pip[@]}" install --no-deps --no-build-isolation --editable .
echo "setup: done; the command is $environment/bin/sched"
