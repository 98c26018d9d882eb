"""Suites, rows and a machine for tests of the benchmarks."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from edusched.bench.machine import Machine
from edusched.bench.rows import Level, Row

FAKE = (sys.executable, str(Path(__file__).with_name("fake.py")))
MACHINE = Machine("a cpu", 2, 1024, "Linux x86_64", "0.1.0", "9.14", "3.11.7", "0123456789ab")

ROW = Row(
    suite="small",
    instance="one",
    instance_hash="0123456789ab",
    seed=1,
    limit_seconds=60.0,
    workers=2,
    strict=False,
    deterministic=False,
    cpu="a cpu",
    cores=2,
    memory_mib=1024,
    system="Linux x86_64",
    sched="0.1.0",
    ortools="9.14",
    python="3.11.7",
    commit="0123456789ab",
    status="feasible",
    levels={"obligations": Level(0, 0, 0.0), "cost": Level(100, 50, 0.5)},
    first_plan_seconds=1.0,
    near_best_seconds=2.0,
    total_seconds=60.25,
    load_seconds=0.5,
    compile_seconds=0.25,
    solve_seconds=59.5,
    cpu_seconds=110.0,
    peak_mib=200.5,
    memory_by="sampled",
    checked="yes",
)


def row(cost=100, obligations=0, **changes):
    """Return a run whose plan has these values."""
    levels = {"obligations": Level(obligations, 0, 0.0), "cost": Level(cost, 50, 0.5)}
    return replace(ROW, **{"levels": levels, **changes})


def failed(**changes):
    lost = {"status": "failed", "levels": {}, "checked": "", "error": "died of signal SIGKILL"}
    return replace(ROW, **(lost | changes))


def write_suite(folder, instances="", **settings):
    """Write a suite with one worker and short limits, and return its path."""
    said = {"seeds": [1], "time_limits_seconds": [1.0], "workers": [1]} | settings
    lines = [f"{name} = {json.dumps(value)}" for name, value in said.items() if value is not None]
    path = folder / "small.toml"
    path.write_text("\n".join(lines) + "\n" + instances, encoding="utf-8")
    return path


def entry(*paths, **more):
    """Return some instances of a suite, as its file lists them."""
    said = {"paths": list(paths)} | more
    return "\n".join(["[[instances]]", *(f"{name} = {json.dumps(v)}" for name, v in said.items()), ""])


def write_instance(folder, name, **data):
    """Write an instance that tells the stand-in what to do."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path
