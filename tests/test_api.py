"""The library's front door."""

import importlib
import pkgutil
from types import ModuleType

import pytest

import edusched

INSTANCE = "instances/tiny.json"


def test_no_room_hides_a_public_name() -> None:
    """Importing a subpackage sets it as an attribute of the package: none may bear a public name."""
    for room in pkgutil.iter_modules(edusched.__path__):
        if room.name != "__main__":
            importlib.import_module(f"edusched.{room.name}")
    for name in edusched.__all__:
        assert not isinstance(getattr(edusched, name), ModuleType), name


def test_solve_check_and_save_fit_together(tmp_path, request: pytest.FixtureRequest) -> None:
    instance = edusched.load(request.config.rootpath / INSTANCE)
    result = edusched.solve(instance, time_limit_seconds=20, workers=1, deterministic=True)
    assert result.status is edusched.Status.OPTIMAL
    assert result.plan is not None
    report = edusched.check(instance, result.plan)
    assert report.accepted
    assert dict(report.score) == {score.level: score.value for score in result.levels}
    edusched.save(result.plan, tmp_path / "plan.json")
    assert edusched.read_plan(tmp_path / "plan.json", instance) == result.plan


@pytest.mark.parametrize("words", [{"workers": 0}, {"gap": 1.0}, {"time_limit_seconds": -1.0}])
def test_limits_out_of_range_are_refused(words, request: pytest.FixtureRequest) -> None:
    instance = edusched.load(request.config.rootpath / INSTANCE)
    with pytest.raises(ValueError, match="time_limit_seconds"):
        edusched.solve(instance, **words)


def test_progress_is_told(request: pytest.FixtureRequest) -> None:
    seen = []
    instance = edusched.load(request.config.rootpath / INSTANCE)
    edusched.solve(instance, time_limit_seconds=20, workers=1, on_progress=seen.append)
    assert seen
    assert all(step.value is None or step.value >= step.bound for step in seen)
