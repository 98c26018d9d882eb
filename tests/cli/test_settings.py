"""A setting comes from the option, else the environment, else the config file, else the default."""

import pytest

from edusched import api
from edusched.cli.batch import batch
from edusched.cli.group import VERBS
from edusched.cli.solve import solve
from edusched.engines.choice import NAMES
from tests.cli.helpers import TINY, invoke, tiny_result

DEFAULTS = {
    "time_limit_seconds": 60.0,
    "workers": 2,
    "seed": 1,
    "gap": 0.0,
    "deterministic": False,
    "strict": False,
    "without": (),
    "engine": "process",
    "scheduler": "",
}
ALL = """
[solve]
time_limit = 5
workers = 3
seed = 4
gap = 0.5
deterministic = true
without = ["walk", "bound"]
strict = true
engine = "dask"
scheduler = "tcp://planner:8786"
log-format = "json"
quiet = true

[check]
strict = true
format = "json"
"""


@pytest.fixture
def solved_with(monkeypatch, tmp_path):
    """Run a solve in an empty folder, and return the limits it was given."""
    monkeypatch.chdir(tmp_path)
    seen = {}

    def solve(instance, *, on_progress, switch, **limits):
        seen.update(limits)
        return tiny_result()

    def run(*words, env=None, config=None):
        if config is not None:
            (tmp_path / "sched.toml").write_text(config, encoding="utf-8")
        monkeypatch.setattr(api, "solve", solve)
        seen.clear()
        done = invoke(*words, env=env)
        return dict(seen) or done

    return run


def test_the_defaults(solved_with):
    assert solved_with("solve", TINY) == DEFAULTS


@pytest.mark.parametrize("verb", [solve, batch], ids=lambda verb: verb.name)
def test_a_verb_that_solves_knows_every_engine(verb):
    engine = next(param for param in verb.params if param.name == "engine")
    assert tuple(engine.type.choices) == NAMES


def test_each_source_gives_way_to_the_one_before(solved_with):
    option, env = ("--seed", "40"), {"SCHED_SEED": "30"}
    config = "[solve]\nseed = 20\n"
    assert solved_with("solve", TINY, *option, env=env, config=config)["seed"] == 40
    assert solved_with("solve", TINY, env=env, config=config)["seed"] == 30
    assert solved_with("solve", TINY, config=config)["seed"] == 20
    assert solved_with("solve", TINY, config="")["seed"] == 1


def test_every_setting_can_come_from_the_environment(solved_with):
    env = {
        "SCHED_TIME_LIMIT": "5",
        "SCHED_WORKERS": "3",
        "SCHED_SEED": "4",
        "SCHED_GAP": "0.5",
        "SCHED_DETERMINISTIC": "1",
        "SCHED_STRICT": "true",
        "SCHED_WITHOUT": "walk bound",
        "SCHED_ENGINE": "dask",
        "SCHED_SCHEDULER": "tcp://planner:8786",
        "SCHED_LOG_FORMAT": "json",
        "SCHED_QUIET": "yes",
    }
    assert solved_with("solve", TINY, env=env) == {
        "time_limit_seconds": 5.0,
        "workers": 3,
        "seed": 4,
        "gap": 0.5,
        "deterministic": True,
        "strict": True,
        "without": ("walk", "bound"),
        "engine": "dask",
        "scheduler": "tcp://planner:8786",
    }


def test_every_setting_can_come_from_the_file(solved_with):
    seen = solved_with("solve", TINY, config=ALL)
    assert seen == {
        "time_limit_seconds": 5.0,
        "workers": 3,
        "seed": 4,
        "gap": 0.5,
        "deterministic": True,
        "strict": True,
        "without": ("walk", "bound"),
        "engine": "dask",
        "scheduler": "tcp://planner:8786",
    }


def test_an_empty_variable_says_nothing(solved_with):
    assert solved_with("solve", TINY, env={"SCHED_SEED": "", "SCHED_STRICT": ""}) == DEFAULTS


def test_a_flag_can_be_switched_off_again(solved_with):
    env = {"SCHED_STRICT": "0", "SCHED_DETERMINISTIC": "false"}
    assert solved_with("solve", TINY, env=env, config=ALL)["strict"] is False


