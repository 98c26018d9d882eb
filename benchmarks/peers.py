"""Ours and others on the neutral problem, one contestant at a time on the same two cores.

The problem, its generator, its scorer and the drivers of the peers are in ``../shared/bench``, outside the
repository: what is not ours judges us. Where that folder is absent there is nothing to run. See
``benchmarks/README.md`` for what is measured.

    python benchmarks/peers.py                                    all sizes, seeds 1 to 3, 60 s: half an hour
    python benchmarks/peers.py --sizes 200 --seeds 1 --seconds 15     a short look
    python benchmarks/peers.py --make-problems build/data/neutral     the problems of the suite "neutral" only
"""

import argparse
import datetime as dt
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from peer_results import PeerResults, PeerRun, draw

from edusched.bench.events import error_words, told
from edusched.bench.machine import this_machine
from edusched.bench.process import COMMAND, Ended, run_process
from edusched.bench.trace import Step
from edusched.formats.text_files import write_text_file

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "bench"
BUILD = ROOT / "build" / "peers"
SIZES, SEEDS, SECONDS = (200, 1000, 5000), (1, 2, 3), 60.0
CORES = 2
GRACE_SECONDS = 600.0
LEVEL = "cost"
"""The level of a converted problem that is the problem's objective."""

TIMEFOLD = "1.24.0b0"
CONTESTANTS = ("ours", "timefold", "cpsat", "fet")

SCORE = """
import json, sys
from score import greedy, score
problem = json.load(open(sys.argv[1], encoding="utf-8"))
solution = json.load(open(sys.argv[2], encoding="utf-8")) if sys.argv[2:] else greedy(problem)
print(json.dumps(score(problem, solution)))
"""

# The drivers have their seed written into them; a copy gets the seed of the run.
SEED_PLACES = {
    "peer_timefold.py": re.compile(r"(random_seed=)1\b"),
    "peer_cpsat.py": re.compile(r"(random_seed = )1\b"),
    "peer_fet.py": re.compile(r"(--randomseeds\d\d=)1\b"),
}


class CannotRunError(Exception):
    """A contestant cannot take part here; says why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem as a file; its seed is that of the solvers too."""

    path: Path
    size: int
    seed: int


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer as a program: an interpreter with what it needs, a driver, and the words after the problem.

    ``starts_greedy``: the scorer's greedy plan is its first one, though it does not tell of it.
    """

    driver: str
    packages: tuple[str, ...]
    version: str
    words: Callable[[float], list[str]]
    needs: str = ""
    starts_greedy: bool = False


def peers() -> dict[str, Peer]:
    """Return the peers there are."""
    ortools = importlib.metadata.version("ortools")
    seconds: Callable[[float], list[str]] = lambda limit: [f"{limit:g}"]  # noqa: E731 - a word of a table
    return {
        "timefold": Peer(
            "peer_timefold.py",
            (f"timefold=={TIMEFOLD}",),
            TIMEFOLD,
            lambda limit: [*seconds(limit), "warm"],
            needs="java",
            starts_greedy=True,
        ),
        "cpsat": Peer(
            "peer_cpsat.py",
            (f"ortools=={ortools}",),
            ortools,
            lambda limit: [*seconds(limit), str(CORES), "hint"],
        ),
        "fet": Peer("peer_fet.py", (), "as installed", seconds, needs="fet-cl"),
    }


def make_problem(shared: Path, folder: Path, size: int, seed: int) -> Problem:
    """Write a problem with the generator."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"peer{size}-{seed}.json"
    words = [sys.executable, str(shared / "gen.py"), str(size), str(path), str(seed)]
    done = subprocess.run(words, check=False, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"the generator failed: {error_words(done.stderr.splitlines())}")
    return Problem(path, size, seed)


def environment(name: str, packages: Sequence[str]) -> str:
    """Return the interpreter of a peer's own environment under ``build/``, made if it is not there."""
    if not packages:
        return sys.executable
    folder = BUILD / name
    stamp, python = folder / "installed.txt", folder / "bin" / "python"
    wanted = "\n".join(packages) + "\n"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        say(f"{name}: making its environment in {folder.relative_to(ROOT)}")
        shutil.rmtree(folder, ignore_errors=True)
        pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", *packages]
        for words in ([sys.executable, "-m", "venv", str(folder)], pip):
            done = subprocess.run(words, check=False, capture_output=True, encoding="utf-8")
            if done.returncode != 0:
                raise CannotRunError(f"its environment: {error_words(done.stderr.splitlines())}")
        stamp.write_text(wanted, encoding="utf-8")
    return str(python)


