"""Each way a job can end is an answer or a failure of one type."""

import pytest

from edusched.batch.job import Identity, Job
from edusched.batch.outcome import FAILURE_WORDS, Failure, Outcome, lost, outcome_of
from edusched.bench.events import Told
from edusched.bench.process import Ended
from edusched.bench.rows import Level
from edusched.domain.result import Status

WHO = Identity("hash", "key")


def came(ended, heard=None, plan_hash="", *, stopped=False, path):
    return outcome_of(Job("a", path, "a.json"), WHO, ended, heard or Told(), plan_hash, stopped=stopped)


BLAS = "OpenBLAS error: Memory allocation still failed after 10 retries, giving up."
"""What a job says under --memory 64."""


@pytest.mark.parametrize(
    ("ended", "heard", "stopped", "failure", "reason"),
    [
        (Ended(-9, 7.2, (), overdue=True), Told(), False, Failure.TIME, "ended by force after 7 s"),
        (Ended(-9, 1, (), oversized=True, peak_mib=300.4), Told(), False, Failure.MEMORY, "at 300 MiB"),
        (Ended(-9, 1, ()), Told(), False, Failure.KILLED, "died of SIGKILL"),
        (Ended(143, 1, ()), Told(), False, Failure.KILLED, "died of SIGTERM"),
        (Ended(143, 1, ()), Told(), True, Failure.INTERRUPTED, None),
        (Ended(-15, 1, ()), Told(), True, Failure.INTERRUPTED, None),
        (Ended(-6, 1, ()), Told(errors=("what(): std::bad_alloc",)), False, Failure.MEMORY, "bad_alloc"),
        (Ended(1, 1, ()), Told(errors=(BLAS,)), False, Failure.MEMORY, "Memory allocation still failed"),
        (
            Ended(-6, 1, ()),
            Told(errors=("an instance of 'std::system_error'",)),
            False,
            Failure.MEMORY,
            "error",
        ),
        (Ended(1, 1, ()), Told(errors=("memory",)), False, Failure.MEMORY, "memory"),
        (Ended(1, 1, ()), Told(errors=("ValueError",)), False, Failure.INTERNAL, "exit code 1"),
        (Ended(4, 1, ()), Told(status="unknown"), False, Failure.NO_PLAN, None),
        (Ended(5, 1, ()), Told(errors=("$.x: wrong",)), False, Failure.INVALID, "$.x: wrong"),
        (Ended(6, 1, ()), Told(errors=("no such file",)), False, Failure.UNREADABLE, "no such file"),
        (Ended(0, 1, ()), Told(), False, Failure.INTERNAL, "exit code 0 without an answer"),
        (Ended(0, 1, ()), Told(status="feasible"), False, Failure.INTERNAL, "exit code 0 without an answer"),
    ],
)
def test_failures_have_a_type_and_a_reason(tmp_path, ended, heard, stopped, failure, reason):
    outcome = came(ended, heard, stopped=stopped, path=tmp_path)
    assert outcome.failure is failure
    assert failure in FAILURE_WORDS
    assert reason in outcome.reasons[0] if reason else not outcome.reasons
    assert outcome.is_final == (failure is Failure.INVALID)
    assert Outcome.model_validate_json(outcome.model_dump_json()) == outcome


def test_a_plan_is_an_answer(tmp_path):
    levels = {"cost": Level(100, 50, 0.5), "ties": Level(3, 3, 0.0)}
    heard = Told(status="feasible", levels=levels, plan=True, unmet=2, not_run=1)
    outcome = came(Ended(0, 1.23456, ()), heard, "digits", path=tmp_path)
    assert (outcome.failure, outcome.status, outcome.gap) == (None, Status.FEASIBLE, 0.5)
    assert (outcome.plan, outcome.plan_hash, outcome.unmet, outcome.not_run) == (
        "a.plan.json",
        "digits",
        2,
        1,
    )
    assert outcome.is_final
    assert Outcome.model_validate_json(outcome.model_dump_json()) == outcome


def test_a_proof_that_there_is_no_plan_is_an_answer(tmp_path):
    heard = Told(status="infeasible", levels={}, conflicts=("study_hours: a: 4 hours",))
    outcome = came(Ended(3, 1, ()), heard, path=tmp_path)
    assert (outcome.failure, outcome.gap, outcome.plan) == (None, None, "")
    assert outcome.reasons == ("study_hours: a: 4 hours",)


def test_a_plan_from_before_stays_with_a_job_that_fails_later(tmp_path):
    before = came(Ended(143, 1, ()), Told(status="interrupted"), "digits", stopped=True, path=tmp_path)
    error = OSError(11, "no more processes")
    later = lost(Job("a", tmp_path, "a.json"), WHO, error).with_plan_of(before)
    assert (later.failure, later.plan, later.plan_hash) == (Failure.INTERNAL, "a.plan.json", "digits")
    assert later.reasons == ("its process could not be started: no more processes",)


def test_reasons_name_no_folder(tmp_path):
    heard = Told(errors=("File /home/somebody/secret/x.py is odd",))
    assert "secret" not in " ".join(came(Ended(1, 1, ()), heard, path=tmp_path).reasons)
