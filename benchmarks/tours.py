"""Tours of mobile classrooms: what 60 and 600 stops cost to compile, to plan and to improve.

``python benchmarks/tours.py --sizes 60 600 --seeds 1 2 3 --seconds 60`` solves rounds of villages
(``scripts/instances/rounds.py``), each in a process of its own, and adds a line each to the results.
``--every-leg`` keeps all legs between stops, however many.
"""

import argparse
import csv
import datetime as dt
import multiprocessing as mp
import resource
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts" / "instances"))


def measure(stops: int, units: int, seed: int, seconds: float, every_leg: bool) -> dict[str, Any]:
    """Compile and solve one round; return its line."""
    from rounds import rounds

    import edusched
    from edusched.compile import problem as compiling
    from edusched.compile.assemble import compile_problem
    from edusched.model.system import build_model
    from edusched.rules.catalogue import bound, rules_of

    if every_leg:
        compiling.MOST_ARCS = 10**9
    instance = rounds(stops, units, seed)
    began = time.monotonic()
    problem = compile_problem(instance, bound(rules_of(instance)))
    system = build_model(problem).system
    compiled = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    all_booked: list[tuple[float, int]] = []

    def tell(progress: Any) -> None:
        if progress.level.value == "cost" and progress.value is not None and not all_booked:
            all_booked.append((progress.seconds, progress.value))

    result = edusched.solve(instance, time_limit_seconds=seconds, seed=seed, on_progress=tell)
    levels = {level.level.value: level for level in result.levels}
    first = all_booked[0] if all_booked else ("", "")
    return {
        "stops": stops, "units": units, "seed": seed, "legs": "all" if problem.whole else "nearest",
        "decisions": problem.decision_count, "columns": system.upper.size, "rows": system.row_count,
        "compile_seconds": round(compiled, 2), "compile_mib": memory, "limit_seconds": seconds,
        "obligations_settled_seconds": first[0] and round(first[0], 1), "first_cost_fen": first[1],
        "obligations": levels["obligations"].value, "cost_fen": levels["cost"].value,
        "cost_bound_fen": levels["cost"].bound,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


def main() -> None:
    """Measure and write the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[60, 600])
    parser.add_argument("--units", type=int, default=2)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--every-leg", action="store_true")
    given = parser.parse_args()
    path = ROOT / "benchmarks" / "results" / f"tours-{dt.datetime.now(tz=dt.UTC).date()}.csv"
    for stops in given.sizes:
        for seed in given.seeds:
            with mp.get_context("spawn").Pool(1) as pool:
                ask = (stops, given.units, seed, given.seconds, given.every_leg)
                line = pool.apply(measure, ask)
            fresh = not path.exists()
            with path.open("a", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, list(line))
                if fresh:
                    writer.writeheader()
                writer.writerow(line)
            print(line, flush=True)


if __name__ == "__main__":
    main()
