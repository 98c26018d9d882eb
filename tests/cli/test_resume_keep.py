"""Plans that a solve begins with, and plans it keeps on the way."""

import pytest

from edusched import api
from edusched.formats.files import load_plan, save_plan
from tests.cli.helpers import TINY, invoke, json_lines, sound, tiny_plan, tiny_result


@pytest.fixture
def begun(monkeypatch):
    """Note the plan each solve of the command begins with."""
    found = []

    def solve(instance, **settings):
        found.append(settings.get("start"))
        return tiny_result()

    monkeypatch.setattr(api, "solve", solve)
    return found


def test_a_plan_to_resume_that_is_not_there_is_refused(begun, tmp_path):
    for more in ((), ("--checkpoint", tmp_path / "best.json")):
        done = invoke("solve", TINY, "-o", tmp_path / "p.json", "--resume", tmp_path / "bets.json", *more)
        assert done.exit_code == 6
        assert f"{tmp_path / 'bets.json'}: --resume: no such file; look at its name" in sound(done.stderr)
    assert begun == []
    assert list(tmp_path.iterdir()) == []


def test_a_job_that_always_names_its_checkpoint_begins_anew_the_first_time(begun, tmp_path):
    best = tmp_path / "best.json"
    words = ["solve", TINY, "-o", tmp_path / "p.json", "--resume", best, "--checkpoint", best]
    done = invoke(*words, "--log-format", "json")
    assert done.exit_code == 0
    assert {"event": "resume", "file": str(best)}.items() <= json_lines(done.stderr)[0].items()
    save_plan(tiny_plan(), best)
    assert "begins anew" not in invoke(*words).stderr
    assert begun == [None, load_plan(best)]