def test_a_bad_variable_is_named(solved_with):
    done = solved_with("solve", TINY, env={"SCHED_WORKERS": "many"})
    assert done.exit_code == 2
    assert "SCHED_WORKERS" in done.stderr


@pytest.mark.parametrize("place", ["before", "after", "environment", "after wins"])
def test_a_config_file_can_be_named(solved_with, tmp_path, place):
    named = tmp_path / "other.toml"
    named.write_text("[solve]\nseed = 50\n", encoding="utf-8")
    first = tmp_path / "first.toml"
    first.write_text("[solve]\nseed = 60\n", encoding="utf-8")
    here = "[solve]\nseed = 20\nworkers = 7\n"
    match place:
        case "before":
            seen = solved_with("--config", named, "solve", TINY, config=here)
        case "after":
            seen = solved_with("solve", TINY, "--config", named, config=here)
        case "environment":
            seen = solved_with("solve", TINY, env={"SCHED_CONFIG": str(named)}, config=here)
        case _:
            seen = solved_with("--config", first, "solve", TINY, "--config", named, config=here)
    assert (seen["seed"], seen["workers"]) == (50, 2)


def test_settings_of_check_come_from_its_own_table(solved_with, tmp_path):
    plan = tmp_path / "plan.json"
    api.save(tiny_result().plan, plan)
    done = solved_with("check", TINY, plan, config=ALL)
    assert done.stdout.startswith("{")


def test_help_needs_no_sound_config(solved_with):
    assert solved_with("solve", "--help", config="[nonsense").exit_code == 0


BAD = {
    "not TOML": ("[solve", "this is not TOML"),
    "twice": ("[solve]\nseed = 1\nseed = 2\n", "this is not TOML"),
    "deep": ("a = " + "[" * 100_000, "this is not TOML"),
    "unknown table": ("[sovle]\nseed = 1\n", 'unknown table "sovle"; did you mean "solve"?'),
    "unknown verb": (
        "[xyz]\n",
        f'unknown table "xyz"; expected one of {", ".join(VERBS)}',
    ),
    "no table": ("solve = 3\n", '"solve" must be a table'),
    "unknown key": ("[solve]\nworker = 1\n", 'unknown setting "[solve] worker"; did you mean "workers"?'),
    "not a setting": ("[solve]\noutput = 'x'\n", 'unknown setting "[solve] output"'),
    "text for a number": ("[solve]\nseed = '1'\n", '[solve] seed = "1": expected a integer range'),
    "fraction for a number": ("[solve]\nworkers = 2.7\n", "[solve] workers = 2.7: expected a integer range"),
    "truth for a number": ("[solve]\nworkers = true\n", "[solve] workers = true: expected a integer range"),
    "number for a flag": ("[solve]\nstrict = 1\n", "[solve] strict = 1: expected a boolean"),
    "number for a word": ("[solve]\nlog_format = 1\n", "[solve] log_format = 1: expected a choice"),
    "out of range": ("[solve]\nworkers = 0\n", "[solve] workers: 0 is not in the range"),
    "nan": ("[solve]\ntime_limit = nan\n", "[solve] time_limit: nan is not a finite number"),
    "not a choice": ("[solve]\nlog_format = 'xml'\n", "[solve] log_format: 'xml' is not one of"),
    "control characters": ('["\\u001b[2J"]\n', 'unknown table "\\u001b[2J"'),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_config_is_a_usage_error_that_names_the_place(solved_with, name):
    text, expected = BAD[name]
    done = solved_with("solve", TINY, config=text)
    assert done.exit_code == 2
    assert f"sched.toml: {expected}" in " ".join(done.stderr.split()).replace("  ", " ")
    assert "\x1b" not in done.stderr


def test_a_bad_table_of_another_verb_is_found_too(solved_with):
    assert solved_with("solve", TINY, config="[chekc]\n").exit_code == 2


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_config_that_cannot_be_read_is_an_input_failure(solved_with, tmp_path, kind):
    path = tmp_path / "x.toml"
    if kind == "folder":
        path.mkdir()
    done = solved_with("solve", TINY, "--config", path)
    assert done.exit_code == 6
    assert str(path) in done.stderr


def test_a_config_that_is_not_utf8_is_invalid_input(solved_with, tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe")
    assert solved_with("solve", TINY, "--config", path).exit_code == 5
