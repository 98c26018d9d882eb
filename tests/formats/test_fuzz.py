"""Any bytes at all: they load, or every fault has a place and a reason. Nothing else ever comes out."""

import json
import random
from collections import Counter
from copy import deepcopy

import pytest

from edusched.domain.errors import InvalidInputError
from edusched.domain.instance import Instance
from edusched.formats.files import instance_text, load_instance, load_plan, plan_text
from edusched.rules.examples import plan_of
from tests.formats.helpers import RICH, at, places, written

PLAN = plan_of(
    """t1 2026-09-07 am school/big li c1
    k1 2026-09-08 pm bus@hill wu c1
    p1 2026-09-09 eve web li,wu:assistant c1,c2
    night bus 2026-09-08 hill"""
)

CERTIFICATE = {
    "status": "feasible",
    "levels": [
        {"level": "obligations", "value": 120, "bound": 80},
        {"level": "cost", "value": 9000, "bound": 1},
    ],
    "bound_kind": "relaxation",
    "checked": True,
    "instance_hash": "0" * 64,
    "seed": 7,
    "deterministic": False,
    "versions": {"sched": "0.1.0"},
}

# Texts that are put where a value stands, or anywhere.
TOKENS = [
    "NaN",
    "-Infinity",
    "1e999",
    "-0",
    "1e-400",
    str(2**63),
    str(-(2**63) - 1),
    "1" + "0" * 4000,
    "0.1234567890123456789012345678901",
    "null",
    "true",
    '""',
    '"\\ud800"',
    '"\\u0000"',
    '"\\u202e"',
    '"e\u0301"',
    '"' + "x" * 100_000 + '"',
    "[" * 70 + "]" * 70,
    "[" * 100_000,
    '{"a":' * 100 + "1" + "}" * 100,
    "[]",
    "{}",
    "\ufeff",
    "\x00",
    "\u2028",
    "//",
    ",",
    ":",
    "}",
    "]",
    '"',
    "\\",
]
VALUES = [
    None,
    True,
    False,
    0,
    1,
    -1,
    1.5,
    10**6,
    2**53,
    1e300,
    "",
    "x",
    "c1",
    "county",
    "a b",
    "2026-09-08",
    "1999-12-31",
    "9999-12-31",
    "0001-01-01",
    "08:30",
    "25:00",
    "x" * 500,
    "县",
    "\x1b[2J",
    "\U0001f600",
    "__class__",
    "{0.__class__}",
    [],
    {},
    [None],
    [[]],
    {"id": "x"},
    [1] * 500,
    {"": 1},
    {"$ref": "#"},
]


def somewhere(rng, data, *, kinds=object):
    """Return a random place of plain data, but not the root."""
    return rng.choice([path for path, value in places(data) if path and isinstance(value, kinds)])


def swap_type(rng, data):
    path = somewhere(rng, data)
    at(data, path[:-1])[path[-1]] = deepcopy(rng.choice(VALUES))


def drop(rng, data):
    path = somewhere(rng, data)
    del at(data, path[:-1])[path[-1]]


def misspell(rng, data):
    path = somewhere(rng, data)
    holder = at(data, path[:-1])
    if isinstance(path[-1], str):
        letters = list(path[-1])
        rng.shuffle(letters)
        holder["".join(letters)] = holder.pop(path[-1])


def move(rng, data):
    source, target = somewhere(rng, data), somewhere(rng, data)
    at(data, target[:-1])[target[-1]] = deepcopy(at(data, source))


def double(rng, data):
    path = somewhere(rng, data, kinds=list)
    holder = at(data, path)
    holder += deepcopy(holder)


def shuffle(rng, data):
    rng.shuffle(at(data, somewhere(rng, data, kinds=list)))


def nudge(rng, data):
    path = somewhere(rng, data, kinds=int | float | str)
    value = at(data, path)
    if isinstance(value, str):
        cut = rng.randrange(len(value) + 1)
        value = value[:cut] + rng.choice(["", "x", "-", "1", "é"]) + value[cut + 1 :]
    else:
        value += rng.choice([-1, 1, 0.5, 100])
    at(data, path[:-1])[path[-1]] = value


def add(rng, data):
    path = somewhere(rng, data, kinds=dict | list)
    holder = at(data, path)
    value = deepcopy(rng.choice(VALUES))
    if isinstance(holder, list):
        holder.append(value)
    else:
        holder[rng.choice(["id", "note", "name", "level", "staff", "x y", "", "\x07", "é"])] = value


def flip_bits(rng, raw):
    raw = bytearray(raw)
    for _ in range(rng.randint(1, 4)):
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return bytes(raw)


