"""What the foundation costs: compile, check, solve, memory; growth from 100 to 5,000 sessions.

Run ``make bench``; figures go to ``benchmarks/results/foundation-DATE.csv``, one row a measurement. Times are
medians of three runs in one process; memory is the peak of a child process that does one thing and ends.
"""

import argparse
import csv
import datetime as dt
import json
import math
import multiprocessing as mp
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts" / "instances"))

SIZES = (100, 250, 500, 1000, 2000, 5000)
Row = dict[str, Any]


def county() -> Path:
    """Return the county instance."""
    return ROOT / "instances" / "fujian-county-autumn.json"


def median_seconds(action: Callable[[], Any], runs: int = 3) -> float:
    """Return the median wall time of an action."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def peak_mib(action: Callable[..., None], *arguments: Any) -> float:
    """Return the peak memory of a fresh process that runs an action."""
    queue: Any = mp.get_context("spawn").Queue()
    child = mp.get_context("spawn").Process(target=_measured, args=(action, arguments, queue))
    child.start()
    peak: float = queue.get()
    child.join()
    return peak


def _measured(action: Callable[..., None], arguments: tuple[Any, ...], queue: Any) -> None:
    action(*arguments)
    queue.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def solve_county(path: Path, seconds: float, seed: int) -> None:
    """Solve the county instance once."""
    import edusched

    edusched.solve(edusched.load(path), time_limit_seconds=seconds, seed=seed)


def county_rows(seconds: float, seeds: tuple[int, ...]) -> Iterator[Row]:
    """Measure the county instance: compile, check, solve with each seed, memory."""
    import edusched
    from edusched.compile.assemble import compile_problem
    from edusched.model.system import build_model
    from edusched.rules.catalogue import bound, rules_of

    instance = edusched.load(county())
    rules = bound(rules_of(instance))
    problem = compile_problem(instance, rules)
    yield {"what": "county compile", "seconds": median_seconds(lambda: compile_problem(instance, rules))}
    yield {"what": "county linear system", "seconds": median_seconds(lambda: build_model(problem))}
    result = None
    for seed in seeds:
        result = edusched.solve(instance, time_limit_seconds=seconds, seed=seed)
        yield {
            "what": f"county solve seed {seed}",
            "seconds": result.solve_seconds,
            "status": result.status.value,
            "gap": result.gap,
            "levels": "; ".join(f"{s.level.value} {s.value} >= {s.bound}" for s in result.levels),
        }
    if result is not None and result.plan is not None:
        plan = result.plan
        yield {"what": "county check", "seconds": median_seconds(lambda: edusched.check(instance, plan))}
    peak = peak_mib(solve_county, county(), seconds, 1)
    yield {"what": "county solve, peak memory of all processes", "mib": peak}


def growth_rows(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Measure compile and check of county-like instances of growing size."""
    from scale import county_like_planted

    import edusched
    from edusched.compile.assemble import compile_problem
    from edusched.rules.catalogue import bound, rules_of

    points: list[tuple[int, float, float]] = []
    for size in sizes:
        planted = county_like_planted(size, 1)
        instance = edusched.Instance.model_validate_json(json.dumps(planted.data))
        plan = edusched.Plan.model_validate_json(planted.plan)
        rules = bound(rules_of(instance))
        compile_seconds = median_seconds(lambda: compile_problem(instance, rules))  # noqa: B023
        check_seconds = median_seconds(lambda: edusched.check(instance, plan))  # noqa: B023
        points.append((size, compile_seconds, check_seconds))
        yield {"what": f"compile {size} sessions", "seconds": compile_seconds}
        yield {"what": f"check {size} sessions", "seconds": check_seconds}
    if len(points) > 1:
        yield {"what": "log-log slope of compile", "slope": slope([(n, c) for n, c, _ in points])}
        yield {"what": "log-log slope of check", "slope": slope([(n, c) for n, _, c in points])}


def slope(points: list[tuple[int, float]]) -> float:
    """Return the least-squares slope of log(seconds) over log(size)."""
    xs = [math.log(n) for n, _ in points]
    ys = [math.log(max(s, 1e-9)) for _, s in points]
    mx, my = statistics.fmean(xs), statistics.fmean(ys)
    across = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    return across / sum((x - mx) ** 2 for x in xs)


def main() -> None:
    """Measure, print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="time limit of a county solve")
    parser.add_argument("--seeds", type=int, default=3, help="county solves, seeds 1 to this")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="largest county-like size")
    parser.add_argument("--only", choices=("county", "growth"), help="half of it")
    options = parser.parse_args()
    rows: list[Row] = []
    parts: list[Iterator[Row]] = []
    if options.only != "growth":
        parts.append(county_rows(options.seconds, tuple(range(1, options.seeds + 1))))
    if options.only != "county":
        parts.append(growth_rows(tuple(size for size in SIZES if size <= options.largest)))
    for part in parts:
        for row in part:
            rows.append(row)
            shown = (f"{v:.4g} {k}" if isinstance(v, float) else str(v) for k, v in row.items())
            print(", ".join(shown), flush=True)
    write(rows)


def write(rows: list[Row]) -> None:
    """Write the figures as CSV with the machine's shape, without its name."""
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    path = ROOT / "benchmarks" / "results" / f"foundation-{day}.csv"
    names = ["what", "seconds", "mib", "slope", "status", "gap", "levels", "python", "machine"]
    machine = f"{mp.cpu_count()} cores, {platform.machine()}"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        for row in rows:
            shown = {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()}
            writer.writerow(shown | {"python": platform.python_version(), "machine": machine})


if __name__ == "__main__":
    main()
