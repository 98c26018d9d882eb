"""Any file at all given to the command: it is taken, or refused in words; nothing else ever happens."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.helpers import invoke, run, sound, tiny_data
from tests.formats.helpers import RICH
from tests.formats.test_fuzz import mutant

MAX_SECONDS = 2


def mutants(seed, count):
    bases = (tiny_data(), RICH)
    for number in range(count):
        yield number, mutant(random.Random(f"{seed}/{number}"), bases[number % 2])[0]


def in_process(seed, count, folder):
    seen = Counter()
    path = folder / "x.json"
    for number, raw in mutants(seed, count):
        path.write_bytes(raw)
        began = time.monotonic()
        done = invoke("validate", path)
        seconds = time.monotonic() - began
        seen[done.exit_code] += 1
        words = f"seed {seed}/{number}: {raw[:300]!r}"
        assert done.exit_code in (0, 5), words
        assert isinstance(done.exception, SystemExit | None), words
        assert seconds < MAX_SECONDS, words
        assert (done.stdout == "") == (done.exit_code == 5), words
        sound(done.output)
    return seen


def test_any_file_is_taken_or_refused(tmp_path, record_property):
    seen = in_process("fast", 1000, tmp_path)
    record_property("exit codes", str(seen))
    assert seen[5] > 500
    assert seen[0] > 10


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_a_great_many_files_are_taken_or_refused(tmp_path, part):
    in_process(f"long-{part}", 2000, tmp_path)


def test_any_file_is_taken_or_refused_in_a_process_of_its_own(tmp_path):
    def one(case):
        number, raw = case
        path = tmp_path / f"{number}.json"
        path.write_bytes(raw)
        return raw, run("validate", path, timeout=60)

    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(one, mutants("process", 40)))
    for raw, done in ended:
        assert done.returncode in (0, 5), raw[:300]
        sound(done.stderr.decode())
    assert sum(done.returncode == 5 for _, done in ended) > 20


def test_a_mutated_instance_never_makes_solve_fail(tmp_path):
    """What `validate` takes, `solve` takes: it ends with a plan, or says why there is none."""
    seen = Counter()
    path = tmp_path / "x.json"
    for number, raw in mutants("solve", 60):
        path.write_bytes(raw)
        done = invoke("solve", path, "--time-limit", "1", "--quiet")
        seen[done.exit_code] += 1
        assert done.exit_code in (0, 3, 4, 5), (number, done.stderr, raw[:300])
    assert seen[5]