def truncate(rng, raw):
    return raw[: rng.randrange(len(raw))]


def cut_out(rng, raw):
    start = rng.randrange(len(raw))
    return raw[:start] + raw[start + rng.randint(1, 60) :]


def repeat(rng, raw):
    start = rng.randrange(len(raw))
    return raw[:start] + raw[start : start + rng.randint(1, 200)] * rng.randint(2, 4) + raw[start:]


def insert(rng, raw):
    start = rng.randrange(len(raw))
    return raw[:start] + rng.choice(TOKENS).encode() + raw[start:]


def put_for_a_number(rng, raw):
    return put(rng, raw, b"0123456789")


def put(rng, raw, digits):
    starts = [k for k in range(1, len(raw)) if raw[k] in digits and raw[k - 1] in b" ["]
    start = rng.choice(starts)
    end = next(k for k in range(start, len(raw)) if raw[k] not in digits)
    return raw[:start] + rng.choice(TOKENS).encode() + raw[end:]


def same_key_again(rng, raw):
    start = rng.choice([k for k in range(len(raw)) if raw[k : k + 1] == b"{"]) + 1
    end = raw.find(b":", start)
    return raw[:start] + raw[start:end] + b": 1, " + raw[start:]


def noise(rng, raw):
    return rng.randbytes(rng.randint(0, 400))


def recode(rng, raw):
    return raw.decode().encode(rng.choice(["utf-16", "utf-32", "gb18030", "utf-8-sig"]))


DATA_CHANGES = [swap_type, swap_type, drop, misspell, move, double, shuffle, nudge, nudge, add]
BYTE_CHANGES = [
    flip_bits,
    truncate,
    cut_out,
    repeat,
    insert,
    put_for_a_number,
    put_for_a_number,
    same_key_again,
    noise,
    recode,
]


def mutant(rng, base):
    """Return the bytes of a file changed in one to three ways, and the name of the last way."""
    data = deepcopy(base)
    if rng.random() < 0.6:
        for _ in range(rng.randint(1, 3)):
            change = rng.choice(DATA_CHANGES)
            change(rng, data)
        return json.dumps(data, ensure_ascii=rng.random() < 0.5).encode(), change.__name__
    change = rng.choice(BYTE_CHANGES)
    return change(rng, json.dumps(data, ensure_ascii=False).encode()), change.__name__


def survive(load, path, text_of):
    """Load a file; return whether it was taken. Everything but a told fault is a failure."""
    try:
        found = load(path)
    except InvalidInputError as error:
        refused = error
    else:
        # What was taken can be written, and is then the same again.
        text = text_of(found)
        path.write_bytes(text.encode())
        assert text_of(load(path)) == text
        return True
    assert refused.faults
    for fault in refused.faults:
        assert fault.file
        assert fault.path.startswith(("$", "line "))
        assert fault.expected
    told = str(refused)
    assert all(line.isprintable() for line in told.split("\n"))
    assert len(told) < 60_000
    told.encode("utf-8")
    return False


def run(seed, count, folder, base, load, text_of):
    seen = Counter()
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        raw, change = mutant(rng, base)
        path = written(folder, raw)
        try:
            taken = survive(load, path, text_of)
        except Exception as error:
            error.add_note(f"seed {seed}/{number}, {change}: {raw[:300]!r}")
            raise
        seen["taken" if taken else "refused"] += 1
        seen[change] += 1
    return seen


def check(seen, record_property):
    for name, count in sorted(seen.items()):
        record_property(name, count)
    assert seen["taken"] > 0.02 * seen.total() / 2
    assert seen["refused"] > 0.5 * seen.total() / 2
    assert {change.__name__ for change in DATA_CHANGES + BYTE_CHANGES} <= set(seen)


def test_any_text_loads_as_an_instance_or_is_refused_with_a_reason(tmp_path, record_property):
    check(run("instance", 1000, tmp_path, RICH, load_instance, instance_text), record_property)


def test_any_text_loads_as_a_plan_or_is_refused_with_a_reason(tmp_path, record_property):
    instance = Instance.model_validate_json(json.dumps(RICH))
    base = json.loads(plan_text(PLAN)) | {"certificate": CERTIFICATE}
    seen = run("plan", 1000, tmp_path, base, lambda path: load_plan(path, instance), plan_text)
    check(seen, record_property)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_a_great_many_texts(tmp_path, record_property, part):
    seen = run(f"long-{part}", 2000, tmp_path, RICH, load_instance, instance_text)
    check(seen, record_property)
