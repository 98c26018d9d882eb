"""The journal: whole lines count, torn ones do not, and a job is done only if its plan is as it was."""

import json

import pytest

from edusched.batch.job import Identity, Job
from edusched.batch.journal import NAME, Journal, file_hash, last_outcomes, lines, still_holds
from edusched.batch.outcome import Failure, Outcome
from edusched.domain.errors import FileAccessError

WHO = Identity("hash", "key")


def outcome(**changes):
    return Outcome(**{"job": "a", "instance": "a.json", "instance_hash": "hash", "key": "key"} | changes)


def test_lines_are_appended_and_read_back(tmp_path):
    with Journal(tmp_path) as journal:
        journal.begin(["--seed", "1"], 1)
        journal.start(Job("a", tmp_path / "a.json", "a.json"), WHO)
        journal.end(outcome(seconds=1.5))
    assert [line["event"] for line in lines(tmp_path)] == ["batch", "start", "end"]
    assert last_outcomes(tmp_path) == {"a": outcome(seconds=1.5)}
    with Journal(tmp_path) as journal:
        journal.end(outcome(seconds=2.5))
    assert last_outcomes(tmp_path)["a"].seconds == 2.5


def test_every_line_is_forced_to_disk(tmp_path, monkeypatch):
    synced = []
    with Journal(tmp_path) as journal:
        monkeypatch.setattr("os.fsync", synced.append)
        journal.begin([], 1)
        journal.end(outcome())
    assert len(synced) == 2


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_line_says_nothing_and_spoils_nothing(tmp_path, cut):
    with Journal(tmp_path) as journal:
        journal.end(outcome())
        journal.end(outcome(job="b"))
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes()[:-cut])
    kept = ["a", "b"] if cut == 1 else ["a"]
    assert sorted(last_outcomes(tmp_path)) == kept
    with Journal(tmp_path) as journal:
        journal.end(outcome(job="c"))
    assert sorted(last_outcomes(tmp_path)) == [*kept, "c"]


def test_noise_in_a_journal_is_left_alone(tmp_path):
    noise = [b"\xff\x00", b"[]", b"3", b'{"event": "end"}', b'{"event": "end", "outcome": {"job": 3}}']
    (tmp_path / NAME).write_bytes(b"\n".join(noise))
    assert last_outcomes(tmp_path) == {}
    assert last_outcomes(tmp_path / "nowhere") == {}


def test_a_second_batch_is_kept_out(tmp_path):
    pytest.importorskip("fcntl")
    with Journal(tmp_path), pytest.raises(FileAccessError, match="another batch is at work here"):
        Journal(tmp_path)
    Journal(tmp_path).close()


def test_a_journal_that_cannot_be_written_is_said_so(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(FileAccessError, match="cannot be written"):
        Journal(tmp_path)


def test_what_holds_still(tmp_path):
    plan = tmp_path / "a.plan.json"
    plan.write_text(json.dumps({}), encoding="utf-8")
    done = outcome(plan=plan.name, plan_hash=file_hash(plan))
    assert still_holds(done, WHO, tmp_path)
    assert not still_holds(done, Identity("other", "other"), tmp_path)
    plan.write_text("{ }", encoding="utf-8")
    assert not still_holds(done, WHO, tmp_path)
    plan.unlink()
    assert not still_holds(done, WHO, tmp_path)


def test_which_failures_hold(tmp_path):
    for failure in Failure:
        holds = still_holds(outcome(failure=failure), WHO, tmp_path)
        assert holds == (failure is Failure.INVALID), failure
    assert still_holds(outcome(), WHO, tmp_path)  # proved infeasible
    assert not still_holds(outcome(failure=Failure.INVALID), Identity("", "key"), tmp_path)
