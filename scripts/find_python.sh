#!/usr/bin/env bash
# Print an interpreter this project can be set up with, or say what is wrong.
#
# Usage: scripts/find_python.sh [CANDIDATE ...]    Without candidates: python3, then the versions by name.
set -uo pipefail

[ $# -gt 0 ] || set -- python3 python3.13 python3.12 python3.11

# Old interpreters must be able to read this, so that they can say that they are old.
probe='
import sys
if not (3, 11) <= sys.version_info[:2] < (3, 14):
    sys.exit("is Python %d.%d; 3.11, 3.12 or 3.13 is needed" % sys.version_info[:2])
try:
    import ensurepip, venv
except ImportError:
    sys.exit("has no venv or no pip inside. Maybe: apt install python%d.%d-venv" % sys.version_info[:2])
'

refused=""
for candidate in "$@"; do
  if ! command -v "$candidate" >/dev/null 2>&1; then
    refused+="  $candidate: not found"$'\n'
  elif why=$("$candidate" -c "$probe" 2>&1); then
    command -v "$candidate"
    exit 0
  else
    refused+="  $candidate: $(tail -n 1 <<<"$why")"$'\n'
  fi
done
printf 'No suitable Python:\n%sMaybe: make setup PYTHON=/path/to/python3.12\n' "$refused" >&2
exit 1