def seeded_driver(shared: Path, name: str, seed: int) -> Path:
    """Return a copy of a driver, beside its scorer, with the seed of this run."""
    folder = BUILD / "drivers" / str(seed)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(shared / "score.py", folder / "score.py")
    text, count = SEED_PLACES[name].subn(rf"\g<1>{seed}", (shared / name).read_text(encoding="utf-8"))
    if count == 0:
        raise CannotRunError(f"its driver {name} has no seed where one is expected")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def run_peer(shared: Path, name: str, peer: Peer, problem: Problem, limit: float) -> PeerRun:
    """Run a peer and return what its driver says."""
    run = PeerRun(name, peer.version, problem.size, problem.seed)
    driver = seeded_driver(shared, peer.driver, problem.seed)
    python = environment(name, peer.packages)
    words = [python, str(driver), str(problem.path), *peer.words(limit)]
    ended = in_empty_folder(words, limit)
    run = replace(run, seconds=ended.seconds, peak_mib=ended.peak_mib)
    try:
        answer = json.loads(ended.output.strip().splitlines()[-1])
        points = clean_points(answer["trace"])
        began, final = answer["build_s"], answer["final"] or {}
        run = replace(run, seconds=answer["wall"], unassigned=final.get("unassigned"))
        run = replace(run, objective=final.get("objective"))
    except (IndexError, KeyError, TypeError, ValueError):
        return replace(run, error=why(ended))
    if peer.starts_greedy:
        points = ((began, score(shared, problem)["objective"]), *points)
    return replace(run, points=points)


def clean_points(trace: Sequence[Sequence[Any]]) -> tuple[tuple[float, float], ...]:
    """Return the points of a driver's trace at which no hard rule was broken."""
    return tuple((seconds, objective) for seconds, objective, _, violations in trace if not violations)


def run_ours(shared: Path, problem: Problem, limit: float) -> PeerRun:
    """Convert the problem, solve it, convert the plan back, score it; conversion counts as time of ours."""
    machine = this_machine()
    version = f"{machine.sched} {machine.commit}".strip()
    run = PeerRun("ours", version, problem.size, problem.seed, end_counts=False)
    with tempfile.TemporaryDirectory(prefix="sched-peers-") as name:
        folder = Path(name)
        instance, plan, solution = (str(folder / f"{what}.json") for what in ("instance", "plan", "solution"))
        before = sched(["convert", "--from", "neutral", str(problem.path), instance], folder, limit)
        if before.code != 0:
            return replace(run, error=f"convert: {why(before)}")
        words = ["solve", instance, "-o", plan, "--time-limit", f"{limit:g}", "--workers", str(CORES)]
        ended = sched([*words, "--seed", str(problem.seed), "--log-format", "json"], folder, limit)
        heard = told(ended.said)
        run = replace(
            run,
            points=tuple(
                (before.seconds + step.seconds, float(step.value or 0)) for step in changes(heard.steps)
            ),
            seconds=before.seconds + ended.seconds,
            peak_mib=ended.peak_mib,
        )
        if not heard.plan:
            return run if heard.status == "unknown" else replace(run, error=why(ended))
        words = ["convert", "--to", "neutral", "--instance", instance, plan, solution]
        after = sched(words, folder, limit)
        if after.code != 0:
            return replace(run, error=f"convert: {why(after)}")
        claimed = heard.levels[LEVEL].value if heard.levels and LEVEL in heard.levels else 0
        return scored(shared, run, problem, Path(solution), claimed)


def changes(steps: Sequence[Step]) -> list[Step]:
    """Return the steps at which the value of the objective changed."""
    found: list[Step] = []
    for step in steps:
        if step.level == LEVEL and step.value is not None and (not found or step.value != found[-1].value):
            found.append(step)
    return found


def scored(shared: Path, run: PeerRun, problem: Problem, solution: Path, claimed: int) -> PeerRun:
    """Return a run with the independent scorer's word; it must be what our certificate claims."""
    try:
        found = score(shared, problem, solution)
    except CannotRunError as error:
        return replace(run, error=str(error))
    run = replace(run, objective=found["objective"], unassigned=found["unassigned"])
    if found["violations"]:
        return replace(run, error=f"the scorer finds hard rules broken: {found['violations']}")
    if found["objective"] != claimed:
        return replace(run, error=f"the scorer says {found['objective']:,}, the certificate {claimed:,}")
    return run


