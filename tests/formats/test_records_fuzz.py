"""Records and registers made wrong at random: they are read, or every fault has a place."""

import json
import random

import pytest

from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.formats.files import load_records, records_text
from edusched.formats.registers import LISTS, add_rows, join_units, row_model
from edusched.report.tables.contract import reading_of
from edusched.report.tables.recorded import RECORD_TABLES
from edusched.rules.examples import plan_of
from tests.conftest import LONG
from tests.formats.helpers import RICH, at, places, written
from tests.formats.records_cases import RECORDS, records_data, records_of

INSTANCE = Instance.model_validate_json(json.dumps(RICH))
PLAN = plan_of("t1 2026-09-07 am school/big li c1\nk1 2026-09-08 pm bus@hill wu c1")
VALUES = [
    None,
    True,
    0,
    -1,
    7,
    1.5,
    10**9,
    "",
    "x",
    "c1",
    "2026-02-30",
    "2026-09-07",
    "=1+1",
    "\u202e",
    [],
    {},
    [[]],
]
PLACES = [path for path, _ in places(RECORDS) if path]
RUNS = 4000 if LONG else 400
CELLS = [
    "",
    "x",
    "7",
    "-7",
    "1.5",
    "yes",
    "c1 c2",
    "2026-09-07",
    '"',
    '"a',
    "\x00",
    "９",
    "1e9",
    "\r",
    "bureau",
]


def told(call):
    """Return what came out; None where it was refused, with a place and a reason for each fault."""
    try:
        return call()
    except InvalidInputError as error:
        faults = error.faults
    assert faults
    for fault in faults:
        assert fault.path
        assert fault.expected
        assert str(fault).isprintable()
    return None


@pytest.mark.parametrize("seed", range(4))
def test_changed_records_are_read_or_told(tmp_path, seed):
    rng = random.Random(seed)
    read = 0
    for _ in range(RUNS // 4):
        data = records_data()
        for path in rng.sample(PLACES, rng.choice([1, 1, 2, 5])):
            try:
                here = at(data, path[:-1])
                if rng.random() < 0.2:
                    del here[path[-1]]
                else:
                    here[path[-1]] = rng.choice(VALUES)
            except (KeyError, IndexError, TypeError):
                continue  # it lay in what was changed before
        path = written(tmp_path, data)
        records = told(lambda path=path: load_records(path, INSTANCE))
        if records is not None:
            read += 1
            assert load_records(written(tmp_path, records_text(records)), INSTANCE) == records
            reading = reading_of(INSTANCE, PLAN, records=records)
            assert [table(reading).id for table in RECORD_TABLES]
    assert read > 0


@pytest.mark.parametrize("part", [*LISTS, "units"])
def test_changed_registers_are_read_or_told(part):
    rng = random.Random(part)
    names = ["credit_code", "id", "name", "region", "size_persons"]
    names = names if part == "units" else list(row_model(part).model_fields)
    empty = records_of(**({} if part == "units" else {part: []}))
    taken = []
    for _ in range(RUNS // 10):
        header = [name for name in names if rng.random() < 0.97]
        lines = [[rng.choice(CELLS) for _ in header] for _ in range(rng.randint(0, 3))]
        text = "\n".join(",".join(line) for line in [header, *lines])
        if part == "units":
            read = told(lambda text=text: join_units(text, "f.csv", INSTANCE))
        else:
            read = told(lambda text=text: add_rows(text, "f.csv", part, empty))
        taken.append(read is not None)
    assert 0 < sum(taken) < len(taken)
