#!/usr/bin/env bash
# Write the lock files in requirements/ anew. Needs uv; nothing else in this project does.
#
#   run.txt      what the program needs
#   check.txt    the same without the solver: enough for `sched check` and `sched validate`
#   cluster.txt  run.txt and the extra `cluster`: the same on each machine of a cluster
#   dev.txt      cluster.txt and the tools of the developers
#
# Usage: scripts/lock.sh [--upgrade]     Without --upgrade, versions already locked stay as they are.
set -euo pipefail
cd "$(dirname "$0")/.."

UV=${UV:-uv}
command -v "$UV" >/dev/null || { echo "lock.sh: uv not found. Maybe: pip install uv, or UV=/path/to/uv $0" >&2; exit 2; }

# --no-config, --no-header and the two --no-emit flags keep index addresses and local paths out of the files.
# One version of each package for all Pythons, so that what is tested on one is what runs on another.
# A week's delay: a release that turns out to be broken or hijacked is usually withdrawn within days.
compile() {
  "$UV" --no-config pip compile --quiet --universal --generate-hashes --python-version 3.11 \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --fork-strategy fewest --exclude-newer '7 days' "$@"
}

mkdir -p requirements
compile "$@" --group pyproject.toml:dev --extra cluster pyproject.toml -o requirements/dev.txt
# The smaller files are parts of the largest one, so the tests run what the user runs.
compile "$@" -c requirements/dev.txt pyproject.toml -o requirements/run.txt
compile "$@" -c requirements/dev.txt --extra cluster pyproject.toml -o requirements/cluster.txt
scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT
printf "ortools\nnumba\nllvmlite\n" >"$scratch"
compile "$@" -c requirements/dev.txt --excludes "$scratch" pyproject.toml -o requirements/check.txt

for file in requirements/{run,check,cluster,dev}.txt; do
  { echo "# Written by scripts/lock.sh: do not edit by hand."; cat "$file"; } >"$scratch"
  cat "$scratch" >"$file"
done

if grep -nE '://|^ *-(i|f|-index|-extra-index|-find)|(^|[ =])/[a-z]' requirements/*.txt; then
  echo "lock.sh: the lines above name a host or a path; a lock file must hold on every machine" >&2
  exit 1
fi
wc -l requirements/*.txt