def score(shared: Path, problem: Problem, solution: Path | None = None) -> dict[str, Any]:
    """Return what the independent scorer says of a solution; none given: of its own greedy plan."""
    words = [
        sys.executable,
        "-B",
        "-c",
        SCORE,
        str(problem.path),
        *([] if solution is None else [str(solution)]),
    ]
    done = subprocess.run(words, check=False, capture_output=True, encoding="utf-8", cwd=shared)
    if done.returncode != 0:
        raise CannotRunError(f"the scorer failed: {error_words(done.stderr.splitlines())}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def sched(words: Sequence[str], folder: Path, limit: float) -> Ended:
    """Run our command in a folder."""
    return run_process([*COMMAND, *words], folder, limit + GRACE_SECONDS)


def in_empty_folder(words: Sequence[str], limit: float) -> Ended:
    """Run a program in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="sched-peers-") as folder:
        return run_process(words, Path(folder), limit + GRACE_SECONDS)


def why(ended: Ended) -> str:
    """Return why a program failed."""
    reason = "ended by force" if ended.overdue else f"exit code {ended.code}"
    return error_words(told(ended.said).errors, reason)


def say(text: str) -> None:
    """Tell how things go."""
    print(text, file=sys.stderr, flush=True)


def keep_to_cores() -> None:
    """Give everything that is started from here on the same few cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def demand(peer: Peer) -> None:
    """Find out whether a program that a peer needs is there."""
    if peer.needs and shutil.which(peer.needs) is None:
        raise CannotRunError(f"{peer.needs} is not installed")


def able(names: Sequence[str], shared: Path) -> dict[str, Callable[[Problem, float], PeerRun]]:
    """Return the contestants that can take part here; the others are told of."""
    found: dict[str, Callable[[Problem, float], PeerRun]] = {}
    known = peers()
    for name in names:
        if name == "ours":
            found[name] = lambda problem, limit: run_ours(shared, problem, limit)
            continue
        peer = known[name]
        try:
            demand(peer)
            seeded_driver(shared, peer.driver, 1)
            environment(name, peer.packages)
        except (CannotRunError, OSError) as error:
            say(f"{name}: left out: {error}")
            continue
        found[name] = lambda problem, limit, name=name, peer=peer: run_peer(  # type: ignore[misc]
            shared, name, peer, problem, limit
        )
    return found


def numbers(text: str) -> tuple[int, ...]:
    """Return the whole numbers of a list with commas."""
    return tuple(int(word) for word in text.split(","))


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=numbers, default=SIZES, help="sessions, with commas between")
    parser.add_argument("--seeds", type=numbers, default=SEEDS, help="of the problem and of the solver")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time of a run")
    parser.add_argument("--only", default=",".join(CONTESTANTS), help="contestants, with commas between")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of generator, scorer, drivers")
    parser.add_argument(
        "-o", "--output", type=Path, default=ROOT / "benchmarks" / "results" / f"peers-{today}.csv"
    )
    parser.add_argument("--chart", type=Path, help=".svg or .png; else the CSV's name with .svg")
    parser.add_argument("--make-problems", type=Path, metavar="DIR", help="write the problems, run nothing")
    options = parser.parse_args(words)
    unknown = [name for name in options.only.split(",") if name not in CONTESTANTS]
    if unknown:
        parser.error(f"--only {unknown[0]}: expected one of {', '.join(CONTESTANTS)}")
    return options


def main(words: Sequence[str] | None = None) -> int:
    """Run all contestants on all problems; 8: some runs failed."""
    options = arguments(words)
    if not (options.shared / "gen.py").is_file():
        say(f"nothing to run: no generator in {options.shared}; it and the peers are not in the repository")
        return 0
    if options.make_problems is not None:
        for size in options.sizes:
            for seed in options.seeds:
                say(str(make_problem(options.shared, options.make_problems, size, seed).path))
        return 0
    keep_to_cores()
    contestants = able(options.only.split(","), options.shared)
    results = PeerResults(this_machine(), options.seconds)
    for size in options.sizes:
        for seed in options.seeds:
            problem = make_problem(options.shared, BUILD / "problems", size, seed)
            for name, contest in contestants.items():
                try:
                    run = contest(problem, options.seconds)
                except CannotRunError as error:
                    run = PeerRun(name, "", size, seed, error=str(error))
                results.runs.append(run)
                write_text_file(options.output, results.csv_text())
                shown = run.error or ("no plan" if run.objective is None else f"{run.objective:,.0f}")
                say(f"{name}, {size:,} sessions, seed {seed}: {shown} in {run.seconds:.0f} s")
    print("\n".join(results.lines()))
    say(f"figures: {options.output}")
    say(draw(results, options.chart or options.output.with_suffix(".svg")))
    return 8 if any(run.error for run in results.runs) else 0


if __name__ == "__main__":
    sys.exit(main())
