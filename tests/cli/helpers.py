"""Ways to run the command: in this process, in one of its own, and with a solver that does as it is told."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

from click.testing import CliRunner

from edusched.checking.checker import check_plan
from edusched.cli.claims import hash_of
from edusched.cli.group import sched
from edusched.cli.terminal import Terminal
from edusched.domain.instance import Instance
from edusched.domain.result import Certificate, LevelScore, Result, Status
from edusched.rules.examples import plan_of

ROOT = Path(__file__).resolve().parents[2]
INSTANCES = ROOT / "instances"
TINY = str(INSTANCES / "tiny.json")
FUJIAN = str(INSTANCES / "fujian-county-autumn.json")

TINY_BOOKINGS = """
    law 2026-09-07 am meixian-hall/main cao-jun secretaries
    theory-staff 2026-09-11 am meixian-hall/main chen-wei staff
    theory-secretaries 2026-09-11 pm meixian-hall/main chen-wei secretaries
"""

# Puts a solve of our own in the place of the real one, then runs the command as the script does.
WITH_SOLVE = """
import sys, threading, time
from edusched import api
from edusched.domain.policy import Objective
from edusched.domain.result import Result, Status
from edusched.search.limits import Progress
from tests.cli.helpers import tiny_result

def solve(instance, *, on_progress, switch, **limits):
{body}

api.solve = solve
from edusched.cli.main import main
main()
"""


def tiny_data():
    """Return the tiny instance as plain data, to be changed."""
    return json.loads(Path(TINY).read_text(encoding="utf-8"))


def tiny():
    return Instance.model_validate_json(Path(TINY).read_text(encoding="utf-8"))


def tiny_plan(bookings=TINY_BOOKINGS, status=Status.OPTIMAL, levels=None, **claims):
    """Return a plan of the tiny instance with a certificate that is true, but for what is said otherwise."""
    instance, plan = tiny(), plan_of(bookings, "tiny")
    score = check_plan(instance, plan).score
    found = tuple(LevelScore(level=level, value=value, bound=value) for level, value in score)
    certificate = Certificate(
        status=status,
        levels=found if levels is None else levels,
        **{
            "bound_kind": "made up",
            "checked": True,
            "instance_hash": hash_of(instance),
            "seed": 1,
            "deterministic": False,
            "versions": {"sched": "0"},
        }
        | claims,
    )
    return plan.model_copy(update={"certificate": certificate})


def tiny_result(status=Status.OPTIMAL):
    plan = tiny_plan(status=status)
    report = check_plan(tiny(), plan)
    return Result(status, plan, plan.certificate.levels, report.violations, solve_seconds=1.0)


def invoke(*arguments, env=None, stdin=None, terminal=None):
    """Run the command in this process."""
    terminal = terminal or Terminal()
    return CliRunner().invoke(sched, [str(a) for a in arguments], env=env, input=stdin, obj=terminal)


def environment(**changes):
    """Return the environment of a process that finds our package and our tests."""
    paths = [str(ROOT / "src" / "sched"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **changes}


def run(*arguments, env=None, stdin=None, cwd=None, timeout=120, stdout=subprocess.PIPE):
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "edusched", *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        cwd=cwd,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        env=environment(**(env or {})),
        timeout=timeout,
    )


def start(*arguments, body=None, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE):
    """Start the command and return the process; with a body, its solve is that one."""
    words = ["-m", "edusched"]
    if body is not None:
        words = ["-c", WITH_SOLVE.format(body=textwrap.indent(textwrap.dedent(body), "    "))]
    return subprocess.Popen(
        [sys.executable, *words, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=stderr,
        stdin=stdin,
        env=environment(TERM="xterm"),
    )


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]


def sound(text):
    """Assert that a message is fit for people: no traceback, no control characters."""
    assert "Traceback" not in text
    assert all(line.isprintable() for line in text.split("\n")), repr(text)
    return text
