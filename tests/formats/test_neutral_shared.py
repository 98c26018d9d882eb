"""The neutral problem of the benchmarks: our cost is that of an independent scorer.

Its generator and its scorer are not part of the project: where the folder ../shared is absent, these tests
are skipped and say so.
"""

import ast
import json
import subprocess
import sys
from random import Random

import pytest

from edusched import api
from edusched.checking.checker import check_plan
from edusched.domain.policy import Objective
from edusched.formats.neutral import read_problem
from edusched.formats.neutral_instance import neutral_instance
from edusched.formats.neutral_solution import read_neutral_solution
from tests.cli.helpers import invoke
from tests.formats.neutral_cases import COST, SOLUTION, TINY, tiny_instance


@pytest.fixture(scope="session")
def bench(shared_folder):
    folder = shared_folder / "bench"
    if not (folder / "gen.py").is_file() or not (folder / "score.py").is_file():
        pytest.skip(f"{folder} lacks gen.py or score.py: nothing independent to compare with")
    return folder


def told(*words):
    done = subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    return done.stdout


@pytest.fixture(scope="session")
def problem_file(bench, tmp_path_factory):
    """The problem of 200 sessions."""
    path = tmp_path_factory.mktemp("neutral") / "p200.json"
    told(bench / "gen.py", 200, path)
    return path


@pytest.fixture(scope="session")
def instance(problem_file):
    return neutral_instance(read_problem(problem_file.read_text(encoding="utf-8")))


def judged(bench, problem, solution):
    """Return what the scorer says of a solution."""
    return ast.literal_eval(told(bench / "score.py", problem, solution))


def cost(instance, plan):
    report = check_plan(instance, plan)
    assert report.accepted, report.broken[:3]
    return dict(report.score)[Objective.COST]


def some_solution(problem, rng):
    """Return a solution that keeps every hard rule: each session at the first random try that fits."""
    taken, weeks, solution = set(), {}, []
    for session in problem["sessions"]:
        cohort = problem["cohorts"][session["cohort"]]
        solution.append(None)
        for _ in range(40):
            slot = rng.randint(cohort["first_slot"], cohort["last_slot"])
            room, teacher = rng.choice(problem["rooms"]), rng.choice(problem["teachers"])
            uses = {
                ("room", room["id"], slot),
                ("teacher", teacher["id"], slot),
                ("cohort", cohort["id"], slot),
            }
            week = (teacher["id"], slot // 10)
            fits = room["cap"] >= cohort["size"] and session["subject"] in teacher["subjects"]
            fits &= slot not in teacher["unavailable"] and not uses & taken
            if fits and (weeks.get(week, 0) + 1) * 4 <= teacher["max_hours_week"]:
                taken |= uses
                weeks[week] = weeks.get(week, 0) + 1
                solution[-1] = [slot, room["id"], teacher["id"]]
                break
    return solution


@pytest.mark.parametrize("seed", range(3))
def test_our_cost_is_the_objective_of_the_scorer(bench, problem_file, instance, tmp_path, seed):
    problem = json.loads(problem_file.read_text(encoding="utf-8"))
    solution = some_solution(problem, Random(seed))
    path = tmp_path / "solution.json"
    path.write_text(json.dumps(solution), encoding="utf-8")
    verdict = judged(bench, problem_file, path)
    assert verdict["violations"] == {}
    assert 0 < verdict["unassigned"] < 200
    assert cost(instance, read_neutral_solution(json.dumps(solution), instance)) == verdict["objective"]


# Solutions of the tiny problem with one fault each: what the scorer calls it, and our rule.
BROKEN = {
    "window": ([None, None, None, [5, 1, 0]], "session_shape"),
    "capacity": ([[0, 0, 0], None, None, None], "place_capacity"),
    "competence": ([[4, 1, 1], None, None, None], "competence"),
    "availability": ([None, [0, 1, 1], None, None], "instructor_availability"),
    "overlap_r": ([[4, 1, 0], None, [4, 1, 1], None], "room_overlap"),
    "overlap_k": ([[4, 1, 0], None, [4, 2, 0], None], "instructor_overlap"),
    "overlap_c": ([[4, 1, 0], [4, 2, 1], None, None], "cohort_overlap"),
    "week_hours": ([[5, 1, 0], [6, 1, 0], [7, 1, 0], None], "instructor_hours"),
}


@pytest.fixture
def tiny_file(tmp_path):
    (tmp_path / "tiny.json").write_text(json.dumps(TINY), encoding="utf-8")
    return tmp_path / "tiny.json"


@pytest.mark.parametrize("name", BROKEN)
def test_what_the_scorer_calls_broken_breaks_the_rule_of_ours(bench, tiny_file, tmp_path, name):
    solution, rule = BROKEN[name]
    (tmp_path / "s.json").write_text(json.dumps(solution), encoding="utf-8")
    assert judged(bench, tiny_file, tmp_path / "s.json")["violations"] == {name: 1}
    tiny = tiny_instance()
    report = check_plan(tiny, read_neutral_solution(json.dumps(solution), tiny))
    assert [v.rule for v in report.broken] == [rule]


def test_our_cost_of_the_tiny_solution_is_that_of_the_scorer(bench, tiny_file, tmp_path):
    (tmp_path / "s.json").write_text(json.dumps(SOLUTION), encoding="utf-8")
    verdict = judged(bench, tiny_file, tmp_path / "s.json")
    assert (verdict["violations"], verdict["objective"]) == ({}, COST)


def test_a_plan_of_200_sessions_costs_what_the_scorer_says(bench, problem_file, instance, tmp_path):
    result = api.solve(instance, time_limit_seconds=0.3, deterministic=True, workers=1)
    api.save(instance, tmp_path / "instance.json")
    api.save(result.plan, tmp_path / "plan.json")
    words = ["--to", "neutral", "--instance", tmp_path / "instance.json"]
    done = invoke("convert", *words, tmp_path / "plan.json", tmp_path / "solution.json")
    assert done.exit_code == 0, done.stderr
    verdict = judged(bench, problem_file, tmp_path / "solution.json")
    assert verdict["violations"] == {}
    assert verdict["objective"] == cost(instance, result.plan)
    assert verdict["objective"] == {level.level: level.value for level in result.levels}[Objective.COST]
